#pragma once

#include "ui/common/accessible_list.h"
#include "ui/common/ui_context.h"
#include "ui/theme/animation_clock.h"

#include <QWidget>

namespace confab {

//! How far something is, 6 high; a wandering piece where nobody knows.
class WorkBar : public QWidget, public HasAccessibleRole {
    Q_OBJECT
public:
    explicit WorkBar(const UiContext &context, QWidget *parent = nullptr);

    void setShare(qreal share); //!< 0 to 1; below 0: unknown
    QAccessible::Role accessibleRole() const override { return QAccessible::ProgressBar; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void wander();

    const UiContext m_ui;
    AnimationClock::Handle m_loop = 0;
    qreal m_share = -1;
    qreal m_phase = 0.35; //!< where it stands still, with reduced motion
};

} // namespace confab
