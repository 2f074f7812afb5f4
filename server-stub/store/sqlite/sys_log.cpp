#include "server-stub/store/sqlite/sys_log.h"

#include "server-stub/store/sqlite/event_row.h"
#include "server-stub/store/sqlite/sql.h"

namespace confab::server::writes {

SysLog::SysLog(WriteContext &context, ChatState &state, qint64 now)
    : m_context(context)
    , m_state(state)
    , m_now(now)
    , m_roster(*state.roster)
{
}

EventPtr SysLog::append(const char *what, const UserId &by, const QList<UserId> &users, std::optional<Role> role)
{
    Content content;
    content.what = QString::fromLatin1(what);
    content.by = by;
    content.users = users;
    content.role = role;

    auto event = std::make_shared<Event>();
    event->chat = m_state.chat;
    event->seq = m_state.seq.next();
    event->vi = m_state.vi;
    event->ts = m_now;
    event->kind = EventKind::Sys;
    event->body = encodeContent(content);
    m_context.db.run(sql::insertEvent, m_state.key, event->seq, event->vi, event->ts, event->from, event->dev, event->cid,
        event->kind, event->enc, event->epoch, event->body, QByteArray(), event->ref);
    m_state.seq = event->seq;
    m_context.chats.touchHead(m_state);
    m_outcome.events.push_back(event);
    return event;
}

void SysLog::enter(const UserId &user, Role role, Seq joined, Seq mark, Vi markVi)
{
    m_context.db.run(sql::putMember, m_state.key, user, role, joined, mark, mark, mark, markVi);
    auto rows = m_context.db.run(sql::memberMarks, m_state.key, user);
    if (!rows.next())
        return;
    m_state.marks[user] = MarkState {user, rows.seq(0), rows.seq(1), rows.seq(2), rows.vi(3), rows.integer(4), rows.integer(5),
        rows.integer(6) != 0};
    const auto at = std::lower_bound(m_roster.members.begin(), m_roster.members.end(), user,
        [](const Member &m, const UserId &u) { return m.user < u; });
    m_roster.members.insert(at, Member {user, role, joined});
}

void SysLog::leave(const UserId &user, Seq seq)
{
    m_context.db.run(sql::setLeft, seq, ++m_context.change, m_state.key, user);
    m_state.marks.erase(user);
    std::erase_if(m_roster.members, [&](const Member &m) { return m.user == user; });
    m_outcome.gone.push_back(user);
}

void SysLog::created(const UserId &by, const QList<UserId> &users)
{
    append("created", by, users);
    for (const auto &user : users)
        enter(user, m_state.kind == ChatKind::Group && user == by ? Role::Admin : Role::Member, Seq(1), Seq(0), Vi(0));
}

void SysLog::added(const UserId &by, const QList<UserId> &users)
{
    if (users.isEmpty())
        return;
    // They see the chat from the event that adds them; what came before is neither shown nor unread.
    const auto before = m_state.seq;
    const auto vi = m_state.vi;
    const auto event = append("added", by, users);
    for (const auto &user : users)
        enter(user, Role::Member, event->seq, before, vi);
}

void SysLog::removed(const UserId &by, const QList<UserId> &users)
{
    if (users.isEmpty())
        return;
    const auto event = append("removed", by, users);
    for (const auto &user : users)
        leave(user, event->seq);
}

void SysLog::left(const UserId &user)
{
    const auto event = append("left", user, {user});
    leave(user, event->seq);
    replaceAdminIfNone();
}

void SysLog::replaceAdminIfNone()
{
    const auto isAdmin = [](const Member &m) { return m.role == Role::Admin; };
    if (m_roster.members.empty() || std::any_of(m_roster.members.begin(), m_roster.members.end(), isAdmin))
        return;
    const auto longest = std::min_element(m_roster.members.begin(), m_roster.members.end(),
        [](const Member &a, const Member &b) { return std::tie(a.joined, a.user) < std::tie(b.joined, b.user); });
    role(longest->user, Role::Admin, {longest->user});
}

void SysLog::role(const UserId &by, Role role, const QList<UserId> &users)
{
    if (users.isEmpty())
        return;
    append("role", by, users, role);
    for (const auto &user : users) {
        m_context.db.run(sql::setRole, role, m_state.key, user);
        for (auto &member : m_roster.members)
            if (member.user == user)
                member.role = role;
    }
}

SysOutcome SysLog::finish()
{
    if (!m_outcome.events.empty()) {
        ++m_roster.version;
        m_state.roster = std::make_shared<const Roster>(std::move(m_roster));
        const auto &last = *m_outcome.events.back();
        m_outcome.last = Appended {last.seq, last.vi, last.ts, false};
    } else {
        m_outcome.last = Appended {m_state.seq, m_state.vi, m_now, true};
    }
    m_outcome.roster = m_state.roster;
    return std::move(m_outcome);
}

} // namespace confab::server::writes
