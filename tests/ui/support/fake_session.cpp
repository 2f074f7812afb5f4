#include "tests/ui/support/fake_session.h"

#include "core/protocol/derive.h"

#include <QDateTime>
#include <limits>

namespace confab::test {

template <typename IdType>
IdType FakeSession::newId()
{
    IdType id;
    ++m_counter;
    // Spread over the bytes so that what is chosen by a hash of the id (colours) differs from one to the next.
    for (std::size_t i = 0; i < IdType::size; ++i)
        id.data()[i] = std::uint8_t((m_counter * 2654435761u) >> ((i % 4) * 8)) ^ std::uint8_t(i * 29 + m_counter);
    return id;
}

template UserId FakeSession::newId();
template DeviceId FakeSession::newId();
template ChatId FakeSession::newId();
template Cid FakeSession::newId();

FakeSession::FakeSession(Seed seed, qint64 clock, QObject *parent)
    : Session(parent)
    , now(clock ? clock : QDateTime::currentMSecsSinceEpoch())
{
    m_quiet = true;
    me = newId<UserId>();
    m_self.user = me;
    m_self.device = newId<DeviceId>();
    m_self.username = QStringLiteral("ines");
    m_self.name = QStringLiteral("Inês Ferreira");
    m_self.deviceName = QStringLiteral("studio, Debian 12");
    m_self.server = QStringLiteral("harbourline.example");
    Contact own;
    own.user = me;
    own.username = m_self.username;
    own.name = m_self.name;
    own.about = QStringLiteral("Paper, light, water");
    m_contacts.insert(me, own);
    Device device;
    device.device = m_self.device;
    device.name = m_self.deviceName;
    device.created = now - 40ll * 86'400'000;
    device.seen = now;
    device.online = device.current = true;
    m_devices = {device};
    m_connection.phase = ConnectionPhase::Online;
    if (seed == Seed::World)
        seedWorld();
    m_quiet = false;
    m_pending = {};
}

Cid FakeSession::newCid()
{
    return newId<Cid>();
}

// ---- announcing ----

ChatChange &FakeSession::touch(const ChatId &chat, unsigned what)
{
    auto it = std::find_if(m_pending.chats.begin(), m_pending.chats.end(), [&](const ChatChange &c) { return c.chat == chat; });
    if (it == m_pending.chats.end()) {
        ChatChange change;
        change.chat = chat;
        m_pending.chats.append(change);
        it = m_pending.chats.end() - 1;
    }
    it->what |= QFlags<ChatChange::What>::fromInt(int(what));
    if ((what & ChatChange::Summary) && m_chats.contains(chat))
        it->summary = m_chats[chat].summary;
    if (!m_scheduled && !m_quiet) {
        m_scheduled = true;
        QTimer::singleShot(0, this, &FakeSession::flush);
    }
    return *it;
}

void FakeSession::touchRow(const Chat &chat, const MessageRow &row)
{
    auto &change = touch(chat.summary.chat, ChatChange::Messages | ChatChange::Summary);
    const auto value = shown(chat, row);
    const auto it = std::find_if(change.rows.begin(), change.rows.end(), [&](const MessageRow &r) {
        return row.seq.value ? r.seq == row.seq || (!r.seq.value && r.cid == row.cid) : r.cid == row.cid;
    });
    if (it != change.rows.end())
        *it = value;
    else
        change.rows.append(value);
    std::sort(change.rows.begin(), change.rows.end(), [](const MessageRow &a, const MessageRow &b) {
        if (!a.seq.value || !b.seq.value)
            return a.seq.value != b.seq.value ? a.seq.value > b.seq.value : a.localId < b.localId;
        return a.seq < b.seq;
    });
    if (row.seq.value) {
        change.low = change.low.value ? std::min(change.low, row.seq) : row.seq;
        change.high = std::max(change.high, row.seq);
    }
}

void FakeSession::touchContact(const UserId &user)
{
    m_pending.contacts.append(m_contacts.value(user));
    if (!m_scheduled && !m_quiet) {
        m_scheduled = true;
        QTimer::singleShot(0, this, &FakeSession::flush);
    }
}

void FakeSession::flush()
{
    m_scheduled = false;
    if (m_pending.chats.isEmpty() && m_pending.contacts.isEmpty() && !m_pending.self && !m_pending.devices)
        return;
    emit changed(std::exchange(m_pending, {}));
}

// ---- building ----

UserId FakeSession::addPerson(const QString &name, const QString &username, const QString &about)
{
    Contact contact;
    contact.user = newId<UserId>();
    contact.name = name;
    contact.username = username;
    contact.about = about;
    m_contacts.insert(contact.user, contact);
    touchContact(contact.user);
    return contact.user;
}

ChatId FakeSession::addChat(ChatKind kind, const ChatId &id, const QList<UserId> &others, Role mine)
{
    Chat chat;
    chat.summary.chat = id;
    chat.summary.kind = kind;
    chat.summary.myRole = mine;
    if (kind == ChatKind::Direct)
        chat.summary.peer = others.value(0);
    if (kind == ChatKind::Self)
        chat.summary.peer = me;
    chat.members.append(Member {me, mine, Seq(1)});
    for (const auto &user : others) {
        const auto role = kind == ChatKind::Group && mine == Role::Member && chat.members.size() == 1 ? Role::Admin : Role::Member;
        chat.members.append(Member {user, role, Seq(1)});
    }
    chat.summary.memberCount = int(chat.members.size());
    chat.summary.activity = now;
    m_chats.insert(id, chat);

    MessageRow created;
    created.kind = EventKind::Sys;
    created.ts = now;
    created.content.what = QStringLiteral("created");
    created.content.by = mine == Role::Admin ? me : others.value(0);
    created.content.users = others;
    append(m_chats[id], created);
    touch(id, ChatChange::Summary | ChatChange::Members);
    return id;
}

ChatId FakeSession::addDirect(const UserId &peer)
{
    return addChat(peer == me ? ChatKind::Self : ChatKind::Direct, directChatOf(me, peer),
        peer == me ? QList<UserId> {} : QList<UserId> {peer}, Role::Member);
}

ChatId FakeSession::addGroup(const QString &title, const QList<UserId> &others, Role mine)
{
    const auto id = addChat(ChatKind::Group, newId<ChatId>(), others, mine);
    m_chats[id].summary.title = title;
    return id;
}

Seq FakeSession::append(Chat &chat, MessageRow row)
{
    row.chat = chat.summary.chat;
    row.seq = chat.summary.head.next();
    row.state = MessageState::Sent;
    if (row.cid.isNull() && row.kind != EventKind::Sys)
        row.cid = newCid();
    chat.summary.head = chat.summary.stored = row.seq;
    chat.rows.append(row);
    if (row.from == me)
        chat.summary.read = row.seq;
    recount(chat);
    touchRow(chat, row);
    return row.seq;
}

Seq FakeSession::say(const ChatId &id, const Said &said)
{
    auto &chat = m_chats[id];
    MessageRow row;
    row.from = said.from;
    row.ts = said.ts ? said.ts : now;
    row.content.text = said.text;
    row.content.media = said.media;
    row.content.link = said.link;
    if (said.replyTo.value) {
        if (const auto *target = find(chat, said.replyTo))
            row.content.reply = Quote {target->seq, target->from, target->content.text.value_or(QString()).left(400), {}};
    }
    const bool allRead = chat.summary.unread == 0;
    const auto seq = append(chat, row);
    if (allRead) {
        chat.summary.read = seq;
        recount(chat);
        touch(id, ChatChange::Summary);
    }
    return seq;
}

void FakeSession::fill(const ChatId &id, int count)
{
    static const QStringList words {QStringLiteral("Yes"), QStringLiteral("The boats leave at nine, I will be there with the rope"),
        QStringLiteral("明天见！"), QStringLiteral("Chego às oito, levo pão e queijo 🥖 e também as lanternas que sobraram do ano passado"),
        QStringLiteral("وصلت الفوانيس كلها"), QStringLiteral("Ferry is booked: https://harbourline.example/t/9-40"),
        QStringLiteral("Two lines\nof text"), QStringLiteral("🎉")};
    const auto members = m_chats[id].members;
    const auto low = m_chats[id].summary.head.next();
    auto pending = std::exchange(m_pending, {});
    const bool scheduled = std::exchange(m_scheduled, true);
    for (int i = 0; i < count; ++i) {
        say(id, {members[i / 3 % members.size()].user, QStringLiteral("%1 (%2)").arg(words[i % words.size()]).arg(i + 1), {},
                    now - qint64(count - i) * 60'000});
        m_pending = {};
    }
    m_pending = std::move(pending);
    m_scheduled = scheduled;
    // As the engine does with a long stretch: it names it, whoever shows it reads it again.
    auto &change = touch(id, ChatChange::Messages | ChatChange::Summary);
    change.low = low;
    change.high = m_chats[id].summary.head;
}

void FakeSession::editRow(const ChatId &id, Seq seq, const std::function<void(MessageRow &)> &change)
{
    auto &chat = m_chats[id];
    if (auto *row = find(chat, seq)) {
        change(*row);
        touchRow(chat, *row);
    }
}

void FakeSession::editSummary(const ChatId &chat, const std::function<void(ChatSummary &)> &change)
{
    change(m_chats[chat].summary);
    touch(chat, ChatChange::Summary);
}

void FakeSession::editContact(const UserId &user, const std::function<void(Contact &)> &change)
{
    change(m_contacts[user]);
    touchContact(user);
}

void FakeSession::setDevices(const QList<Device> &devices)
{
    m_devices = devices;
    m_pending.devices = true;
    touchContact(me);
}

// ---- what the world does ----

Seq FakeSession::receive(const ChatId &id, const Said &said)
{
    auto &chat = m_chats[id];
    const auto read = chat.summary.read;
    m_typing[id].removeAll(said.from);
    emit typingChanged(id);
    const auto seq = say(id, said);
    chat.summary.read = read;
    recount(chat);
    touch(id, ChatChange::Summary);
    return seq;
}

void FakeSession::receiveEdit(const ChatId &id, Seq target, const QString &text)
{
    auto &chat = m_chats[id];
    if (auto *row = find(chat, target)) {
        row->content.text = text;
        row->edited = true;
        chat.summary.head = chat.summary.stored = chat.summary.head.next();
        recount(chat);
        touchRow(chat, *find(chat, target));
    }
}

void FakeSession::receiveReaction(const ChatId &id, Seq target, const UserId &from, const QString &emoji)
{
    auto &chat = m_chats[id];
    auto *row = find(chat, target);
    if (!row)
        return;
    for (auto &reaction : row->reactions)
        reaction.users.removeAll(from);
    row->reactions.removeIf([](const Reaction &r) { return r.users.isEmpty(); });
    if (!emoji.isEmpty()) {
        auto it = std::find_if(row->reactions.begin(), row->reactions.end(), [&](const Reaction &r) { return r.emoji == emoji; });
        if (it == row->reactions.end()) {
            row->reactions.append(Reaction {emoji, {}});
            it = row->reactions.end() - 1;
        }
        it->users.append(from);
    }
    chat.summary.head = chat.summary.stored = chat.summary.head.next();
    touchRow(chat, *row);
}

void FakeSession::receiveRedact(const ChatId &id, Seq target)
{
    auto &chat = m_chats[id];
    if (auto *row = find(chat, target)) {
        row->content = {};
        row->reactions.clear();
        row->deleted = true;
        chat.summary.head = chat.summary.stored = chat.summary.head.next();
        recount(chat);
        touchRow(chat, *row);
    }
}

void FakeSession::receiveSys(const ChatId &id, const QString &what, const UserId &by, const QList<UserId> &users, std::optional<Role> role)
{
    MessageRow row;
    row.kind = EventKind::Sys;
    row.ts = now;
    row.content.what = what;
    row.content.by = by;
    row.content.users = users;
    row.content.role = role;
    append(m_chats[id], row);
}

Seq FakeSession::acknowledge(const ChatId &id, const Cid &cid)
{
    auto &chat = m_chats[id];
    for (int i = 0; i < chat.unsent.size(); ++i) {
        if (chat.unsent[i].cid != cid)
            continue;
        auto row = chat.unsent.takeAt(i);
        row.localId = 0;
        row.failure.reset();
        return append(chat, row);
    }
    return {};
}

void FakeSession::fail(const ChatId &id, const Cid &cid, ErrorCode code)
{
    auto &chat = m_chats[id];
    for (auto &row : chat.unsent) {
        if (row.cid == cid) {
            row.state = MessageState::Failed;
            row.failure = code;
            recount(chat);
            touchRow(chat, row);
        }
    }
}

void FakeSession::setDelivered(const ChatId &id, Seq all)
{
    auto &summary = m_chats[id].summary;
    summary.recvAll = std::max(summary.recvAll, all);
    recount(m_chats[id]);
    touch(id, ChatChange::Summary);
}

void FakeSession::setRead(const ChatId &id, Seq all)
{
    auto &summary = m_chats[id].summary;
    summary.readAll = std::max(summary.readAll, all);
    setDelivered(id, all);
}

void FakeSession::readElsewhere(const ChatId &id, Seq seq)
{
    auto &chat = m_chats[id];
    chat.summary.read = std::max(chat.summary.read, seq);
    recount(chat);
    touch(id, ChatChange::Summary);
}

void FakeSession::removeChat(const ChatId &chat)
{
    m_chats.remove(chat);
    touch(chat, ChatChange::Removed).summary.reset();
}

void FakeSession::setPresence(const UserId &user, PresenceState state, std::optional<qint64> seen)
{
    m_presence[user] = Presence {user, state, seen};
    emit presenceChanged(m_presence[user]);
}

void FakeSession::forgetPresence()
{
    m_presence.clear();
    m_typing.clear();
    emit presenceForgotten();
}

void FakeSession::setTypingOf(const ChatId &chat, const QList<UserId> &users)
{
    m_typing[chat] = users;
    emit typingChanged(chat);
}

void FakeSession::setPhase(ConnectionPhase phase, const QString &reason, qint64 retryAt)
{
    m_connection = {phase, retryAt, reason};
    script.setOffline(phase != ConnectionPhase::Online && phase != ConnectionPhase::Updating);
    if (phase == ConnectionPhase::Waiting || phase == ConnectionPhase::Offline || phase == ConnectionPhase::Fatal)
        forgetPresence();
    emit connectionChanged(m_connection);
    if (phase != ConnectionPhase::Online || !autoAck)
        return;
    for (const auto &id : m_chats.keys()) {
        const auto unsent = m_chats[id].unsent;
        for (const auto &row : unsent) {
            if (row.state == MessageState::Failed)
                break;
            acknowledge(id, row.cid);
        }
    }
}

// ---- derived ----

MessageRow FakeSession::shown(const Chat &chat, MessageRow row) const
{
    if (row.from == me && row.seq.value) {
        row.state = row.seq <= chat.summary.readAll ? MessageState::Read
            : row.seq <= chat.summary.recvAll      ? MessageState::Delivered
                                                   : MessageState::Sent;
    }
    return row;
}

MessageRow *FakeSession::find(Chat &chat, Seq seq)
{
    const auto it = std::lower_bound(
        chat.rows.begin(), chat.rows.end(), seq, [](const MessageRow &row, Seq value) { return row.seq < value; });
    return it != chat.rows.end() && it->seq == seq ? &*it : nullptr;
}

void FakeSession::recount(Chat &chat)
{
    auto &summary = chat.summary;
    summary.unread = 0;
    summary.last.reset();
    for (auto it = chat.rows.crbegin(); it != chat.rows.crend(); ++it) {
        if (!isCountable(it->kind))
            continue;
        if (!summary.last)
            summary.last = shown(chat, *it);
        if (it->seq <= summary.read)
            break;
        summary.unread += it->from != me;
    }
    if (!chat.unsent.isEmpty())
        summary.last = chat.unsent.last();
    summary.waiting = int(chat.unsent.size());
    summary.failed = !chat.unsent.isEmpty() && chat.unsent.first().state == MessageState::Failed;
    if (summary.last)
        summary.activity = summary.last->ts;
}

QList<MessageRow> FakeSession::rows(const ChatId &id) const
{
    const auto chat = m_chats.value(id);
    QList<MessageRow> all;
    for (const auto &row : chat.rows)
        all.append(shown(chat, row));
    return all + chat.unsent;
}

std::optional<MessageRow> FakeSession::row(const ChatId &id, Seq seq) const
{
    for (const auto &row : rows(id)) {
        if (row.seq == seq)
            return row;
    }
    return std::nullopt;
}

} // namespace confab::test
