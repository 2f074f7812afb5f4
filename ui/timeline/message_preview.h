#pragma once

#include "ui/timeline/bubble_painter.h"

#include <QWidget>

namespace confab {

//! One message as it stands in the timeline, alone on a piece of the chat's ground: for the message info.
class MessagePreview : public QWidget {
    Q_OBJECT
public:
    MessagePreview(const UiContext &context, QWidget *parent = nullptr);
    void setMessage(const MessageRow &row, const ChatSummary &chat);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    BubbleLayout bubble() const;

    UiContext m_ui;
    TimelineStyle m_style;
    BubblePainter m_painter;
    MessageRow m_row;
    ChatSummary m_chat;
};

} // namespace confab
