#pragma once

#include "ui/common/buttons.h"

#include <QPixmap>

namespace confab {

//! The round button that leads to the newest message, with the number of unread ones below. The wheel over it
//! scrolls the list beneath.
class JumpButton : public ButtonBase {
    Q_OBJECT
public:
    JumpButton(const UiContext &context, QWidget *parent);

    void setCount(int count);
    int count() const { return m_count; }
    //! Fades in or out.
    void setShown(bool shown);
    bool isShown() const { return m_shown; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    int m_count = 0;
    bool m_shown = false;
    qreal m_opacity = 0;
    quint64 m_run = 0;
};

} // namespace confab
