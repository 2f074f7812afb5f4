#pragma once

#include "server-stub/store/sqlite/chat_cache.h"

#include <unordered_set>

namespace confab::server {

//! Which devices have a webhook, in memory, so that a message to people without one costs nothing. Writer thread only.
class PushIndex {
public:
    struct Endpoint {
        DeviceId dev;
        std::unordered_set<ChatId> muted;
    };

    void load(Database &db);
    void set(Database &db, const PushEndpoint &endpoint);
    void remove(Database &db, const UserId &user, const DeviceId &dev);
    void removeAll(Database &db, const UserId &user);

    //! Enters the event into the outbox of everybody's webhooks but the sender's, in the transaction that stores it.
    void enqueue(Database &db, const ChatState &chat, const Event &event);

    void rollBack(Database &db);
    void committed() { m_changed = false; }

private:
    void drop(const UserId &user, const DeviceId &dev);

    std::unordered_map<UserId, std::vector<Endpoint>> m_endpoints;
    bool m_changed = false; //!< in the open transaction
};

//! How long a device may take to acknowledge before the webhook is called (protocol section 9).
inline constexpr qint64 pushGraceMs = 10'000;

PushBatch takeDuePushes(Database &db, qint64 now, int limit);
void finishPush(Database &db, const PushResult &result);

} // namespace confab::server
