#pragma once

#include "ui/common/sheet.h"

#include <functional>

namespace confab {

class PassphraseField;

//! Asks whether a new key is to be made, and for the passphrase where one opens the profile: the new key is wrapped with
//! it, too. Whether it is the right one shows only to whoever uses it.
class RenewKeySheet : public Sheet {
    Q_OBJECT
public:
    using Renew = std::function<void(const QString &passphrase)>;
    RenewKeySheet(const UiContext &context, QWidget *over, bool asksPassphrase, Renew renew);
    void openSheet();

private:
    void submit();

    Renew m_renew;
    PassphraseField *m_passphrase = nullptr; //!< null: none is needed
    class Button *m_make;
};

} // namespace confab
