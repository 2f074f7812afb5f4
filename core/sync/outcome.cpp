#include "core/sync/outcome.h"

#include <QCoreApplication>

namespace confab {

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(confab::SessionError)
};

} // namespace

QString sentenceOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::BadFrame:
    case ErrorCode::BadVerb:
    case ErrorCode::BadArg:
        return Texts::tr("The server did not understand this. It may be of another version.");
    case ErrorCode::TooBig:
        return Texts::tr("This is larger than the server allows.");
    case ErrorCode::Unauth:
        return Texts::tr("The server does not know this device.");
    case ErrorCode::DevRevoked:
        return Texts::tr("This device was logged out.");
    case ErrorCode::Forbidden:
        return Texts::tr("You are not allowed to do this.");
    case ErrorCode::NotMember:
        return Texts::tr("You are not a member of this chat.");
    case ErrorCode::Blocked:
        return Texts::tr("This person cannot be reached.");
    case ErrorCode::NotFound:
        return Texts::tr("This was not found.");
    case ErrorCode::StaleEpoch:
    case ErrorCode::Conflict:
        return Texts::tr("Somebody else changed this at the same time. Try again.");
    case ErrorCode::Rate:
        return Texts::tr("That was too much at once. Wait a moment and try again.");
    case ErrorCode::Busy:
    case ErrorCode::Internal:
        return Texts::tr("The server has a problem. Try again later.");
    case ErrorCode::Timeout:
        return Texts::tr("The server did not answer in time.");
    case ErrorCode::Quota:
        return Texts::tr("A limit of the server is reached.");
    case ErrorCode::UsernameTaken:
        return Texts::tr("This username is taken.");
    case ErrorCode::Invite:
        return Texts::tr("The server asks for an invite, and this one is not valid.");
    }
    return Texts::tr("Something went wrong.");
}

SessionError toSessionError(const NetError &error)
{
    switch (error.kind) {
    case NetError::Kind::Offline:
        return {ErrorCode::Busy, Texts::tr("There is no connection to the server."), true};
    case NetError::Kind::TooMany:
        return {ErrorCode::Rate, sentenceOf(ErrorCode::Rate), false};
    case NetError::Kind::Lost:
        return {ErrorCode::Timeout, Texts::tr("The connection broke before the server had answered."), false};
    case NetError::Kind::TimedOut:
        return {ErrorCode::Timeout, sentenceOf(ErrorCode::Timeout), false};
    case NetError::Kind::Nonsense:
        return {ErrorCode::Internal, Texts::tr("The server answered with something that makes no sense."), false};
    case NetError::Kind::Refused:
        return {error.refusal.code, sentenceOf(error.refusal.code), false};
    }
    return {};
}

SessionError toSessionError(const StoreError &error)
{
    switch (error.kind) {
    case StoreError::Kind::Locked:
    case StoreError::Kind::Busy:
        return {ErrorCode::Busy, error.message, false};
    case StoreError::Kind::Newer:
    case StoreError::Kind::Foreign:
    case StoreError::Kind::WrongKey:
        return {ErrorCode::Conflict, error.message, false};
    case StoreError::Kind::Full:
        return {ErrorCode::Quota, error.message, false};
    case StoreError::Kind::Corrupt:
    case StoreError::Kind::Io:
        return {ErrorCode::Internal, error.message, false};
    }
    return {};
}

} // namespace confab
