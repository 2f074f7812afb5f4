#pragma once

#include "server-stub/services/chat_service.h"
#include "server-stub/services/directory_service.h"
#include "server-stub/services/media_service.h"
#include "server-stub/services/push_service.h"

namespace confab::server {

//! The verb table: who may say a verb, which bucket pays for it, what carries it out. Every frame with an `i` gets
//! exactly one answer. The table is fixed after construction; `dispatch` runs on the connection's I/O thread.
class Dispatcher {
public:
    Dispatcher(NodeContext &node, RateLimits &limits, ChatService &chats, PresenceService &presence, TypingService &typing,
        DirectoryService &directory, PushService &push);

    //! Without it `media.grant` is an unknown verb. Before the first frame.
    void addMedia(MediaService &media);

    void dispatch(const SessionPtr &session, const Frame &frame);

private:
    enum class Stage : std::uint8_t { Before, After, Both }; //!< authentication
    struct Verb {
        Stage stage = Stage::After;
        Bucket bucket = Bucket::None;
        std::function<void(const RequestPtr &, const Frame &)> run;
    };
    template <typename Body, typename Fn>
    void add(Stage stage, Bucket bucket, Fn fn);
    void addChats(ChatService &chats);
    void addPeople(DirectoryService &directory, PresenceService &presence, TypingService &typing, PushService &push);

    bool mayNow(const SessionPtr &session, const Verb *verb, Request &request);
    bool withinLimits(Session &session, Bucket bucket, const Frame &frame, Request &request);
    void violation(Session &session, Request &request, Bucket bucket, qint64 ms);

    NodeContext &m_node;
    RateLimits &m_limits;
    std::unordered_map<std::string, Verb> m_verbs;
};

} // namespace confab::server
