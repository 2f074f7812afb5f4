#include "core/protocol/derive.h"
#include "tests/ui/support/fake_session.h"

namespace confab::test {

namespace {
constexpr auto summaryOnly = unsigned(ChatChange::Summary);

SessionError error(ErrorCode code, const char *text)
{
    return {code, QString::fromLatin1(text), false};
}
QString number(Seq seq)
{
    return QString::number(seq.value);
}
} // namespace

void FakeSession::start()
{
    script.calls.append(QStringLiteral("start()"));
    QTimer::singleShot(0, this, [this] {
        emit loaded();
        emit connectionChanged(m_connection);
    });
}

QFuture<void> FakeSession::stop()
{
    script.calls.append(QStringLiteral("stop()"));
    QPromise<void> promise;
    promise.start();
    promise.finish();
    return promise.future();
}

QList<ChatSummary> FakeSession::chats() const
{
    QList<ChatSummary> all;
    for (const auto &chat : m_chats)
        all.append(chat.summary);
    return all;
}

std::optional<ChatSummary> FakeSession::chat(const ChatId &chat) const
{
    const auto it = m_chats.find(chat);
    return it == m_chats.end() ? std::nullopt : std::optional(it->summary);
}

Contact FakeSession::contact(const UserId &user) const
{
    Contact unknown;
    unknown.user = user;
    return m_contacts.value(user, unknown);
}

Presence FakeSession::presence(const UserId &user) const
{
    return m_presence.value(user, Presence {user, PresenceState::Offline, {}});
}

// ---- reading ----

QFuture<Outcome<Page>> FakeSession::page(const ChatId &id, const PageRequest &request)
{
    return script.answer<Page>(this, QStringLiteral("page"), id.toText(), false, [this, id, request]() -> Outcome<Page> {
        if (!m_chats.contains(id))
            return Failure {error(ErrorCode::NotFound, "There is no such chat.")};
        const auto &chat = *m_chats.constFind(id);
        const auto &all = chat.rows;
        const auto stored = qsizetype(all.size());
        const auto position = std::lower_bound(all.begin(), all.end(), request.seq,
                                  [](const MessageRow &row, Seq seq) { return row.seq < seq; })
            - all.begin();
        qsizetype first = 0;
        qsizetype last = stored;
        switch (request.from) {
        case PageRequest::From::Newest:
            first = std::max<qsizetype>(0, stored - request.limit);
            break;
        case PageRequest::From::Before:
            last = position;
            first = std::max<qsizetype>(0, last - request.limit);
            break;
        case PageRequest::From::After:
            first = position < stored && all[position].seq == request.seq ? position + 1 : position;
            last = std::min(stored, first + request.limit);
            break;
        case PageRequest::From::Around:
            first = std::max<qsizetype>(0, position - request.limit / 2);
            last = std::min(stored, first + request.limit);
            break;
        }
        Page page;
        for (qsizetype i = first; i < last; ++i)
            page.rows.append(shown(chat, all[i]));
        if (last >= stored && request.from != PageRequest::From::Before)
            for (const auto &row : chat.unsent)
                page.rows.append(shown(chat, row));
        page.moreBefore = first > 0;
        page.moreAfter = last < stored;
        return page;
    });
}

QFuture<Outcome<QList<MessageRow>>> FakeSession::range(const ChatId &id, Seq low, Seq high)
{
    return script.answer<QList<MessageRow>>(this, QStringLiteral("range"), number(low) + ',' + number(high), false,
        [this, id, low, high]() -> Outcome<QList<MessageRow>> {
            QList<MessageRow> found;
            for (const auto &row : rows(id)) {
                if (row.seq.value && row.seq >= low && row.seq <= high)
                    found.append(row);
            }
            return found;
        });
}

QFuture<Outcome<QList<Member>>> FakeSession::members(const ChatId &id)
{
    return script.answer<QList<Member>>(this, QStringLiteral("members"), id.toText(), false,
        [this, id]() -> Outcome<QList<Member>> { return m_chats.value(id).members; });
}

QFuture<Outcome<QList<Receipt>>> FakeSession::receipts(const ChatId &id, Seq seq)
{
    return script.answer<QList<Receipt>>(this, QStringLiteral("receipts"), number(seq), true, [this, id, seq]() -> Outcome<QList<Receipt>> {
        const auto chat = m_chats.value(id);
        QList<Receipt> list;
        for (const auto &member : chat.members) {
            if (member.user == me)
                continue;
            Receipt receipt {member.user, {}, {}};
            if (seq <= chat.summary.recvAll)
                receipt.deliveredAt = now - 60'000;
            if (seq <= chat.summary.readAll)
                receipt.readAt = now - 30'000;
            list.append(receipt);
        }
        return list;
    });
}

QFuture<Outcome<QList<Device>>> FakeSession::devices()
{
    return script.answer<QList<Device>>(
        this, QStringLiteral("devices"), {}, false, [this]() -> Outcome<QList<Device>> { return m_devices; });
}

// ---- messages ----

Cid FakeSession::send(const ChatId &id, const OutgoingMessage &message)
{
    script.calls.append(QStringLiteral("send(%1)").arg(message.text));
    sent += message;
    auto &chat = m_chats[id];
    MessageRow row;
    row.chat = id;
    row.localId = ++m_counter;
    row.cid = newCid();
    row.from = me;
    row.dev = m_self.device;
    row.ts = now;
    row.content.text = message.text;
    row.content.reply = message.reply;
    row.content.link = message.link;
    row.state = MessageState::Queued;
    chat.unsent.append(row);
    recount(chat);
    touchRow(chat, row);
    if (autoAck && m_connection.phase == ConnectionPhase::Online)
        QTimer::singleShot(0, this, [this, id, cid = row.cid] { acknowledge(id, cid); });
    return row.cid;
}

Cid FakeSession::edit(const ChatId &chat, Seq target, const QString &text)
{
    script.calls.append(QStringLiteral("edit(%1,%2)").arg(number(target), text));
    receiveEdit(chat, target, text);
    return newCid();
}

Cid FakeSession::react(const ChatId &chat, Seq target, const QString &emoji)
{
    script.calls.append(QStringLiteral("react(%1,%2)").arg(number(target), emoji));
    receiveReaction(chat, target, me, emoji);
    return newCid();
}

Cid FakeSession::redact(const ChatId &chat, Seq target)
{
    script.calls.append(QStringLiteral("redact(%1)").arg(number(target)));
    receiveRedact(chat, target);
    return newCid();
}

void FakeSession::forward(const ChatId &from, const QList<Seq> &messages, const QList<ChatId> &to)
{
    script.calls.append(QStringLiteral("forward(%1 to %2)").arg(messages.size()).arg(to.size()));
    for (const Seq seq : messages) {
        const auto source = row(from, seq);
        for (const ChatId &chat : source ? to : QList<ChatId>())
            send(chat, {source->content.text.value_or(QString()), {}, {}, {}});
    }
}

void FakeSession::hide(const ChatId &id, Seq target)
{
    script.calls.append(QStringLiteral("hide(%1)").arg(number(target)));
    auto &chat = m_chats[id];
    chat.rows.removeIf([&](const MessageRow &row) { return row.seq == target; });
    recount(chat);
    auto &change = touch(id, ChatChange::Messages | ChatChange::Summary);
    change.low = change.high = target;
}

void FakeSession::retry(const ChatId &id)
{
    script.calls.append(QStringLiteral("retry()"));
    auto &chat = m_chats[id];
    for (auto &row : chat.unsent) {
        row.state = MessageState::Queued;
        row.failure.reset();
        touchRow(chat, row);
    }
    recount(chat);
    if (autoAck && m_connection.phase == ConnectionPhase::Online) {
        const auto unsent = chat.unsent;
        for (const auto &row : unsent)
            acknowledge(id, row.cid);
    }
}

void FakeSession::discard(const ChatId &id, const Cid &cid)
{
    script.calls.append(QStringLiteral("discard()"));
    auto &chat = m_chats[id];
    chat.unsent.removeIf([&](const MessageRow &row) { return row.cid == cid; });
    recount(chat);
    touch(id, ChatChange::Unsent | ChatChange::Summary).gone.append(cid);
}

void FakeSession::setDraft(const ChatId &chat, const Draft &draft)
{
    script.calls.append(QStringLiteral("setDraft(%1)").arg(draft.text));
    m_chats[chat].summary.draft = draft;
    touch(chat, summaryOnly);
}

void FakeSession::markRead(const ChatId &chat, Seq seq)
{
    script.calls.append(QStringLiteral("markRead(%1)").arg(number(seq)));
    m_chats[chat].summary.markedUnread = false;
    readElsewhere(chat, seq);
}

void FakeSession::setFocus(const QList<ChatId> &chats, bool isActive)
{
    focused = chats;
    active = isActive;
}

// ---- chats ----

QFuture<Outcome<Contact>> FakeSession::findUser(const QString &username)
{
    return script.answer<Contact>(this, QStringLiteral("findUser"), username, true, [this, username]() -> Outcome<Contact> {
        for (const auto &contact : m_contacts) {
            if (contact.username == username)
                return contact;
        }
        return Failure {error(ErrorCode::NotFound, "Nobody has this user name.")};
    });
}

QFuture<Outcome<ChatId>> FakeSession::openDirect(const UserId &user)
{
    return script.answer<ChatId>(this, QStringLiteral("openDirect"), contact(user).username, true, [this, user]() -> Outcome<ChatId> {
        const auto id = directChatOf(me, user);
        return m_chats.contains(id) ? id : addDirect(user);
    });
}

QFuture<Outcome<ChatId>> FakeSession::createGroup(const QString &title, const QList<UserId> &members)
{
    return script.answer<ChatId>(this, QStringLiteral("createGroup"), QStringLiteral("%1,%2").arg(title).arg(members.size()), true,
        [this, title, members]() -> Outcome<ChatId> { return addGroup(title, members); });
}

QFuture<Outcome<Done>> FakeSession::changeMembers(
    const ChatId &id, const QList<UserId> &add, const QList<UserId> &remove, const QList<RoleChange> &roles)
{
    const auto what = QStringLiteral("+%1,-%2,r%3").arg(add.size()).arg(remove.size()).arg(roles.size());
    return script.answer<Done>(this, QStringLiteral("changeMembers"), what, true, [this, id, add, remove, roles]() -> Outcome<Done> {
        if (m_chats[id].summary.myRole != Role::Admin)
            return Failure {error(ErrorCode::Forbidden, "Only admins can do this.")};
        for (const auto &user : add)
            m_chats[id].members.append(Member {user, Role::Member, m_chats[id].summary.head.next()});
        m_chats[id].members.removeIf([&](const Member &m) { return remove.contains(m.user); });
        for (const auto &change : roles) {
            for (auto &member : m_chats[id].members) {
                if (member.user == change.user)
                    member.role = change.role;
            }
            receiveSys(id, QStringLiteral("role"), me, {change.user}, change.role);
        }
        if (!add.isEmpty())
            receiveSys(id, QStringLiteral("added"), me, add);
        if (!remove.isEmpty())
            receiveSys(id, QStringLiteral("removed"), me, remove);
        m_chats[id].summary.memberCount = int(m_chats[id].members.size());
        touch(id, ChatChange::Members | ChatChange::Summary);
        return Done {};
    });
}

QFuture<Outcome<Done>> FakeSession::leave(const ChatId &id)
{
    return script.answer<Done>(this, QStringLiteral("leave"), m_chats[id].summary.title, true, [this, id]() -> Outcome<Done> {
        auto &chat = m_chats[id];
        chat.members.removeIf([this](const Member &m) { return m.user == me; });
        chat.summary.left = true;
        chat.summary.memberCount = int(chat.members.size());
        receiveSys(id, QStringLiteral("left"), me, {me});
        touch(id, ChatChange::Members | ChatChange::Summary);
        return Done {};
    });
}

Cid FakeSession::setGroupInfo(const ChatId &chat, const QString &title, const QString &about)
{
    script.calls.append(QStringLiteral("setGroupInfo(%1,%2)").arg(title, about));
    m_chats[chat].summary.title = title;
    m_chats[chat].summary.about = about;
    touch(chat, summaryOnly);
    return newCid();
}

QFuture<Outcome<Done>> FakeSession::accept(const ChatId &id)
{
    return script.answer<Done>(this, QStringLiteral("accept"), id.toText(), true, [this, id]() -> Outcome<Done> {
        m_chats[id].summary.accepted = true;
        touch(id, summaryOnly);
        return Done {};
    });
}

QFuture<Outcome<Done>> FakeSession::block(const UserId &user, bool on)
{
    const auto what = QStringLiteral("%1,%2").arg(contact(user).username, on ? QStringLiteral("on") : QStringLiteral("off"));
    return script.answer<Done>(this, QStringLiteral("block"), what, true, [this, user, on]() -> Outcome<Done> {
        editContact(user, [on](Contact &c) { c.blocked = on; });
        return Done {};
    });
}

void FakeSession::setMuted(const ChatId &chat, qint64 until)
{
    script.calls.append(QStringLiteral("setMuted(%1)").arg(until));
    m_chats[chat].summary.mutedUntil = until;
    touch(chat, summaryOnly);
}

void FakeSession::setPinned(const ChatId &chat, bool on)
{
    int highest = 0;
    for (const auto &other : std::as_const(m_chats))
        highest = std::max(highest, other.summary.pinned);
    m_chats[chat].summary.pinned = on ? highest + 1 : 0;
    touch(chat, summaryOnly);
}

void FakeSession::setArchived(const ChatId &chat, bool on)
{
    m_chats[chat].summary.archived = on;
    touch(chat, summaryOnly);
}

void FakeSession::setMarkedUnread(const ChatId &chat, bool on)
{
    m_chats[chat].summary.markedUnread = on;
    touch(chat, summaryOnly);
}

// ---- account ----

QFuture<Outcome<Done>> FakeSession::setProfile(const QString &name, const QString &about)
{
    return script.answer<Done>(this, QStringLiteral("setProfile"), name + ',' + about, true, [this, name, about]() -> Outcome<Done> {
        m_self.name = name;
        m_pending.self = true;
        editContact(me, [&](Contact &c) {
            c.name = name;
            c.about = about;
        });
        return Done {};
    });
}

QFuture<Outcome<Done>> FakeSession::setPrivacy(const Privacy &privacy)
{
    const auto what = QStringLiteral("%1%2%3").arg(privacy.hideSeen).arg(privacy.hideReceipts).arg(privacy.onlyAccepted);
    return script.answer<Done>(this, QStringLiteral("setPrivacy"), what, true, [this, privacy]() -> Outcome<Done> {
        m_self.privacy = privacy;
        m_pending.self = true;
        touchContact(me);
        return Done {};
    });
}

QFuture<Outcome<Done>> FakeSession::revokeDevice(const DeviceId &device)
{
    return script.answer<Done>(this, QStringLiteral("revokeDevice"), device.toText(), true, [this, device]() -> Outcome<Done> {
        auto left = m_devices;
        left.removeIf([&](const Device &d) { return d.device == device; });
        setDevices(left);
        return Done {};
    });
}

LinkApproval *FakeSession::approveLink(const QString &code)
{
    script.calls.append(QStringLiteral("approveLink(%1)").arg(code));
    approval = new FakeLinkApproval(this);
    approval->code = code;
    return approval;
}

} // namespace confab::test
