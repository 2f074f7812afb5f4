#include "ui/vault/vault_texts.h"

#include "ui/common/display_text.h"
#include "ui/common/measure_text.h"

#include <QCoreApplication>

namespace confab {

namespace {

class VaultWords {
    Q_DECLARE_TR_FUNCTIONS(confab::VaultWords)
};

using Mark = VaultPicture::Mark;
using Task = VaultFlow::Task;
using Kind = GateError::Kind;
using Step = ProfileWork::Step;

} // namespace

QString keyringText(const ProfileFacts &facts)
{
    return facts.keyringName.isEmpty() ? VaultWords::tr("the keyring of this computer")
                                       : isolated(oneLine(facts.keyringName, 60));
}

VaultText troubleText(const ProfileFacts &facts, const GateError &error)
{
    const QString keyring = keyringText(facts);
    const bool plain = facts.state == ProfileFacts::State::Plain;
    switch (error.kind) {
    case Kind::NoKeyring:
        return {VaultWords::tr("There is no keyring here"),
            VaultWords::tr("The key to your messages is in a keyring, and none runs in this session. Sign in to the desktop that you used before, or start its keyring."),
            Mark::Key};
    case Kind::KeyringLocked:
        return {VaultWords::tr("Unlock your keyring"),
            VaultWords::tr("The key to your messages is in %1, which is locked. Once you unlock it, Confab goes on by itself.").arg(keyring),
            Mark::Locked};
    case Kind::KeyringMissing:
        return {VaultWords::tr("The key is not in your keyring"),
            VaultWords::tr("There is no entry for this profile in %1. The keyring may have been reset, or the folder comes from another computer. Your messages are untouched.").arg(keyring),
            Mark::Trouble};
    case Kind::KeyringWrong:
        return {VaultWords::tr("The key in your keyring does not fit"),
            VaultWords::tr("The entry in %1 belongs to another profile, or to an older state of this one. Your messages are untouched.").arg(keyring),
            Mark::Trouble};
    case Kind::KeyringDenied:
        return {VaultWords::tr("Your keyring refused"),
            VaultWords::tr("Confab was not allowed to read from %1. Try again and say yes there.").arg(keyring),
            Mark::Locked};
    case Kind::KeyringSilent:
        return {VaultWords::tr("Your keyring does not answer"),
            VaultWords::tr("Perhaps it waits for you: look for a window that asks for its password."),
            Mark::Key};
    case Kind::KeyringForgets:
        return {VaultWords::tr("Your keyring did not keep the key"),
            VaultWords::tr("What was written could not be read back the same, so it was not used."),
            Mark::Trouble};
    case Kind::WrongPassphrase:
        return {VaultWords::tr("That is not the passphrase"),
            VaultWords::tr("Nothing was changed."), Mark::Trouble};
    case Kind::NoMemory:
        return {VaultWords::tr("Not enough memory"),
            VaultWords::tr("Checking a passphrase takes 256 MB for a second. Close something and try again."),
            Mark::Trouble};
    case Kind::Damaged:
        return {VaultWords::tr("The file with the key is damaged"),
            VaultWords::tr("Without it your messages on this computer cannot be opened. Confab leaves everything as it is: if you have a backup of the profile's folder, put its key file back."),
            Mark::Trouble};
    case Kind::Busy:
        return {VaultWords::tr("Another program uses this profile"),
            VaultWords::tr("Perhaps confab-cli is running. Close it and try again."), Mark::Locked};
    case Kind::DiskFull:
        return {VaultWords::tr("The disk is full"),
            plain ? VaultWords::tr("Moving needs room for a second copy of your messages. Nothing was changed; free some space and try again.")
                  : VaultWords::tr("Nothing was changed. Free some space and try again."),
            Mark::Trouble};
    case Kind::Cancelled:
        return {VaultWords::tr("Stopped"),
            VaultWords::tr("Nothing was changed."), Mark::None};
    case Kind::Io:
        break;
    }
    return {VaultWords::tr("The profile could not be opened"),
        error.message.isEmpty() ? VaultWords::tr("The system refused to read or write its files.") : error.message,
        Mark::Trouble};
}

QString choiceNotice(const ProfileFacts &facts, const GateError &error)
{
    const QString keyring = keyringText(facts);
    switch (error.kind) {
    case Kind::NoKeyring:
        return VaultWords::tr("There is no keyring in this session any more. Take another way.");
    case Kind::KeyringLocked:
        return VaultWords::tr("%1 is locked. Unlock it and choose it once more, or take another way.").arg(keyring);
    case Kind::KeyringDenied:
        return VaultWords::tr("%1 refused to keep the key. Try once more and say yes there, or take another way.").arg(keyring);
    case Kind::KeyringSilent:
        return VaultWords::tr("%1 does not answer. Look for a window that asks for its password, or take another way.").arg(keyring);
    case Kind::KeyringMissing:
    case Kind::KeyringWrong:
    case Kind::KeyringForgets:
        return VaultWords::tr("%1 did not keep the key: what was written could not be read back the same, so it was not used. Take another way.").arg(keyring);
    case Kind::Cancelled:
        return VaultWords::tr("Stopped. Nothing was changed.");
    default:
        break;
    }
    const VaultText text = troubleText(facts, error);
    return QStringLiteral("%1. %2").arg(text.title, text.text);
}

VaultText workText(const VaultFlow::View &view)
{
    const bool copies = view.work.step == Step::Copying || view.work.step == Step::Checking || view.work.step == Step::Finishing;
    switch (view.task) {
    case Task::AskingKeyring:
        if (copies)
            break;
        return {VaultWords::tr("Waiting for your keyring…"),
            VaultWords::tr("If a window asks for the password of %1, answer there.").arg(keyringText(view.facts)), Mark::Key};
    case Task::Unlocking:
    case Task::Opening:
        if (copies)
            break;
        [[fallthrough]];
    case Task::None:
    case Task::Looking:
        return {VaultWords::tr("Opening your messages…"), {}, Mark::None};
    case Task::Creating:
        return {VaultWords::tr("Making the key to your messages…"),
            VaultWords::tr("It never leaves this computer."), Mark::Key};
    case Task::Moving:
        return {VaultWords::tr("Encrypting your messages…"),
            VaultWords::tr("What the earlier version kept is moved into the encrypted form. The old files go once everything was read back."),
            Mark::Moving};
    case Task::Rotating:
        return {VaultWords::tr("Making a new key…"),
            VaultWords::tr("Everything on this computer is encrypted again. Your chats are back in a moment."),
            Mark::Moving};
    case Task::SettingAside:
        return {VaultWords::tr("Moving the old profile aside…"), {}, Mark::Moving};
    }
    return {VaultWords::tr("Finishing what was interrupted…"),
        VaultWords::tr("Confab ended in the middle of encrypting your messages. It is brought to its end now; nothing is lost."),
        Mark::Moving};
}

QString workDetail(const ProfileWork &work)
{
    const QString size = work.total > 0
        ? VaultWords::tr("%1 of %2").arg(sizeText(work.done), sizeText(work.total)) : QString();
    switch (work.step) {
    case Step::Deriving:
    case Step::CheckingKeyring:
        return {};
    case Step::Copying:
        return size;
    case Step::Checking:
        return size.isEmpty() ? VaultWords::tr("Reading back what was written")
                              : VaultWords::tr("Reading back what was written: %1").arg(size);
    case Step::Finishing:
        break;
    }
    return VaultWords::tr("Finishing; this cannot be stopped any more");
}

QString actionText(VaultFlow::Action action)
{
    switch (action) {
    case VaultFlow::Action::Retry:
        return VaultWords::tr("Try again");
    case VaultFlow::Action::KeepWaiting:
        return VaultWords::tr("Keep waiting");
    case VaultFlow::Action::UsePassphrase:
        return VaultWords::tr("Use passphrase");
    case VaultFlow::Action::ChooseAgain:
        return VaultWords::tr("Back");
    case VaultFlow::Action::GoOn:
        return VaultWords::tr("Go on with the present key");
    case VaultFlow::Action::StartOver:
        return VaultWords::tr("Start over…");
    case VaultFlow::Action::Quit:
        return VaultWords::tr("Quit");
    }
    return {};
}

} // namespace confab
