#pragma once

#include "ui/chatlist/chat_row.h"
#include "ui/common/ui_context.h"

#include <QRect>

class QPainter;

namespace confab {

//! Paints one row of the chat list: 70 px high, avatar 48, two lines; or, in the narrow list, the avatar alone with the
//! badge on it.
class ChatRowPainter {
public:
    struct State {
        bool selected = false; //!< the chat is open
        bool hovered = false;
        bool focused = false; //!< keyboard cursor
        bool highlighted = false; //!< its menu is open
        bool narrow = false;
        Qt::LayoutDirection direction = Qt::LeftToRight;
    };

    explicit ChatRowPainter(const UiContext &context)
        : m_ui(context)
    {
    }
    int rowHeight() const;
    void paint(QPainter *painter, const QRect &rect, const ChatRow &row, const State &state) const;

private:
    struct Inks;
    Inks inks(const ChatRow &row, const State &state) const;
    void paintGround(QPainter *painter, const QRect &rect, const State &state) const;
    void paintNarrow(QPainter *painter, const QRect &rect, const ChatRow &row, const State &state) const;
    void paintFirstLine(QPainter *painter, const QRect &line, const QRect &row, const ChatRow &content, const State &state, const Inks &inks) const;
    void paintSecondLine(QPainter *painter, const QRect &line, const QRect &row, const ChatRow &content, const State &state, const Inks &inks) const;
    int paintBadge(QPainter *painter, const QRect &line, const QRect &row, const QString &text, QColor fill, QColor ink, Qt::LayoutDirection direction) const;

    const UiContext m_ui;
};

} // namespace confab
