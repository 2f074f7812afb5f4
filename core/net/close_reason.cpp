#include "core/net/close_reason.h"

#include <QCoreApplication>

namespace confab {

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(confab::Connection)
};

} // namespace

QString sentenceForClose(quint16 code)
{
    switch (CloseCode(code)) {
    case CloseCode::GoingAway:
    case CloseCode::ShuttingDown:
        return Texts::tr("The server is restarting.");
    case CloseCode::AuthFailed:
        return Texts::tr("The server does not accept this device's key.");
    case CloseCode::Version:
        return Texts::tr("The server and this program speak different versions. Update the older one.");
    case CloseCode::Rate:
        return Texts::tr("The server asks for a pause: too much was sent at once.");
    case CloseCode::Replaced:
        return Texts::tr("This account is open in another copy of the program on this device.");
    case CloseCode::Revoked:
        return Texts::tr("This device was removed from the account.");
    case CloseCode::TooSlow:
        return Texts::tr("The connection was too slow to keep up.");
    case CloseCode::Disabled:
        return Texts::tr("This account has been disabled on the server.");
    case CloseCode::NoAuthInTime:
        return Texts::tr("Signing in took too long.");
    case CloseCode::TooBig:
    case CloseCode::CannotDecode:
    case CloseCode::BeforeAuth:
        return Texts::tr("The server did not understand this program.");
    case CloseCode::Bye:
        break;
    }
    return Texts::tr("The connection to the server was lost.");
}

QString sentenceForRefusal(const ErrorBody &refusal)
{
    switch (refusal.code) {
    case ErrorCode::UsernameTaken:
        return Texts::tr("This username is taken.");
    case ErrorCode::Invite:
        return Texts::tr("This server takes new accounts by invitation only, and the invitation is missing or not valid.");
    case ErrorCode::DevRevoked:
        return sentenceForClose(quint16(CloseCode::Revoked));
    case ErrorCode::Unauth:
    case ErrorCode::Forbidden:
    case ErrorCode::NotFound:
        return sentenceForClose(quint16(CloseCode::AuthFailed));
    case ErrorCode::Rate:
        return sentenceForClose(quint16(CloseCode::Rate));
    case ErrorCode::Busy:
    case ErrorCode::Timeout:
    case ErrorCode::Internal:
        return Texts::tr("The server is busy.");
    case ErrorCode::BadVerb:
        return Texts::tr("The server does not know how to do this. It may be an older version.");
    default:
        return Texts::tr("The server refused: %1").arg(QString::fromLatin1(toWire(refusal.code).data(), qsizetype(toWire(refusal.code).size())));
    }
}

} // namespace confab
