#pragma once

#include "core/profile/profile_gate.h"
#include "ui/common/ui_context.h"

#include <QWidget>

namespace confab {

class OptionRow;

//! "Encryption on this computer", in the settings: what opens the profile, and what could. Every change is the gate's;
//! one that fails changes nothing and stands in its row.
class EncryptionSection : public QWidget {
    Q_OBJECT
public:
    explicit EncryptionSection(const UiContext &context, QWidget *parent = nullptr); //!< `context.key` is there

private:
    void look();
    void show(const ProfileFacts &facts);
    void setKeyring(bool on);
    void setPassphrase();
    void removePassphrase();
    void setUnprotected();
    void makeNewKey();
    void change(OptionRow *row, const Protection &protection);
    void setBusy(bool busy);

    const UiContext m_ui;
    ProfileFacts m_facts;
    OptionRow *m_state;
    OptionRow *m_keyring;
    OptionRow *m_passphrase;
    OptionRow *m_remove;
    OptionRow *m_unprotected;
    OptionRow *m_renew;
};

} // namespace confab
