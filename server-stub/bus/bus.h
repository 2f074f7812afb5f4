#pragma once

#include "core/protocol/events.h"
#include "core/protocol/server_frames.h"

#include <memory>
#include <variant>
#include <vector>

//! How nodes over one store tell each other that something changed. A hint may be lost, doubled or late: whoever missed
//! it finds a gap in a chat's seq, a head in the next digest, or the change in the next `sync`. Never the truth itself.
namespace confab::server {

struct HeadHint {
    std::shared_ptr<const Event> event;
    qint64 rosterVersion = 0; //!< a node whose roster is older reads it again
    std::vector<UserId> gone; //!< former members who may still see this event
};
//! A member's marks have moved. What each reader may know of it, a node asks the store.
struct MarksHint {
    ChatId chat;
    UserId user;
    Seq recv;
    bool shown = false; //!< to others than the user's own devices
};
struct AccountHint {
    UserId user;
    AccountEntry entry;
};
//! Said at every change and once a minute as long as the user is not offline there.
struct PresenceHint {
    quint64 node = 0; //!< that says it: a random number
    UserId user;
    PresenceState state = PresenceState::Offline; //!< of the user's devices on that node
};
//! The device's sockets close with this code: revoked, replaced by a newer one, account deleted.
struct CloseHint {
    UserId user;
    DeviceId dev; //!< null: all of the user's
    CloseCode code = CloseCode::Revoked;
};
using Hint = std::variant<HeadHint, MarksHint, AccountHint, PresenceHint, CloseHint>;

class HintListener {
public:
    virtual ~HintListener() = default;
    virtual void hint(const Hint &hint) = 0; //!< on any thread; must not block
};

class Bus {
public:
    virtual ~Bus() = default;
    //! A listener does not hear its own hints. After `leave` returned, none is delivered to it any more.
    virtual void join(HintListener *listener) = 0;
    virtual void leave(HintListener *listener) = 0;
    virtual void publish(const HintListener *from, Hint hint) = 0; //!< never blocks, may lose
};

} // namespace confab::server
