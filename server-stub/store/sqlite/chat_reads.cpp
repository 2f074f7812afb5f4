#include "server-stub/store/sqlite/chat_reads.h"

#include "server-stub/store/sqlite/account_log.h"
#include "server-stub/store/sqlite/event_row.h"
#include "server-stub/store/sqlite/sql.h"

namespace confab::server::reads {

namespace {

Failure<StoreError> noSuchChat()
{
    return Failure {StoreError {ErrorCode::NotFound, QStringLiteral("no such chat")}};
}

std::optional<HeadColumns> columnsOf(Database &db, const UserId &user, const ChatId &chat)
{
    auto rows = db.run(sql::headOf, user, chat);
    if (!rows.next())
        return std::nullopt;
    return readHead(db, rows);
}

Minimum minimumOf(const std::vector<std::pair<UserId, Seq>> &marks)
{
    Minimum out;
    bool first = true, second = true;
    for (const auto &[user, seq] : marks) {
        if (first || seq < out.all) {
            out.others = out.all;
            second = first;
            out.all = seq;
            out.holder = user;
            first = false;
        } else if (second || seq < out.others) {
            out.others = seq;
            second = false;
        }
    }
    if (second)
        out.others = out.all; // one member only
    if (out.others == out.all && marks.size() > 1)
        out.holder = UserId();
    return out;
}

AggregateView aggregateOf(Database &db, qint64 key)
{
    std::vector<std::pair<UserId, Seq>> recv, read;
    auto rows = db.run(sql::watermarks, key);
    while (rows.next()) {
        const auto user = rows.id<UserId>(0);
        recv.emplace_back(user, rows.seq(1));
        read.emplace_back(user, rows.seq(2));
    }
    return AggregateView {nullptr, minimumOf(recv), minimumOf(read)};
}

RosterPtr readRoster(Database &db, const ChatId &chat, qint64 *keyOut)
{
    auto roster = std::make_shared<Roster>();
    roster->chat = chat;
    qint64 key = 0;
    {
        auto rows = db.run(sql::chatById, chat);
        if (!rows.next())
            return nullptr;
        key = rows.integer(0);
        roster->kind = ChatKind(rows.integer(1));
        roster->version = rows.integer(5);
    }
    auto rows = db.run(sql::presentMembers, key);
    while (rows.next())
        roster->members.push_back(Member {rows.id<UserId>(0), Role(rows.integer(1)), rows.seq(2)});
    std::sort(roster->members.begin(), roster->members.end(), [](const auto &a, const auto &b) { return a.user < b.user; });
    if (keyOut)
        *keyOut = key;
    return roster;
}

MemberMarks readMemberMarks(const Rows &rows)
{
    MemberMarks m;
    m.state.user = rows.id<UserId>(0);
    m.joined = rows.seq(2);
    m.state.recv = rows.seq(3);
    m.state.read = rows.seq(4);
    m.state.recvAt = rows.integer(5);
    m.state.readAt = rows.integer(6);
    m.state.accepted = rows.integer(7) != 0;
    m.privacy = unpackPrivacy(rows.integer(8));
    m.blocked = rows.integer(9) != 0;
    return m;
}

Privacy privacyOf(Database &db, const UserId &user)
{
    auto rows = db.run(sql::userFacts, user);
    return rows.next() ? unpackPrivacy(rows.integer(0)) : Privacy();
}

} // namespace

qint64 changeCounter(Database &db)
{
    auto rows = db.run(sql::changeCounter);
    return rows.next() ? rows.integer(0) : 0;
}

HeadColumns readHead(Database &db, const Rows &rows)
{
    HeadColumns out;
    auto &h = out.head;
    out.key = rows.integer(0);
    h.chat = rows.id<ChatId>(1);
    h.kind = ChatKind(rows.integer(2));
    h.seq = rows.seq(3);
    h.vi = rows.vi(4);
    h.epoch = rows.integer(5);
    h.memberVersion = rows.integer(6);
    h.memberCount = rows.integer(7);
    h.me.role = Role(rows.integer(8));
    h.me.joined = rows.seq(9);
    h.me.recv = rows.seq(11);
    h.me.read = rows.seq(12);
    h.me.readVi = rows.vi(13);
    h.me.accepted = rows.integer(14) != 0;
    out.moved = rows.integer(15);
    if (!rows.isNull(10)) {
        h.me.left = rows.seq(10);
        h.seq = *h.me.left;
        auto at = db.run(sql::viAt, out.key, h.seq);
        h.vi = at.next() ? at.vi(0) : Vi(0);
        h.memberCount = 0;
    }
    return out;
}

void fillMembers(Database &db, const UserId &reader, const HeadColumns &columns, int maxMembers, HeadRow &row)
{
    const auto &head = columns.head;
    if (head.me.left)
        return;
    row.marks.kind = head.kind;
    const bool withMembers = head.memberCount <= maxMembers;
    const bool withMarks = head.memberCount <= limits::marksInHead;
    if (withMarks)
        row.marks.mine = privacyOf(db, reader);
    if (withMembers || withMarks) {
        auto rows = db.run(sql::membersWithMarks, reader, reader, columns.key);
        while (rows.next()) {
            auto marks = readMemberMarks(rows);
            if (withMembers)
                row.head.members.append(Member {marks.state.user, Role(rows.integer(1)), marks.joined});
            if (withMarks && marks.state.user != reader)
                row.marks.others.push_back(std::move(marks));
        }
    }
    if (!withMarks)
        row.aggregate = aggregateOf(db, columns.key);
}

void fillTail(Database &db, const HeadColumns &columns, qint64 tail, qsizetype &budget, ChatHead &head)
{
    if (tail <= 0)
        return;
    auto rows = db.run(sql::eventsBefore, columns.key, columns.head.seq.next(), columns.head.me.joined, tail);
    while (rows.next()) {
        auto event = readEvent(rows, head.chat);
        const auto cost = frameCost(event);
        if (cost > budget)
            break;
        budget -= cost;
        head.events.prepend(std::move(event));
    }
}

Answer<HistPage> hist(Database &db, const HistRequest &request)
{
    const auto columns = columnsOf(db, request.user, request.hist.chat);
    if (!columns)
        return noSuchChat();
    const auto &h = request.hist;
    const auto low = columns->head.me.joined;
    const auto high = columns->head.seq; // of the chat, or where the reader left

    HistPage page;
    page.head = high;
    qsizetype budget = frameBudget;
    const auto take = [&](Rows &&rows) {
        while (rows.next()) {
            auto event = readEvent(rows, h.chat);
            const auto cost = frameCost(event);
            if (!page.items.isEmpty() && cost > budget)
                return;
            budget -= cost;
            page.items.append(std::move(event));
        }
    };
    if (h.after) {
        const auto from = std::max(*h.after, low.previous());
        take(db.run(sql::eventsAfter, columns->key, from, high, h.limit));
        page.more = (page.items.isEmpty() ? from : page.items.back().seq) < high && h.limit > 0;
    } else {
        const auto before = std::min(*h.before, high.next());
        take(db.run(sql::eventsBefore, columns->key, before, low, h.limit));
        std::reverse(page.items.begin(), page.items.end());
        page.more = (page.items.isEmpty() ? before : page.items.front().seq) > low && h.limit > 0;
    }
    if (!page.items.isEmpty()) {
        page.low = page.items.front().seq;
        page.high = page.items.back().seq;
    }
    return page;
}

Answer<HeadRow> head(Database &db, const UserId &user, const ChatId &chat)
{
    const auto columns = columnsOf(db, user, chat);
    if (!columns)
        return noSuchChat();
    HeadRow row;
    row.head = columns->head;
    fillMembers(db, user, *columns, limits::membersPerGroup, row);
    qsizetype budget = frameBudget / 2;
    fillTail(db, *columns, 1, budget, row.head);
    return row;
}

Answer<HeadsMoved> headsMoved(Database &db, const UserId &user, qint64 since, int limit)
{
    HeadsMoved out;
    out.change = changeCounter(db);
    if (out.change <= since)
        return out;
    auto rows = db.run(sql::headsMoved, user, since, limit);
    qint64 last = 0;
    while (rows.next()) {
        out.heads.append(ChatSeq {rows.id<ChatId>(0), rows.seq(1)});
        last = rows.integer(2);
    }
    if (out.heads.size() >= limit)
        out.change = last;
    return out;
}

Answer<MarksView> marksOf(Database &db, const UserId &user, const ChatId &chat, Seq seq)
{
    const auto columns = columnsOf(db, user, chat);
    if (!columns)
        return noSuchChat();
    if (columns->head.me.left)
        return Failure {StoreError {ErrorCode::NotMember, QStringLiteral("no longer a member")}};
    if (seq < columns->head.me.joined || seq > columns->head.seq)
        return Failure {StoreError {ErrorCode::NotFound, QStringLiteral("no such event")}};
    MarksView view;
    view.kind = columns->head.kind;
    view.mine = privacyOf(db, user);
    auto rows = db.run(sql::membersWithMarks, user, user, columns->key);
    while (rows.next()) {
        auto marks = readMemberMarks(rows);
        if (marks.state.user != user && marks.joined <= seq)
            view.others.push_back(std::move(marks));
    }
    return view;
}

Answer<AggregateView> aggregate(Database &db, const ChatId &chat)
{
    qint64 key = 0;
    auto roster = readRoster(db, chat, &key);
    if (!roster)
        return noSuchChat();
    auto view = aggregateOf(db, key);
    view.roster = std::move(roster);
    return view;
}

Answer<RosterPtr> roster(Database &db, const ChatId &chat)
{
    auto roster = readRoster(db, chat, nullptr);
    if (!roster)
        return noSuchChat();
    return roster;
}

} // namespace confab::server::reads
