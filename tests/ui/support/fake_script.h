#pragma once

#include "core/session/session.h"

#include <QHash>
#include <QPromise>
#include <QStringList>
#include <QTimer>
#include <functional>
#include <memory>
#include <vector>

namespace confab::test {

//! How the fakes answer: at once, late, never, or with an error. Verbs are the names of the methods
//! ("findUser").
class Script {
public:
    //! Every answer comes after `ms`; 0 (the default): in the next turn of the event loop, never
    //! synchronously.
    void setDelay(int ms) { m_delay = ms; }
    //! Answers are kept back until `release`: a server that never answers.
    void hold() { m_holding = true; }
    void release()
    {
        m_holding = false;
        const auto waiting = std::exchange(m_held, {});
        for (const auto &answer : waiting)
            answer();
    }
    //! The next call of `verb` fails and changes nothing.
    void failNext(const QString &verb, const SessionError &error) { m_failures[verb].append(error); }
    void failNext(
        const QString &verb, ErrorCode code, const QString &message = QStringLiteral("It did not work."))
    {
        failNext(verb, SessionError{code, message, false});
    }
    //! Every call of a verb that needs the server fails with an offline error.
    void setOffline(bool on) { m_offline = on; }

    //! What was called, in order: "findUser(tomasz)".
    QStringList calls;
    int callCount(const QString &verb) const
    {
        return int(std::count_if(
            calls.cbegin(), calls.cend(), [&](const QString &c) { return c.startsWith(verb + '('); }));
    }
    int pending() const { return int(m_held.size()); }

    template <typename T>
    QFuture<Outcome<T>> answer(QObject *context, const QString &verb, const QString &arguments,
        bool needsServer, std::function<Outcome<T>()> compute)
    {
        calls.append(QStringLiteral("%1(%2)").arg(verb, arguments));
        auto promise = std::make_shared<QPromise<Outcome<T>>>();
        promise->start();
        auto future = promise->future();
        std::optional<SessionError> error;
        if (auto it = m_failures.find(verb); it != m_failures.end() && !it->isEmpty())
            error = it->takeFirst();
        else if (needsServer && m_offline)
            error = SessionError{ErrorCode::Busy, QStringLiteral("There is no connection."), true};
        auto finish = [promise, error, compute = std::move(compute)] {
            promise->addResult(error ? Outcome<T>(Failure{*error}) : compute());
            promise->finish();
        };
        if (m_holding)
            m_held.push_back(finish);
        else
            QTimer::singleShot(m_delay, context, finish);
        return future;
    }

private:
    int m_delay = 0;
    bool m_holding = false;
    bool m_offline = false;
    QHash<QString, QList<SessionError>> m_failures;
    std::vector<std::function<void()>> m_held;
};

} // namespace confab::test
