#include "tests/support/profile_content.h"

#include "core/protocol/codec.h"
#include "core/store/database.h"
#include "core/store/reader.h"
#include "core/store/writer.h"

#include <QDataStream>
#include <QIODevice>
#include <algorithm>

namespace confab::test {

namespace {

constexpr int pageSize = 200;

class ContentStream {
public:
    explicit ContentStream(const StoreReader &reader)
        : m_reader(reader)
        , m_out(&m_bytes, QIODevice::WriteOnly)
    {
    }

    QByteArray run()
    {
        m_out << m_reader.syncCursor() << m_reader.accountCursor() << m_reader.value(QStringLiteral("test"));
        auto contacts = m_reader.contacts();
        std::sort(contacts.begin(), contacts.end(), [](const Contact &a, const Contact &b) { return a.user.toBytes() < b.user.toBytes(); });
        for (const Contact &contact : std::as_const(contacts))
            put(contact);
        auto chats = m_reader.summaries();
        std::sort(chats.begin(), chats.end(), [](const ChatSummary &a, const ChatSummary &b) { return a.chat.toBytes() < b.chat.toBytes(); });
        for (const ChatSummary &chat : std::as_const(chats))
            put(chat);
        for (const OutboxItem &item : m_reader.outbox()) {
            m_out << item.chat.toBytes() << item.cid.toBytes() << int(item.kind) << item.ts << item.localId << item.failure.has_value();
            put(item.content);
        }
        return m_reader.failed() || chats.isEmpty() ? QByteArray() : m_bytes;
    }

private:
    void put(const Content &content) { m_out << encodeValue(ValueWriter::write(content), Encoding::Cbor); }

    void put(const Contact &contact)
    {
        m_out << contact.user.toBytes() << contact.username << contact.name << contact.aik.toBytes() << contact.about << contact.blocked;
    }

    void put(const MessageRow &row)
    {
        m_out << row.seq.value << row.localId << row.cid.toBytes() << row.from.toBytes() << row.dev.toBytes() << int(row.kind)
              << int(row.enc) << row.ts << int(row.state) << row.edited << row.deleted << row.undecodable;
        put(row.content);
        for (const Reaction &reaction : row.reactions) {
            m_out << reaction.emoji;
            for (const UserId &user : reaction.users)
                m_out << user.toBytes();
        }
    }

    void put(const ChatSummary &chat)
    {
        const ChatSettings settings = m_reader.settings(chat.chat);
        m_out << chat.chat.toBytes() << int(chat.kind) << chat.title << chat.about << chat.peer.toBytes() << chat.head.value
              << chat.stored.value << chat.read.value << chat.recvAll.value << chat.readAll.value << chat.unread << chat.activity
              << chat.draft.text << chat.draft.cursor << chat.draft.editedAt << chat.waiting << chat.memberCount
              << settings.mutedUntil << settings.pinned << settings.archived << settings.markedUnread;
        for (const Member &member : m_reader.members(chat.chat))
            m_out << member.user.toBytes() << int(member.role) << member.joined.value;
        for (const Marks &marks : m_reader.marks(chat.chat))
            m_out << marks.user.toBytes() << marks.recv.value << marks.read.value;
        for (const SeqRange &range : m_reader.ranges(chat.chat))
            m_out << range.low.value << range.high.value;
        StoredPage page = m_reader.newest(chat.chat, pageSize);
        while (!page.page.rows.isEmpty()) {
            for (const MessageRow &row : std::as_const(page.page.rows))
                put(row);
            page = m_reader.before(chat.chat, page.page.rows.first().seq, pageSize);
        }
    }

    const StoreReader &m_reader;
    QByteArray m_bytes;
    QDataStream m_out;
};

} // namespace

QByteArray contentOfProfile(const QString &folder, const Owner &owner, std::unique_ptr<CipherVfs> cipher)
{
    const auto database = Database::open(folder, owner, std::move(cipher));
    if (!database)
        return {};
    const auto writer = (*database)->writer(); // closed last: the log is checkpointed then
    const auto reader = (*database)->reader();
    return writer && reader ? ContentStream(**reader).run() : QByteArray();
}

} // namespace confab::test
