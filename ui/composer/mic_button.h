#pragma once

#include "ui/common/buttons.h"
#include "ui/theme/metrics.h"

#include <QElapsedTimer>

namespace confab {

//! Stands in the send button's place while there is nothing to send. A click records until it is ended; holding records
//! until it is let go; let go beside the button, it is thrown away.
class MicButton : public ButtonBase {
    Q_OBJECT
public:
    MicButton(const UiContext &context, QWidget *parent);
    QSize sizeHint() const override { return {metrics::composerButton, metrics::composerButton}; }
    //! The pointer holds it. isDown() ends with the focus, which recording takes.
    bool isHeld() const { return m_held.isValid(); }
    static constexpr int holdTime = 350; //!< ms: a shorter press is a click

signals:
    void recordWanted(); //!< pressed
    void letGo(); //!< at the end of every press, before the next two
    void heldEnough(); //!< let go after holding: send it
    void letGoBeside(); //!< throw it away

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QElapsedTimer m_held;
};

} // namespace confab
