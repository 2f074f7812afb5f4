#include "core/sync/outcome.h"

#include <QCoreApplication>

namespace confab {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("confab::SessionError", text);
}

} // namespace

QString sentenceOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::BadFrame:
    case ErrorCode::BadVerb:
    case ErrorCode::BadArg:
        return tr("The server did not understand this. It may be of another version.");
    case ErrorCode::TooBig:
        return tr("This is larger than the server allows.");
    case ErrorCode::Unauth:
        return tr("The server does not know this device.");
    case ErrorCode::DevRevoked:
        return tr("This device was logged out.");
    case ErrorCode::Forbidden:
        return tr("You are not allowed to do this.");
    case ErrorCode::NotMember:
        return tr("You are not a member of this chat.");
    case ErrorCode::Blocked:
        return tr("This person cannot be reached.");
    case ErrorCode::NotFound:
        return tr("This was not found.");
    case ErrorCode::StaleEpoch:
    case ErrorCode::Conflict:
        return tr("Somebody else changed this at the same time. Try again.");
    case ErrorCode::Rate:
        return tr("That was too much at once. Wait a moment and try again.");
    case ErrorCode::Busy:
    case ErrorCode::Internal:
        return tr("The server has a problem. Try again later.");
    case ErrorCode::Timeout:
        return tr("The server did not answer in time.");
    case ErrorCode::Quota:
        return tr("A limit of the server is reached.");
    case ErrorCode::UsernameTaken:
        return tr("This username is taken.");
    case ErrorCode::Invite:
        return tr("The server asks for an invite, and this one is not valid.");
    }
    return tr("Something went wrong.");
}

SessionError toSessionError(const NetError &error)
{
    switch (error.kind) {
    case NetError::Kind::Offline:
        return {ErrorCode::Busy, tr("There is no connection to the server."), true};
    case NetError::Kind::TooMany:
        return {ErrorCode::Rate, sentenceOf(ErrorCode::Rate), false};
    case NetError::Kind::Lost:
        return {ErrorCode::Timeout, tr("The connection broke before the server had answered."), false};
    case NetError::Kind::TimedOut:
        return {ErrorCode::Timeout, sentenceOf(ErrorCode::Timeout), false};
    case NetError::Kind::Nonsense:
        return {ErrorCode::Internal, tr("The server answered with something that makes no sense."), false};
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
