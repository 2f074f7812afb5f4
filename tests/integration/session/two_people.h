#pragma once

#include "core/session/onboarding.h"
#include "tests/integration/server/server_fixture.h"
#include "tests/support/unprotected_profile.h"

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
        const auto onboarding = makeOnboarding(profile());
        return settle(onboarding->createAccount(server, username, username, {})).has_value();
    }
    //! This folder becomes another device of `old`'s account, whose session is online.
    [[nodiscard]] bool linkTo(const Person &old, const QString &server)
    {
        const auto onboarding = makeOnboarding(profile());
        const std::unique_ptr<LinkRequest> request(onboarding->requestLink(server));
        QString code, newDigits, oldDigits;
        bool linked = false;
        QObject::connect(request.get(), &LinkRequest::codeReady, [&](const QString &text) { code = text; });
        QObject::connect(request.get(), &LinkRequest::digitsReady, [&](const QString &digits) { newDigits = digits; });
        QObject::connect(request.get(), &LinkRequest::linked, [&] { linked = true; });
        if (!QTest::qWaitFor([&] { return !code.isEmpty(); }, 30'000))
            return false;
        const std::unique_ptr<LinkApproval> approval(old.session->approveLink(code));
        QObject::connect(approval.get(), &LinkApproval::digitsReady, [&](const QString &digits) { oldDigits = digits; });
        if (!QTest::qWaitFor([&] { return !oldDigits.isEmpty() && oldDigits == newDigits; }, 30'000))
            return false;
        approval->confirm();
        return QTest::qWaitFor([&] { return linked; }, 30'000);
    }
    //! A new Session object on the same folder.
    [[nodiscard]] bool open(const QString &server = {})
    {
        session = makeSession(profile(), server);
        failure.reset();
        bool loaded = false;
        const auto guard = std::make_unique<QObject>(); // of what refers to locals
        QObject::connect(session.get(), &Session::loaded, guard.get(), [&loaded] { loaded = true; });
        QObject::connect(session.get(), &Session::notice, [this](const QString &sentence) { notices.append(sentence); });
        QObject::connect(session.get(), &Session::openFailed, [this](const SessionError &error) { failure = error; });
        session->start();
        return QTest::qWaitFor([&] { return loaded || failure; }, 10'000) && loaded;
    }
    bool told(const QString &part) const
    {
        return std::any_of(notices.begin(), notices.end(), [&part](const QString &n) { return n.contains(part); });
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

    //! Kept unprotected, unless `protectedBy` was set before anything else.
    OpenProfilePtr profile() const { return protectedBy ? protectedBy : test::openUnprotected(folder.path()); }

    QTemporaryDir folder;
    OpenProfilePtr protectedBy;
    std::unique_ptr<Session> session;
    QStringList notices;
    std::optional<SessionError> failure; //!< why it did not open
};

//! Ada and Bo, online at a server of their own, and the chat that Ada has opened with Bo.
struct TwoPeople {
    //! False: `problem` says what did not work.
    [[nodiscard]] bool open()
    {
        if (!server.start())
            return fail("server: " + server.problem());
        for (auto [person, name] : {std::pair(&ada, "ada"), std::pair(&bo, "bo-b")})
            if (!person->registerAt(address(), name) || !person->open() || !person->online())
                return fail(QString::fromLatin1(name) + " did not get online");
        const auto found = settle(ada.session->findUser("bo-b"));
        const auto opened = found ? settle(ada.session->openDirect(found->user)) : Outcome<ChatId>(Failure {found.error()});
        if (!opened)
            return fail("no chat: " + opened.error().message);
        chat = *opened;
        return true;
    }
    QString address() const { return "ws://127.0.0.1:" + QString::number(server.port()); }

    ServerFixture server;
    Person ada, bo;
    ChatId chat;
    QString problem;

private:
    bool fail(const QString &why)
    {
        problem = why;
        return false;
    }
};

} // namespace confab::tests
