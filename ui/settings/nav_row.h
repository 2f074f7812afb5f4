#pragma once

#include "ui/common/buttons.h"

namespace confab {

//! A row of the sidebar of settings, 44 high.
class NavRow : public ButtonBase {
    Q_OBJECT
public:
    NavRow(const UiContext &context, const QString &icon, const QString &text, QWidget *parent = nullptr);
    void setDanger(); //!< not a page, but an act that destroys
    void setValue(const QString &value); //!< at the end: how many
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QString m_icon;
    QString m_value;
    bool m_danger = false;
};

} // namespace confab
