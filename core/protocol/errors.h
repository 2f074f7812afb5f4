#pragma once

#include <QString>
#include <cstdint>
#include <optional>
#include <string_view>

namespace confab {

//! Error codes of protocol section 11.
enum class ErrorCode : std::uint8_t {
    BadFrame,
    BadVerb,
    BadArg,
    TooBig,
    Unauth,
    DevRevoked,
    Forbidden,
    NotMember,
    Blocked,
    NotFound,
    StaleEpoch,
    Conflict,
    Rate,
    Busy,
    Timeout,
    Internal,
    Quota,
    UsernameTaken,
    Invite,
};

//! What the receiver of an error may do.
enum class Retry : std::uint8_t {
    Never,
    Same, //!< the same frame again after `ms`; for busy, timeout and internal the outcome is unknown: keep the cid
    Fix, //!< after the cause named in `info` is mended
    Auth,
};

//! WebSocket close codes of protocol section 11.
enum class CloseCode : std::uint16_t {
    Bye = 1000,
    GoingAway = 1001,
    TooBig = 1009,
    NoAuthInTime = 4001,
    CannotDecode = 4002,
    BeforeAuth = 4003,
    AuthFailed = 4004,
    Version = 4006,
    Rate = 4008,
    Replaced = 4009,
    Revoked = 4010,
    TooSlow = 4012,
    Disabled = 4013,
    ShuttingDown = 4014,
};

std::string_view toWire(ErrorCode);
std::optional<ErrorCode> errorCodeFromWire(std::string_view);
std::string_view toWire(Retry);
std::optional<Retry> retryFromWire(std::string_view);

//! The retry class that the table of section 11 gives a code.
Retry retryOf(ErrorCode);
//! Whether a client may connect again after this close. Unknown codes are treated like a broken connection: yes.
bool mayReconnect(std::uint16_t closeCode);

} // namespace confab
