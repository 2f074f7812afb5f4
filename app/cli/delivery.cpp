#include "app/cli/delivery.h"

#include <QCoreApplication>

namespace confab::cli {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("cli", text);
}

QString failureCode(const MessageRow &row)
{
    const auto wire = toWire(row.failure.value_or(ErrorCode::Internal));
    return QString::fromLatin1(wire.data(), qsizetype(wire.size()));
}

} // namespace

CliResult<Target> resolveTarget(Client &client, const QString &text)
{
    const auto colon = text.lastIndexOf(':');
    bool ok = false;
    const qint64 seq = colon > 0 ? text.mid(colon + 1).toLongLong(&ok) : 0;
    if (!ok || seq <= 0)
        return Failure {usageError(tr("“%1” is not CHAT:SEQ, a chat and the number of a message.").arg(text))};
    const auto chat = client.resolveChat(text.left(colon), false);
    if (!chat)
        return Failure {chat.error()};
    return Target {*chat, Seq(seq)};
}

CliResult<MessageRow> storedRow(Client &client, const ChatId &chat, Seq seq)
{
    auto rows = client.await(client.session().range(chat, seq, seq));
    const bool missing = rows && rows->isEmpty() && !client.options().offline;
    if (missing && client.goOnline()) {
        (void)client.await(client.session().page(chat, {PageRequest::From::Around, seq, 1})); // keeps what it fetches
        rows = client.await(client.session().range(chat, seq, seq));
    }
    if (!rows)
        return Failure {rows.error()};
    for (const MessageRow &row : *rows)
        if (row.seq == seq)
            return row;
    return Failure {CliError {"not_found", tr("There is no message #%1 here.").arg(seq.value)}};
}

Delivery::Delivery(Client &client, const ChatId &chat)
    : m_client(client)
    , m_chat(chat)
{
    m_connection = QObject::connect(&client.session(), &Session::changed, &client, [this](const ChangeSet &changes) {
        for (const ChatChange &change : changes.chats)
            if (change.chat == m_chat)
                m_rows.append(change.rows);
    });
    QObject::connect(&client.session(), &Session::undone, &m_context,
        [this](const ChatId &, const Cid &cid, const SessionError &error) { m_refused.insert(cid, error); });
    QObject::connect(&client.session().media(), &MediaLibrary::transferChanged, &m_context, [this](const TransferView &transfer) {
        m_moved = m_moved || transfer.phase == TransferPhase::Running || transfer.phase == TransferPhase::Preparing;
        if (transfer.phase == TransferPhase::Failed)
            m_trouble = transfer.error;
    });
}

CliResult<MessageRow> Delivery::wait(const Cid &cid, bool (*wanted)(const MessageRow &))
{
    std::optional<MessageRow> found;
    const auto look = [&] {
        for (const MessageRow &row : std::as_const(m_rows))
            if (row.cid == cid && (wanted(row) || row.state == MessageState::Failed))
                found = row;
        return found.has_value();
    };
    const auto refused = [this] { return m_client.session().connection().phase == ConnectionPhase::Fatal; };
    do // however long a file takes: it is given up only when it stands still
        m_client.waitUntil([&] { return look() || refused(); });
    while (!found && !refused() && filesMoved());
    if (!found)
        return Failure {notSent()};
    if (found->state == MessageState::Failed)
        return Failure {CliError {failureCode(*found), m_trouble.isEmpty() ? tr("The server refused the message.") : m_trouble}};
    return *found;
}

bool Delivery::filesMoved()
{
    return std::exchange(m_moved, false) && !m_client.interrupted();
}

CliResult<Done> Delivery::waitUntilSent(const Cid &cid)
{
    const auto summary = [this] { return m_client.session().chat(m_chat).value_or(ChatSummary()); };
    m_client.waitUntil([&] { return summary().waiting == 0 || summary().failed; });
    if (const auto refused = m_refused.constFind(cid); refused != m_refused.cend())
        return Failure {toCliError(*refused)};
    if (summary().failed)
        return Failure {CliError {"forbidden", tr("The server refused it.")}};
    if (summary().waiting > 0)
        return Failure {notSent()};
    return Done {};
}

CliError Delivery::notSent() const
{
    const ConnectionView view = m_client.session().connection();
    if (view.phase == ConnectionPhase::Fatal)
        return {"refused", tr("Not sent, but kept: %1").arg(view.reason)};
    return {view.phase == ConnectionPhase::Online ? "timeout" : "offline",
        tr("Not sent yet: the server cannot be reached or does not answer. It is queued and goes out with the next connection.")};
}

} // namespace confab::cli
