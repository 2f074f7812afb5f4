#pragma once

#include "core/profile/profile_gate.h"
#include "ui/common/sheet.h"

namespace confab {

class NewPassphrase;

//! A new passphrase for a profile that is open, in a sheet: stays open until it is set.
class PassphraseSheet : public Sheet {
    Q_OBJECT
public:
    //! `ask` puts the question to the gate; its answer closes the sheet, or stands in it.
    using Ask = std::function<QFuture<GateResult<Done>>(const QString &passphrase)>;
    PassphraseSheet(const UiContext &context, QWidget *over, const QString &title, Ask ask);
    void openSheet();
    void reject() override; //!< not while it is being set

signals:
    void changed();

private:
    void submit();

    Ask m_ask;
    NewPassphrase *m_passphrase;
    class NoticeStrip *m_notice;
    class WorkBar *m_bar;
    class Button *m_save;
    bool m_busy = false;
};

} // namespace confab
