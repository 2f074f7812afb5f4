#pragma once

#include "core/session/session.h"
#include "ui/common/sheet.h"

#include <QPointer>

namespace confab {

class Button;
class CodeBox;
class Label;
class LabeledField;
class StateIcon;

//! The old device's side of linking: type or paste the code of the new one, compare six digits, confirm.
class LinkDeviceSheet : public Sheet {
    Q_OBJECT
public:
    LinkDeviceSheet(const UiContext &context, QWidget *over);
    ~LinkDeviceSheet() override;
    void openSheet();
    void reject() override; //!< while the digits are compared, closing means "they differ"

private:
    enum class Step { Enter, Waiting, Compare, Confirming, Done, Failed };
    void setStep(Step step);
    void codeEdited(const QString &typed);
    void begin();
    void drop();
    void fail(const QString &sentence);

    Step m_step = Step::Enter;
    QPointer<LinkApproval> m_approval;
    QString m_device;

    Label *m_lead;
    LabeledField *m_code;
    StateIcon *m_icon;
    Label *m_title;
    CodeBox *m_digits;
    Label *m_text;
    Button *m_secondary;
    Button *m_primary;
};

} // namespace confab
