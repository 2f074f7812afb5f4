#pragma once

#include "ui/common/ui_context.h"
#include "ui/timeline/bubble_layout.h"
#include "ui/timeline/media_painter.h"

#include <QPainterPath>

class QPainter;

namespace confab {

//! The outline of a bubble. Corners are 16, or 6 where bubbles of one sender meet; the last of a group has
//! the tail. `tailRight`: the side of its speaker.
QPainterPath bubbleOutline(const QRectF &rect, bool first, bool last, bool tailRight);

//! Draws what BubbleLayout measured. Holds no state but the theme; all calls are from paint and change
//! nothing.
class BubblePainter {
public:
    struct Look {
        bool own = false;
        bool first = true;
        bool last = true;
        bool right = false; //!< the bubble stands at the right side
        MessageState state = MessageState::Sent;
        QString name;
        QColor nameColor;
        QString quoteName;
        QColor quoteColor;
        int selectedFrom = 0;
        int selectedTo = 0;
        bool focused = false; //!< has the keyboard's focus ring
        int hoveredChip = -1;
        int focusedPart = -1; //!< of the files
        bool played = false; //!< its voice note: the own one by somebody, another's by this user
        const TimelineMedia *media = nullptr; //!< null: files show what the message itself brings
    };

    BubblePainter(const UiContext &context, const TimelineStyle &style);

    //! With the bubble's upper left corner at `at`.
    void paint(QPainter &painter, QPoint at, const BubbleLayout &layout, const Look &look) const;
    void paintPill(QPainter &painter, QRect viewport, int top, const QString &text, qreal opacity = 1) const;
    void paintUnreadBar(QPainter &painter, QRect bar, int count) const;
    //! Grey bubbles for a chat whose messages are still being read.
    void paintSkeleton(QPainter &painter, QRect viewport) const;
    int pillWidth(const QString &text) const;

private:
    void paintMedia(QPainter &painter, QPoint at, const BubbleLayout &layout, const Look &look) const;
    void paintBody(QPainter &painter, QPoint at, const BubbleLayout &layout, const Look &look) const;
    void paintQuote(QPainter &painter, QPoint at, const BubbleLayout &layout, const Look &look) const;
    void paintMeta(QPainter &painter, QPoint at, const BubbleLayout &layout, const Look &look) const;
    void paintChips(QPainter &painter, QPoint at, const BubbleLayout &layout, const Look &look) const;
    void paintFailure(QPainter &painter, QPoint at, const BubbleLayout &layout, const Look &look) const;

    const UiContext &m_ui;
    const TimelineStyle &m_style;
    MediaPainter m_media;
};

} // namespace confab
