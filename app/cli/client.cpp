#include "app/cli/client.h"

#include "core/protocol/derive.h"
#include "core/session/onboarding.h"

#include <QCoreApplication>
#include <QDeadlineTimer>

namespace confab::cli {

using namespace std::chrono_literals;

Client::Client(const Options &options)
    : m_options(options)
    , m_printer(options.json)
    , m_door(m_options, m_printer, m_interrupt)
{
}

Client::~Client()
{
    if (!m_session)
        return;
    const auto stopped = m_session->stop();
    QFutureWatcher<void> watcher;
    watcher.setFuture(stopped);
    // The session itself bounds its goodbye; the margin is for a slow disk.
    const QDeadlineTimer deadline(10s);
    while (!stopped.isFinished() && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
}

CliResult<Done> Client::unlock(bool make)
{
    if (m_profile)
        return Done {};
    const auto opened = m_door.open(make);
    if (!opened)
        return Failure {opened.error()};
    m_profile = *opened;
    return Done {};
}

CliResult<Done> Client::open()
{
    if (const auto unlocked = unlock(false); !unlocked)
        return unlocked;
    if (!hasAccount(m_profile))
        return Failure {CliError {"no_account",
            tr("There is no account in %1: register or link it first.").arg(m_options.data)}};
    m_session = makeSession(m_profile, m_options.server);
    connect(m_session.get(), &Session::loaded, this, [this] { m_loaded = true; });
    connect(m_session.get(), &Session::openFailed, this, [this](const SessionError &error) { m_openError = error; });
    connect(m_session.get(), &Session::notice, this, [this](const QString &sentence) { m_printer.notice(sentence); });
    m_session->start();
    if (!waitUntil([this] { return m_loaded || m_openError; }))
        return Failure {CliError {"timeout", tr("The profile could not be opened in time.")}};
    if (m_openError)
        return Failure {toCliError(*m_openError)};
    return Done {};
}

CliResult<Done> Client::goOnline()
{
    const bool settled = waitUntil([this] {
        const auto phase = m_session->connection().phase;
        return phase == ConnectionPhase::Online || phase == ConnectionPhase::Fatal;
    });
    const ConnectionView view = m_session->connection();
    if (settled && view.phase == ConnectionPhase::Online)
        return Done {};
    if (interrupted())
        return Failure {noAnswer()};
    if (view.phase == ConnectionPhase::Fatal)
        return Failure {CliError {"refused", view.reason}};
    if (view.phase == ConnectionPhase::Updating)
        return Failure {CliError {"timeout", tr("The server did not bring this device up to date in time.")}};
    const QString server = m_session->self().server;
    return Failure {CliError {"offline",
        view.reason.isEmpty() ? tr("The server %1 cannot be reached.").arg(server)
                              : tr("The server %1 cannot be reached: %2").arg(server, view.reason)}};
}

CliResult<Done> Client::refresh()
{
    if (m_options.offline)
        return Done {};
    // One failed try is enough to know that what is stored has to do.
    waitUntil([this] {
        const auto phase = m_session->connection().phase;
        return phase == ConnectionPhase::Online || phase == ConnectionPhase::Fatal || phase == ConnectionPhase::Waiting;
    });
    if (interrupted())
        return Failure {noAnswer()};
    if (m_session->connection().phase != ConnectionPhase::Online)
        m_printer.notice(tr("The server cannot be reached; this is what is stored here."));
    return Done {};
}

bool Client::waitUntil(const std::function<bool()> &condition, std::chrono::milliseconds timeout)
{
    QTimer wake; // so that the loop does not sleep past the deadline
    wake.setSingleShot(true);
    wake.start(timeout);
    while (!condition()) {
        if (!wake.isActive() || m_interrupt.caught())
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

CliError Client::noAnswer() const
{
    if (interrupted())
        return {"interrupted", tr("Stopped before it was done.")};
    return {"timeout", tr("The server did not answer in time.")};
}

CliResult<ChatId> Client::resolveChat(const QString &text, bool create)
{
    if (!text.startsWith('@')) {
        const auto chat = ChatId::fromText(text);
        if (!chat)
            return Failure {usageError(tr("“%1” is neither @username nor the id of a chat.").arg(text))};
        if (!m_session->chat(*chat) && !m_options.offline) // this device may not have heard of it yet
            if (const auto online = goOnline(); !online)
                return Failure {online.error()};
        if (!m_session->chat(*chat))
            return Failure {CliError {"not_found", tr("There is no chat with the id %1.").arg(text)}};
        return *chat;
    }
    const auto user = resolveUser(text);
    if (!user)
        return Failure {user.error()};
    const ChatId chat = directChatOf(m_session->self().user, *user);
    if (m_session->chat(chat))
        return chat;
    if (!create)
        return Failure {CliError {"not_found", tr("There is no chat with %1.").arg(text)}};
    if (const auto online = goOnline(); !online)
        return Failure {online.error()};
    return await(m_session->openDirect(*user));
}

CliResult<UserId> Client::resolveUser(const QString &atName)
{
    const QString name = atName.startsWith('@') ? atName.mid(1).toLower() : QString();
    if (!isValidUsername(name))
        return Failure {usageError(tr("“%1” is not a username: write it as @name.").arg(atName))};
    const SelfView self = m_session->self();
    if (name == self.username)
        return self.user;
    for (const ChatSummary &chat : m_session->chats())
        if (chat.kind == ChatKind::Direct && m_session->contact(chat.peer).username == name)
            return chat.peer;
    if (const auto online = goOnline(); !online)
        return Failure {online.error()};
    const auto found = await(m_session->findUser(name));
    if (!found)
        return Failure {found.error()};
    return found->user;
}

CliResult<QList<UserId>> Client::resolveUsers(const QStringList &atNames)
{
    QList<UserId> users;
    for (const QString &name : atNames) {
        const auto user = resolveUser(name);
        if (!user)
            return Failure {user.error()};
        if (!users.contains(*user))
            users.append(*user);
    }
    return users;
}

} // namespace confab::cli
