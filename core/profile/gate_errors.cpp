#include "core/profile/gate_errors.h"

#include <QCoreApplication>

namespace confab {

namespace {

const char *sentenceOf(GateError::Kind kind)
{
    switch (kind) {
    case GateError::Kind::NoKeyring:
        return QT_TRANSLATE_NOOP("Profile", "There is no keyring on this computer, or not in this login.");
    case GateError::Kind::KeyringLocked:
        return QT_TRANSLATE_NOOP("Profile", "The keyring is locked.");
    case GateError::Kind::KeyringMissing:
        return QT_TRANSLATE_NOOP("Profile", "The keyring has no entry for this profile.");
    case GateError::Kind::KeyringWrong:
        return QT_TRANSLATE_NOOP("Profile", "What the keyring holds for this profile does not open it.");
    case GateError::Kind::KeyringDenied:
        return QT_TRANSLATE_NOOP("Profile", "The keyring did not give access.");
    case GateError::Kind::KeyringSilent:
        return QT_TRANSLATE_NOOP("Profile", "The keyring did not answer in time.");
    case GateError::Kind::KeyringForgets:
        return QT_TRANSLATE_NOOP("Profile", "The keyring did not keep what was given to it, so it was not used.");
    case GateError::Kind::WrongPassphrase:
        return QT_TRANSLATE_NOOP("Profile", "The passphrase is not right.");
    case GateError::Kind::NoMemory:
        return QT_TRANSLATE_NOOP("Profile", "There is not enough memory free to check the passphrase.");
    case GateError::Kind::Damaged:
        return QT_TRANSLATE_NOOP("Profile", "The file with this profile's key is damaged. It was left as it is.");
    case GateError::Kind::Busy:
        return QT_TRANSLATE_NOOP("Profile", "Another program is using this profile.");
    case GateError::Kind::DiskFull:
        return QT_TRANSLATE_NOOP("Profile", "There is no space left on the disk.");
    case GateError::Kind::Cancelled:
        return QT_TRANSLATE_NOOP("Profile", "Cancelled; nothing was changed.");
    case GateError::Kind::Io:
        break;
    }
    return QT_TRANSLATE_NOOP("Profile", "The files of the profile could not be read or written.");
}

} // namespace

GateError gateError(GateError::Kind kind)
{
    return {kind, QCoreApplication::translate("Profile", sentenceOf(kind))};
}

GateError gateError(KeyringError error)
{
    switch (error) {
    case KeyringError::NoService:
        return gateError(GateError::Kind::NoKeyring);
    case KeyringError::Locked:
        return gateError(GateError::Kind::KeyringLocked);
    case KeyringError::Missing:
        return gateError(GateError::Kind::KeyringMissing);
    case KeyringError::Denied:
        break;
    }
    return gateError(GateError::Kind::KeyringDenied);
}

} // namespace confab
