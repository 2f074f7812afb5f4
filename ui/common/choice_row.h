#pragma once

#include "ui/common/buttons.h"

namespace confab {

//! One of several: a radio button with a text and a quieter description, which wraps.
class ChoiceRow : public ButtonBase {
    Q_OBJECT
public:
    ChoiceRow(const UiContext &context, const QString &text, const QString &description = {},
        QWidget *parent = nullptr);
    void setDescription(const QString &text);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

    //! The mark alone, for other choices.
    static void paintRadio(QPainter *painter, const class Theme &theme, const QRectF &box, bool on);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int describedHeight(int width) const; //!< of the lines of the description

    QString m_description;
};

} // namespace confab
