#include "core/protocol/errors.h"

#include <array>

namespace confab {

namespace {

struct Row {
    ErrorCode code;
    std::string_view name;
    Retry retry;
};

// The table of protocol section 11, in the order of the enumeration.
constexpr std::array<Row, 19> table {{
    {ErrorCode::BadFrame, "bad_frame", Retry::Never},
    {ErrorCode::BadVerb, "bad_verb", Retry::Never},
    {ErrorCode::BadArg, "bad_arg", Retry::Never},
    {ErrorCode::TooBig, "too_big", Retry::Never},
    {ErrorCode::Unauth, "unauth", Retry::Never},
    {ErrorCode::DevRevoked, "dev_revoked", Retry::Never},
    {ErrorCode::Forbidden, "forbidden", Retry::Never},
    {ErrorCode::NotMember, "not_member", Retry::Never},
    {ErrorCode::Blocked, "blocked", Retry::Never},
    {ErrorCode::NotFound, "not_found", Retry::Never},
    {ErrorCode::StaleEpoch, "stale_epoch", Retry::Fix},
    {ErrorCode::Conflict, "conflict", Retry::Fix},
    {ErrorCode::Rate, "rate", Retry::Same},
    {ErrorCode::Busy, "busy", Retry::Same},
    {ErrorCode::Timeout, "timeout", Retry::Same},
    {ErrorCode::Internal, "internal", Retry::Same},
    {ErrorCode::Quota, "quota", Retry::Never},
    {ErrorCode::UsernameTaken, "username_taken", Retry::Never},
    {ErrorCode::Invite, "invite", Retry::Never},
}};

constexpr std::array<std::string_view, 4> retryNames {"never", "same", "fix", "auth"};

} // namespace

std::string_view toWire(ErrorCode code)
{
    return table[std::size_t(code)].name;
}

std::optional<ErrorCode> errorCodeFromWire(std::string_view name)
{
    for (const Row &row : table)
        if (row.name == name)
            return row.code;
    return std::nullopt;
}

std::string_view toWire(Retry retry)
{
    return retryNames[std::size_t(retry)];
}

std::optional<Retry> retryFromWire(std::string_view name)
{
    for (std::size_t i = 0; i < retryNames.size(); ++i)
        if (retryNames[i] == name)
            return Retry(i);
    return std::nullopt;
}

Retry retryOf(ErrorCode code)
{
    return table[std::size_t(code)].retry;
}

bool mayReconnect(std::uint16_t closeCode)
{
    switch (CloseCode(closeCode)) {
    case CloseCode::AuthFailed:
    case CloseCode::Version:
    case CloseCode::Replaced:
    case CloseCode::Revoked:
    case CloseCode::Disabled:
        return false;
    default:
        // Section 11 lists 1000, 1009, 4002 and 4003 as ends too. A proxy says 1000 when it restarts, and Qt reports it
        // for a socket that was cut; the others mean that one side has a fault. Trying again, ever more slowly, is what
        // brings people back once it is mended.
        return true;
    }
}

} // namespace confab
