#include "ui/theme/animation_clock.h"
#include "ui/theme/theme.h"
#include "ui/timeline/jump_button.h"
#include "ui/timeline/timeline_view.h"

#include <QScrollBar>

namespace confab {
namespace {

constexpr int jumpAfter = 480; //!< px from the end
constexpr int preloadScreens = 2;
constexpr int keptScreens = 8; //!< on one side of the viewport
constexpr int keptAfterTrim = 5;
constexpr int scrollTime = 200;

} // namespace

ScrollFrame TimelineView::frame() const
{
    return {verticalScrollBar()->value(), viewport()->height(), m_content};
}

ScrollAnchor TimelineView::takeAnchor() const
{
    return ScrollAnchor::take(TimelineLayouter::boxes(m_model), frame(), !m_model.moreAfter());
}

int TimelineView::yOffset() const
{
    // A short conversation lies at the bottom, next to the composer.
    return std::max(0, viewport()->height() - m_content) - verticalScrollBar()->value();
}

void TimelineView::relayout()
{
    m_content = m_layouter.layout(m_model, viewport()->width());
    m_programmatic = true;
    const int page = viewport()->height();
    verticalScrollBar()->setPageStep(std::max(40, page - 40));
    verticalScrollBar()->setRange(0, std::max(0, m_content - page));
    m_bar->setPageStep(page);
    m_bar->setVisible(m_content > page);
    m_programmatic = false;
}

void TimelineView::settle(const ScrollAnchor &anchor, bool arrived)
{
    if (!m_ready) {
        viewport()->update();
        return;
    }
    m_model.decorate(m_separator.first(), QTimeZone::systemTimeZone());
    const int former = verticalScrollBar()->value();
    relayout();
    int value = anchor.restore(TimelineLayouter::boxes(m_model), frame());
    if (arrived && anchor.sticks() && m_separator.first() && !m_reads.userActive()) {
        // Nobody is looking: go down with what arrives only until its first message reaches the top.
        const int item = m_model.lowerBound(*m_separator.first());
        if (item < m_model.size())
            value = std::max(std::min(value, m_model.items()[size_t(item)].top), std::min(former, value));
    }
    setScroll(value);
    afterScroll();
    viewport()->update();
}

void TimelineView::setScroll(int value)
{
    m_programmatic = true;
    verticalScrollBar()->setValue(value);
    m_lastValue = verticalScrollBar()->value();
    m_programmatic = false;
}

void TimelineView::animateTo(int value)
{
    finishAnimation();
    const int from = verticalScrollBar()->value();
    const int to = std::clamp(value, 0, frame().maximum());
    const int distance = std::abs(to - from);
    m_scrollTo = to;
    if (distance == 0 || distance > preloadScreens * viewport()->height())
        return finishAnimation();
    m_scrollRun = m_ui.motion->run(this, scrollTime, [this, from, to](qreal t) {
        if (t >= 1)
            m_scrollTo.reset();
        setScroll(from + qRound((to - from) * t));
        afterScroll();
        viewport()->update();
    });
}

void TimelineView::finishAnimation()
{
    if (!m_scrollTo)
        return;
    m_ui.motion->stop(m_scrollRun);
    setScroll(*std::exchange(m_scrollTo, std::nullopt));
    afterScroll();
    viewport()->update();
}

void TimelineView::scrollContentsBy(int, int)
{
    viewport()->update();
    if (m_programmatic)
        return;
    if (m_scrollTo) { // the user takes over
        m_ui.motion->stop(m_scrollRun);
        m_scrollTo.reset();
    }
    const int value = verticalScrollBar()->value();
    if (value < m_lastValue && m_ready)
        showFloatingDate();
    m_lastValue = value;
    afterScroll();
}

void TimelineView::afterScroll()
{
    if (!m_ready)
        return;
    preload();
    updateVisible();
    updateJump();
    m_mediaSoon.start();
    if (isAtBottom())
        m_returns.clear();
}

void TimelineView::preload()
{
    const auto now = frame();
    const int near = preloadScreens * std::max(200, now.viewport);
    if (m_model.moreBefore() && !m_model.incompleteBefore() && m_model.firstSeq().value > 0
        && now.value < near)
        m_loader.before(m_model.firstSeq());
    if (m_model.moreAfter() && !m_model.incompleteAfter() && m_model.lastSeq().value > 0
        && now.maximum() - now.value < near)
        m_loader.after(m_model.lastSeq());
}

void TimelineView::trim(bool fromFront)
{
    // Called between change and settle: positions are those of before the change, good enough to know what is
    // far.
    const auto now = frame();
    const int screen = std::max(200, now.viewport);
    const auto items = m_model.items();
    if (fromFront) {
        if (now.value < keptScreens * screen)
            return;
        const int limit = now.value - keptAfterTrim * screen;
        const auto far = std::partition_point(items.begin(), items.end(),
            [&](const TimelineItem &item) { return item.layout && item.bottom > 0 && item.bottom < limit; });
        m_model.dropFront(int(far - items.begin()));
    } else {
        if (now.content - now.value - now.viewport < keptScreens * screen)
            return;
        const int limit = now.value + now.viewport + keptAfterTrim * screen;
        int count = 0;
        for (auto it = items.rbegin(); it != items.rend() && it->layout && it->bubbleTop > limit; ++it)
            ++count;
        m_model.dropBack(count);
    }
}

void TimelineView::updateVisible()
{
    const auto now = frame();
    const int lower = now.value + now.viewport - std::max(0, now.viewport - now.content);
    Seq newest;
    const auto items = m_model.items();
    for (auto it = items.rbegin(); it != items.rend(); ++it) {
        if (it->row.seq.value > 0 && it->bottom <= lower && it->bottom > now.value) {
            newest = it->row.seq;
            break;
        }
    }
    m_reads.setVisible(newest);
}

int TimelineView::unreadBelow() const
{
    if (m_summary.unread <= 0)
        return 0;
    const auto now = frame();
    int above = 0;
    for (const auto &item : m_model.items()) {
        if (item.bottom > now.value + now.viewport)
            break;
        if (item.row.seq > m_summary.read && !item.own && isCountable(item.row.kind))
            ++above;
    }
    return std::max(0, m_summary.unread - above);
}

void TimelineView::updateJump()
{
    const int below = m_ready ? unreadBelow() : 0;
    m_jump->setCount(below);
    const auto now = frame();
    const bool far = now.maximum() - now.value > jumpAfter;
    m_jump->setShown(
        m_ready && (far || m_model.moreAfter() || (below > 0 && !isAtBottom()) || !m_returns.isEmpty()));
}

bool TimelineView::isAtBottom() const { return !m_model.moreAfter() && ScrollAnchor::atBottom(frame()); }

void TimelineView::jumpClicked()
{
    const bool straight = QGuiApplication::keyboardModifiers() & Qt::ControlModifier;
    if (!straight && !m_returns.isEmpty()) {
        jumpTo(m_returns.takeLast());
        return;
    }
    const auto first = m_separator.first();
    if (!straight && first && unreadBelow() > 0) {
        const int item = m_model.lowerBound(*first);
        if (item < m_model.size() && m_model.items()[size_t(item)].top > frame().value + frame().viewport)
            return animateTo(m_model.items()[size_t(item)].top);
    }
    scrollToNewest();
}

void TimelineView::scrollToNewest()
{
    m_returns.clear();
    if (!m_ready)
        return;
    if (m_model.moreAfter())
        openNewest();
    else
        animateTo(frame().maximum());
}

void TimelineView::jumpTo(Seq seq, std::optional<Seq> from)
{
    if (!m_chat || !m_ready)
        return;
    if (from)
        m_returns.append(*from);
    const int item = m_model.indexOf({seq, {}});
    if (item < 0) {
        m_jumpTarget = seq;
        m_loader.open({PageRequest::From::Around, seq, TimelineLoader::pageSize});
        return;
    }
    const auto &box = m_model.items()[size_t(item)];
    const int height = box.bottom - box.bubbleTop;
    animateTo(box.bubbleTop - std::max(8, (viewport()->height() - height) / 3));
    highlight(box.key());
    updateJump();
}

void TimelineView::showItem(int item)
{
    const auto &box = m_model.items()[size_t(item)];
    const auto now = frame();
    constexpr int room = 12;
    if (box.bubbleTop - room < now.value)
        animateTo(box.bubbleTop - room);
    else if (box.bottom + room > now.value + now.viewport)
        animateTo(std::min(box.bottom + room - now.viewport, box.bubbleTop - room));
}

void TimelineView::highlight(const ItemKey &key)
{
    m_ui.motion->stop(m_highlightRun);
    updateItem(m_model.indexOf(m_highlight));
    m_highlight = key;
    m_highlightOpacity = 1;
    m_highlightTimer.start(metrics::highlightTime);
    updateItem(m_model.indexOf(key));
}

int TimelineView::itemAt(int y) const
{
    const auto items = m_model.items();
    const auto it = std::partition_point(
        items.begin(), items.end(), [&](const TimelineItem &i) { return i.bottom <= y; });
    return it == items.end() || it->top > y ? -1 : int(it - items.begin());
}

QRect TimelineView::bubbleRect(const ItemKey &key) const
{
    const int index = m_model.indexOf(key);
    if (index < 0 || !m_model.items()[size_t(index)].layout)
        return {};
    const auto &item = m_model.items()[size_t(index)];
    const int left = m_layouter.bubbleLeft(item, viewport()->width(), isRightToLeft());
    return {QPoint(left, item.bubbleTop + yOffset()), item.layout->bubble()};
}

void TimelineView::resizeEvent(QResizeEvent *event)
{
    // The value and maximum still are those of the former size: the anchor is taken against it.
    finishAnimation();
    ScrollFrame before = frame();
    if (event->oldSize().height() > 0)
        before.viewport = event->oldSize().height();
    const auto anchor = ScrollAnchor::take(TimelineLayouter::boxes(m_model), before, !m_model.moreAfter());
    settle(anchor);
    const auto area = viewport()->geometry();
    const int thick = m_bar->sizeHint().width();
    m_bar->setGeometry(
        isRightToLeft() ? area.left() : area.right() + 1 - thick, area.top(), thick, area.height());
    const int inset = 16 - 8; // the button has a margin of 8 for its shadow
    const int x = isRightToLeft() ? area.left() + inset : area.right() + 1 - inset - m_jump->width();
    m_jump->move(x, area.bottom() + 1 - inset - m_jump->height());
}

} // namespace confab
