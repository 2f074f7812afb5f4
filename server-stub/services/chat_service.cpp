#include "server-stub/services/chat_service.h"

#include "core/protocol/derive.h"
#include "server-stub/services/visibility.h"

namespace confab::server {

namespace {

//! Why this event is refused whoever sends it.
std::optional<ErrorBody> flaw(const Send &send, const ServerOptions &options)
{
    if (send.cid.isNull())
        return makeError(ErrorCode::BadArg, QStringLiteral("cid is all zero"));
    if (send.kind == EventKind::Sys || send.kind == EventKind::Mls)
        return makeError(ErrorCode::BadArg, QStringLiteral("this kind of event is not sent"));
    if (send.enc == Enc::Mls)
        return makeError(ErrorCode::Forbidden, QStringLiteral("this server does not take enc \"mls\""));
    if (!options.allowPlaintext)
        return makeError(ErrorCode::Forbidden, QStringLiteral("this server does not take enc \"none\": start it with --allow-plaintext"));
    if (send.kind == EventKind::Redact && !send.ref)
        return makeError(ErrorCode::BadArg, QStringLiteral("redact needs ref"));
    if (send.kind == EventKind::Redact && !send.media.isEmpty())
        return makeError(ErrorCode::BadArg, QStringLiteral("redact carries no media"));
    return std::nullopt;
}

//! Fills in the id of the chat; says what is wrong with the form.
const char *complete(ChatCreate &form, const UserId &by)
{
    form.members.removeAll(by);
    ChatId derived;
    if (form.kind == ChatKind::Direct) {
        if (form.members.size() != 1)
            return "a direct chat has one other member";
        derived = directChatOf(by, form.members.first());
    } else if (form.kind == ChatKind::Self) {
        if (!form.members.isEmpty())
            return "a self chat has no other member";
        derived = directChatOf(by, by);
    } else {
        derived = groupChatOf(by, form.cid);
    }
    if (form.chat && form.chat != derived)
        return "chat is not the derived id";
    form.chat = derived;
    return nullptr;
}

} // namespace

void ChatService::fanOut(const EventPtr &event, const Roster &roster, const std::vector<UserId> &gone, const Session *except)
{
    const auto frame = OutFrame::event(*event);
    m_node.registry.deliver(roster.members, frame, except);
    if (!gone.empty())
        m_node.registry.deliver(gone, frame, except);
    m_node.publish(HeadHint {event, roster.version, gone});
}

void ChatService::fanOut(const SysOutcome &outcome)
{
    m_typing.rosterChanged(outcome.roster);
    for (const auto &event : outcome.events)
        fanOut(event, *outcome.roster, outcome.gone, nullptr);
}

void ChatService::send(const RequestPtr &request, Send send)
{
    if (const auto error = flaw(send, m_node.options))
        return request->err(*error);
    const auto begin = std::chrono::steady_clock::now(); // a measurement, so not the injected clock
    m_node.store.append({request->user(), request->dev(), std::move(send), m_node.clock.wallMs()},
        answering<AppendOutcome>(request, [this, begin](Request &r, const AppendOutcome &out) {
            r.ok(out.appended);
            using namespace std::chrono;
            m_node.metrics.send.add(duration_cast<microseconds>(steady_clock::now() - begin).count());
            if (out.event)
                fanOut(out.event, *out.roster, {}, r.session().get());
            if (out.revealed)
                m_receipts.moved(MarksMove {out.roster, *out.revealed, true});
        }));
}

void ChatService::hist(const RequestPtr &request, Hist hist)
{
    if (hist.after.has_value() == hist.before.has_value())
        return request->err(ErrorCode::BadArg, QStringLiteral("exactly one of after and before"));
    if (hist.limit < 1)
        return request->err(ErrorCode::BadArg, QStringLiteral("limit"));
    if (hist.after)
        m_node.metrics.gapsFetched.fetch_add(1, std::memory_order_relaxed);
    m_node.store.hist({request->user(), hist}, answering<HistPage>(request, [](Request &r, const HistPage &page) { r.ok(page); }));
}

void ChatService::create(const RequestPtr &request, ChatCreate create)
{
    if (create.cid.isNull())
        return request->err(ErrorCode::BadArg, QStringLiteral("cid is all zero"));
    if (const auto *wrong = complete(create, request->user()))
        return request->err(ErrorCode::BadArg, QString::fromLatin1(wrong));
    m_node.store.createChat({request->user(), std::move(create), m_node.clock.wallMs()},
        answering<CreateOutcome>(request, [this](Request &r, const CreateOutcome &out) {
            r.ok(out.created);
            for (const auto &[user, entry] : out.news) { // first, so that the chat has a name when it appears
                m_node.registry.deliver(user, OutFrame::push(AccountMoved {{entry}}));
                m_node.publish(AccountHint {user, entry});
            }
            for (const auto &event : out.events)
                fanOut(event, *out.roster, {}, r.session().get());
        }));
}

void ChatService::members(const RequestPtr &request, ChatMembers members)
{
    m_node.store.changeMembers({request->user(), std::move(members), m_node.clock.wallMs()},
        answering<SysOutcome>(request, [this](Request &r, const SysOutcome &out) {
            r.ok(out.last);
            fanOut(out);
        }));
}

void ChatService::leave(const RequestPtr &request, const ChatLeave &leave)
{
    m_node.store.leaveChat(request->user(), leave.chat, m_node.clock.wallMs(),
        answering<SysOutcome>(request, [this](Request &r, const SysOutcome &out) {
            r.ok(out.last);
            fanOut(out);
        }));
}

void ChatService::accept(const RequestPtr &request, const ChatAccept &accept)
{
    m_node.store.acceptChat(request->user(), accept.chat, answering<MarksOutcome>(request, [this](Request &r, const MarksOutcome &out) {
        r.ok();
        m_receipts.moved(out);
    }));
}

ChatHead ChatService::finish(HeadRow row, const UserId &viewer) const
{
    auto head = std::move(row.head);
    head.marks = visibleMarks(row.marks);
    if (row.aggregate)
        head.agg = visibleAggregate(*row.aggregate, viewer, row.marks.mine.hideReceipts);
    return head;
}

void ChatService::get(const RequestPtr &request, const ChatGet &get)
{
    m_node.store.head(request->user(), get.chat,
        answering<HeadRow>(request, [this](Request &r, HeadRow row) { r.ok(finish(std::move(row), r.user())); }));
}

void ChatService::sync(const RequestPtr &request, Sync sync)
{
    if (sync.limit < 1)
        return request->err(ErrorCode::BadArg, QStringLiteral("limit"));
    m_node.metrics.syncs.fetch_add(1, std::memory_order_relaxed);
    request->session()->live.store(true, std::memory_order_release);
    m_node.store.sync({request->user(), std::move(sync)}, answering<SyncPage>(request, [this](Request &r, SyncPage page) {
        SyncReply reply;
        for (auto &row : page.chats)
            reply.chats.append(finish(std::move(row), r.user()));
        reply.account = std::move(page.account);
        reply.next = std::move(page.next);
        reply.more = page.more;
        if (auto &digest = r.session()->digest; page.change > digest.load())
            digest.store(page.change);
        r.ok(reply);
    }));
}

void ChatService::moveMarks(const RequestPtr &request, QList<ChatSeq> marks, bool read, bool isPrivate)
{
    const auto facts = m_node.registry.factsOf(request->user());
    const bool hidden = isPrivate || (facts && facts->privacy.hideReceipts);
    MarksRequest move {request->user(), std::move(marks), read, read && hidden, m_node.clock.wallMs()};
    // Who hides read receipts still tells what was received, and reading implies that.
    if (read && hidden && !isPrivate)
        m_node.store.moveMarks({move.user, move.marks, false, false, move.now},
            [this](const Answer<MarksOutcome> &out) { out ? m_receipts.moved(*out) : void(); });
    m_node.store.moveMarks(std::move(move), answering<MarksOutcome>(request, [this](Request &r, const MarksOutcome &out) {
        r.ok();
        m_receipts.moved(out);
    }));
}

void ChatService::recv(const RequestPtr &request, Recv recv)
{
    moveMarks(request, std::move(recv.marks), false, false);
}

void ChatService::read(const RequestPtr &request, Read read)
{
    moveMarks(request, std::move(read.marks), true, read.isPrivate);
}

void ChatService::marksGet(const RequestPtr &request, const MarksGet &get)
{
    m_node.store.marksOf(request->user(), get.chat, get.seq,
        answering<MarksView>(request, [](Request &r, const MarksView &view) { r.ok(MarksReply {visibleMarks(view)}); }));
}

void ChatService::ping(const RequestPtr &request)
{
    const auto pong = [this](Request &r, QList<ChatSeq> heads) {
        const Pong body {m_node.clock.wallMs(), std::move(heads)};
        r.connection().sendBytes(encodePush(body, r.connection().encoding()));
        r.ok();
    };
    const auto since = request->session()->digest.load();
    if (since < 0)
        return pong(*request, {});
    constexpr int headsInPong = 1024;
    m_node.store.headsMoved(request->user(), since, headsInPong, [request, pong](const Answer<HeadsMoved> &moved) {
        if (!moved)
            return pong(*request, {}); // the next beat tells them
        request->session()->digest.store(moved.value().change);
        pong(*request, moved.value().heads);
    });
}

void ChatService::heard(const HeadHint &hint)
{
    m_node.store.roster(hint.event->chat, [this, hint](const Answer<RosterPtr> &roster) {
        if (!roster)
            return;
        const auto frame = OutFrame::event(*hint.event);
        m_node.registry.deliver(roster.value()->members, frame, nullptr);
        m_node.registry.deliver(hint.gone, frame, nullptr);
        m_typing.rosterChanged(*roster);
    });
}

} // namespace confab::server
