#include "core/net/close_reason.h"

#include <QCoreApplication>

namespace confab {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("confab::Connection", text);
}

} // namespace

QString sentenceForClose(quint16 code)
{
    switch (CloseCode(code)) {
    case CloseCode::GoingAway:
    case CloseCode::ShuttingDown:
        return tr("The server is restarting.");
    case CloseCode::AuthFailed:
        return tr("The server does not accept this device's key.");
    case CloseCode::Version:
        return tr("The server and this program speak different versions. Update the older one.");
    case CloseCode::Rate:
        return tr("The server asks for a pause: too much was sent at once.");
    case CloseCode::Replaced:
        return tr("This account is open in another copy of the program on this device.");
    case CloseCode::Revoked:
        return tr("This device was removed from the account.");
    case CloseCode::TooSlow:
        return tr("The connection was too slow to keep up.");
    case CloseCode::Disabled:
        return tr("This account has been disabled on the server.");
    case CloseCode::NoAuthInTime:
        return tr("Signing in took too long.");
    case CloseCode::TooBig:
    case CloseCode::CannotDecode:
    case CloseCode::BeforeAuth:
        return tr("The server did not understand this program.");
    case CloseCode::Bye:
        break;
    }
    return tr("The connection to the server was lost.");
}

QString sentenceForRefusal(const ErrorBody &refusal)
{
    switch (refusal.code) {
    case ErrorCode::UsernameTaken:
        return tr("This username is taken.");
    case ErrorCode::Invite:
        return tr("This server takes new accounts by invitation only, and the invitation is missing or not valid.");
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
        return tr("The server is busy.");
    case ErrorCode::BadVerb:
        return tr("The server does not know how to do this. It may be an older version.");
    default:
        return tr("The server refused: %1").arg(QString::fromLatin1(toWire(refusal.code).data(), qsizetype(toWire(refusal.code).size())));
    }
}

} // namespace confab
