#pragma once

#include "ui/common/ui_context.h"

#include <QWidget>

namespace confab {

class IconButton;
class Label;

//! What plays, above the messages of whatever chat is open: pause, speed, close; the line below it is where it stands.
//! Hidden while nothing sounds, and for videos, which have the viewer.
class PlayerBar : public QWidget {
    Q_OBJECT
public:
    PlayerBar(const UiContext &context, QWidget *parent = nullptr);

signals:
    void titleClicked(); //!< show the message that plays

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    void refresh();
    void refreshPosition();

    const UiContext m_ui;
    IconButton *m_play;
    Label *m_title;
    Label *m_time;
    class Button *m_speed;
    IconButton *m_close;
};

} // namespace confab
