#include "server-stub/store/sqlite/chat_writes.h"

#include "core/protocol/derive.h"
#include "server-stub/store/sqlite/account_log.h"
#include "server-stub/store/sqlite/blob_rows.h"
#include "server-stub/store/sqlite/event_row.h"
#include "server-stub/store/sqlite/sql.h"
#include "server-stub/store/sqlite/sys_log.h"

namespace confab::server::writes {

namespace {

Failure<StoreError> refuse(ErrorCode code, const char *why)
{
    return Failure {StoreError {code, QString::fromLatin1(why)}};
}
Failure<StoreError> noSuchChat()
{
    return refuse(ErrorCode::NotFound, "no such chat");
}

//! The first answer to a cid, if it was stored before.
std::optional<Appended> knownCid(Database &db, const ChatState &state, const AppendRequest &request)
{
    auto rows = db.run(sql::eventByCid, state.key, request.dev, request.send.cid);
    if (!rows.next())
        return std::nullopt;
    return Appended {rows.seq(0), rows.vi(1), rows.integer(2), true};
}

std::optional<StoreError> mayRedact(Database &db, const ChatState &state, const Member &member, const Send &send)
{
    if (!send.ref)
        return StoreError {ErrorCode::BadArg, QStringLiteral("redact needs ref")};
    if (*send.ref < member.joined || *send.ref > state.seq)
        return StoreError {ErrorCode::NotFound, QStringLiteral("no such event")};
    auto rows = db.run(sql::eventOwner, state.key, *send.ref);
    if (!rows.next())
        return StoreError {ErrorCode::NotFound, QStringLiteral("no such event")};
    const auto kind = EventKind(rows.integer(1));
    if (kind == EventKind::Sys || kind == EventKind::Mls || kind == EventKind::Redact)
        return StoreError {ErrorCode::Forbidden, QStringLiteral("this kind of event stays")};
    if (rows.id<UserId>(0) != member.user && member.role != Role::Admin)
        return StoreError {ErrorCode::Forbidden, QStringLiteral("not yours")};
    return std::nullopt;
}

std::optional<StoreError> maySend(WriteContext &context, const ChatState &state, const AppendRequest &request)
{
    const auto *member = state.roster->find(request.from);
    if (!member)
        return refusal(context.db, state, request.from);
    if (state.blocked)
        return StoreError {ErrorCode::Blocked, QStringLiteral("one of you has blocked the other")};
    if (state.abandoned)
        return StoreError {ErrorCode::NotFound, QStringLiteral("the other account is gone")};
    if (request.send.kind == EventKind::Meta && member->role != Role::Admin)
        return StoreError {ErrorCode::Forbidden, QStringLiteral("meta is for admins of a group")};
    if (request.send.kind == EventKind::Redact)
        return mayRedact(context.db, state, *member, request.send);
    if (!areComplete(context.db, request.send.media))
        return StoreError {ErrorCode::NotFound, QStringLiteral("media names what is not there")};
    return std::nullopt;
}

EventPtr nextEvent(const ChatState &state, const AppendRequest &request)
{
    auto event = std::make_shared<Event>();
    event->chat = state.chat;
    event->seq = state.seq.next();
    event->vi = isCountable(request.send.kind) ? state.vi.next() : state.vi;
    event->ts = request.now;
    event->from = request.from;
    event->dev = request.dev;
    event->cid = request.send.cid;
    event->kind = request.send.kind;
    event->enc = request.send.enc;
    event->epoch = request.send.epoch;
    event->body = request.send.body;
    event->media = request.send.media;
    event->ref = request.send.ref;
    return event;
}

Vi viAt(Database &db, const ChatState &state, Seq seq)
{
    if (seq == state.seq)
        return state.vi;
    auto rows = db.run(sql::viAt, state.key, seq);
    return rows.next() ? rows.vi(0) : Vi(0);
}

} // namespace

StoreError refusal(Database &db, const ChatState &state, const UserId &user)
{
    auto rows = db.run(sql::memberLeft, state.key, user);
    return rows.next() ? StoreError {ErrorCode::NotMember, QStringLiteral("no longer a member")}
                       : StoreError {ErrorCode::NotFound, QStringLiteral("no such chat")};
}

Answer<AppendOutcome> append(WriteContext &context, const AppendRequest &request)
{
    auto *state = context.chats.load(request.send.chat);
    if (!state)
        return noSuchChat();
    if (const auto refused = maySend(context, *state, request)) {
        // What was stored stays stored, whatever has happened since: its sender gets the first answer.
        if (const auto known = knownCid(context.db, *state, request))
            return AppendOutcome {*known, nullptr, state->roster, {}};
        return Failure {*refused};
    }

    const auto event = nextEvent(*state, request);
    const auto &send = request.send;
    const int inserted = context.db
                             .run(sql::insertEvent, state->key, event->seq, event->vi, event->ts, event->from, event->dev, event->cid,
                                 event->kind, event->enc, event->epoch, event->body, packMedia(event->media), event->ref)
                             .changed();
    if (context.db.failed())
        return refuse(ErrorCode::Busy, "not stored");
    if (inserted == 0) {
        const auto known = knownCid(context.db, *state, request);
        if (!known)
            return refuse(ErrorCode::Internal, "neither stored nor known");
        return AppendOutcome {*known, nullptr, state->roster, {}};
    }
    state->seq = event->seq;
    state->vi = event->vi;
    context.chats.touchHead(*state);
    referTo(context.db, event->media, state->key, event->seq);
    if (send.kind == EventKind::Redact) {
        release(context.db, state->key, *send.ref, request.now);
        context.db.run(sql::redactEvent, state->key, *send.ref);
    }

    AppendOutcome outcome {Appended {event->seq, event->vi, event->ts, false}, event, state->roster, {}};
    auto &mine = state->marks[request.from];
    if (state->kind == ChatKind::Direct && !mine.accepted && send.kind != EventKind::Played) { // listening is not writing
        mine.accepted = true;
        context.chats.touchMarks(*state, request.from);
        outcome.revealed = mine;
    }
    if (isCountable(send.kind))
        context.push.enqueue(context.db, *state, *event);
    return outcome;
}

Answer<CreateOutcome> createChat(WriteContext &context, const CreateRequest &request)
{
    const auto &form = request.chat;
    const auto id = *form.chat;
    if (auto *state = context.chats.load(id)) {
        const bool same = form.kind == ChatKind::Group ? state->createdBy == request.by && state->createCid == form.cid
                                                       : state->kind == form.kind;
        if (!same)
            return refuse(ErrorCode::Conflict, "this chat id is taken");
        return CreateOutcome {ChatCreated {id, Seq(1)}, {}, state->roster, {}};
    }
    QList<UserId> users {request.by};
    for (const auto &user : form.members)
        if (!users.contains(user))
            users.append(user);
    if (users.size() > limits::membersPerGroup)
        return refuse(ErrorCode::Quota, "too many members");
    for (const auto &user : users) {
        auto known = context.db.run(sql::userExists, user);
        if (!known.next() || !known.isNull(0))
            return refuse(ErrorCode::NotFound, "no such user");
        auto blocks = context.db.run(sql::blockedEitherWay, request.by, user, user, request.by);
        if (blocks.next() && blocks.integer(0))
            return refuse(ErrorCode::Blocked, "one of you has blocked the other");
    }

    ChatState fresh;
    {
        auto rows = context.db.run(sql::insertChat, id, form.kind, request.by, form.cid);
        if (!rows.next())
            return refuse(ErrorCode::Busy, "not stored");
        fresh.key = rows.integer(0);
    }
    fresh.chat = id;
    fresh.kind = form.kind;
    fresh.createdBy = request.by;
    fresh.createCid = form.cid;
    fresh.roster = std::make_shared<const Roster>(Roster {id, form.kind, 0, {}});
    auto &state = *context.chats.adopt(std::move(fresh));
    context.chats.touchHead(state);

    SysLog log(context, state, request.now);
    log.created(request.by, users);
    auto made = log.finish();
    std::vector<AccountNews> news;
    if (form.kind == ChatKind::Direct && users.size() == 2) {
        auto &mine = state.marks[request.by];
        mine.accepted = true;
        context.chats.touchMarks(state, request.by);
        for (const auto &[user, contact] : {std::pair(users[0], users[1]), std::pair(users[1], users[0])})
            if (auto told = noteContact(context, user, contact))
                news.push_back(std::move(*told));
    }
    return CreateOutcome {ChatCreated {id, Seq(1)}, std::move(made.events), made.roster, std::move(news)};
}

namespace {

//! What a `chat.members` comes to once those are left out whom it would not change.
struct MemberChange {
    QList<UserId> remove;
    QList<UserId> add;
    QList<UserId> toAdmin;
    QList<UserId> toMember;
};

Answer<MemberChange> plan(WriteContext &context, const ChatState &state, const MembersRequest &request)
{
    MemberChange out;
    for (const auto &user : request.change.remove) {
        if (user == request.by)
            return refuse(ErrorCode::BadArg, "use chat.leave");
        if (state.roster->find(user) && !out.remove.contains(user))
            out.remove.append(user);
    }
    for (const auto &user : request.change.add) {
        if (state.roster->find(user) || out.add.contains(user))
            continue;
        auto known = context.db.run(sql::userExists, user);
        if (!known.next() || !known.isNull(0))
            return refuse(ErrorCode::NotFound, "no such user");
        auto blocks = context.db.run(sql::blockedEitherWay, request.by, user, user, request.by);
        if (blocks.next() && blocks.integer(0))
            return refuse(ErrorCode::Blocked, "one of you has blocked the other");
        out.add.append(user);
    }
    std::unordered_map<UserId, Role> roles;
    for (const auto &member : state.roster->members)
        if (!out.remove.contains(member.user))
            roles[member.user] = member.role;
    for (const auto &user : out.add)
        roles[user] = Role::Member;
    if (roles.size() > std::size_t(limits::membersPerGroup))
        return refuse(ErrorCode::Quota, "too many members");
    for (const auto &[user, role] : request.change.roles) {
        const auto it = roles.find(user);
        if (it == roles.end())
            return refuse(ErrorCode::NotFound, "no such member");
        if (it->second == role)
            continue;
        it->second = role;
        (role == Role::Admin ? out.toAdmin : out.toMember).append(user);
    }
    if (std::none_of(roles.begin(), roles.end(), [](const auto &r) { return r.second == Role::Admin; }))
        return refuse(ErrorCode::Forbidden, "a group keeps an admin");
    return out;
}

} // namespace

Answer<SysOutcome> changeMembers(WriteContext &context, const MembersRequest &request)
{
    auto *state = context.chats.load(request.change.chat);
    if (!state)
        return noSuchChat();
    const auto *member = state->roster->find(request.by);
    if (!member)
        return Failure {refusal(context.db, *state, request.by)};
    if (state->kind != ChatKind::Group)
        return refuse(ErrorCode::Forbidden, "only groups change members");
    if (member->role != Role::Admin)
        return refuse(ErrorCode::Forbidden, "for admins");
    const auto change = plan(context, *state, request);
    if (!change)
        return Failure {change.error()};

    SysLog log(context, *state, request.now);
    log.removed(request.by, change.value().remove);
    log.added(request.by, change.value().add);
    log.role(request.by, Role::Admin, change.value().toAdmin);
    log.role(request.by, Role::Member, change.value().toMember);
    return log.finish();
}

Answer<SysOutcome> leaveChat(WriteContext &context, const UserId &user, const ChatId &chat, qint64 now)
{
    auto *state = context.chats.load(chat);
    if (!state)
        return noSuchChat();
    if (!state->roster->find(user)) {
        auto rows = context.db.run(sql::memberLeft, state->key, user);
        if (!rows.next())
            return noSuchChat();
        // A retry after a lost `ok`: the answer is the event of the first time.
        const auto seq = rows.seq(1);
        auto event = context.db.run(sql::timeAt, state->key, seq);
        if (!event.next())
            return noSuchChat();
        return SysOutcome {Appended {seq, event.vi(0), event.integer(1), true}, {}, state->roster, {}};
    }
    if (state->kind != ChatKind::Group)
        return refuse(ErrorCode::Forbidden, "only groups can be left");
    SysLog log(context, *state, now);
    log.left(user);
    return log.finish();
}

Answer<MarksOutcome> acceptChat(WriteContext &context, const UserId &user, const ChatId &chat)
{
    auto *state = context.chats.load(chat);
    if (!state)
        return noSuchChat();
    if (!state->roster->find(user))
        return Failure {refusal(context.db, *state, user)};
    auto &mine = state->marks[user];
    if (state->kind != ChatKind::Direct || mine.accepted)
        return MarksOutcome {};
    mine.accepted = true;
    context.chats.touchMarks(*state, user);
    return MarksOutcome {{MarksMove {state->roster, mine, true}}};
}

Answer<MarksOutcome> moveMarks(WriteContext &context, const MarksRequest &request)
{
    MarksOutcome outcome;
    for (const auto &[chat, wanted] : request.marks) {
        auto *state = context.chats.load(chat);
        if (!state || !state->roster->find(request.user))
            continue;
        const auto seq = std::min(wanted, state->seq);
        auto &mine = state->marks[request.user];
        bool moved = false; // for the others to see
        const bool own = request.read && seq > mine.ownRead;
        if (own) {
            mine.ownRead = seq;
            mine.readVi = viAt(context.db, *state, seq);
        }
        const bool shown = !(request.read && request.isPrivate);
        if (shown && request.read && seq > mine.read) {
            mine.read = seq;
            mine.readAt = request.now;
            moved = true;
        }
        if (shown && seq > mine.recv) {
            mine.recv = seq;
            mine.recvAt = request.now;
            moved = true;
        }
        if (!own && !moved)
            continue;
        context.chats.touchMarks(*state, request.user);
        outcome.moves.push_back({state->roster, mine, moved});
    }
    return outcome;
}

} // namespace confab::server::writes
