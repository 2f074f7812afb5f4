#pragma once

#include "core/session/onboarding.h"

#include <QTemporaryDir>
#include <QTest>

namespace confab::tests {

//! Runs the event loop until the future is there.
template <typename T>
Outcome<T> settle(const QFuture<Outcome<T>> &future, int ms = 10'000)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, ms) || future.resultCount() == 0)
        return Failure {SessionError {ErrorCode::Timeout, QStringLiteral("no answer"), false}};
    return future.result();
}

//! A profile folder with an account of its own, and the session on it.
class Person {
public:
    [[nodiscard]] bool registerAt(const QString &server, const QString &username)
    {
        const auto onboarding = makeOnboarding(folder.path());
        return settle(onboarding->createAccount(server, username, username, {})).has_value();
    }
    //! A new Session object on the same folder.
    [[nodiscard]] bool open()
    {
        session = makeSession(folder.path());
        bool loaded = false;
        QObject::connect(session.get(), &Session::loaded, [&loaded] { loaded = true; });
        QObject::connect(session.get(), &Session::notice, [this](const QString &sentence) { notices.append(sentence); });
        session->start();
        return QTest::qWaitFor([&loaded] { return loaded; }, 10'000);
    }
    [[nodiscard]] bool online() const
    {
        return QTest::qWaitFor([this] { return session->connection().phase == ConnectionPhase::Online; }, 20'000);
    }
    [[nodiscard]] bool close()
    {
        const auto stopped = session->stop();
        const bool done = QTest::qWaitFor([&stopped] { return stopped.isFinished(); }, 5'000);
        session.reset();
        return done;
    }
    //! Texts of a chat, oldest first; messages that wait are marked with "…".
    QStringList texts(const ChatId &chat, int limit = 200) const
    {
        QStringList list;
        const auto page = settle(session->page(chat, {PageRequest::From::Newest, Seq(), limit}));
        if (page)
            for (const MessageRow &row : page->rows)
                if (row.kind == EventKind::Msg)
                    list.append((row.seq.value ? QString() : QStringLiteral("…")) + row.content.text.value_or(QString()));
        return list;
    }
    ChatSummary summary(const ChatId &chat) const { return session->chat(chat).value_or(ChatSummary()); }

    QTemporaryDir folder;
    std::unique_ptr<Session> session;
    QStringList notices;
};

} // namespace confab::tests
