#include "ui/timeline/timeline_model.h"

#include "core/sync/grouping.h"

#include <algorithm>

namespace confab {
namespace {

//! Whether the two look different apart from their tick.
bool needsLayout(const MessageRow &a, const MessageRow &b)
{
    const bool failed = a.state == MessageState::Failed;
    return a.content != b.content || a.edited != b.edited || a.deleted != b.deleted
        || a.undecodable != b.undecodable || a.reactions != b.reactions || a.kind != b.kind
        || a.ts / 60'000 != b.ts / 60'000 || failed != (b.state == MessageState::Failed);
}

} // namespace

void TimelineModel::reset(const UserId &self)
{
    *this = {};
    m_self = self;
}

TimelineItem TimelineModel::make(const MessageRow &row) const
{
    TimelineItem item;
    item.row = row;
    item.own = row.kind != EventKind::Sys && row.from == m_self;
    item.service = row.kind != EventKind::Msg;
    return item;
}

void TimelineModel::update(TimelineItem &item, const MessageRow &row)
{
    if (needsLayout(item.row, row))
        item.layout.reset();
    item.row = row;
    item.service = row.kind != EventKind::Msg;
}

int TimelineModel::lowerBound(Seq seq) const
{
    const auto end = m_items.begin() + storedCount();
    return int(std::partition_point(m_items.begin(), end, [&](const TimelineItem &i) {
        return i.row.seq < seq;
    }) - m_items.begin());
}

Seq TimelineModel::firstSeq() const { return storedCount() > 0 ? m_items.front().row.seq : Seq(); }

Seq TimelineModel::lastSeq() const
{
    return storedCount() > 0 ? m_items[size_t(storedCount() - 1)].row.seq : Seq();
}

int TimelineModel::indexOf(const ItemKey &key) const
{
    if (key.seq.value > 0) {
        const int i = lowerBound(key.seq);
        if (i < storedCount() && m_items[size_t(i)].row.seq == key.seq)
            return i;
    }
    if (!key.cid.isNull()) {
        for (int i = size() - 1; i >= 0; --i)
            if (m_items[size_t(i)].row.cid == key.cid && key.names(m_items[size_t(i)].row))
                return i;
    }
    return -1;
}

bool TimelineModel::put(const MessageRow &row)
{
    if (row.seq.value == 0) {
        const auto known =
            std::find_if(m_unsent.begin(), m_unsent.end(), [&](const auto &r) { return r.cid == row.cid; });
        if (known != m_unsent.end()) {
            *known = row;
            return false;
        }
        const auto at = std::upper_bound(m_unsent.begin(), m_unsent.end(), row,
            [](const MessageRow &a, const MessageRow &b) { return a.localId < b.localId; });
        m_unsent.insert(at, row);
        return true;
    }
    // The acknowledged row takes its layout along from the unsent one.
    TimelineItem item = make(row);
    if (!row.cid.isNull()) {
        m_unsent.removeIf([&](const MessageRow &r) { return r.cid == row.cid; });
        for (int i = storedCount(); i < size(); ++i) {
            if (m_items[size_t(i)].row.cid != row.cid)
                continue;
            item = std::move(m_items[size_t(i)]);
            m_items.erase(m_items.begin() + i);
            --m_unsentShown;
            update(item, row);
            break;
        }
    }
    const int at = lowerBound(row.seq);
    if (at < storedCount() && m_items[size_t(at)].row.seq == row.seq) {
        update(m_items[size_t(at)], row);
        return false;
    }
    m_items.insert(m_items.begin() + at, std::move(item));
    return true;
}

void TimelineModel::showUnsent()
{
    std::vector<TimelineItem> former(
        std::make_move_iterator(m_items.begin() + storedCount()), std::make_move_iterator(m_items.end()));
    m_items.erase(m_items.begin() + storedCount(), m_items.end());
    m_unsentShown = 0;
    if (m_moreAfter)
        return;
    for (const auto &row : m_unsent) {
        const auto known = std::find_if(former.begin(), former.end(),
            [&](const TimelineItem &i) { return i.row.cid == row.cid && i.layout; });
        if (known != former.end()) {
            m_items.push_back(std::move(*known));
            update(m_items.back(), row);
        } else {
            m_items.push_back(make(row));
        }
    }
    m_unsentShown = int(m_unsent.size());
}

void TimelineModel::load(const Page &page)
{
    m_items.clear();
    m_unsentShown = 0;
    m_moreBefore = page.moreBefore;
    m_moreAfter = page.moreAfter;
    m_incompleteBefore = page.incomplete && !page.rows.isEmpty() ? page.moreBefore : page.incomplete;
    m_incompleteAfter = false;
    for (const auto &row : page.rows)
        put(row);
    showUnsent();
}

void TimelineModel::prepend(const Page &page)
{
    for (const auto &row : page.rows)
        put(row);
    m_moreBefore = page.moreBefore;
    m_incompleteBefore = page.incomplete;
    showUnsent();
}

void TimelineModel::append(const Page &page)
{
    for (const auto &row : page.rows)
        put(row);
    m_moreAfter = page.moreAfter;
    m_incompleteAfter = page.incomplete;
    showUnsent();
}

TimelineModel::Arrival TimelineModel::apply(const QList<MessageRow> &rows)
{
    Arrival arrival;
    for (const auto &row : rows) {
        const bool countable = isCountable(row.kind) && row.from != m_self && !row.deleted;
        if (row.seq.value > 0) {
            const bool beyond =
                (m_moreAfter && row.seq > lastSeq()) || (m_moreBefore && row.seq < firstSeq());
            const bool known = indexOf({row.seq, {}}) >= 0;
            if (beyond) {
                // Not next to what is held: it is paged in when it comes near.
                m_unsent.removeIf([&](const MessageRow &r) { return !row.cid.isNull() && r.cid == row.cid; });
                if (countable && row.seq > lastSeq())
                    arrival.theirs.append(row);
                continue;
            }
            if (put(row) && !known && countable)
                arrival.theirs.append(row);
        } else if (put(row) && row.from == m_self) {
            arrival.own = true;
        }
        arrival.changed = true;
    }
    showUnsent();
    return arrival;
}

bool TimelineModel::replaceRange(Seq low, Seq high, const QList<MessageRow> &rows)
{
    QSet<Seq> there;
    for (const auto &row : rows)
        there.insert(row.seq);
    const auto end = m_items.begin() + storedCount();
    const auto kept = std::remove_if(m_items.begin(), end, [&](const TimelineItem &item) {
        return item.row.seq >= low && item.row.seq <= high && !there.contains(item.row.seq);
    });
    const bool removed = kept != end;
    m_items.erase(kept, end);
    for (const auto &row : rows) {
        // The stretch may have been let go at an end since this was asked for.
        const bool beyond = (m_moreAfter && row.seq > lastSeq()) || (m_moreBefore && row.seq < firstSeq());
        if (!beyond)
            put(row);
    }
    showUnsent();
    return removed || !rows.isEmpty();
}

bool TimelineModel::removeUnsent(const QList<Cid> &cids)
{
    const auto before = m_unsent.size();
    m_unsent.removeIf([&](const MessageRow &row) { return cids.contains(row.cid); });
    showUnsent();
    return m_unsent.size() != before;
}

void TimelineModel::setMoreAfter()
{
    m_moreAfter = true;
    showUnsent();
}

void TimelineModel::dropFront(int count)
{
    if (count <= 0)
        return;
    m_items.erase(m_items.begin(), m_items.begin() + std::min(count, storedCount()));
    m_moreBefore = true;
    m_incompleteBefore = false;
}

void TimelineModel::dropBack(int count)
{
    if (count <= 0)
        return;
    m_moreAfter = true;
    m_incompleteAfter = false;
    const int unsent = m_unsentShown;
    showUnsent();
    const int stored = std::min(count - unsent, storedCount());
    if (stored > 0)
        m_items.erase(m_items.end() - stored, m_items.end());
}

void TimelineModel::setIncomplete(bool before, bool on)
{
    (before ? m_incompleteBefore : m_incompleteAfter) = on;
}

void TimelineModel::decorate(std::optional<Seq> separator, const QTimeZone &zone)
{
    for (size_t i = 0; i < m_items.size(); ++i) {
        auto &item = m_items[i];
        const auto *above = i > 0 ? &m_items[i - 1] : nullptr;
        item.dateAbove = !above || differentDay(above->row.ts, item.row.ts, zone);
        item.unreadAbove = separator && item.row.seq >= *separator && (!above || above->row.seq < *separator);
        const bool joins =
            above && continuesGroup(above->row, item.row, item.dateAbove || item.unreadAbove, zone);
        if (item.first == joins) {
            item.first = !joins;
            item.layout.reset();
        }
        item.last = true;
        if (joins)
            m_items[i - 1].last = false;
    }
}

void TimelineModel::dropLayouts()
{
    for (auto &item : m_items)
        item.layout.reset();
}

} // namespace confab
