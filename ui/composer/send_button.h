#pragma once

#include "ui/common/buttons.h"
#include "ui/theme/metrics.h"

namespace confab {

//! The round send button: a filled disc once there is something to send, a check mark while editing.
class SendButton : public ButtonBase {
    Q_OBJECT
public:
    SendButton(const UiContext &context, QWidget *parent);
    void setEditing(bool editing);
    QSize sizeHint() const override { return {metrics::composerButton, metrics::composerButton}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    bool m_editing = false;
};

} // namespace confab
