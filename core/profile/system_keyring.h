#pragma once

#include "core/profile/keyring.h"

class QDBusMessage;

namespace confab {

//! The Secret Service of the login (GNOME Keyring, KeePassXC, newer KWallets) or KWallet, over QtKeychain. What
//! QtKeychain cannot tell, whether there is one and whether it is locked, is asked of the session bus.
//!
//! QtKeychain's fallback, which writes secrets into a plain file where there is no keyring, is never used.
class SystemKeyring final : public Keyring {
    Q_OBJECT
public:
    using Keyring::Keyring;

    void look(Wake wake, std::function<void(const KeyringFacts &)> answer) override;
    void read(const QString &entry, Answer<SecretBytes> answer) override;
    void write(const QString &entry, const SecretBytes &value, Answer<Done> answer) override;
    void remove(const QString &entry, Answer<Done> answer) override;

private:
    using Facts = std::function<void(const KeyringFacts &)>;
    using Failed = std::function<void(KeyringError)>;
    void ask(const QDBusMessage &question, const std::function<void(const QDBusMessage &)> &answer);
    void lookAt(uint process, const Facts &answer);
    void lookFor(Wake wake, const Facts &answer);
    //! A locked keyring looks to QtKeychain like one without the entry.
    void explain(int keychainError, const Failed &failed);

private slots:
    void lookAgain();

private:
    bool m_watching = false;
    bool m_wasLocked = false;
};

} // namespace confab
