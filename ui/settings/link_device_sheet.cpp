#include "ui/settings/link_device_sheet.h"

#include "core/protocol/link_code.h"
#include "ui/common/accessible_list.h"
#include "ui/common/buttons.h"
#include "ui/common/code_box.h"
#include "ui/common/display_text.h"
#include "ui/common/fields.h"
#include "ui/common/labels.h"
#include "ui/common/state_icon.h"

#include <QVBoxLayout>

namespace confab {

namespace {
constexpr int qrMax = 1024; // characters of a pasted picture's content
}

LinkDeviceSheet::LinkDeviceSheet(const UiContext &context, QWidget *over)
    : Sheet(context, over, tr("Link a device"), Width::Narrow)
{
    const auto centred = [](Label *label) {
        label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
        return label;
    };
    body()->setSpacing(0);
    m_lead = new Label(context, TextRole::Small, Token::TextSecondary,
        tr("Start Confab on the other device, enter the same server, and type the code here that it shows "
           "under \"Link to an "
           "existing device\"."));
    body()->addWidget(m_lead);
    body()->addSpacing(14);
    m_code = new LabeledField(context, tr("Code"));
    m_code->field()->setPlaceholderText(QStringLiteral("7QF2-9KDM-XW4R"));
    m_code->field()->setLeadingIcon(QStringLiteral("qr"));
    m_code->field()->setMaxLength(qrMax);
    m_code->field()->setInputMethodHints(Qt::ImhUppercaseOnly | Qt::ImhNoPredictiveText);
    body()->addWidget(m_code);
    m_icon = new StateIcon(context);
    body()->addWidget(m_icon, 0, Qt::AlignHCenter);
    body()->addSpacing(12);
    m_title = centred(new Label(context, TextRole::Header, Token::TextPrimary));
    body()->addWidget(m_title);
    body()->addSpacing(4);
    m_digits = new CodeBox(context, tr("Digits to compare"));
    m_digits->setLarge(true);
    body()->addWidget(m_digits, 0, Qt::AlignHCenter);
    body()->addSpacing(4);
    m_text = centred(new Label(context, TextRole::Small, Token::TextSecondary));
    body()->addWidget(m_text);
    m_secondary = new Button(context, Button::Kind::Secondary, {});
    m_primary = new Button(context, Button::Kind::Primary, {});
    footer()->addWidget(m_secondary);
    footer()->addStretch();
    footer()->addWidget(m_primary);

    connect(m_code, &LabeledField::edited, this, &LinkDeviceSheet::codeEdited);
    connect(m_code, &LabeledField::submitted, this, &LinkDeviceSheet::begin);
    connect(m_primary, &Button::clicked, this, [this] {
        switch (m_step) {
        case Step::Enter:
            return begin();
        case Step::Compare:
            setStep(Step::Confirming);
            if (m_approval)
                m_approval->confirm();
            return;
        case Step::Failed:
            return setStep(Step::Enter);
        default:
            closeSheet();
        }
    });
    connect(m_secondary, &Button::clicked, this, [this] {
        if (m_step == Step::Compare) {
            if (m_approval)
                m_approval->reject();
            drop();
            fail(tr("You rejected it. Nothing was given away. If this was no mistake of yours, do not use "
                    "that code again."));
        } else if (m_step == Step::Waiting) {
            drop();
            setStep(Step::Enter);
        } else {
            closeSheet();
        }
    });
    setStep(Step::Enter);
}

LinkDeviceSheet::~LinkDeviceSheet() { drop(); }

void LinkDeviceSheet::openSheet() { open(m_code->field()); }

void LinkDeviceSheet::reject()
{
    if (m_step == Step::Compare && m_approval)
        m_approval->reject();
    closeSheet();
}

void LinkDeviceSheet::codeEdited(const QString &typed)
{
    // Groups of four as the other device shows them; only while typing at the end, so that the cursor does
    // not jump.
    auto *field = m_code->field();
    const auto slot = slotFromPeople(typed);
    if (slot && field->cursorPosition() == typed.size() && slotForPeople(*slot) != typed)
        field->setText(slotForPeople(*slot));
    if (slot)
        m_code->setConfirmed({});
}

void LinkDeviceSheet::begin()
{
    const auto typed = m_code->text().trimmed();
    const auto slot = slotFromPeople(typed);
    // What is much longer than a code is the content of a scanned picture; the engine knows whether it is one
    // of ours.
    if (!slot && typed.size() < 40) {
        m_code->setError(typed.isEmpty() ? tr("Type the code that the other device shows.")
                                         : tr("A code has 12 letters and digits, like 7QF2-9KDM-XW4R."));
        m_code->field()->setFocus();
        return;
    }
    drop();
    m_approval = m_ui.session->approveLink(slot ? *slot : typed);
    connect(
        m_approval, &LinkApproval::digitsReady, this, [this](const QString &digits, const QString &device) {
            m_device = oneLine(device, 60);
            m_digits->setCode(digits.size() == 6 ? digits.left(3) + ' ' + digits.mid(3) : digits);
            setStep(Step::Compare);
        });
    connect(m_approval, &LinkApproval::linked, this, [this](const QString &device) {
        m_device = oneLine(device, 60);
        drop();
        setStep(Step::Done);
    });
    connect(m_approval, &LinkApproval::failed, this, [this](const SessionError &error) {
        drop();
        fail(error.message);
    });
    setStep(Step::Waiting);
}

void LinkDeviceSheet::drop()
{
    if (!m_approval)
        return;
    m_approval->disconnect(this);
    m_approval->deleteLater();
    m_approval = nullptr;
}

void LinkDeviceSheet::fail(const QString &sentence)
{
    m_text->setText(sentence);
    setStep(Step::Failed);
    announce(this, sentence);
}

void LinkDeviceSheet::setStep(Step step)
{
    m_step = step;
    const bool entering = step == Step::Enter;
    const auto device = isolated(m_device.isEmpty() ? tr("The other device") : m_device);
    m_lead->setVisible(entering);
    m_code->setVisible(entering);
    m_icon->setVisible(!entering);
    m_title->setVisible(!entering);
    m_text->setVisible(!entering);
    m_digits->setVisible(step == Step::Compare);
    m_secondary->show();
    m_primary->show();
    switch (step) {
    case Step::Enter:
        m_secondary->setText(tr("Cancel"));
        m_primary->setText(tr("Continue"));
        break;
    case Step::Waiting:
        m_icon->setIcon(QStringLiteral("devices"), Token::AccentText);
        m_title->setText(tr("Reaching the other device…"));
        m_text->setText(tr("Keep Confab open there."));
        m_secondary->setText(tr("Cancel"));
        m_primary->hide();
        break;
    case Step::Compare:
        m_icon->setIcon(QStringLiteral("devices"), Token::AccentText);
        m_title->setText(tr("Does it show the same digits?"));
        m_text->setText(tr("%1 will be able to read and write as you.").arg(device));
        m_secondary->setText(tr("They differ"));
        m_primary->setText(tr("They match"));
        break;
    case Step::Confirming:
        m_title->setText(tr("Linking…"));
        m_text->setText(tr("Your account is on its way to %1.").arg(device));
        m_secondary->hide();
        m_primary->hide();
        break;
    case Step::Done:
        m_icon->setIcon(QStringLiteral("check"), Token::Online);
        m_title->setText(tr("%1 is linked").arg(device));
        m_text->setText(tr("Your chats appear there now. All your devices are told."));
        m_secondary->hide();
        m_primary->setText(tr("Done"));
        break;
    case Step::Failed:
        m_icon->setIcon(QStringLiteral("alert"), Token::Danger);
        m_title->setText(tr("Linking did not work"));
        m_secondary->setText(tr("Close"));
        m_primary->setText(tr("Try again"));
        break;
    }
    for (auto *button : {m_secondary, m_primary})
        button->setAccessibleName(button->text());
    if (!isVisible())
        return;
    if (entering) {
        m_code->field()->setFocus();
        m_code->field()->selectAll();
    } else if (step == Step::Compare) {
        // Neither answer may be given by an Enter that was meant for the code.
        m_digits->setFocus(Qt::TabFocusReason);
    } else {
        (m_primary->isHidden() ? static_cast<QWidget *>(this) : m_primary)->setFocus();
        announce(this, m_title->text());
    }
}

} // namespace confab
