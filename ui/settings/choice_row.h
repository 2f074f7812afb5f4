#pragma once

#include "ui/common/buttons.h"

namespace confab {

//! One of several: a radio button with a text and a quieter description.
class ChoiceRow : public ButtonBase {
    Q_OBJECT
public:
    ChoiceRow(const UiContext &context, const QString &text, const QString &description = {},
        QWidget *parent = nullptr);
    QSize sizeHint() const override;

    //! The mark alone, for other choices.
    static void paintRadio(QPainter *painter, const class Theme &theme, const QRectF &box, bool on);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_description;
};

} // namespace confab
