#include "tests/unit/store/store_fixture.h"

#include "core/protocol/content.h"
#include "core/store/vfs/cipher_vfs.h"

#include <QtTest>

namespace confab::test {

ProfileFolder::ProfileFolder(const SymmetricKey *key)
    : m_key(key)
{
    open();
}

void ProfileFolder::open()
{
    auto database = Database::open(m_folder.path(), owner, m_key ? CipherVfs::create(*m_key) : nullptr);
    if (!database)
        qFatal("open: %s", qPrintable(database.error().message));
    m_database = std::move(*database);
    auto writer = m_database->writer();
    if (!writer)
        qFatal("writer: %s", qPrintable(writer.error().message));
    m_writer = std::move(*writer);
}

void ProfileFolder::close()
{
    m_writer.reset();
    m_database.reset();
}

StoreChanges ProfileFolder::write(const StoreWriter::Body &body)
{
    auto changes = m_writer->transaction(StoreWriter::Durability::Normal, body);
    if (!changes)
        qFatal("transaction: %s", qPrintable(changes.error().message));
    return *changes;
}

Verdict ProfileFolder::apply(const QList<Event> &events)
{
    Verdict verdict = Verdict::UnknownChat;
    write([&](StoreTransaction &t) {
        QList<OpenedEvent> list;
        for (const Event &event : events)
            list.append(opened(event));
        const ChatId chat = events.first().chat;
        const auto [low, high] = std::minmax_element(
            events.begin(), events.end(), [](const Event &a, const Event &b) { return a.seq < b.seq; });
        const bool whole = high->seq.value - low->seq.value + 1 == events.size();
        verdict = t.applyEvents(chat, list, whole ? std::optional(SeqRange {low->seq, high->seq}) : std::nullopt);
    });
    return verdict;
}

void ProfileFolder::addChat(const ChatId &chat, ChatKind kind, const QList<UserId> &others)
{
    write([&](StoreTransaction &t) { QCOMPARE(t.applyHead(headOf(chat, kind, Log(chat), others)), Verdict::Applied); });
}

Event Log::add(EventKind kind, const UserId &from, const Content &content, std::optional<Seq> ref)
{
    Event event;
    event.chat = m_chat;
    event.seq = head().next();
    if (isCountable(kind))
        m_vi = m_vi.next();
    event.vi = m_vi;
    event.ts = m_ts += 1'000;
    event.from = from;
    if (!from.isNull()) {
        event.dev = idOf<DeviceId>(from == self ? 2 : from.data()[1] + 100);
        event.cid = idOf<Cid>(int(event.seq.value) + 1'000'000);
    }
    event.kind = kind;
    event.body = encodeContent(content);
    event.ref = ref;
    m_events.append(event);
    return event;
}

Event Log::message(const UserId &from, const QString &text)
{
    Content content;
    content.text = text;
    return add(EventKind::Msg, from, content);
}

Event Log::edit(const UserId &from, Seq target, const QString &text)
{
    Content content;
    content.text = text;
    content.target = target;
    return add(EventKind::Edit, from, content);
}

Event Log::react(const UserId &from, Seq target, const QString &emoji)
{
    Content content;
    content.text = emoji;
    content.target = target;
    return add(EventKind::React, from, content);
}

Event Log::redact(const UserId &from, Seq target)
{
    const Event event = add(EventKind::Redact, from, {}, target);
    Event &gone = m_events[target.value - 1];
    gone.redacted = true;
    gone.body.clear();
    gone.media.clear();
    return event;
}

Event Log::sys(const QString &what, const UserId &by, const QList<UserId> &users, std::optional<Role> role)
{
    Content content;
    content.what = what;
    content.by = by;
    content.users = users;
    content.role = role;
    return add(EventKind::Sys, {}, content);
}

Event Log::meta(const UserId &from, const QString &title)
{
    Content content;
    content.title = title;
    return add(EventKind::Meta, from, content);
}

OpenedEvent opened(const Event &event)
{
    OpenedEvent result {event, std::nullopt};
    if (!event.redacted)
        if (auto content = decodeContent(event.body))
            result.content = *content;
    return result;
}

ChatHead headOf(const ChatId &chat, ChatKind kind, const Log &log, const QList<UserId> &others)
{
    ChatHead head;
    head.chat = chat;
    head.kind = kind;
    head.seq = log.head();
    head.vi = log.vi();
    head.members.append({self, Role::Admin, Seq(1)});
    for (const UserId &user : others)
        head.members.append({user, Role::Member, Seq(1)});
    head.memberCount = head.members.size();
    head.memberVersion = 1;
    head.me.role = Role::Admin;
    head.me.joined = Seq(1);
    return head;
}

} // namespace confab::test
