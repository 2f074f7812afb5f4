#pragma once

#include <QMetaType>
#include <QtGlobal>
#include <cstdint>

namespace confab {

//! What an event of the log is (protocol section 5).
enum class EventKind : std::uint8_t { Msg, Edit, React, Pin, Meta, Redact, Mls, Sys, Played };
inline constexpr EventKind lastEventKind = EventKind::Played;

//! The only definition of what counts as unread, used by client and server alike.
constexpr bool isCountable(EventKind kind)
{
    return kind == EventKind::Msg;
}

enum class Enc : std::uint8_t { None, Mls };
enum class ChatKind : std::uint8_t { Direct, Group, Self };
enum class Role : std::uint8_t { Member, Admin };
enum class PresenceState : std::uint8_t { Offline, Away, Active };

//! Frame encodings, named on the wire by their WebSocket subprotocol.
enum class Encoding : std::uint8_t { Json, Cbor };
inline constexpr char subprotocolCbor[] = "confab.v1.cbor";
inline constexpr char subprotocolJson[] = "confab.v1.json";
constexpr const char *subprotocolOf(Encoding e)
{
    return e == Encoding::Cbor ? subprotocolCbor : subprotocolJson;
}

} // namespace confab
