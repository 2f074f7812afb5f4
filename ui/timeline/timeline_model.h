#pragma once

#include "ui/timeline/bubble_layout.h"
#include "ui/timeline/item_key.h"

#include <QDate>
#include <QSet>
#include <memory>
#include <span>
#include <vector>

namespace confab {

//! One row of the timeline with what stands above it and where it lies. Plain; the layout is there while it
//! is near.
struct TimelineItem {
    MessageRow row;
    bool own = false;
    bool service = false; //!< a `sys` row: a centred pill
    bool first = true; //!< of its group: has the sender's name
    bool last = true; //!< of its group: has the tail and the avatar
    bool dateAbove = false;
    bool unreadAbove = false;
    bool expanded = false; //!< a long message is shown whole
    std::unique_ptr<BubbleLayout> layout;
    int layoutWidth = 0; //!< the greatest bubble width it was laid out for

    // Content coordinates, set by TimelineGeometry.
    int top = 0; //!< of its pills
    int bubbleTop = 0;
    int bottom = 0; //!< of bubble, reactions and caption

    ItemKey key() const { return ItemKey::of(row); }
};

//! A contiguous stretch of one chat's timeline: stored rows by seq, then (where the stretch reaches the end)
//! the unsent ones by their local order. Filled by pages and change sets, in any order and twice if need be;
//! each message is there once. Pure: knows no session and no widget.
class TimelineModel {
public:
    //! What a change set brought.
    struct Arrival {
        QList<MessageRow> theirs; //!< new countable rows of others, ascending
        bool own = false; //!< a new own message: the user has just sent something
        bool changed = false; //!< anything that shows
    };

    void reset(const UserId &self);
    void load(const Page &page); //!< instead of what is there
    void prepend(const Page &page);
    void append(const Page &page);
    Arrival apply(const QList<MessageRow> &rows);
    //! `rows` is all there is in [low, high].
    bool replaceRange(Seq low, Seq high, const QList<MessageRow> &rows);
    bool removeUnsent(const QList<Cid> &cids);
    //! Newer messages exist than those held: they are read when they come near.
    void setMoreAfter();
    //! Forgets `count` items at one end; they are paged in again when needed.
    void dropFront(int count);
    void dropBack(int count);
    void setIncomplete(bool before, bool on);

    //! Groups, date pills, the unread bar above `separator`. A layout that no longer fits its item is
    //! dropped.
    void decorate(std::optional<Seq> separator, const QTimeZone &zone);
    void dropLayouts();

    std::span<TimelineItem> items() { return m_items; }
    std::span<const TimelineItem> items() const { return m_items; }
    int size() const { return int(m_items.size()); }
    bool isEmpty() const { return m_items.empty(); }
    int indexOf(const ItemKey &key) const; //!< -1: not held
    //! First item with seq >= `seq`, or the number of stored ones.
    int lowerBound(Seq seq) const;
    Seq firstSeq() const;
    Seq lastSeq() const;
    bool moreBefore() const { return m_moreBefore; }
    bool moreAfter() const { return m_moreAfter; }
    bool incompleteBefore() const { return m_incompleteBefore; }
    bool incompleteAfter() const { return m_incompleteAfter; }
    const UserId &self() const { return m_self; }

private:
    bool put(const MessageRow &row); //!< returns whether it is new here
    void update(TimelineItem &item, const MessageRow &row);
    TimelineItem make(const MessageRow &row) const;
    void showUnsent();
    int storedCount() const { return int(m_items.size()) - m_unsentShown; }

    UserId m_self;
    std::vector<TimelineItem> m_items;
    QList<MessageRow> m_unsent; //!< all of them, shown or not, by localId
    int m_unsentShown = 0;
    bool m_moreBefore = false;
    bool m_moreAfter = false;
    bool m_incompleteBefore = false;
    bool m_incompleteAfter = false;
};

} // namespace confab
