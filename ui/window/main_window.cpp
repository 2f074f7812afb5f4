#include "ui/window/main_window.h"

#include "core/session/when_done.h"
#include "ui/chatlist/chat_actions.h"
#include "ui/chatlist/chat_list_panel.h"
#include "ui/chatlist/chat_list_view.h"
#include "ui/common/avatar_painter.h"
#include "ui/common/empty_state.h"
#include "ui/common/presence_watcher.h"
#include "ui/common/settings.h"
#include "ui/common/sheet.h"
#include "ui/common/toast.h"
#include "ui/contacts/new_chat_sheet.h"
#include "ui/contacts/person_info.h"
#include "ui/groups/group_info.h"
#include "ui/media/media_panel.h"
#include "ui/groups/new_group_sheet.h"
#include "ui/theme/theme.h"
#include "ui/window/caret_rest.h"
#include "ui/window/chat_pane.h"
#include "ui/window/columns.h"
#include "ui/window/shortcut_sheet.h"
#include "ui/window/user_activity.h"
#include "ui/window/window_placement.h"

#include <QBoxLayout>
#include <QCloseEvent>
#include <QPainter>
#include <QShortcut>
#include <QStackedLayout>
#include <limits>

namespace confab {

namespace {
constexpr int placementDelay = 500; // ms; a drag of the edge is one write
constexpr int noticeTime = 12'000; // ms
constexpr int peopleWatched = 80; // of the open group; the rest of the session's 200 is for the list
}

MainWindow::MainWindow(const UiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_activity(new UserActivity(this, {}, this))
    , m_list(new ChatListPanel(context))
    , m_main(new QWidget)
    , m_stack(new QStackedLayout(m_main))
    , m_columns(new Columns(context, m_list, m_main, this))
    , m_welcome(new EmptyState(context, EmptyState::Picture::Bubbles, Token::BgChat))
{
    setWindowTitle(QStringLiteral("Confab"));
    m_ui.avatars->setLibrary(&m_ui.session->media());
    setMinimumSize(metrics::windowMinWidth, metrics::windowMinHeight);
    // The ground is painted by the columns themselves; Qt filling it with another colour first would flash.
    setAttribute(Qt::WA_OpaquePaintEvent);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_columns);
    m_welcome->setTexts(tr("Pick a chat"), tr("Or start a new one by user name."));
    m_welcome->setAction(tr("New chat"), "compose");
    connect(m_welcome, &EmptyState::triggered, this, &MainWindow::newChat);
    m_stack->addWidget(m_welcome);

    if (const int width = m_ui.settings->window("list_width").toInt(); width > 0)
        m_columns->setListWidth(width);
    connect(m_columns, &Columns::listWidthChanged, this,
        [this](int width) { m_ui.settings->setWindow("list_width", width); });
    connect(m_columns, &Columns::oneColumnChanged, this, [this](bool one) {
        if (m_pane)
            m_pane->setBackVisible(one);
    });
    m_placementSoon.setSingleShot(true);
    m_placementSoon.setInterval(placementDelay);
    connect(&m_placementSoon, &QTimer::timeout, this, &MainWindow::savePlacement);
    connect(m_activity, &UserActivity::userActiveChanged, this, &MainWindow::tellFocus);
    connect(m_ui.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    connectList();
    connectSession();
    makeShortcuts();
    new CaretRest(m_activity, this);
}

MainWindow::~MainWindow()
{
    delete m_activity; // ~QWidget closes the window, and nobody is left to hear of it
    if (m_settings)
        m_settings->disconnect(this); // its end would give the focus back to what is gone by then
}

void MainWindow::connectList()
{
    connect(m_list, &ChatListPanel::openRequested, this, &MainWindow::openChat);
    connect(m_list, &ChatListPanel::newChatRequested, this, &MainWindow::newChat);
    connect(m_list, &ChatListPanel::newGroupRequested, this, &MainWindow::newGroup);
    connect(m_list, &ChatListPanel::notesRequested, this, &MainWindow::openNotes);
    connect(m_list, &ChatListPanel::settingsRequested, this, [this] { showSettings(); });
    connect(m_list, &ChatListPanel::shortcutsRequested, this, &MainWindow::showShortcuts);
    connect(m_list, &ChatListPanel::quitRequested, this, &MainWindow::quitRequested);
    connect(m_list, &ChatListPanel::narrowSearchRequested, this, [this] {
        m_columns->setListWidth(metrics::listWidth);
        m_ui.settings->setWindow("list_width", metrics::listWidth);
        m_list->focusSearch();
    });
}

void MainWindow::connectSession()
{
    connect(m_ui.session, &Session::notice, this,
        [this](const QString &sentence) { Toast::show(m_ui, this, sentence, {}, {}, noticeTime); });
    connect(m_ui.session, &Session::openFailed, this, &MainWindow::showFailure);
    connect(m_ui.session, &Session::changed, this, [this](const ChangeSet &changes) {
        for (const ChatChange &change : changes.chats) {
            if (m_open != change.chat)
                continue;
            if (change.what.testFlag(ChatChange::Removed))
                closeChat();
            else if (change.what.testFlag(ChatChange::Members))
                watchPeople();
        }
    });
}

// ---- chats ----

void MainWindow::makePane()
{
    if (m_pane)
        return;
    m_pane = new ChatPane(m_ui);
    m_pane->setActivity(m_activity);
    m_pane->setBackVisible(m_columns->isOneColumn());
    m_stack->addWidget(m_pane);
    connect(m_pane, &ChatPane::backRequested, this, &MainWindow::goBack);
    connect(m_pane, &ChatPane::infoRequested, this, [this] { setInfo(!m_columns->info()); });
    connect(m_pane, &ChatPane::newChatRequested, this, &MainWindow::newChat);
    connect(m_pane, &ChatPane::chatRequested, this, &MainWindow::openChat);
    connect(m_pane, &ChatPane::mediaRequested, this, [this] {
        if (m_open)
            showMedia(*m_open);
    });
}

void MainWindow::openChat(const ChatId &chat)
{
    if (!m_ui.session->chat(chat))
        return;
    if (m_settings)
        m_settings->deleteLater();
    makePane();
    const bool other = m_open != chat;
    m_open = chat;
    m_list->setOpen(chat);
    m_pane->openChat(chat);
    m_stack->setCurrentWidget(m_pane);
    m_columns->setFront(Columns::Column::Pane);
    if (other && m_columns->info()) {
        // In one column the info of the former chat would hide the one just opened.
        if (m_columns->isOneColumn())
            setInfo(false);
        else
            setInfo(true);
    }
    m_pane->focusComposer();
    if (other) {
        tellFocus();
        watchPeople();
        emit openedChatChanged();
    }
}

void MainWindow::closeChat()
{
    if (!m_open)
        return;
    setInfo(false);
    m_open.reset();
    m_list->setOpen(std::nullopt);
    m_pane->closeChat();
    m_stack->setCurrentWidget(m_welcome);
    m_columns->setFront(Columns::Column::List);
    m_list->focusList();
    tellFocus();
    watchPeople();
    emit openedChatChanged();
}

void MainWindow::tellFocus()
{
    m_ui.session->setFocus(m_open ? QList<ChatId> {*m_open} : QList<ChatId>(), m_activity->isUserActive());
}

void MainWindow::watchPeople()
{
    if (!m_ui.presence)
        return;
    const auto chat = m_open ? m_ui.session->chat(*m_open) : std::nullopt;
    if (!chat || chat->kind != ChatKind::Group) {
        m_ui.presence->watch(this, chat && chat->kind == ChatKind::Direct ? QList<UserId> {chat->peer} : QList<UserId>());
        return;
    }
    whenDone(m_ui.session->members(*m_open), this, [this, id = *m_open](const Outcome<QList<Member>> &members) {
        if (!members || m_open != id)
            return;
        QList<UserId> people;
        for (const Member &member : *members) {
            if (people.size() < peopleWatched)
                people.append(member.user);
        }
        m_ui.presence->watch(this, people);
    });
}

void MainWindow::withOpenChat(const std::function<void(const ChatSummary &)> &run) const
{
    if (!m_open)
        return;
    if (const auto chat = m_ui.session->chat(*m_open))
        run(*chat);
}

void MainWindow::openNotes()
{
    whenDone(m_ui.session->openDirect(m_ui.session->self().user), this, [this](const Outcome<ChatId> &chat) {
        if (chat)
            openChat(*chat);
        else
            Toast::show(m_ui, this, chat.error().message);
    });
}

// ---- info column ----

void MainWindow::setInfo(bool shown)
{
    if (m_pane)
        m_pane->setInfoShown(shown && m_open);
    if (!shown || !m_open) {
        m_columns->setInfo(nullptr);
        return;
    }
    const auto chat = m_ui.session->chat(*m_open);
    if (!chat)
        return;
    if (chat->kind != ChatKind::Group) {
        showPerson(chat->kind == ChatKind::Self ? m_ui.session->self().user : chat->peer);
        return;
    }
    auto *info = new GroupInfo(m_ui, *m_open);
    connect(info, &GroupInfo::closeRequested, this, [this] { setInfo(false); });
    connect(info, &GroupInfo::chatRequested, this, &MainWindow::openChat);
    connect(info, &GroupInfo::personRequested, this, &MainWindow::showPerson);
    connect(info, &GroupInfo::mediaRequested, this, &MainWindow::showMedia);
    connect(info, &GroupInfo::viewerRequested, m_pane, &ChatPane::openViewer);
    m_columns->setInfo(info);
    m_columns->setFront(Columns::Column::Info);
}

void MainWindow::showPerson(const UserId &user)
{
    auto *info = new PersonInfo(m_ui, user);
    // From a group's members "close" leads back to the group.
    const auto chat = m_open ? m_ui.session->chat(*m_open) : std::nullopt;
    const bool fromGroup = chat && chat->kind == ChatKind::Group;
    connect(info, &PersonInfo::closeRequested, this, [this, fromGroup] { setInfo(fromGroup); });
    connect(info, &PersonInfo::chatRequested, this, &MainWindow::openChat);
    connect(info, &PersonInfo::mediaRequested, this, &MainWindow::showMedia);
    connect(info, &PersonInfo::viewerRequested, m_pane, &ChatPane::openViewer);
    m_columns->setInfo(info);
    m_columns->setFront(Columns::Column::Info);
}

void MainWindow::showMedia(const ChatId &chat)
{
    openChat(chat); // its messages are what the panel leads to
    auto *panel = new MediaPanel(m_ui, chat);
    connect(panel, &MediaPanel::closeRequested, this, [this] { setInfo(true); });
    auto *list = panel->list();
    connect(list, &MediaList::viewerRequested, m_pane, &ChatPane::openViewer);
    connect(list, &MediaList::forwardRequested, m_pane, [this](Seq message) { m_pane->forward({message}); });
    connect(list, &MediaList::openUrlRequested, m_pane, [this](const QUrl &url) { m_pane->openUrl(url); });
    connect(list, &MediaList::showInChatRequested, m_pane, [this](Seq message) {
        if (m_columns->isOneColumn())
            setInfo(false);
        m_pane->showMessage(message);
    });
    m_columns->setInfo(panel);
    m_columns->setFront(Columns::Column::Info);
    m_pane->setInfoShown(true);
    list->setFocus(Qt::OtherFocusReason);
}

// ---- dialogs and pages ----

void MainWindow::newChat()
{
    auto *sheet = new NewChatSheet(m_ui, this);
    connect(sheet, &NewChatSheet::chatReady, this, &MainWindow::openChat);
    connect(sheet, &NewChatSheet::groupRequested, this, &MainWindow::newGroup);
    sheet->openSheet();
}

void MainWindow::newGroup()
{
    auto *sheet = new NewGroupSheet(m_ui, this);
    connect(sheet, &NewGroupSheet::chatReady, this, &MainWindow::openChat);
    sheet->openSheet();
}

void MainWindow::showShortcuts()
{
    showShortcutSheet(m_ui, this);
}

void MainWindow::showSettings(SettingsPage::Page page)
{
    if (!m_settings) {
        m_settings = new SettingsPage(m_ui, shortcutList(), this);
        connect(m_settings, &SettingsPage::closeRequested, m_settings, &QObject::deleteLater);
        connect(m_settings, &SettingsPage::loggedOut, this, &MainWindow::loggedOut);
        connect(m_settings, &QObject::destroyed, this, [this] {
            m_settings = nullptr;
            m_columns->show();
            if (m_open && m_pane)
                m_pane->focusComposer();
            else
                m_list->focusList();
        });
        m_settings->setGeometry(rect());
    }
    m_settings->show();
    m_settings->raise();
    m_columns->hide(); // behind it nothing needs to paint, and Tab does not go there
    m_settings->showPage(page);
}

void MainWindow::showFailure(const SessionError &error)
{
    auto *failure = new EmptyState(m_ui, EmptyState::Picture::Offline, Token::BgWindow, this);
    failure->setTexts(tr("Your messages could not be opened"), error.message);
    failure->setAction(tr("Quit"), {}, false);
    connect(failure, &EmptyState::triggered, this, &MainWindow::quitRequested);
    layout()->replaceWidget(m_columns, failure);
    m_columns->hide();
    failure->show();
}

// ---- shortcuts ----

void MainWindow::makeShortcuts()
{
    for (const ShortcutRow &row : shortcutTable()) {
        if (row.id == ShortcutId::Count)
            continue;
        auto *shortcut = new QShortcut(this);
        shortcut->setKeys(row.keys);
        shortcut->setContext(Qt::WindowShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, id = row.id] { runShortcut(id); });
    }
}

void MainWindow::runShortcut(ShortcutId id)
{
    using Id = ShortcutId;
    // Under a dialog or the settings only what concerns the window as a whole.
    const bool covered = m_settings || Sheet::on(this);
    const bool always = id == Id::Quit || id == Id::Close || id == Id::Minimise || id == Id::TextLarger
        || id == Id::TextSmaller || id == Id::TextNormal;
    if (covered && !always)
        return;
    const auto goTo = [this](int direction, bool unread) {
        if (const auto chat = m_list->model()->neighbour(m_open, direction, unread))
            openChat(*chat);
    };
    UiSettings *settings = m_ui.settings;
    switch (id) {
    case Id::Search:
        if (m_columns->isOneColumn())
            m_columns->setFront(Columns::Column::List);
        else if (m_list->isNarrow())
            m_columns->setListWidth(metrics::listWidth);
        return m_list->focusSearch();
    case Id::NewChat:
        return newChat();
    case Id::NewGroup:
        return newGroup();
    case Id::PreviousChat:
        return goTo(-1, false);
    case Id::NextChat:
        return goTo(1, false);
    case Id::PreviousUnread:
        return goTo(-1, true);
    case Id::NextUnread:
        return goTo(1, true);
    case Id::MarkRead:
        return withOpenChat([this](const ChatSummary &chat) { chat_actions::toggleRead(m_ui, chat); });
    case Id::Archive:
        return withOpenChat([this](const ChatSummary &chat) { chat_actions::setArchived(m_ui, chat, !chat.archived, this); });
    case Id::Mute:
        return withOpenChat([this](const ChatSummary &chat) {
            const bool muted = chat.mutedUntil > m_ui.now();
            m_ui.session->setMuted(chat.chat, muted ? 0 : std::numeric_limits<qint64>::max());
        });
    case Id::Info:
        return setInfo(!m_columns->info());
    case Id::NewestMessage:
        if (m_pane && m_open)
            m_pane->scrollToNewest();
        return;
    case Id::TextLarger:
        return settings->setTextScale(settings->textScale() + 10);
    case Id::TextSmaller:
        return settings->setTextScale(settings->textScale() - 10);
    case Id::TextNormal:
        return settings->setTextScale(100);
    case Id::Settings:
        return showSettings();
    case Id::Shortcuts:
        return showShortcuts();
    case Id::Minimise:
        return showMinimized();
    case Id::Close:
        close();
        return;
    case Id::Quit:
        emit quitRequested();
        return;
    case Id::Chat1: case Id::Chat2: case Id::Chat3: case Id::Chat4: case Id::Chat5:
    case Id::Chat6: case Id::Chat7: case Id::Chat8: case Id::Chat9:
        if (const int row = int(id) - int(Id::Chat1); row < m_list->model()->count())
            openChat(m_list->model()->idAt(row));
        return;
    case Id::Count:
        return;
    }
}

// ---- the window itself ----

void MainWindow::bringToFront()
{
    if (isMinimized())
        setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::savePlacement()
{
    if (isVisible() && !isMinimized())
        WindowPlacement::of(this).save(m_ui.settings);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    savePlacement();
    m_placementSoon.stop();
    event->ignore();
    if (m_hidesOnClose) {
        hide();
        emit hidden();
    } else {
        emit quitRequested();
    }
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::WindowStateChange)
        m_placementSoon.start();
    QWidget::changeEvent(event);
}

bool MainWindow::event(QEvent *event)
{
    if (event->type() == QEvent::ThemeChange)
        m_ui.theme->systemChanged();
    return QWidget::event(event);
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape)
        return QWidget::keyPressEvent(event);
    // What lies nearer has had its turn: selection, reply and search take Esc for themselves.
    goBack();
}

void MainWindow::goBack()
{
    if (m_columns->info())
        setInfo(false);
    else
        closeChat();
}

void MainWindow::moveEvent(QMoveEvent *)
{
    m_placementSoon.start();
}

void MainWindow::resizeEvent(QResizeEvent *)
{
    if (m_settings)
        m_settings->setGeometry(rect());
    m_placementSoon.start();
}

void MainWindow::paintEvent(QPaintEvent *event)
{
    QPainter(this).fillRect(event->rect(), m_ui.theme->color(Token::BgChat));
    if (!std::exchange(m_wasPainted, true))
        QMetaObject::invokeMethod(this, &MainWindow::painted, Qt::QueuedConnection);
}

} // namespace confab
