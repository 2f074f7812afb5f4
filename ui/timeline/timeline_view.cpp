#include "ui/timeline/timeline_view.h"

#include "core/session/session.h"
#include "core/sync/tick_state.h"
#include "ui/common/avatar_painter.h"
#include "ui/theme/animation_clock.h"
#include "ui/theme/theme.h"
#include "ui/timeline/jump_button.h"
#include "ui/timeline/message_speech.h"

#include <QScrollBar>

namespace confab {
namespace {

constexpr int skeletonDelay = 150;
constexpr int savedChats = 500;
constexpr qint64 rereadLimit = 400; //!< a longer stretch is paged in instead
constexpr int announceAtOnce = 3; //!< of several arrivals only so many are spoken

} // namespace

TimelineView::TimelineView(const UiContext &context, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_ui(context)
    , m_style(*context.theme)
    , m_layouter(m_ui, m_style)
    , m_painter(m_ui, m_style)
    , m_media(context, this)
    , m_loader(context.session, this)
    , m_reads(context.session, this)
    , m_jump(new JumpButton(context, this))
    , m_bar(new QScrollBar(Qt::Vertical, this))
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Messages"));
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    verticalScrollBar()->setSingleStep(40);
    auto *inner = verticalScrollBar();
    connect(inner, &QScrollBar::rangeChanged, m_bar, &QScrollBar::setRange);
    connect(inner, &QScrollBar::valueChanged, m_bar, &QScrollBar::setValue);
    connect(m_bar, &QScrollBar::valueChanged, inner, &QScrollBar::setValue);
    m_bar->setFocusPolicy(Qt::NoFocus);
    m_bar->setCursor(Qt::ArrowCursor);
    m_bar->setAccessibleName(tr("Scroll bar of the messages"));
    m_jump->raise();
    connect(m_jump, &JumpButton::clicked, this, &TimelineView::jumpClicked);

    connectMedia();
    connect(context.session, &Session::changed, this, &TimelineView::applyChanges);
    connect(context.avatars, &AvatarPainter::loaded, this, [this] { viewport()->update(); });
    connect(context.theme, &Theme::changed, this, [this] {
        mutate([this] {
            m_style = TimelineStyle(*m_ui.theme);
            m_model.dropLayouts();
        });
    });
    connect(&m_loader, &TimelineLoader::opened, this, &TimelineView::pageOpened);
    connect(&m_loader, &TimelineLoader::openFailed, this, [this] {
        m_failed = true;
        m_jumpTarget.reset();
        m_skeletonTimer.stop();
        m_skeleton = false;
        viewport()->update();
    });
    connect(&m_loader, &TimelineLoader::gotBefore, this, &TimelineView::pageBefore);
    connect(&m_loader, &TimelineLoader::gotAfter, this, &TimelineView::pageAfter);
    connect(&m_loader, &TimelineLoader::failed, this,
        [this](bool before) { mutate([this, before] { m_model.setIncomplete(before, true); }); });
    connect(&m_loader, &TimelineLoader::gotRange, this, &TimelineView::rangeRead);
    connect(context.session, &Session::connectionChanged, this, [this](const ConnectionView &connection) {
        // What could not be fetched while offline is tried again without being asked.
        if (connection.phase != ConnectionPhase::Online || !m_chat)
            return;
        if (m_failed)
            openNewest();
        else if (m_model.incompleteBefore() || m_model.incompleteAfter())
            mutate([this] {
                m_model.setIncomplete(true, false);
                m_model.setIncomplete(false, false);
            });
    });

    m_skeletonTimer.setSingleShot(true);
    connect(&m_skeletonTimer, &QTimer::timeout, this, [this] {
        m_skeleton = true;
        viewport()->update();
    });
    m_highlightTimer.setSingleShot(true);
    connect(&m_highlightTimer, &QTimer::timeout, this, [this] {
        m_highlightRun = m_ui.motion->run(this, metrics::slideTime, [this](qreal t) {
            m_highlightOpacity = 1 - t;
            updateItem(m_model.indexOf(m_highlight));
            if (t >= 1)
                m_highlight = {};
        });
    });
    m_dateTimer.setSingleShot(true);
    connect(&m_dateTimer, &QTimer::timeout, this, [this] {
        m_dateRun = m_ui.motion->run(this, metrics::slideTime, [this](qreal t) {
            m_dateOpacity = 1 - t;
            viewport()->update(0, 0, viewport()->width(), 16 + m_style.pillHeight);
        });
    });
    m_hiddenTimer.setSingleShot(true);
    connect(&m_hiddenTimer, &QTimer::timeout, this, &TimelineView::flushPending);
    m_midnight.setSingleShot(true);
    connect(&m_midnight, &QTimer::timeout, this, [this] {
        viewport()->update(); // "Today" becomes "Yesterday"
        m_midnight.start(24 * 3'600'000);
    });
    const auto now = QDateTime::currentDateTime();
    m_midnight.start(int(now.msecsTo(now.date().addDays(1).startOfDay())) + 500);
}

TimelineView::~TimelineView() { flushPending(); }

void TimelineView::openChat(const ChatId &chat)
{
    if (m_chat == chat)
        return;
    forgetChat();
    const auto summary = m_ui.session->chat(chat);
    if (!summary)
        return;
    m_chat = chat;
    m_summary = *summary;
    m_layouter.setKind(summary->kind);
    m_model.reset(m_ui.session->self().user);
    m_loader.setChat(chat);
    m_reads.showChat(chat);
    m_skeletonTimer.start(skeletonDelay);

    PageRequest request;
    const auto saved = m_saved.constFind(chat);
    if (summary->unread > 0)
        request = {PageRequest::From::Around, summary->read.next(), TimelineLoader::pageSize};
    else if (saved != m_saved.cend() && saved->key.seq.value > 0)
        request = {PageRequest::From::Around, saved->key.seq, TimelineLoader::pageSize};
    m_loader.open(request);
    viewport()->update();
}

void TimelineView::closeChat()
{
    forgetChat();
    viewport()->update();
}

void TimelineView::forgetChat()
{
    flushPending();
    if (m_chat && m_ready) {
        const auto anchor = takeAnchor();
        const int bar = m_separator.first() ? m_model.lowerBound(*m_separator.first()) : -1;
        const bool above =
            bar >= 0 && bar < m_model.size() && m_model.items()[size_t(bar)].bubbleTop < frame().value;
        m_separator.left(anchor.sticks(), above);
        if (anchor.sticks())
            m_saved.remove(*m_chat);
        else
            m_saved.insert(*m_chat, {anchor.key(), anchor.offset(), m_separator});
        if (m_saved.size() > savedChats)
            m_saved.erase(m_saved.begin());
    }
    finishAnimation();
    m_chat.reset();
    m_summary = {};
    m_model.reset({});
    m_loader.setChat({});
    m_reads.showChat({});
    m_separator.clear();
    m_selection.clear();
    m_returns.clear();
    m_focus = m_highlight = {};
    m_jumpTarget.reset();
    m_meanwhile.clear();
    m_skeletonTimer.stop();
    m_dateTimer.stop();
    m_ready = m_failed = m_skeleton = false;
    m_dateOpacity = 0;
    m_media.leave();
    m_hoverItem = m_hoverChip = -1;
    m_content = 0;
    setScroll(0);
    verticalScrollBar()->setRange(0, 0);
    m_jump->setShown(false);
    accessibleListChanged(this);
}

void TimelineView::openNewest()
{
    m_failed = false;
    m_jumpTarget.reset();
    m_loader.open({});
}

void TimelineView::pageOpened(const PageRequest &request, const Page &page)
{
    m_skeletonTimer.stop();
    m_skeleton = m_failed = false;
    const bool first = !m_ready;
    m_model.load(withoutHidden(page));
    replay();
    if (first) {
        std::optional<Seq> unread;
        for (int i = m_model.lowerBound(m_summary.read.next()); i < m_model.size() && m_summary.unread > 0;
             ++i) {
            const auto &row = m_model.items()[size_t(i)].row;
            if (row.seq > m_summary.read && isCountable(row.kind) && row.from != m_model.self()) {
                unread = row.seq;
                break;
            }
        }
        const auto saved = m_saved.constFind(*m_chat);
        if (unread)
            m_separator.open(unread, m_summary.unread);
        else if (saved != m_saved.cend())
            m_separator = saved->separator;
    }
    m_model.decorate(m_separator.first(), QTimeZone::systemTimeZone());
    relayout();

    const auto saved = m_saved.constFind(*m_chat);
    int target = frame().maximum();
    if (m_jumpTarget) {
        const int item = std::min(m_model.lowerBound(*m_jumpTarget), m_model.size() - 1);
        if (item >= 0) {
            const auto &box = m_model.items()[size_t(item)];
            target = box.bubbleTop - std::max(0, (viewport()->height() - (box.bottom - box.bubbleTop)) / 3);
            highlight(box.key());
        }
        m_jumpTarget.reset();
    } else if (first && m_separator.first() && request.from == PageRequest::From::Around
        && m_summary.unread > 0) {
        const int item = m_model.lowerBound(*m_separator.first());
        if (item < m_model.size())
            target = m_model.items()[size_t(item)].top;
    } else if (first && saved != m_saved.cend()) {
        const int item = m_model.indexOf(saved->key);
        if (item >= 0)
            target = m_model.items()[size_t(item)].bubbleTop - saved->offset;
    }
    setScroll(std::clamp(target, 0, frame().maximum()));
    m_ready = true;
    afterScroll();
    m_reads.setScrollDone(true);
    viewport()->update();
    accessibleListChanged(this);
    if (first)
        emit ready();
}

QList<MessageRow> TimelineView::withoutHidden(QList<MessageRow> rows) const
{
    if (m_hidden && m_hidden->chat == m_chat)
        rows.removeIf([this](const MessageRow &row) { return row.seq == m_hidden->seq; });
    return rows;
}

Page TimelineView::withoutHidden(Page page) const
{
    page.rows = withoutHidden(std::move(page.rows));
    return page;
}

void TimelineView::pageBefore(Seq asked, const Page &page)
{
    if (asked != m_model.firstSeq())
        return preload(); // what it was next to was let go meanwhile
    mutate([&] {
        m_model.prepend(withoutHidden(page));
        replay();
        // A page that brought nothing must not be asked for again and again.
        if (m_model.firstSeq() == asked && page.moreBefore)
            m_model.setIncomplete(true, true);
        trim(false);
    });
    accessibleListChanged(this);
}

void TimelineView::pageAfter(Seq asked, const Page &page)
{
    if (asked != m_model.lastSeq())
        return preload();
    mutate([&] {
        m_model.append(withoutHidden(page));
        replay();
        if (m_model.lastSeq() == asked && page.moreAfter)
            m_model.setIncomplete(false, true);
        trim(true);
    });
    accessibleListChanged(this);
}

void TimelineView::rangeRead(Seq low, Seq high, const QList<MessageRow> &rows)
{
    mutate([&] {
        m_model.replaceRange(low, high, withoutHidden(rows));
        replay();
    });
    accessibleListChanged(this);
}

void TimelineView::replay()
{
    for (const auto &change : std::as_const(m_meanwhile))
        takeRows(change);
    if (!m_loader.isBusy())
        m_meanwhile.clear();
}

TimelineModel::Arrival TimelineView::takeRows(const ChatChange &change)
{
    TimelineModel::Arrival arrival;
    if (change.what & ChatChange::Unsent)
        m_model.removeUnsent(change.gone);
    if (!(change.what & ChatChange::Messages))
        return arrival;
    arrival = m_model.apply(withoutHidden(change.rows));
    if (!change.rows.isEmpty() || change.high.value == 0)
        return arrival;
    // Only named, not brought along: what of it is held here is read again, what follows is paged in.
    if (change.high > m_model.lastSeq() && change.high.value - m_model.lastSeq().value > rereadLimit)
        m_model.setMoreAfter();
    const auto low = m_model.moreBefore() ? std::max(change.low, m_model.firstSeq()) : change.low;
    const auto high = m_model.moreAfter() ? std::min(change.high, m_model.lastSeq()) : change.high;
    if (low <= high && high.value - low.value <= rereadLimit)
        m_loader.reread(low, high);
    return arrival;
}

void TimelineView::applyChanges(const ChangeSet &changes)
{
    if (!m_chat)
        return;
    for (const auto &change : changes.chats) {
        if (change.chat != *m_chat)
            continue;
        if (change.what & ChatChange::Removed) {
            closeChat();
            return;
        }
        applyChat(change);
    }
    if (!changes.contacts.isEmpty() || changes.self)
        mutate([this] { m_model.dropLayouts(); }); // names
}

void TimelineView::applyChat(const ChatChange &change)
{
    if (change.summary)
        m_summary = *change.summary;
    const bool named = change.what & (ChatChange::Messages | ChatChange::Unsent);
    if (named && m_loader.isBusy())
        m_meanwhile.append(change);
    if (!named || !m_ready) {
        updateJump();
        viewport()->update();
        return;
    }
    finishAnimation();
    const auto anchor = takeAnchor();
    const bool seen = anchor.sticks() && m_reads.userActive();
    const auto arrival = takeRows(change);
    arrivedLive(arrival, seen);
    settle(anchor, !arrival.theirs.isEmpty());
    if (arrival.own) {
        if (m_model.moreAfter())
            openNewest();
        else
            animateTo(frame().maximum());
    }
    accessibleListChanged(this);
}

void TimelineView::arrivedLive(const TimelineModel::Arrival &arrival, bool seen)
{
    if (arrival.own) {
        m_separator.sent();
        m_returns.clear();
    }
    int count = 0;
    for (const auto &row : arrival.theirs) {
        if (row.seq <= m_summary.read)
            continue; // read on another device meanwhile, or history that was filled in
        m_separator.arrived(row.seq, seen && !m_model.moreAfter());
        if (++count > announceAtOnce)
            continue;
        const auto sentence = messageSpeech(row, m_summary, *m_ui.session);
        announce(this, sentence);
        emit spoken(sentence);
    }
}

std::optional<MessageRow> TimelineView::lastEditable() const
{
    const auto items = m_model.items();
    for (auto it = items.rbegin(); it != items.rend(); ++it) {
        const auto &row = it->row;
        if (it->own && row.kind == EventKind::Msg && row.seq.value > 0 && !row.deleted && row.content.text)
            return row;
    }
    return std::nullopt;
}

std::optional<MessageRow> TimelineView::replyTarget(std::optional<Seq> from, int step) const
{
    const int stored = m_model.lowerBound(Seq(std::numeric_limits<qint64>::max()));
    int i = from ? m_model.lowerBound(*from) + step : (step < 0 ? stored - 1 : stored);
    for (; i >= 0 && i < stored; i += step) {
        const auto &row = m_model.items()[size_t(i)].row;
        if (row.kind == EventKind::Msg && !row.deleted)
            return row;
    }
    return std::nullopt;
}

// ---- what a screen reader sees ----

QString TimelineView::itemText(int item) const
{
    if (item < 0 || item >= m_model.size())
        return {};
    return messageSpeech(m_model.items()[size_t(item)].row, m_summary, *m_ui.session);
}

QRect TimelineView::itemRect(int item) const
{
    if (item < 0 || item >= m_model.size())
        return {};
    const auto rect = bubbleRect(m_model.items()[size_t(item)].key());
    return rect.intersects(viewport()->rect()) ? rect.translated(viewport()->pos()) : QRect();
}

quint64 TimelineView::itemKey(int item) const
{
    if (item < 0 || item >= m_model.size())
        return 0;
    const auto &row = m_model.items()[size_t(item)].row;
    // Own messages keep their key through the acknowledgement: they are known by cid from the start.
    const auto hash = row.cid.isNull() ? qHash(row.seq.value, 7) : qHash(row.cid, 11);
    return quint64(hash) | 1;
}

int TimelineView::currentItem() const { return m_focus.isNull() ? -1 : m_model.indexOf(m_focus); }

bool TimelineView::isItemSelected(int item) const
{
    return item >= 0 && item < m_model.size() && m_selection.contains(m_model.items()[size_t(item)].row);
}

void TimelineView::activateItem(int item)
{
    if (item < 0 || item >= m_model.size())
        return;
    focusItem(item);
    const auto rect = bubbleRect(m_focus);
    showMenu(item,
        viewport()->mapToGlobal(QPoint(rect.left() + 20, std::min(rect.bottom(), viewport()->height() - 8))));
}

void TimelineView::focusItem(int item)
{
    if (item < 0 || item >= m_model.size())
        return;
    const int former = currentItem();
    if (former != item)
        m_part = 0;
    m_focus = m_model.items()[size_t(item)].key();
    updateItem(former);
    updateItem(item);
    showItem(item);
    accessibleItemFocused(this, item);
}

} // namespace confab
