#pragma once

#include "server-stub/services/receipts.h"
#include "server-stub/services/typing_service.h"

namespace confab::server {

//! The seed's Chat Service: authorise, append, commit, answer, then fan out. Keeps nothing of its own; what it needs of
//! a chat's membership comes with the store's answer. Thread-safe.
class ChatService {
public:
    ChatService(NodeContext &node, Receipts &receipts, TypingService &typing)
        : m_node(node)
        , m_receipts(receipts)
        , m_typing(typing)
    {
    }

    void send(const RequestPtr &request, Send send);
    void hist(const RequestPtr &request, Hist hist);
    void create(const RequestPtr &request, ChatCreate create);
    void members(const RequestPtr &request, ChatMembers members);
    void leave(const RequestPtr &request, const ChatLeave &leave);
    void accept(const RequestPtr &request, const ChatAccept &accept);
    void get(const RequestPtr &request, const ChatGet &get);
    //! From the first one on, events are pushed: the subscription starts before the snapshot is read.
    void sync(const RequestPtr &request, Sync sync);
    void recv(const RequestPtr &request, Recv recv);
    void read(const RequestPtr &request, Read read);
    void marksGet(const RequestPtr &request, const MarksGet &get);
    //! Answers with `pong` and, where there was a sync, the heads that moved since the last digest.
    void ping(const RequestPtr &request);

    //! Events that the store made by itself go to members and to those who have just ceased to be.
    void fanOut(const SysOutcome &outcome);
    //! Another node has stored an event.
    void heard(const HeadHint &hint);

private:
    void fanOut(const EventPtr &event, const Roster &roster, const std::vector<UserId> &gone, const Session *except);
    void moveMarks(const RequestPtr &request, QList<ChatSeq> marks, bool read, bool isPrivate);
    ChatHead finish(HeadRow row, const UserId &viewer) const;

    NodeContext &m_node;
    Receipts &m_receipts;
    TypingService &m_typing;
};

} // namespace confab::server
