#include "app/cli/listener.h"

#include "core/session/when_done.h"

#include <QCoreApplication>

namespace confab::cli {

namespace {

//! Turns change sets into lines. A change set says what a chat is now; the lines say what became different.
class Listener : public QObject {
public:
    explicit Listener(Client &client)
        : m_session(client.session())
        , m_out(client.printer())
    {
        for (const ChatSummary &chat : m_session.chats())
            m_known.insert(chat.chat, chat);
        connect(&m_session, &Session::changed, this, &Listener::onChanged);
        connect(&m_session, &Session::connectionChanged, this, [this](const ConnectionView &view) { m_out.connection(view); });
        connect(&m_session, &Session::presenceChanged, this, [this](const Presence &p) { m_out.presence(p, m_session); });
        connect(&m_session, &Session::typingChanged, this,
            [this](const ChatId &chat) { m_out.typing(chat, m_session.typing(chat), m_session); });
        m_out.connection(m_session.connection());
        watchPeers();
    }

private:
    void onChanged(const ChangeSet &changes)
    {
        for (const ChatChange &change : changes.chats)
            onChat(change);
        if (changes.devices)
            showDevices();
    }

    void onChat(const ChatChange &change)
    {
        for (const MessageRow &row : change.rows)
            m_out.message(row, m_session);
        if (change.what.testFlag(ChatChange::Messages) && change.rows.isEmpty())
            showRange(change.chat, change.low, change.high);
        if (change.what.testFlag(ChatChange::Removed))
            m_known.remove(change.chat);
        if (!change.summary)
            return;
        const bool isNew = !m_known.contains(change.chat);
        const ChatSummary before = std::exchange(m_known[change.chat], *change.summary);
        if (isNew || isDifferent(before, *change.summary) || change.what.testFlag(ChatChange::Members))
            showChat(*change.summary);
        if (before.recvAll != change.summary->recvAll || before.readAll != change.summary->readAll
            || before.read != change.summary->read)
            m_out.marks(*change.summary, m_session);
        if (isNew)
            watchPeers();
    }

    static bool isDifferent(const ChatSummary &a, const ChatSummary &b)
    {
        return a.title != b.title || a.about != b.about || a.left != b.left || a.myRole != b.myRole
            || a.memberCount != b.memberCount || a.mutedUntil != b.mutedUntil || a.pinned != b.pinned
            || a.archived != b.archived || a.markedUnread != b.markedUnread || a.accepted != b.accepted;
    }

    void showRange(const ChatId &chat, Seq low, Seq high)
    {
        whenDone(m_session.range(chat, low, high), this, [this](const Outcome<QList<MessageRow>> &rows) {
            if (rows)
                for (const MessageRow &row : *rows)
                    m_out.message(row, m_session);
        });
    }
    void showChat(const ChatSummary &chat)
    {
        whenDone(m_session.members(chat.chat), this, [this, chat](const Outcome<QList<Member>> &members) {
            m_out.chat(chat, members ? *members : QList<Member>(), m_session);
        });
    }
    void showDevices()
    {
        whenDone(m_session.devices(), this, [this](const Outcome<QList<Device>> &devices) {
            if (devices)
                for (const Device &device : *devices)
                    m_out.device(device);
        });
    }
    void watchPeers()
    {
        QList<UserId> peers;
        for (const ChatSummary &chat : std::as_const(m_known))
            if (chat.kind == ChatKind::Direct && peers.size() < limits::watchUsers)
                peers.append(chat.peer);
        m_session.watchPresence(peers);
    }

    Session &m_session;
    Printer &m_out;
    QHash<ChatId, ChatSummary> m_known;
};

} // namespace

CliResult<Done> listen(Client &client)
{
    QList<ChatId> focus;
    for (const QString &text : client.options().focus) {
        const auto chat = client.resolveChat(text, false);
        if (!chat)
            return Failure {chat.error()};
        focus.append(*chat);
    }
    const Listener listener(client);
    client.session().setFocus(focus, !focus.isEmpty());
    using namespace std::chrono_literals;
    // Ends with a signal, or when the server will not have this device any more.
    while (!client.interrupted() && client.session().connection().phase != ConnectionPhase::Fatal)
        client.waitUntil([&client] { return client.session().connection().phase == ConnectionPhase::Fatal; }, 24h);
    if (client.interrupted())
        return Done {};
    return Failure {CliError {"refused", client.session().connection().reason}};
}

} // namespace confab::cli
