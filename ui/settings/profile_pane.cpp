#include "ui/settings/profile_pane.h"

#include "core/protocol/limits.h"
#include "core/session/media_library.h"
#include "core/session/when_done.h"
#include "ui/common/accessible_list.h"
#include "ui/common/avatar_editor.h"
#include "ui/common/display_text.h"
#include "ui/common/fields.h"
#include "ui/common/labels.h"
#include "ui/common/option_row.h"
#include "ui/common/text_area.h"
#include "ui/common/toast.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QVBoxLayout>

namespace confab {

namespace {
constexpr int settleTime = 900; // ms
}

ProfilePane::ProfilePane(const UiContext &context, QWidget *parent)
    : SettingsPane(context, tr("Profile"), parent)
{
    m_avatar = new AvatarEditor(m_ui, metrics::avatarInfo);
    column()->addWidget(m_avatar, 0, Qt::AlignHCenter);
    column()->addSpacing(8);
    m_pictureNote = new Label(m_ui, TextRole::Small, Token::TextSecondary);
    m_pictureNote->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    column()->addWidget(m_pictureNote);
    column()->addSpacing(12);
    connect(m_avatar, &AvatarEditor::chosen, this, &ProfilePane::setPicture);
    connect(m_avatar, &AvatarEditor::removed, this, [this] { setPicture({}); });
    m_name = new LabeledField(m_ui, tr("Display name"), tr("What others see"));
    m_name->field()->setMaxLength(limits::displayName);
    column()->addWidget(m_name);
    column()->addSpacing(8);
    m_about = new TextArea(m_ui, tr("About"), limits::about);
    m_about->setPlaceholder(tr("A few words about you (optional)"));
    column()->addWidget(m_about);
    column()->addSpacing(12);

    auto *username = new OptionRow(m_ui, QStringLiteral("at"), '@' + m_ui.session->self().username);
    username->setDescription(tr("Your user name: others find you by it. Press to copy."));
    username->setHorizontalPadding(0);
    addRow(username);
    auto *server = new OptionRow(m_ui, QStringLiteral("globe"), m_ui.session->self().server);
    server->setDescription(tr("The server your account lives on"));
    server->setHorizontalPadding(0);
    server->setPlain(true);
    addRow(server);
    connect(username, &OptionRow::clicked, this, [this] {
        QGuiApplication::clipboard()->setText('@' + m_ui.session->self().username);
        Toast::show(m_ui, this, tr("User name copied"), {}, {}, 2500);
    });

    m_settle.setSingleShot(true);
    m_settle.setInterval(settleTime);
    connect(&m_settle, &QTimer::timeout, this, &ProfilePane::save);
    connect(m_name, &LabeledField::edited, this, &ProfilePane::edited);
    connect(m_about, &TextArea::edited, this, &ProfilePane::edited);
    connect(m_name, &LabeledField::submitted, this, &ProfilePane::save);
    connect(m_about, &TextArea::submitted, this, &ProfilePane::save);
    connect(m_name->field(), &QLineEdit::editingFinished, this, [this] {
        if (m_settle.isActive())
            save();
    });
    connect(m_ui.session, &Session::changed, this, [this](const ChangeSet &changes) {
        if (changes.self || !changes.contacts.isEmpty())
            refresh();
    });
    connect(m_ui.session, &Session::connectionChanged, this, [this](const ConnectionView &view) {
        if (view.phase == ConnectionPhase::Online && m_dirty && !m_settle.isActive())
            save();
    });
    refresh();
}

void ProfilePane::setPicture(const QByteArray &jpeg)
{
    m_avatar->setEnabled(false);
    m_pictureNote->setColor(Token::TextSecondary);
    m_pictureNote->setText(tr("Saving the picture…"));
    whenDone(m_ui.session->media().setAvatar(jpeg), this, [this, jpeg](const Outcome<Done> &outcome) {
        m_avatar->setEnabled(true);
        m_pictureNote->setText(outcome ? (jpeg.isEmpty() ? tr("Picture removed") : tr("Picture saved")) : outcome.error().message);
        m_pictureNote->setColor(outcome ? Token::TextSecondary : Token::Danger);
        announce(m_avatar, m_pictureNote->text());
        refresh();
    });
}

void ProfilePane::refresh()
{
    const auto self = m_ui.session->self();
    const auto contact = m_ui.session->contact(self.user);
    m_avatar->setAvatar(AvatarSpec::of(contact));
    if (m_dirty)
        return; // never under the user's fingers
    if (m_name->text() != self.name)
        m_name->field()->setText(self.name);
    m_about->setText(contact.about);
}

void ProfilePane::edited()
{
    m_dirty = true;
    m_about->setError({});
    m_settle.start();
}

void ProfilePane::save()
{
    m_settle.stop();
    if (!m_dirty)
        return;
    const auto name = m_name->text().simplified();
    const auto about = m_about->text().trimmed();
    if (name.isEmpty()) {
        m_name->setError(tr("Others need something to call you."));
        return;
    }
    const int run = ++m_run;
    m_name->setNote(tr("Saving…"));
    whenDone(m_ui.session->setProfile(name, about), this, [this, run](const Outcome<Done> &outcome) {
        if (run != m_run || m_settle.isActive())
            return; // something newer was typed
        if (outcome) {
            m_dirty = false;
            m_name->setConfirmed(tr("Saved"));
            refresh();
        } else {
            m_name->setError(outcome.error().offline ? tr("You are offline. This is saved once you are back.")
                                                     : outcome.error().message);
        }
    });
}

} // namespace confab
