#include "ui/vault/vault_flow.h"

#include "core/session/when_done.h"

namespace confab {

namespace {

using Kind = GateError::Kind;

bool isOfKeyring(Kind kind)
{
    switch (kind) {
    case Kind::NoKeyring:
    case Kind::KeyringLocked:
    case Kind::KeyringMissing:
    case Kind::KeyringWrong:
    case Kind::KeyringDenied:
    case Kind::KeyringSilent:
    case Kind::KeyringForgets:
        return true;
    default:
        return false;
    }
}

//! Whether the key may be lost for good. What is only locked, refused or slow is never given up.
bool mayBeLost(Kind kind)
{
    return kind == Kind::KeyringMissing || kind == Kind::KeyringWrong || kind == Kind::NoKeyring || kind == Kind::Damaged;
}

} // namespace

VaultFlow::VaultFlow(ProfileGate *gate, QObject *parent)
    : QObject(parent)
    , m_gate(gate)
{
    connect(m_gate, &ProfileGate::working, this, [this](const ProfileWork &work) {
        if (m_view.task == Task::None)
            return;
        m_view.work = work;
        emit changed();
    });
    connect(m_gate, &ProfileGate::keyringUnlocked, this, [this] {
        const bool waiting = m_view.screen == Screen::Trouble && m_view.task == Task::None && m_view.error
            && (m_view.error->kind == Kind::KeyringLocked || m_view.error->kind == Kind::KeyringSilent);
        if (waiting)
            act(Action::Retry);
    });
}

void VaultFlow::start()
{
    look();
}

void VaultFlow::look()
{
    m_view = {};
    emit changed();
    whenDone(m_gate->inspect(), this, [this](const ProfileFacts &facts) { inspected(facts); });
}

void VaultFlow::inspected(const ProfileFacts &facts)
{
    m_view.task = Task::None;
    m_view.facts = facts;
    switch (facts.state) {
    case ProfileFacts::State::New:
        // Nobody has to be asked where the computer has a place for keys.
        if (facts.keyringAvailable)
            return choose({.keyring = true}, {});
        return show(Screen::Choose);
    case ProfileFacts::State::Plain:
        return show(Screen::Choose);
    case ProfileFacts::State::Damaged:
        return show(Screen::Trouble, GateError {Kind::Damaged, {}});
    case ProfileFacts::State::Sealed:
        break;
    }
    if (facts.protection.unprotected)
        return ask(Task::Opening, Screen::Working, [this] { return m_gate->unlockUnprotected(); });
    if (facts.protection.keyring)
        return askKeyring();
    show(Screen::Unlock);
}

// ---- questions ----

void VaultFlow::ask(Task task, Screen screen, const Asking &question)
{
    if (m_view.task != Task::None)
        return; // one at a time: a second click
    m_view.task = task;
    m_view.work = {};
    m_view.stopping = false;
    show(screen);
    whenDone(question(), this, [this, task](const GateResult<OpenProfilePtr> &answer) { answered(task, answer); });
}

void VaultFlow::askKeyring()
{
    ask(Task::AskingKeyring, Screen::Working, [this] { return m_gate->unlockWithKeyring(); });
}

void VaultFlow::choose(const Protection &protection, const QString &passphrase)
{
    m_view.asked = protection;
    const auto task = m_view.facts.state == ProfileFacts::State::Plain ? Task::Moving : Task::Creating;
    ask(task, Screen::Working, [&] { return m_gate->protect(protection, passphrase); });
}

void VaultFlow::unlock(const QString &passphrase)
{
    ask(Task::Unlocking, Screen::Unlock, [&] { return m_gate->unlockWithPassphrase(passphrase); });
}

void VaultFlow::rotate(const OpenProfilePtr &profile, const QString &passphrase)
{
    m_view = {};
    m_view.task = Task::None;
    m_rotating = profile;
    ask(Task::Rotating, Screen::Working, [&] { return m_gate->rotateKey(profile, passphrase); });
}

void VaultFlow::setAside()
{
    if (m_view.task != Task::None)
        return;
    m_view.task = Task::SettingAside;
    show(Screen::Working);
    whenDone(m_gate->setAside(), this, [this](const GateResult<QString> &answer) {
        m_view.task = Task::None;
        if (!answer)
            return show(Screen::Trouble, answer.error());
        m_view.asideFolder = *answer;
        show(Screen::Aside);
    });
}

// ---- answers ----

void VaultFlow::answered(Task task, const GateResult<OpenProfilePtr> &answer)
{
    m_view.task = Task::None;
    m_view.stopping = false;
    if (!answer)
        return failed(task, answer.error());
    m_rotating.reset();
    emit opened(*answer);
}

void VaultFlow::failed(Task task, const GateError &error)
{
    const auto kind = error.kind;
    switch (task) {
    case Task::Creating:
    case Task::Moving:
        // What another choice, or the same one again, can mend. The rest has to be mended elsewhere first.
        if (kind == Kind::Cancelled)
            return show(Screen::Choose, task == Task::Moving ? std::optional(error) : std::nullopt);
        if (isOfKeyring(kind) || kind == Kind::NoMemory)
            return show(Screen::Choose, error);
        return show(Screen::Trouble, error);
    case Task::Unlocking:
        if (kind == Kind::Cancelled)
            return show(Screen::Unlock);
        if (kind == Kind::WrongPassphrase || kind == Kind::NoMemory)
            return show(Screen::Unlock, error);
        return show(Screen::Trouble, error);
    case Task::AskingKeyring:
        if (std::exchange(m_wantsPassphrase, false))
            return show(Screen::Unlock);
        if (kind == Kind::KeyringSilent && m_patient)
            return askKeyring();
        return show(Screen::Trouble, error);
    case Task::Rotating:
        if (kind == Kind::Cancelled)
            return act(Action::GoOn);
        return show(Screen::Trouble, error);
    default:
        return show(Screen::Trouble, error);
    }
}

void VaultFlow::show(Screen screen, std::optional<GateError> error)
{
    m_view.screen = screen;
    m_view.error = std::move(error);
    emit changed();
}

// ---- what the user does ----

QList<VaultFlow::Action> VaultFlow::actions() const
{
    if (m_view.screen == Screen::Unlock)
        return {Action::StartOver};
    if (m_view.screen != Screen::Trouble || !m_view.error)
        return {};
    if (m_rotating)
        return {Action::GoOn, Action::Quit};
    const auto kind = m_view.error->kind;
    const bool sealed = m_view.facts.state == ProfileFacts::State::Sealed;
    QList<Action> list {sealed || kind == Kind::Damaged ? Action::Retry : Action::ChooseAgain};
    if (kind == Kind::KeyringSilent)
        list += Action::KeepWaiting;
    if (sealed && m_view.facts.protection.passphrase && kind != Kind::Busy)
        list += Action::UsePassphrase;
    else if (mayBeLost(kind))
        list += Action::StartOver;
    return list + QList {Action::Quit};
}

bool VaultFlow::canCancel() const
{
    if (m_view.stopping || m_view.work.step == ProfileWork::Step::Finishing)
        return false;
    return m_view.task != Task::None && m_view.task != Task::Looking && m_view.task != Task::SettingAside;
}

void VaultFlow::act(Action action)
{
    switch (action) {
    case Action::KeepWaiting:
        m_patient = true;
        return askKeyring();
    case Action::Retry:
        m_patient = false;
        return m_view.task == Task::None ? look() : void();
    case Action::UsePassphrase:
        if (m_view.task == Task::AskingKeyring) {
            m_wantsPassphrase = true;
            return cancel();
        }
        return show(Screen::Unlock);
    case Action::ChooseAgain:
        return show(Screen::Choose);
    case Action::GoOn:
        if (m_rotating)
            emit opened(std::exchange(m_rotating, nullptr));
        else
            look();
        return;
    case Action::StartOver:
        return setAside();
    case Action::Quit:
        return;
    }
}

void VaultFlow::cancel()
{
    if (!canCancel())
        return;
    m_patient = false;
    m_view.stopping = true;
    emit changed();
    m_gate->cancel();
}

} // namespace confab
