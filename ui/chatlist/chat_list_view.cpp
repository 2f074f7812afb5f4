#include "ui/chatlist/chat_list_view.h"

#include "ui/common/avatar_painter.h"
#include "ui/common/buttons.h"
#include "ui/common/overlay_scroll_bar.h"
#include "ui/common/presence_watcher.h"
#include "ui/theme/theme.h"

#include <QHoverEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

namespace confab {

namespace {

constexpr int topPadding = 4;
constexpr int contentsKept = 300;
constexpr int peersWatched = 120; // direct chats from the top; the rest of the 200 is for the open chat

} // namespace

ChatListView::ChatListView(const UiContext &context, ChatListModel *model, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_ui(context)
    , m_model(model)
    , m_painter(context)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Chats"));
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    new OverlayScrollBar(this, true);

    connect(model, &ChatListModel::reset, this, [this] {
        forgetContents();
        updateRange();
        watchPeers();
        accessibleListChanged(this);
    });
    connect(model, &ChatListModel::changed, this, [this](int row) {
        m_contents.remove(m_model->idAt(row));
        updateRow(row);
    });
    // A row that crosses the top edge shifts what is in view by its height, unless the list stands at its top.
    const auto firstInView = [this] { return (verticalScrollBar()->value() - topPadding) / m_painter.rowHeight(); };
    const auto shift = [this](int top, int rows) {
        if (top > 0)
            verticalScrollBar()->setValue(top + rows * m_painter.rowHeight());
    };
    connect(model, &ChatListModel::moved, this, [=, this](int from, int to) {
        const int top = verticalScrollBar()->value(), first = firstInView();
        reordered(m_model->idAt(to));
        if (from > first && to <= first)
            shift(top, 1);
        else if (from < first && to >= first)
            shift(top, -1);
    });
    connect(model, &ChatListModel::inserted, this, [=, this](int row) {
        const int top = verticalScrollBar()->value(), first = firstInView();
        reordered(m_model->idAt(row));
        if (row <= first)
            shift(top, 1);
    });
    connect(model, &ChatListModel::removed, this, [=, this](int row) {
        const int top = verticalScrollBar()->value(), first = firstInView();
        reordered(std::nullopt);
        if (row < first)
            shift(top, -1);
    });
    connect(model, &ChatListModel::contactsChanged, this, &ChatListView::forgetContents);
    const auto touch = [this](const ChatId &chat) {
        if (m_contents.remove(chat))
            updateRow(m_model->indexOf(chat));
    };
    connect(m_ui.session, &Session::typingChanged, this, touch);
    connect(m_ui.session, &Session::presenceChanged, this, [this, touch](const Presence &presence) {
        for (auto it = m_contents.cbegin(); it != m_contents.cend(); ++it) {
            const auto chat = m_ui.session->chat(it.key());
            if (chat && chat->kind == ChatKind::Direct && chat->peer == presence.user) {
                touch(chat->chat);
                break;
            }
        }
    });
    connect(m_ui.session, &Session::presenceForgotten, this, &ChatListView::forgetContents);
    connect(m_ui.avatars, &AvatarPainter::loaded, this, [this] { viewport()->update(); });
    connect(m_ui.theme, &Theme::changed, this, [this] {
        updateRange();
        viewport()->update();
    });
    m_midnight.setSingleShot(true);
    connect(&m_midnight, &QTimer::timeout, this, [this] {
        forgetContents(); // "14:05" becomes a weekday
        scheduleMidnight();
    });
    scheduleMidnight();
    updateRange();
    watchPeers();
}

void ChatListView::reordered(const std::optional<ChatId> &touched)
{
    if (touched)
        m_contents.remove(*touched);
    updateRange();
    viewport()->update();
    watchPeers();
    hoverUnderMouse();
    accessibleListChanged(this);
}

void ChatListView::scheduleMidnight()
{
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(m_ui.now());
    const qint64 wait = now.msecsTo(now.date().addDays(1).startOfDay());
    // Timers hold 24 days at most and drift over a suspend: one hour at a time is exact enough for a date.
    m_midnight.start(int(std::clamp<qint64>(wait, 1'000, 3'600'000)));
}

void ChatListView::watchPeers()
{
    if (!m_ui.presence)
        return;
    QList<UserId> peers;
    for (int row = 0; row < m_model->count() && peers.size() < peersWatched; ++row) {
        if (const ChatSummary &chat = m_model->at(row); chat.kind == ChatKind::Direct)
            peers.append(chat.peer);
    }
    std::sort(peers.begin(), peers.end()); // who is on top does not matter to the server
    m_ui.presence->watch(this, peers);
}

ChatRow ChatListView::content(int row) const
{
    const ChatId &chat = m_model->idAt(row);
    auto at = m_contents.constFind(chat);
    if (at == m_contents.cend()) {
        if (m_contents.size() > contentsKept)
            m_contents.clear();
        at = m_contents.insert(chat, describeChat(m_model->at(row), *m_ui.session, m_open == chat, m_ui.now()));
    }
    return *at;
}

void ChatListView::forgetContents()
{
    m_contents.clear();
    viewport()->update();
}

void ChatListView::setOpen(const std::optional<ChatId> &chat)
{
    if (m_open == chat)
        return;
    for (const std::optional<ChatId> &touched : {m_open, chat}) {
        if (touched) {
            m_contents.remove(*touched);
            updateRow(m_model->indexOf(*touched));
        }
    }
    m_open = chat;
    if (!chat)
        return; // the keyboard's cursor stays on the chat that was left
    setCursorChat(chat);
    showRow(m_model->indexOf(*chat));
}

void ChatListView::setNarrow(bool narrow)
{
    if (m_narrow == narrow)
        return;
    m_narrow = narrow;
    viewport()->update();
}

void ChatListView::setHighlighted(const std::optional<ChatId> &chat)
{
    const std::optional<ChatId> before = std::exchange(m_highlighted, chat);
    for (const std::optional<ChatId> &touched : {before, chat}) {
        if (touched)
            updateRow(m_model->indexOf(*touched));
    }
}

void ChatListView::setCursorChat(const std::optional<ChatId> &chat)
{
    const std::optional<ChatId> before = std::exchange(m_cursor, chat);
    for (const std::optional<ChatId> &touched : {before, chat}) {
        if (touched)
            updateRow(m_model->indexOf(*touched));
    }
}

// ---- geometry ----

QRect ChatListView::rowRect(int row) const
{
    const int height = m_painter.rowHeight();
    return {0, topPadding + row * height - verticalScrollBar()->value(), viewport()->width(), height};
}

int ChatListView::rowAt(int y) const
{
    const int offset = y + verticalScrollBar()->value() - topPadding;
    if (offset < 0)
        return -1;
    const int row = offset / m_painter.rowHeight();
    return row < m_model->count() ? row : -1;
}

void ChatListView::updateRange()
{
    const int total = 2 * topPadding + m_model->count() * m_painter.rowHeight();
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(m_painter.rowHeight() / 2);
    verticalScrollBar()->setRange(0, std::max(0, total - viewport()->height()));
}

void ChatListView::updateRow(int row)
{
    if (row >= 0)
        viewport()->update(rowRect(row));
}

void ChatListView::showRow(int row)
{
    if (row < 0)
        return;
    const QRect at = rowRect(row);
    if (at.top() < topPadding)
        verticalScrollBar()->setValue(verticalScrollBar()->value() + at.top() - topPadding);
    else if (at.bottom() >= viewport()->height() - topPadding)
        verticalScrollBar()->setValue(verticalScrollBar()->value() + at.bottom() + 1 + topPadding - viewport()->height());
}

void ChatListView::scrollContentsBy(int, int dy)
{
    // WA_OpaquePaintEvent lets Qt move the pixels and ask only for the strip that came into view.
    viewport()->scroll(0, dy);
    hoverUnderMouse();
}

void ChatListView::resizeEvent(QResizeEvent *)
{
    updateRange();
}

// ---- painting ----

void ChatListView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_ui.theme->color(Token::BgWindow));
    const int height = m_painter.rowHeight();
    const int offset = verticalScrollBar()->value() - topPadding;
    const int first = std::max(0, (event->rect().top() + offset) / height);
    const bool ring = focusVisible(this);
    for (int row = first; row < m_model->count(); ++row) {
        const QRect rect = rowRect(row);
        if (rect.top() > event->rect().bottom())
            break;
        const ChatId &chat = m_model->idAt(row);
        ChatRowPainter::State state;
        state.selected = m_open == chat;
        state.hovered = m_hover == row;
        state.focused = ring && m_cursor == chat;
        state.highlighted = m_highlighted == chat;
        state.narrow = m_narrow;
        state.direction = layoutDirection();
        m_painter.paint(&painter, rect, content(row), state);
    }
}

// ---- pointer ----

void ChatListView::setHover(int row)
{
    if (m_hover == row)
        return;
    updateRow(std::exchange(m_hover, row));
    updateRow(row);
}

void ChatListView::hoverUnderMouse()
{
    if (viewport()->underMouse())
        setHover(rowAt(viewport()->mapFromGlobal(QCursor::pos()).y()));
}

void ChatListView::mouseMoveEvent(QMouseEvent *event)
{
    setHover(viewport()->rect().contains(event->position().toPoint()) ? rowAt(qRound(event->position().y())) : -1);
}

bool ChatListView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave) {
        setHover(-1);
    } else if (event->type() == QEvent::ToolTip && m_narrow) {
        const int row = rowAt(static_cast<QHelpEvent *>(event)->pos().y());
        if (row >= 0)
            QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), content(row).title, viewport(), rowRect(row));
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void ChatListView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const int row = rowAt(qRound(event->position().y()));
    m_pressed = row < 0 ? std::nullopt : std::optional(m_model->idAt(row));
    m_model->hold();
}

void ChatListView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const int row = rowAt(qRound(event->position().y()));
    const std::optional<ChatId> pressed = std::exchange(m_pressed, std::nullopt);
    const bool same = pressed && row >= 0 && m_model->idAt(row) == *pressed
        && viewport()->rect().contains(event->position().toPoint());
    m_model->release();
    if (same) {
        setCursorChat(pressed);
        emit openRequested(*pressed);
    }
}

void ChatListView::contextMenuEvent(QContextMenuEvent *event)
{
    int row = rowAt(event->pos().y());
    QPoint at = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard) {
        row = currentItem();
        if (row >= 0)
            at = viewport()->mapToGlobal(rowRect(row).center());
    }
    if (row >= 0)
        emit menuRequested(m_model->idAt(row), at);
}

// ---- keyboard ----

void ChatListView::moveCursor(int rows)
{
    if (m_model->count() == 0)
        return;
    const int at = m_cursor ? m_model->indexOf(*m_cursor) : -1;
    const int to = at < 0 ? (rows > 0 ? 0 : m_model->count() - 1) : std::clamp(at + rows, 0, m_model->count() - 1);
    focusItem(to);
}

void ChatListView::openCursor()
{
    int row = m_cursor ? m_model->indexOf(*m_cursor) : -1;
    if (row < 0)
        row = 0;
    if (row < m_model->count())
        emit openRequested(m_model->idAt(row));
}

void ChatListView::keyPressEvent(QKeyEvent *event)
{
    setKeyboardMode(this, true);
    const int page = std::max(1, viewport()->height() / m_painter.rowHeight() - 1);
    switch (event->key()) {
    case Qt::Key_Up:
        return moveCursor(-1);
    case Qt::Key_Down:
        return moveCursor(1);
    case Qt::Key_PageUp:
        return moveCursor(-page);
    case Qt::Key_PageDown:
        return moveCursor(page);
    case Qt::Key_Home:
        return moveCursor(-m_model->count());
    case Qt::Key_End:
        return moveCursor(m_model->count());
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        return openCursor();
    case Qt::Key_Escape:
        emit escaped();
        return;
    default:
        break;
    }
    const bool plain = !(event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier));
    if (plain && !event->text().isEmpty() && event->text().front().isPrint())
        emit typed(event->text());
    else
        event->ignore();
}

void ChatListView::focusInEvent(QFocusEvent *)
{
    if (!m_cursor || m_model->indexOf(*m_cursor) < 0)
        setCursorChat(m_open && m_model->indexOf(*m_open) >= 0 ? m_open
                : m_model->count() > 0 ? std::optional(m_model->idAt(0))
                                       : std::nullopt);
    updateRow(currentItem());
    accessibleItemFocused(this, currentItem());
}

void ChatListView::focusOutEvent(QFocusEvent *)
{
    updateRow(currentItem());
}

void ChatListView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange)
        forgetContents();
    QAbstractScrollArea::changeEvent(event);
}

// ---- what a screen reader sees ----

int ChatListView::itemCount() const
{
    return m_model->count();
}

QString ChatListView::itemText(int item) const
{
    return content(item).spoken;
}

QRect ChatListView::itemRect(int item) const
{
    return rowRect(item).intersected(viewport()->rect());
}

quint64 ChatListView::itemKey(int item) const
{
    return qHash(m_model->idAt(item));
}

int ChatListView::currentItem() const
{
    return m_cursor ? m_model->indexOf(*m_cursor) : -1;
}

bool ChatListView::isItemSelected(int item) const
{
    return m_open == m_model->idAt(item);
}

void ChatListView::activateItem(int item)
{
    emit openRequested(m_model->idAt(item));
}

void ChatListView::focusItem(int item)
{
    setCursorChat(m_model->idAt(item));
    showRow(item);
    accessibleItemFocused(this, item);
}

} // namespace confab
