#pragma once

#include "ui/common/buttons.h"

namespace confab {

//! One accent to choose: a disc of its colour, with a check where it is the one in force.
class AccentDot : public ButtonBase {
    Q_OBJECT
public:
    AccentDot(const UiContext &context, Accent accent, const QString &name, QWidget *parent = nullptr);
    Accent accent() const { return m_accent; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Accent m_accent;
};

} // namespace confab
