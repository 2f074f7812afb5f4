#include "ui/settings/settings_page.h"

#include "core/session/session.h"
#include "core/session/when_done.h"
#include "ui/common/avatar_painter.h"
#include "ui/common/buttons.h"
#include "ui/common/display_text.h"
#include "ui/common/labels.h"
#include "ui/common/sheet.h"
#include "ui/settings/about_pane.h"
#include "ui/settings/appearance_pane.h"
#include "ui/settings/devices_pane.h"
#include "ui/settings/nav_row.h"
#include "ui/settings/notifications_pane.h"
#include "ui/settings/privacy_pane.h"
#include "ui/settings/profile_pane.h"
#include "ui/settings/shortcuts_pane.h"
#include "ui/settings/storage_pane.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace confab {

namespace {
constexpr int sidebarWidth = 280;
}

class SettingsPage::Private {
public:
    Private(SettingsPage *owner, const UiContext &context)
        : q(owner)
        , ui(context)
    {
    }

    void build(const QList<ShortcutInfo> &shortcuts);
    void buildSidebar();
    void addPage(Page page, const QString &icon, const QString &title, SettingsPane *pane);
    void open(Page page, bool byUser);
    void refreshSelf();
    void buildLogout();
    void askToLogOut();
    void logOut();
    void arrange();
    void back();

    SettingsPage *q;
    UiContext ui;
    Panel *sidebar = nullptr;
    QVBoxLayout *side = nullptr;
    IconButton *close = nullptr;
    AvatarView *avatar = nullptr;
    Label *name = nullptr;
    Label *username = nullptr;
    Panel *content = nullptr;
    Panel *contentHead = nullptr; //!< with a back arrow, in the narrow layout only
    IconButton *contentBack = nullptr;
    QStackedLayout *pages = nullptr;
    QMap<Page, NavRow *> rows;
    QMap<Page, SettingsPane *> panes;
    DevicesPane *devices = nullptr;
    NavRow *logout = nullptr;
    bool narrow = false;
    bool showingPage = false; //!< narrow: a page covers the sidebar
};

void SettingsPage::Private::build(const QList<ShortcutInfo> &shortcuts)
{
    auto *columns = new QHBoxLayout(q);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    sidebar = new Panel(ui, Token::BgWindow);
    sidebar->setEdge(Qt::RightEdge);
    content = new Panel(ui, Token::BgPanel);
    columns->addWidget(sidebar);
    columns->addWidget(content, 1);
    buildSidebar();

    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    contentHead = new Panel(ui, Token::BgPanel);
    contentHead->setEdge(Qt::BottomEdge);
    contentHead->setFixedHeight(metrics::headerHeight);
    auto *head = new QHBoxLayout(contentHead);
    head->setContentsMargins(8, 0, 16, 0);
    head->setSpacing(4);
    contentBack = new IconButton(ui, QStringLiteral("back"), tr("Back to settings"));
    contentBack->setMirrored(true);
    auto *contentTitle = new Label(ui, TextRole::Header, Token::TextPrimary, tr("Settings"));
    head->addWidget(contentBack);
    head->addWidget(contentTitle, 1, Qt::AlignVCenter);
    contentHead->hide();
    column->addWidget(contentHead);
    pages = new QStackedLayout;
    column->addLayout(pages, 1);

    devices = new DevicesPane(ui);
    addPage(Page::Profile, QStringLiteral("user"), tr("Profile"), new ProfilePane(ui));
    addPage(Page::Appearance, QStringLiteral("palette"), tr("Appearance"), new AppearancePane(ui));
    addPage(Page::Notifications, QStringLiteral("bell"), tr("Notifications"), new NotificationsPane(ui));
    addPage(Page::Privacy, QStringLiteral("lock"), tr("Privacy and security"), new PrivacyPane(ui));
    addPage(Page::Storage, QStringLiteral("storage"), tr("Storage and data"), new StoragePane(ui));
    addPage(Page::Devices, QStringLiteral("devices"), tr("Devices"), devices);
    addPage(Page::Shortcuts, QStringLiteral("keyboard"), tr("Shortcuts"), new ShortcutsPane(ui, shortcuts));
    addPage(Page::About, QStringLiteral("info"), tr("About Confab"), new AboutPane(ui));
    buildLogout();
    side->addStretch(1);

    QObject::connect(close, &IconButton::clicked, q, &SettingsPage::closeRequested);
    QObject::connect(contentBack, &IconButton::clicked, q, [this] { back(); });
    QObject::connect(devices, &DevicesPane::countChanged, q, [this] {
        rows[Page::Devices]->setValue(devices->count() ? QString::number(devices->count()) : QString());
    });
    QObject::connect(ui.session, &Session::changed, q, [this](const ChangeSet &changes) {
        if (changes.self || !changes.contacts.isEmpty())
            refreshSelf();
    });
    refreshSelf();
    open(Page::Profile, false);
}

void SettingsPage::Private::buildSidebar()
{
    side = new QVBoxLayout(sidebar);
    side->setContentsMargins(8, 0, 8, 8);
    side->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(0, 8, 8, 8);
    head->setSpacing(4);
    close = new IconButton(ui, QStringLiteral("back"), tr("Close settings"));
    close->setName(tr("Close settings"), QKeySequence(Qt::Key_Escape));
    close->setMirrored(true);
    close->setGround(Token::BgWindow);
    auto *title = new Label(ui, TextRole::Header, Token::TextPrimary, tr("Settings"));
    head->addWidget(close);
    head->addWidget(title, 1, Qt::AlignVCenter);
    side->addLayout(head);

    auto *self = new QHBoxLayout;
    self->setContentsMargins(12, 6, 12, 16);
    self->setSpacing(12);
    avatar = new AvatarView(ui, metrics::avatarRow);
    auto *names = new QVBoxLayout;
    names->setSpacing(0);
    name = new Label(ui, TextRole::ListName, Token::TextPrimary);
    name->setElided(true);
    username = new Label(ui, TextRole::Small, Token::TextSecondary);
    username->setElided(true);
    names->addWidget(name);
    names->addWidget(username);
    self->addWidget(avatar);
    self->addLayout(names, 1);
    self->setAlignment(names, Qt::AlignVCenter);
    side->addLayout(self);
}

void SettingsPage::Private::buildLogout()
{
    auto *line = new QVBoxLayout;
    line->setContentsMargins(12, 8, 12, 8);
    line->addWidget(new Divider(ui));
    side->addLayout(line);
    logout = new NavRow(ui, QStringLiteral("logout"), tr("Log out"));
    logout->setDanger();
    side->addWidget(logout);
    QObject::connect(logout, &NavRow::clicked, q, [this] { askToLogOut(); });
}

void SettingsPage::Private::askToLogOut()
{
    whenDone(ui.session->devices(), q, [this](const Outcome<QList<Device>> &known) {
        auto text = tr("Messages, files and keys of this account are removed from this computer. Messages that were not "
                       "sent yet are lost.");
        text += QStringLiteral("\n\n");
        if (known && known->size() <= 1)
            text += tr("This is the only device of your account. Once it is logged out, nobody can get into the account "
                       "again, and its messages cannot be read any more. To keep the account, link another device first.");
        else
            text += tr("Your account goes on on its other devices. To use it here again, link this computer anew.");
        askSheet(ui, q, tr("Log out on this computer?"), text, tr("Log out"), true, [this] { logOut(); });
    });
}

void SettingsPage::Private::logOut()
{
    logout->setEnabled(false);
    whenDone(ui.session->revokeDevice(ui.session->self().device), q, [this](const Outcome<Done> &outcome) {
        logout->setEnabled(true);
        if (outcome || outcome.error().code == ErrorCode::DevRevoked) { // or somebody else did it before
            emit q->loggedOut();
            return;
        }
        askSheet(ui, q, tr("Remove the account from this computer anyway?"),
            outcome.error().message + QStringLiteral("\n\n")
                + tr("The server does not know yet that this device is logged out. Log it out from another device later."),
            tr("Remove anyway"), true, [this] { emit q->loggedOut(); });
    });
}

void SettingsPage::Private::addPage(Page page, const QString &icon, const QString &title, SettingsPane *pane)
{
    auto *row = new NavRow(ui, icon, title);
    side->addWidget(row);
    rows.insert(page, row);
    panes.insert(page, pane);
    pane->setAccessibleName(title);
    pages->addWidget(pane);
    QObject::connect(row, &NavRow::toggled, q, [this, page](bool on) {
        if (on)
            open(page, false);
    });
    QObject::connect(row, &NavRow::clicked, q, [this, page] { open(page, true); });
}

void SettingsPage::Private::open(Page page, bool byUser)
{
    if (byUser && narrow)
        showingPage = true;
    rows[page]->setChecked(true);
    pages->setCurrentWidget(panes[page]);
    arrange();
}

void SettingsPage::Private::refreshSelf()
{
    const auto self = ui.session->self();
    avatar->setAvatar(AvatarSpec::of(ui.session->contact(self.user)));
    name->setText(oneLine(self.name.isEmpty() ? self.username : self.name));
    username->setText('@' + self.username);
}

void SettingsPage::Private::arrange()
{
    const bool wasNarrow = std::exchange(narrow, q->width() < metrics::oneColumnBelow);
    if (narrow != wasNarrow)
        showingPage = false;
    if (narrow) {
        sidebar->setMinimumWidth(0);
        sidebar->setMaximumWidth(QWIDGETSIZE_MAX);
    } else {
        sidebar->setFixedWidth(std::min(ui.theme->px(sidebarWidth), q->width() / 2));
    }
    sidebar->setVisible(!narrow || !showingPage);
    content->setVisible(!narrow || showingPage);
    contentHead->setVisible(narrow);
}

void SettingsPage::Private::back()
{
    if (!narrow || !showingPage) {
        emit q->closeRequested();
        return;
    }
    showingPage = false;
    arrange();
    for (auto *row : std::as_const(rows)) {
        if (row->isChecked())
            row->setFocus(Qt::OtherFocusReason);
    }
}

SettingsPage::SettingsPage(const UiContext &context, const QList<ShortcutInfo> &shortcuts, QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this, context))
{
    setAccessibleName(tr("Settings"));
    d->build(shortcuts);
}

SettingsPage::~SettingsPage() = default;

void SettingsPage::showPage(Page page)
{
    d->open(page, page != Page::Profile || !d->narrow);
    if (d->sidebar->isVisible())
        d->rows[page]->setFocus(Qt::OtherFocusReason);
    else
        d->contentBack->setFocus(Qt::OtherFocusReason);
}

void SettingsPage::linkDevice()
{
    showPage(Page::Devices);
    d->devices->link();
}

void SettingsPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        d->back();
    else
        QWidget::keyPressEvent(event);
}

void SettingsPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    d->arrange();
}

} // namespace confab
