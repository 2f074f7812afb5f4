#include "core/store/reader.h"

#include "core/store/facts.h"
#include "core/store/timeline_query.h"

#include <limits>

namespace confab {

namespace {
constexpr int rangeAtMost = 1'000;
constexpr Seq endOfTime {std::numeric_limits<qint64>::max()};

ChatSettings readSettings(const SqlRun &run, int first)
{
    return {run.integer(first), int(run.integer(first + 1)), run.integer(first + 2) != 0, run.integer(first + 3) != 0};
}
} // namespace

//! One consistent state for all queries of a call. Inside the writer's transaction that is the transaction's.
class StoreReader::Snapshot {
public:
    explicit Snapshot(const StoreReader &reader)
        : m_db(*reader.m_connection)
        , m_failed(reader.m_failed)
        , m_own(!m_db.inTransaction())
    {
        if (m_own) {
            m_db.clearError();
            m_db.begin(SqlConnection::Access::Read);
        }
    }
    ~Snapshot()
    {
        m_failed = m_db.error().has_value();
        if (!m_own || (!m_failed && m_db.commit()))
            return;
        m_failed = true;
        m_db.rollback();
    }
    Snapshot(const Snapshot &) = delete;
    Snapshot &operator=(const Snapshot &) = delete;

private:
    SqlConnection &m_db;
    bool &m_failed;
    bool m_own;
};

StoreReader::StoreReader(std::unique_ptr<SqlConnection> connection, const Owner &owner)
    : m_connection(std::move(connection))
    , m_owner(owner)
    , m_timeline(std::make_unique<TimelineQuery>(*m_connection, m_owner))
{
}

StoreReader::~StoreReader() = default;

// ---- start ----

QList<ChatSummary> StoreReader::summaries() const
{
    const Snapshot snapshot(*this);
    QList<ChatSummary> list;
    auto run = m_connection->prepared(Sql::SummaryList);
    while (run.next())
        list.append(readSummary(run, m_owner));
    return list;
}

std::optional<ChatSummary> StoreReader::summary(const ChatId &chat) const
{
    const Snapshot snapshot(*this);
    auto run = m_connection->prepared(Sql::SummaryOne);
    run.bind(chat);
    return run.next() ? std::optional(readSummary(run, m_owner)) : std::nullopt;
}

QList<Contact> StoreReader::contacts() const
{
    const Snapshot snapshot(*this);
    QList<Contact> list;
    auto run = m_connection->prepared(Sql::ContactList);
    while (run.next())
        list.append(readContact(run));
    return list;
}

// ---- timeline ----

StoredPage StoreReader::newest(const ChatId &chat, int limit) const
{
    const Snapshot snapshot(*this);
    const auto key = m_timeline->chatKey(chat);
    if (!key)
        return {};
    // Above the top stretch there can only be own messages whose `ok` came before the events below them.
    const auto top = m_timeline->topRange(*key);
    StoredPage page = pageBelow(*key, chat, endOfTime, top ? top->low : Seq(1), limit);
    page.page.rows += m_timeline->unsent(*key);
    return page;
}

StoredPage StoreReader::before(const ChatId &chat, Seq seq, int limit) const
{
    const Snapshot snapshot(*this);
    const auto key = m_timeline->chatKey(chat);
    if (!key)
        return {};
    const auto range = m_timeline->rangeAt(*key, seq.previous());
    if (range)
        return pageBelow(*key, chat, seq, range->low, limit);
    StoredPage page;
    if (seq > firstVisible(*key)) {
        page.page.moreBefore = true;
        page.fetchBefore = seq;
    }
    return page;
}

StoredPage StoreReader::after(const ChatId &chat, Seq seq, int limit) const
{
    const Snapshot snapshot(*this);
    const auto key = m_timeline->chatKey(chat);
    return key ? pageAbove(*key, chat, seq, limit) : StoredPage();
}

StoredPage StoreReader::around(const ChatId &chat, Seq seq, int limit) const
{
    const Snapshot snapshot(*this);
    const auto key = m_timeline->chatKey(chat);
    if (!key)
        return {};
    if (seq > headOf(*key))
        return newest(chat, limit);
    const auto range = m_timeline->rangeAt(*key, seq);
    const int half = std::max(1, limit / 2);
    if (!range) {
        StoredPage page;
        page.page.moreBefore = page.page.moreAfter = true;
        page.fetchBefore = seq.next();
        page.fetchAfter = seq.previous();
        return page;
    }
    StoredPage page = pageBelow(*key, chat, seq.next(), range->low, half);
    const StoredPage upper = pageAbove(*key, chat, seq, std::max(1, limit - half));
    page.page.rows += upper.page.rows;
    page.page.moreAfter = upper.page.moreAfter;
    page.fetchAfter = upper.fetchAfter;
    return page;
}

StoredPage StoreReader::pageBelow(qint64 key, const ChatId &chat, Seq seq, Seq floor, int limit) const
{
    StoredPage page;
    page.page.rows = m_timeline->below(key, chat, seq, floor, limit + 1);
    if (page.page.rows.size() > limit) {
        page.page.rows.removeFirst();
        page.page.moreBefore = true;
        return page;
    }
    // All that is held of this stretch: what lies below it is not here, or does not exist.
    const auto held = m_timeline->rangeAt(key, floor);
    const Seq bottom = held ? held->low : (seq == endOfTime ? headOf(key).next() : seq);
    if (bottom > firstVisible(key)) {
        page.page.moreBefore = true;
        page.fetchBefore = bottom;
    }
    return page;
}

StoredPage StoreReader::pageAbove(qint64 key, const ChatId &chat, Seq seq, int limit) const
{
    StoredPage page;
    const auto top = m_timeline->topRange(key);
    const auto range = m_timeline->rangeAt(key, seq.next());
    const bool atTop = !top || seq >= top->high || range == top;
    if (!atTop && !range) {
        page.page.moreAfter = true;
        page.fetchAfter = seq;
        return page;
    }
    page.page.rows = m_timeline->above(key, chat, seq, atTop ? endOfTime : range->high, limit + 1);
    if (page.page.rows.size() > limit) {
        page.page.rows.removeLast();
        page.page.moreAfter = true;
    } else if (!atTop) {
        page.page.moreAfter = true;
        page.fetchAfter = range->high;
    } else {
        page.page.rows += m_timeline->unsent(key);
    }
    return page;
}

Seq StoreReader::firstVisible(qint64 key) const
{
    auto run = m_connection->prepared(Sql::ChatState);
    run.bind(key);
    return run.next() ? std::max(Seq(1), Seq(run.integer(3))) : Seq(1);
}

Seq StoreReader::headOf(qint64 key) const
{
    auto run = m_connection->prepared(Sql::ChatState);
    run.bind(key);
    return run.next() ? Seq(run.integer(1)) : Seq();
}

QList<MessageRow> StoreReader::range(const ChatId &chat, Seq low, Seq high) const
{
    const Snapshot snapshot(*this);
    const auto key = m_timeline->chatKey(chat);
    return key ? m_timeline->above(*key, chat, low.previous(), high, rangeAtMost) : QList<MessageRow>();
}

QList<MessageRow> StoreReader::unsent(const ChatId &chat) const
{
    const Snapshot snapshot(*this);
    const auto key = m_timeline->chatKey(chat);
    return key ? m_timeline->unsent(*key) : QList<MessageRow>();
}

std::optional<MessageRow> StoreReader::row(const ChatId &chat, Seq seq) const
{
    const Snapshot snapshot(*this);
    const auto key = m_timeline->chatKey(chat);
    return key ? m_timeline->at(*key, chat, seq) : std::nullopt;
}

// ---- around it ----

QList<Member> StoreReader::members(const ChatId &chat) const
{
    const Snapshot snapshot(*this);
    QList<Member> list;
    const auto key = m_timeline->chatKey(chat);
    if (!key)
        return list;
    auto run = m_connection->prepared(Sql::MemberList);
    run.bind(*key);
    while (run.next()) {
        const Role role = run.integer(1) == qint64(Role::Admin) ? Role::Admin : Role::Member;
        list.append({run.id<UserId>(0), role, Seq(run.integer(2))});
    }
    return list;
}

bool StoreReader::membersStale(const ChatId &chat) const
{
    const Snapshot snapshot(*this);
    const auto key = m_timeline->chatKey(chat);
    if (!key)
        return false;
    auto run = m_connection->prepared(Sql::ChatMembersStale);
    run.bind(*key);
    return run.next() && run.integer(0);
}

QList<Marks> StoreReader::marks(const ChatId &chat) const
{
    const Snapshot snapshot(*this);
    QList<Marks> list;
    const auto key = m_timeline->chatKey(chat);
    if (!key)
        return list;
    auto run = m_connection->prepared(Sql::MarksList);
    run.bind(*key);
    while (run.next()) {
        Marks marks {run.id<UserId>(0), Seq(run.integer(1)), Seq(run.integer(2)), {}, {}};
        if (!run.isNull(3))
            marks.recvAt = run.integer(3);
        if (!run.isNull(4))
            marks.readAt = run.integer(4);
        list.append(marks);
    }
    return list;
}

QList<SeqRange> StoreReader::ranges(const ChatId &chat) const
{
    const Snapshot snapshot(*this);
    QList<SeqRange> list;
    const auto key = m_timeline->chatKey(chat);
    if (!key)
        return list;
    auto run = m_connection->prepared(Sql::RangeList);
    run.bind(*key);
    while (run.next())
        list.append({Seq(run.integer(0)), Seq(run.integer(1))});
    return list;
}

std::optional<Contact> StoreReader::contact(const UserId &user) const
{
    const Snapshot snapshot(*this);
    auto run = m_connection->prepared(Sql::ContactOne);
    run.bind(user);
    return run.next() ? std::optional(readContact(run)) : std::nullopt;
}

QList<UserId> StoreReader::blocked() const
{
    const Snapshot snapshot(*this);
    QList<UserId> list;
    auto run = m_connection->prepared(Sql::BlockedList);
    while (run.next())
        list.append(run.id<UserId>(0));
    return list;
}

QList<Device> StoreReader::devices() const
{
    const Snapshot snapshot(*this);
    QList<Device> list;
    auto run = m_connection->prepared(Sql::DeviceList);
    while (run.next()) {
        Device device;
        device.device = run.id<DeviceId>(0);
        device.name = run.text(1);
        device.created = run.integer(2);
        device.seen = run.integer(3);
        device.verified = run.integer(4);
        device.current = device.device == m_owner.device;
        list.append(device);
    }
    return list;
}

QList<OutboxItem> StoreReader::outbox() const
{
    const Snapshot snapshot(*this);
    QList<OutboxItem> list;
    auto run = m_connection->prepared(Sql::OutboxAll);
    while (run.next())
        list.append(readOutboxItem(run));
    return list;
}

// ---- files ----

MediaPage StoreReader::media(const ChatId &chat, MediaTab tab, const std::optional<MediaItem> &before, int limit) const
{
    const Snapshot snapshot(*this);
    MediaPage page;
    const auto key = m_timeline->chatKey(chat);
    if (!key || limit < 1)
        return page;
    auto run = m_connection->prepared(Sql::MediaPageBelow);
    run.bind(*key, tab, before ? before->seq : endOfTime, before ? before->index : 0, limit + 1);
    while (run.next()) {
        if (page.items.size() == limit) {
            page.more = true;
            break;
        }
        MediaItem item;
        item.chat = chat;
        item.seq = Seq(run.integer(0));
        item.index = int(run.integer(1));
        item.from = run.id<UserId>(2);
        item.ts = run.integer(3);
        if (tab == MediaTab::Links)
            item.link = run.text(5);
        else
            item.attachment = fromColumns(std::nullopt, run.bytes(4)).media.value(item.index);
        page.items.append(item);
    }
    return page;
}

QList<MediaUse> StoreReader::mediaOf(const ChatId &chat) const
{
    const Snapshot snapshot(*this);
    QList<MediaUse> list;
    const auto key = m_timeline->chatKey(chat);
    if (!key)
        return list;
    auto run = m_connection->prepared(Sql::MediaOfChat);
    run.bind(*key);
    while (run.next())
        list.append({run.id<MediaId>(0), MediaKind(std::clamp<qint64>(run.integer(1), 0, qint64(MediaKind::File)))});
    return list;
}

bool StoreReader::isMediaKnown(const MediaId &media) const
{
    const Snapshot snapshot(*this);
    auto run = m_connection->prepared(Sql::MediaKnown);
    run.bind(media);
    return run.next();
}

QList<UploadSource> StoreReader::uploads() const
{
    const Snapshot snapshot(*this);
    QList<UploadSource> list;
    auto run = m_connection->prepared(Sql::UploadList);
    while (run.next())
        list.append(readUpload(run));
    return list;
}

// ---- what the engine keeps ----

QByteArray StoreReader::fact(const QString &key) const
{
    const Snapshot snapshot(*this);
    auto run = m_connection->prepared(Sql::FactGet);
    run.bind(key);
    return run.next() ? run.bytes(0) : QByteArray();
}

QByteArray StoreReader::syncCursor() const
{
    return fact(facts::syncCursor);
}

qint64 StoreReader::accountCursor() const
{
    return fact(facts::accountCursor).toLongLong();
}

QByteArray StoreReader::value(const QString &key) const
{
    return fact(facts::sessionPrefix + key);
}

QList<PendingMarks> StoreReader::pendingMarks() const
{
    const Snapshot snapshot(*this);
    QList<PendingMarks> list;
    auto run = m_connection->prepared(Sql::PendingMarks);
    while (run.next()) {
        PendingMarks marks {run.id<ChatId>(0), {}, {}};
        if (run.integer(1) > run.integer(3))
            marks.recv = Seq(run.integer(1));
        if (run.integer(2) > run.integer(4))
            marks.read = Seq(run.integer(2));
        list.append(marks);
    }
    return list;
}

QList<std::pair<ChatId, ChatSettings>> StoreReader::unsentSettings() const
{
    const Snapshot snapshot(*this);
    QList<std::pair<ChatId, ChatSettings>> list;
    auto run = m_connection->prepared(Sql::SettingsUnsent);
    while (run.next())
        list.append({run.id<ChatId>(0), readSettings(run, 1)});
    return list;
}

ChatSettings StoreReader::settings(const ChatId &chat) const
{
    const Snapshot snapshot(*this);
    auto run = m_connection->prepared(Sql::SettingsGet);
    run.bind(chat);
    return run.next() ? readSettings(run, 0) : ChatSettings();
}

} // namespace confab
