#pragma once

#include "ui/common/buttons.h"
#include "ui/theme/theme.h"

namespace confab {

//! A small picture of the window in one scheme, with a radio button under it.
class ThemeCard : public ButtonBase {
    Q_OBJECT
public:
    ThemeCard(const UiContext &context, Theme::Mode mode, const QString &name, QWidget *parent = nullptr);
    Theme::Mode mode() const { return m_mode; }
    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme::Mode m_mode;
};

} // namespace confab
