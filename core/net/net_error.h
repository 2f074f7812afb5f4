#pragma once

#include "core/protocol/errors.h"
#include "core/protocol/server_frames.h"

namespace confab {

//! Why a request has no answer.
struct NetError {
    enum class Kind : std::uint8_t {
        Offline, //!< nothing was sent
        TooMany, //!< nothing was sent: limits::outstanding requests wait already, or the way out is jammed
        Lost, //!< the connection broke after it was sent: outcome unknown, ask again with the same cid
        TimedOut, //!< as Lost, with the connection still standing
        Nonsense, //!< answered with something of a wrong shape: outcome unknown
        Refused, //!< the server's `err`: see `refusal`
    };
    Kind kind = Kind::Lost;
    ErrorBody refusal; //!< with Refused

    static NetError of(Kind kind) { return {kind, {}}; }
    static NetError nonsense() { return of(Kind::Nonsense); }
    bool isRefusal(ErrorCode code) const { return kind == Kind::Refused && refusal.code == code; }
    //! Whether the request may have had its effect all the same.
    bool outcomeUnknown() const
    {
        return kind == Kind::Lost || kind == Kind::TimedOut || kind == Kind::Nonsense
            || (kind == Kind::Refused && refusal.retry == Retry::Same && refusal.code != ErrorCode::Rate);
    }
};

} // namespace confab
