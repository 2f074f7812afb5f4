#include "core/session/session.h"
#include "ui/common/sheet.h"
#include "ui/theme/theme.h"
#include "ui/timeline/timeline_view.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QTimerEvent>
#include <QToolTip>

namespace confab {
namespace {

using Part = BubbleLayout::Part;
constexpr int autoScrollTick = 30;

} // namespace

// ---- mouse ----

TimelineView::Place TimelineView::placeAt(QPoint pos) const
{
    Place place;
    if (!m_ready)
        return place;
    place.item = itemAt(pos.y() - yOffset());
    if (place.item < 0)
        return place;
    const auto &item = m_model.items()[size_t(place.item)];
    const QPoint at(
        m_layouter.bubbleLeft(item, viewport()->width(), isRightToLeft()), item.bubbleTop + yOffset());
    place.hit = item.layout->hitTest(pos - at);
    return place;
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_pressed = true;
    m_pressPos = m_lastMouse = event->position().toPoint();
    m_press = placeAt(m_pressPos);
    m_drag = Drag::None;
    if (event->modifiers() & Qt::ControlModifier && m_press.inBubble()) {
        m_selection.toggle(m_model.items()[size_t(m_press.item)].key());
        m_pressed = false;
        viewport()->update();
        return;
    }
    if (!m_selection.isEmpty() || !m_focus.isNull()) {
        m_selection.clear();
        m_focus = {};
        viewport()->update();
    }
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    const auto pos = event->position().toPoint();
    m_lastMouse = pos;
    if (!m_pressed || !(event->buttons() & Qt::LeftButton))
        return updateHover(pos);
    if (m_drag == Drag::None) {
        if ((pos - m_pressPos).manhattanLength() < QApplication::startDragDistance() || m_press.item < 0)
            return;
        // On text it selects text, anywhere else whole messages.
        const auto key = m_model.items()[size_t(m_press.item)].key();
        if (m_press.hit.part == Part::Text || m_press.hit.part == Part::Link) {
            m_drag = Drag::Text;
            m_selection.startText(key, m_press.hit.position);
        } else {
            m_drag = Drag::Messages;
            m_selection.startMessages(key);
        }
    }
    autoScroll();
    if (m_drag == Drag::Text) {
        const int index = m_model.indexOf(m_selection.textKey());
        if (index < 0)
            return;
        const auto &item = m_model.items()[size_t(index)];
        const QPoint at(
            m_layouter.bubbleLeft(item, viewport()->width(), isRightToLeft()), item.bubbleTop + yOffset());
        m_selection.extendText(item.layout->text().positionAt(pos - at - item.layout->textAt()));
        updateItem(index);
    } else {
        const int y = std::clamp(pos.y(), 0, viewport()->height() - 1) - yOffset();
        const int index = std::clamp(itemAt(y), -1, m_model.size() - 1);
        if (index >= 0)
            m_selection.extendMessages(m_model, m_model.items()[size_t(index)].key());
        viewport()->update();
    }
}

void TimelineView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_pressed)
        return;
    m_pressed = false;
    if (m_autoScroll)
        killTimer(std::exchange(m_autoScroll, 0));
    if (m_drag == Drag::Text && m_selection.hasText()) {
        if (auto *clipboard = QApplication::clipboard(); clipboard->supportsSelection())
            clipboard->setText(m_selection.forClipboard(m_model, *m_ui.session), QClipboard::Selection);
    }
    if (std::exchange(m_drag, Drag::None) != Drag::None)
        return;
    const auto place = placeAt(event->position().toPoint());
    if (place.item == m_press.item && place.hit.part == m_press.hit.part)
        click(place, *event);
}

void TimelineView::click(const Place &place, const QMouseEvent &event)
{
    for (const bool before : {true, false}) {
        if (!noticeRect(before).contains(event.position().toPoint()))
            continue;
        if (!m_ready)
            return openNewest();
        mutate([&] { m_model.setIncomplete(before, false); });
        return;
    }
    if (place.item < 0)
        return;
    auto &item = m_model.items()[size_t(place.item)];
    const auto row = item.row;
    switch (place.hit.part) {
    case Part::Link:
        openLink(*place.hit.link, item.layout->text().text());
        break;
    case Part::Quote:
        jumpTo(row.content.reply->seq, row.seq);
        break;
    case Part::Media: {
        const auto &part = item.layout->media().parts()[size_t(place.hit.media)];
        const int left = m_layouter.bubbleLeft(item, viewport()->width(), isRightToLeft());
        const QRect line = part.kind == MediaKind::Video ? part.progress : part.wave;
        useMedia(place.item, place.hit.media, place.hit.zone, event.position().toPoint().x() - left - line.left());
        break;
    }
    case Part::Card:
        openCard(item.layout->card());
        break;
    case Part::ReadMore:
        mutate([&] {
            item.expanded = true;
            item.layout.reset();
        });
        break;
    case Part::Retry:
        m_ui.session->retry(row.chat);
        break;
    case Part::Reaction: {
        const auto emoji = item.layout->chips()[size_t(place.hit.reaction)].emoji;
        if (emoji.isEmpty() || !canWrite())
            break;
        const bool mine = item.layout->chips()[size_t(place.hit.reaction)].mine;
        m_ui.session->react(row.chat, row.seq, mine ? QString() : emoji);
        break;
    }
    default:
        break;
    }
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const auto place = placeAt(event->position().toPoint());
    if (place.item < 0 || event->button() != Qt::LeftButton)
        return;
    const auto &item = m_model.items()[size_t(place.item)];
    if (place.hit.part == Part::Text) {
        const auto [from, to] = item.layout->text().wordAt(place.hit.position);
        m_selection.setText(item.key(), from, to);
        updateItem(place.item);
    } else if (place.hit.part != Part::Media && !item.service && !item.row.deleted && item.row.seq.value > 0
        && canWrite()) {
        emit replyRequested(item.row); // beside the text
    }
}

void TimelineView::updateHover(QPoint pos)
{
    const auto place = placeAt(pos);
    const int chip = place.hit.part == Part::Reaction ? place.hit.reaction : -1;
    if (place.item != m_hoverItem || chip != m_hoverChip) {
        const int former = m_hoverChip >= 0 ? m_hoverItem : -1;
        m_hoverItem = place.item;
        m_hoverChip = chip;
        updateItem(former);
        if (chip >= 0)
            updateItem(place.item);
    }
    bool hand = place.hit.part == Part::Link || place.hit.part == Part::Quote
        || place.hit.part == Part::ReadMore || place.hit.part == Part::Retry || place.hit.part == Part::Media
        || place.hit.part == Part::Card || chip >= 0;
    for (const bool before : {true, false})
        hand = hand || noticeRect(before).contains(pos);
    viewport()->setCursor(hand ? Qt::PointingHandCursor
            : place.hit.part == Part::Text && !m_model.items()[size_t(place.item)].row.deleted
            ? Qt::IBeamCursor
            : Qt::ArrowCursor);
}

void TimelineView::autoScroll()
{
    const bool outside = m_lastMouse.y() < 0 || m_lastMouse.y() >= viewport()->height();
    if (outside && !m_autoScroll)
        m_autoScroll = startTimer(autoScrollTick);
    else if (!outside && m_autoScroll)
        killTimer(std::exchange(m_autoScroll, 0));
}

void TimelineView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_autoScroll)
        return QAbstractScrollArea::timerEvent(event);
    const int over = m_lastMouse.y() < 0 ? m_lastMouse.y() : m_lastMouse.y() - viewport()->height();
    verticalScrollBar()->setValue(verticalScrollBar()->value() + std::clamp(over, -60, 60));
    QMouseEvent move(QEvent::MouseMove, m_lastMouse, viewport()->mapToGlobal(m_lastMouse), Qt::NoButton,
        Qt::LeftButton, Qt::NoModifier);
    mouseMoveEvent(&move);
}

void TimelineView::wheelEvent(QWheelEvent *event)
{
    QAbstractScrollArea::wheelEvent(event);
    if (!m_pressed)
        updateHover(event->position().toPoint());
}

bool TimelineView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave) {
        updateHover({-1, -1});
    } else if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const auto place = placeAt(help->pos());
        QString text;
        if (place.hit.link)
            text = realTarget(place.hit.link->target).left(300);
        else if (place.hit.part == Part::Media)
            text = partText(place.item, place.hit.media);
        else if (place.hit.part == Part::Card)
            text = realTarget(QUrl(m_model.items()[size_t(place.item)].layout->card().url)).left(300);
        else if (place.hit.part == Part::Reaction)
            text = reactionToolTip(place.item, place.hit.reaction);
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), text.toHtmlEscaped(), viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void TimelineView::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Keyboard) {
        if (const int current = currentItem(); current >= 0)
            activateItem(current);
        return;
    }
    const auto place = placeAt(viewport()->mapFromGlobal(event->globalPos()));
    if (place.item >= 0)
        showMenu(place.item, event->globalPos());
}

void TimelineView::openLink(const Link &link, const QString &text)
{
    const auto url = link.target;
    if (!isDeceptive(link, text)) {
        emit openUrlRequested(url);
        return;
    }
    askSheet(m_ui, this, tr("Open this link?"),
        tr("It does not lead where it seems to. It opens:\n%1").arg(realTarget(url)), tr("Open"), true,
        [self = QPointer(this), url] {
            if (self)
                emit self->openUrlRequested(url);
        });
}

// ---- keyboard ----

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        return;
    }
    if (partKey(event) || focusKey(event) || scrollKey(event))
        return;
    if (event->key() == Qt::Key_Escape) {
        if (!m_selection.isEmpty()) {
            clearSelection();
        } else if (!m_returns.isEmpty()) {
            jumpTo(m_returns.takeLast());
        } else if (hasFocus()) {
            emit leaveRequested();
        } else {
            event->ignore();
        }
        return;
    }
    const auto text = event->text();
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (plain && !text.isEmpty() && text.front().isPrint()) {
        emit typed(event);
        return;
    }
    event->ignore();
}

bool TimelineView::focusKey(QKeyEvent *event)
{
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier))
        return false;
    const int current = currentItem();
    switch (event->key()) {
    case Qt::Key_Up:
        moveFocus(-1, shift);
        return true;
    case Qt::Key_Down:
        if (current >= 0 && current == m_model.size() - 1 && !m_model.moreAfter() && !shift)
            emit leaveRequested();
        else
            moveFocus(1, shift);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Menu:
        if (current < 0)
            return false;
        activateItem(current);
        return true;
    case Qt::Key_Delete:
        if (current < 0)
            return false;
        hideWithUndo(m_model.items()[size_t(current)].row);
        return true;
    default:
        return false;
    }
}

bool TimelineView::scrollKey(QKeyEvent *event)
{
    auto *bar = verticalScrollBar();
    switch (event->key()) {
    case Qt::Key_PageUp:
        bar->triggerAction(QAbstractSlider::SliderPageStepSub);
        return true;
    case Qt::Key_PageDown:
        bar->triggerAction(QAbstractSlider::SliderPageStepAdd);
        return true;
    case Qt::Key_Home:
        if (m_ready && m_model.moreBefore()) {
            m_jumpTarget = Seq(1);
            m_loader.open({PageRequest::From::Around, Seq(1), TimelineLoader::pageSize});
        } else {
            animateTo(0);
        }
        return true;
    case Qt::Key_End:
        scrollToNewest();
        return true;
    default:
        return false;
    }
}

void TimelineView::moveFocus(int step, bool extend)
{
    if (m_model.isEmpty() || !m_ready)
        return;
    const int current = currentItem();
    int next = current + step;
    if (current < 0) {
        // The newest message that is on screen.
        const int lower = viewport()->height() - yOffset();
        next = 0;
        for (int i = 0; i < m_model.size() && m_model.items()[size_t(i)].bubbleTop + 8 < lower; ++i)
            next = i;
    }
    next = std::clamp(next, 0, m_model.size() - 1);
    if (extend && current >= 0) {
        if (!m_selection.hasMessages())
            m_selection.startMessages(m_focus);
        m_selection.extendMessages(m_model, m_model.items()[size_t(next)].key());
        viewport()->update();
    } else if (!m_selection.isEmpty()) {
        clearSelection();
    }
    focusItem(next);
}

void TimelineView::focusMessages()
{
    setFocus(Qt::ShortcutFocusReason);
    if (currentItem() < 0)
        moveFocus(0, false);
}

void TimelineView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    if (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason)
        moveFocus(0, false);
    updateItem(currentItem());
}

void TimelineView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    updateItem(currentItem());
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason)
        m_focus = {};
}

void TimelineView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange)
        viewport()->update();
    else if (event->type() == QEvent::ActivationChange)
        m_mediaSoon.start(); // nothing moves in a window that nobody uses
}

void TimelineView::copySelection() const
{
    QString text = m_selection.forClipboard(m_model, *m_ui.session);
    if (text.isEmpty())
        if (const int current = currentItem(); current >= 0)
            text = m_model.items()[size_t(current)].row.content.text.value_or(QString());
    if (!text.isEmpty())
        QApplication::clipboard()->setText(text);
}

void TimelineView::clearSelection()
{
    m_selection.clear();
    viewport()->update();
}

} // namespace confab
