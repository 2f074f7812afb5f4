#include "ui/vault/vault_panels.h"

#include "ui/common/buttons.h"
#include "ui/common/display_text.h"
#include "ui/common/labels.h"
#include "ui/common/sheet.h"
#include "ui/theme/theme.h"
#include "ui/vault/action_row.h"
#include "ui/vault/passphrase_field.h"
#include "ui/vault/vault_texts.h"
#include "ui/vault/work_bar.h"

#include <QVBoxLayout>

namespace confab {

VaultPanel::VaultPanel(const UiContext &context, VaultFlow *flow, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_flow(flow)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
}

Label *VaultPanel::addCentred(Label *label)
{
    label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_column->addWidget(label);
    return label;
}

Button *VaultPanel::addAction(ActionRow *row, VaultFlow::Action action)
{
    using Action = VaultFlow::Action;
    auto *button = new Button(m_ui, Button::Kind::Secondary, actionText(action));
    button->setTall(true);
    row->add(button);
    connect(button, &Button::clicked, this, [this, action] {
        if (action == Action::Quit)
            emit quitRequested();
        else if (action == Action::StartOver)
            askToStartOver();
        else
            m_flow->act(action);
    });
    return button;
}

void VaultPanel::askToStartOver()
{
    const auto again = [this] {
        askSheet(m_ui, this, tr("Move the old profile aside?"),
            tr("This cannot be taken back from inside Confab. If no other device of yours is linked, this account is lost to you."),
            tr("Move it aside"), true, [this] { m_flow->act(VaultFlow::Action::StartOver); });
    };
    askSheet(m_ui, this, tr("Start over with a fresh profile?"),
        tr("The messages on this computer stay locked. Their files are not deleted but moved into a folder beside the new "
           "profile, in case the key turns up. Then you link this computer to another device of yours, or create a new account."),
        tr("Start over"), true, again);
}

// ---- under way ----

WorkPanel::WorkPanel(const UiContext &context, VaultFlow *flow, QWidget *parent)
    : VaultPanel(context, flow, parent)
    , m_picture(new VaultPicture(context, VaultPicture::Mark::None))
    , m_title(new Label(context, TextRole::Page, Token::TextPrimary))
    , m_text(new Label(context, TextRole::Body, Token::TextSecondary))
    , m_detail(new Label(context, TextRole::Small, Token::TextSecondary))
    , m_bar(new WorkBar(context))
{
    column()->addWidget(m_picture, 0, Qt::AlignHCenter);
    column()->addSpacing(14);
    addCentred(m_title);
    column()->addSpacing(6);
    addCentred(m_text);
    column()->addSpacing(22);
    column()->addWidget(m_bar);
    column()->addSpacing(8);
    addCentred(m_detail);
    column()->addSpacing(14);
    auto *row = new ActionRow;
    row->setCentred(true);
    m_passphrase = addAction(row, VaultFlow::Action::UsePassphrase);
    m_cancel = new Button(context, Button::Kind::Text, tr("Cancel"));
    m_cancel->setTall(true);
    row->add(m_cancel);
    column()->addWidget(row);
    connect(m_cancel, &Button::clicked, m_flow, &VaultFlow::cancel);
    refresh();
}

void WorkPanel::refresh()
{
    const auto &view = m_flow->view();
    const VaultText text = workText(view);
    m_picture->setMark(text.mark);
    m_title->setText(text.title);
    m_text->setText(text.text);
    m_text->setVisible(!text.text.isEmpty());
    const auto &work = view.work;
    m_bar->setShare(work.total > 0 ? qreal(work.done) / qreal(work.total) : -1);
    m_detail->setText(view.stopping ? tr("Stopping…") : workDetail(work));
    m_passphrase->setVisible(view.task == VaultFlow::Task::AskingKeyring && view.facts.protection.passphrase && m_flow->canCancel());
    // It keeps its place while it cannot be used, so that nothing jumps.
    const bool stoppable = view.task != VaultFlow::Task::Looking && view.task != VaultFlow::Task::SettingAside;
    m_cancel->setVisible(stoppable);
    m_cancel->setEnabled(m_flow->canCancel());
}

void WorkPanel::takeFocus()
{
    if (m_cancel->isVisibleTo(this) && m_cancel->isEnabled())
        m_cancel->setFocus(Qt::OtherFocusReason);
}

QString WorkPanel::title() const
{
    return m_title->text();
}

// ---- unlocking ----

UnlockPanel::UnlockPanel(const UiContext &context, VaultFlow *flow, QWidget *parent)
    : VaultPanel(context, flow, parent)
    , m_title(new Label(context, TextRole::Page, Token::TextPrimary, tr("Unlock your messages")))
    , m_field(new PassphraseField(context, tr("Passphrase")))
    , m_bar(new WorkBar(context, this))
{
    column()->addWidget(new VaultPicture(context, VaultPicture::Mark::Locked, this), 0, Qt::AlignHCenter);
    column()->addSpacing(14);
    addCentred(m_title);
    column()->addSpacing(6);
    addCentred(new Label(context, TextRole::Body, Token::TextSecondary, tr("They are encrypted on this computer.")));
    column()->addSpacing(22);
    column()->addWidget(m_field);
    column()->addSpacing(4);
    QSizePolicy kept = m_bar->sizePolicy(); // nothing jumps when the check begins
    kept.setRetainSizeWhenHidden(true);
    m_bar->setSizePolicy(kept);
    m_bar->hide();
    column()->addWidget(m_bar);
    column()->addSpacing(14);
    auto *row = new ActionRow;
    m_unlock = new Button(context, Button::Kind::Primary, tr("Unlock"));
    m_unlock->setTall(true);
    row->add(m_unlock);
    m_cancel = new Button(context, Button::Kind::Text, tr("Cancel"));
    m_cancel->setTall(true);
    row->add(m_cancel);
    m_keyring = new Button(context, Button::Kind::Text, tr("Use the keyring"));
    m_keyring->setTall(true);
    row->add(m_keyring);
    m_forgotten = new Button(context, Button::Kind::Text, tr("Forgotten?"));
    m_forgotten->setTall(true);
    row->add(m_forgotten);
    column()->addWidget(row);
    connect(m_unlock, &Button::clicked, this, &UnlockPanel::submit);
    connect(m_field, &LabeledField::submitted, this, &UnlockPanel::submit);
    connect(m_cancel, &Button::clicked, m_flow, &VaultFlow::cancel);
    connect(m_keyring, &Button::clicked, this, [this] { m_flow->act(VaultFlow::Action::Retry); });
    connect(m_forgotten, &Button::clicked, this, [this] { askToStartOver(); });
    refresh();
}

void UnlockPanel::submit()
{
    if (m_checking)
        return;
    if (m_field->text().isEmpty()) {
        m_field->setError(tr("Type your passphrase"));
        m_field->field()->setFocus();
        return;
    }
    m_flow->unlock(m_field->passphrase());
}

void UnlockPanel::refresh()
{
    const auto &view = m_flow->view();
    const bool was = std::exchange(m_checking, view.task == VaultFlow::Task::Unlocking);
    m_bar->setVisible(m_checking);
    m_unlock->setBusy(m_checking);
    m_field->field()->setReadOnly(m_checking);
    m_keyring->setVisible(!m_checking && view.facts.protection.keyring);
    m_forgotten->setVisible(!m_checking);
    m_cancel->setVisible(m_checking);
    m_cancel->setEnabled(m_flow->canCancel());
    if (m_checking) {
        m_field->setNote(view.stopping ? tr("Stopping…") : tr("Checking the passphrase…"));
        return;
    }
    if (!was)
        return;
    m_field->clearState();
    if (view.error) {
        const bool wrong = view.error->kind == GateError::Kind::WrongPassphrase;
        const VaultText text = troubleText(view.facts, *view.error);
        const QString sentence = wrong ? tr("That is not the passphrase of this profile") : text.title + ". " + text.text;
        m_field->setError(sentence);
        announce(this, sentence);
    }
    m_field->field()->setFocus();
    m_field->field()->selectAll(); // typed anew or mended, as one likes
}

void UnlockPanel::takeFocus()
{
    m_field->field()->setFocus();
}

QString UnlockPanel::title() const
{
    return m_title->text();
}

// ---- trouble ----

TroublePanel::TroublePanel(const UiContext &context, VaultFlow *flow, QWidget *parent)
    : VaultPanel(context, flow, parent)
{
    const auto &view = m_flow->view();
    const VaultText text = troubleText(view.facts, view.error.value_or(GateError {}));
    column()->addWidget(new VaultPicture(context, text.mark, this), 0, Qt::AlignHCenter);
    column()->addSpacing(14);
    m_title = addCentred(new Label(context, TextRole::Page, Token::TextPrimary, text.title));
    column()->addSpacing(6);
    addCentred(new Label(context, TextRole::Body, Token::TextSecondary, text.text));
    column()->addSpacing(26);
    m_actions = new ActionRow;
    m_actions->setCentred(true);
    for (const auto action : m_flow->actions()) {
        auto *button = addAction(m_actions, action);
        button->setKind(m_buttons.isEmpty() ? Button::Kind::Primary
                : action == VaultFlow::Action::StartOver ? Button::Kind::Danger
                : action == VaultFlow::Action::Quit      ? Button::Kind::Text
                                                         : Button::Kind::Secondary);
        m_buttons += button;
    }
    column()->addWidget(m_actions);
}

void TroublePanel::refresh()
{
    // Asked again, and the answer is not there yet.
    for (auto *button : std::as_const(m_buttons))
        button->setEnabled(m_flow->view().task == VaultFlow::Task::None);
}

void TroublePanel::takeFocus()
{
    if (!m_buttons.isEmpty())
        m_buttons.first()->setFocus(Qt::OtherFocusReason);
}

QString TroublePanel::title() const
{
    return m_title->text();
}

// ---- moved aside ----

AsidePanel::AsidePanel(const UiContext &context, VaultFlow *flow, QWidget *parent)
    : VaultPanel(context, flow, parent)
    , m_continue(new Button(context, Button::Kind::Primary, tr("Continue")))
{
    column()->addWidget(new VaultPicture(context, VaultPicture::Mark::Done, this), 0, Qt::AlignHCenter);
    column()->addSpacing(14);
    m_title = addCentred(new Label(context, TextRole::Page, Token::TextPrimary, tr("The old profile was moved aside")));
    column()->addSpacing(6);
    addCentred(new Label(context, TextRole::Body, Token::TextSecondary,
        tr("Nothing was deleted. It is now in %1").arg(isolated(m_flow->view().asideFolder))));
    column()->addSpacing(26);
    m_continue->setTall(true);
    auto *row = new ActionRow;
    row->setCentred(true);
    row->add(m_continue);
    column()->addWidget(row);
    connect(m_continue, &Button::clicked, this, [this] { m_flow->act(VaultFlow::Action::GoOn); });
}

void AsidePanel::takeFocus()
{
    m_continue->setFocus(Qt::OtherFocusReason);
}

QString AsidePanel::title() const
{
    return m_title->text();
}

} // namespace confab
