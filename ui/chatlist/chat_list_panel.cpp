#include "ui/chatlist/chat_list_panel.h"

#include "ui/chatlist/chat_actions.h"
#include "ui/chatlist/chat_list_view.h"
#include "ui/chatlist/connection_banner.h"
#include "ui/chatlist/connection_notice.h"
#include "ui/chatlist/filter_chips.h"
#include "ui/common/avatar_painter.h"
#include "ui/common/buttons.h"
#include "ui/common/display_text.h"
#include "ui/common/empty_state.h"
#include "ui/common/fields.h"
#include "ui/common/labels.h"
#include "ui/common/menu.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QScrollBar>
#include <QStackedLayout>

namespace confab {

//! The own avatar: opens the settings.
class SelfButton : public ButtonBase {
public:
    explicit SelfButton(const UiContext &context)
        : ButtonBase(context, nullptr)
    {
        setFixedSize(metrics::avatarGroup + 6, metrics::avatarGroup + 6);
        setCursor(Qt::PointingHandCursor);
    }
    void setAvatar(const AvatarSpec &avatar)
    {
        m_avatar = avatar;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        m_ui.avatars->paint(&painter, QRectF(3, 3, metrics::avatarGroup, metrics::avatarGroup), m_avatar);
        if (focusVisible(this))
            paintFocusRing(&painter, *m_ui.theme, rect(), width() / 2.0, Token::BgPanel);
    }

private:
    AvatarSpec m_avatar;
};

ChatListPanel::ChatListPanel(const UiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_model(new ChatListModel(context.session, this))
    , m_view(new ChatListView(context, m_model))
{
    build();
    connect(m_search, &SearchField::textChanged, this, &ChatListPanel::search);
    connect(m_search, &SearchField::moved, m_view, &ChatListView::moveCursor);
    connect(m_search, &SearchField::returnPressed, m_view, &ChatListView::openCursor);
    connect(m_search, &SearchField::escaped, this, &ChatListPanel::focusList);
    connect(m_view, &ChatListView::typed, this, [this](const QString &text) {
        if (m_narrow)
            return;
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->insert(text);
    });
    connect(m_view, &ChatListView::escaped, m_search, &SearchField::clear);
    connect(m_view, &ChatListView::openRequested, this, &ChatListPanel::openRequested);
    connect(m_view, &ChatListView::menuRequested, this, &ChatListPanel::showRowMenu);
    connect(m_chips, &FilterChips::filterChosen, m_model, &ChatListModel::setFilter);
    connect(m_model, &ChatListModel::countsChanged, this, [this] { m_chips->setCounts(m_model->counts()); });
    for (auto signal : {&ChatListModel::inserted, &ChatListModel::removed})
        connect(m_model, signal, this, &ChatListPanel::updateEmpty);
    connect(m_model, &ChatListModel::reset, this, &ChatListPanel::updateEmpty);

    connect(m_ui.session, &Session::loaded, this, &ChatListPanel::updateSelf);
    connect(m_ui.session, &Session::changed, this, [this](const ChangeSet &changes) {
        if (changes.self)
            updateSelf();
    });
    connect(m_ui.session, &Session::connectionChanged, this, &ChatListPanel::updateConnection);
    connect(m_banner, &ConnectionBanner::retry, m_ui.session, &Session::reconnectNow);
    m_connectionCheck.setSingleShot(true);
    connect(&m_connectionCheck, &QTimer::timeout, this, &ChatListPanel::updateConnection);
    m_chips->setCounts(m_model->counts());
    updateSelf();
    updateConnection();
    updateEmpty();
}

void ChatListPanel::build()
{
    m_head = new Panel(m_ui, Token::BgPanel);
    m_head->setEdge(Qt::BottomEdge);
    m_self = new SelfButton(m_ui);
    m_self->setAccessibleName(tr("Your profile and settings"));
    m_self->setToolTip(tr("Settings"));
    m_title = new Label(m_ui, TextRole::Page, Token::TextPrimary, tr("Chats"));
    m_title->setElided(true);
    m_searchButton = new IconButton(m_ui, "search", tr("Search"));
    m_searchButton->hide();
    m_newChat = new IconButton(m_ui, "compose", {});
    m_newChat->setName(tr("New chat"), QKeySequence::New);
    m_menu = new IconButton(m_ui, "more", tr("Menu"));
    m_search = new SearchField(m_ui, tr("Search"));
    m_search->setShortcutHint(tr("Ctrl K"));
    m_chips = new FilterChips(m_ui);
    m_banner = new ConnectionBanner(m_ui);
    m_banner->hide();

    m_top = new QBoxLayout(QBoxLayout::LeftToRight);
    m_top->setContentsMargins(13, 8, 8, 8);
    m_top->setSpacing(0);
    m_top->addWidget(m_self);
    m_top->addSpacing(9);
    m_top->addWidget(m_title, 1);
    m_top->addWidget(m_searchButton);
    m_top->addWidget(m_newChat);
    m_top->addWidget(m_menu);
    m_find = new QWidget;
    auto *find = new QVBoxLayout(m_find);
    find->setContentsMargins(12, 0, 12, 9);
    find->setSpacing(9);
    find->addWidget(m_search);
    find->addWidget(m_chips);
    auto *head = new QVBoxLayout(m_head);
    head->setContentsMargins(0, 0, 0, 1);
    head->setSpacing(0);
    head->addLayout(m_top);
    head->addWidget(m_find);

    auto *content = new QWidget;
    m_stack = new QStackedLayout(content);
    m_stack->addWidget(m_view);
    auto *column = new QVBoxLayout(this);
    column->setSizeConstraint(QLayout::SetNoConstraint); // the window's columns give it its width, down to 72 px
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_banner);
    column->addWidget(content, 1);

    connect(m_self, &QAbstractButton::clicked, this, &ChatListPanel::settingsRequested);
    connect(m_searchButton, &QAbstractButton::clicked, this, &ChatListPanel::narrowSearchRequested);
    connect(m_newChat, &QAbstractButton::clicked, this, &ChatListPanel::newChatRequested);
    connect(m_menu, &QAbstractButton::clicked, this, &ChatListPanel::showMenu);
}

void ChatListPanel::setOpen(const std::optional<ChatId> &chat)
{
    m_model->setOpen(chat);
    m_view->setOpen(chat);
}

void ChatListPanel::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void ChatListPanel::focusList()
{
    m_view->setFocus(Qt::ShortcutFocusReason);
}

void ChatListPanel::search(const QString &text)
{
    m_model->setQuery(text);
    m_chips->setEnabled(text.isEmpty());
    m_view->verticalScrollBar()->setValue(0);
}

void ChatListPanel::showMenu()
{
    auto *menu = new PopupMenu(m_ui, this);
    menu->addItem("compose", tr("New chat"), [this] { emit newChatRequested(); }, QKeySequence(QKeySequence::New).toString(QKeySequence::NativeText));
    menu->addItem("users", tr("New group"), [this] { emit newGroupRequested(); });
    menu->addItem("bookmark", tr("Notes to self"), [this] { emit notesRequested(); });
    menu->addSeparator();
    menu->addItem("settings", tr("Settings"), [this] { emit settingsRequested(); }, QKeySequence("Ctrl+,").toString(QKeySequence::NativeText));
    menu->addItem("keyboard", tr("Keyboard shortcuts"), [this] { emit shortcutsRequested(); }, QKeySequence("Ctrl+/").toString(QKeySequence::NativeText));
    menu->addSeparator();
    menu->addItem("logout", tr("Quit"), [this] { emit quitRequested(); }, QKeySequence(QKeySequence::Quit).toString(QKeySequence::NativeText));
    menu->ensurePolished();
    const int width = menu->sizeHint().width();
    const bool rtl = layoutDirection() == Qt::RightToLeft;
    const int x = m_narrow || rtl ? 0 : m_menu->width() - width;
    menu->popupOnce(m_menu->mapToGlobal(QPoint(x, m_menu->height() + 2)));
}

void ChatListPanel::showRowMenu(const ChatId &chat, const QPoint &global)
{
    const auto summary = m_ui.session->chat(chat);
    if (!summary)
        return;
    PopupMenu *menu = chat_actions::menuFor(m_ui, *summary, window());
    m_view->setHighlighted(chat);
    connect(menu, &QMenu::aboutToHide, m_view, [this] { m_view->setHighlighted(std::nullopt); });
    menu->popupOnce(global);
}

void ChatListPanel::updateSelf()
{
    const SelfView self = m_ui.session->self();
    Contact contact;
    contact.user = self.user;
    contact.name = self.name;
    contact.username = self.username;
    m_self->setAvatar(AvatarSpec::of(contact));
}

void ChatListPanel::updateConnection()
{
    const ConnectionView connection = m_ui.session->connection();
    const qint64 now = m_ui.now();
    if (connection.phase == ConnectionPhase::Online)
        m_troubleSince = 0;
    else if (m_troubleSince == 0)
        m_troubleSince = now;
    const ConnectionNotice notice = connectionNotice(connection, m_troubleSince, now);
    m_title->setText(notice.title.isEmpty() ? tr("Chats") : notice.title);
    m_title->setColor(notice.title.isEmpty() ? Token::TextPrimary : Token::TextSecondary);
    m_banner->say(m_narrow ? QString() : notice.banner, notice.canRetry);
    if (notice.nextCheck > 0)
        m_connectionCheck.start(notice.nextCheck);
    else
        m_connectionCheck.stop();
}

void ChatListPanel::updateEmpty()
{
    if (m_model->count() > 0 || m_narrow) {
        m_stack->setCurrentWidget(m_view);
        return;
    }
    if (!m_empty) {
        m_empty = new EmptyState(m_ui, EmptyState::Picture::People, Token::BgWindow);
        m_stack->addWidget(m_empty);
        connect(m_empty, &EmptyState::triggered, this, [this] {
            if (!m_model->query().isEmpty())
                m_search->clear();
            else
                emit newChatRequested();
        });
    }
    if (!m_model->query().isEmpty()) {
        m_empty->setPicture(EmptyState::Picture::Search);
        m_empty->setTexts(tr("Nothing for “%1”").arg(isolated(oneLine(m_model->query(), 40))), tr("No chat or person has this name."));
        m_empty->setAction(tr("Clear search"), {}, false);
    } else if (m_model->filter() == ChatListFilter::Unread) {
        m_empty->setPicture(EmptyState::Picture::Bubbles);
        m_empty->setTexts(tr("All read"), tr("There is nothing new for you."));
        m_empty->setAction({});
    } else if (m_model->filter() == ChatListFilter::Archived) {
        m_empty->setPicture(EmptyState::Picture::Bubbles);
        m_empty->setTexts(tr("Nothing archived"), tr("Chats you archive leave the list and wait here."));
        m_empty->setAction({});
    } else {
        m_empty->setPicture(EmptyState::Picture::People);
        m_empty->setTexts(tr("No chats yet"), tr("Write to someone by their user name."));
        m_empty->setAction(tr("Add by user name"), "at");
    }
    m_stack->setCurrentWidget(m_empty);
}

void ChatListPanel::setNarrow(bool narrow)
{
    if (m_narrow == narrow)
        return;
    m_narrow = narrow;
    m_top->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_top->setContentsMargins(narrow ? 16 : 13, 8, narrow ? 15 : 8, 8);
    m_title->setVisible(!narrow);
    m_find->setVisible(!narrow);
    m_searchButton->setVisible(narrow);
    m_newChat->setVisible(!narrow);
    m_view->setNarrow(narrow);
    if (narrow)
        m_search->clear();
    updateConnection();
    updateEmpty();
}

void ChatListPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    setNarrow(width() < m_ui.theme->px(metrics::listNarrowBelow));
}

} // namespace confab
