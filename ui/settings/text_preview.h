#pragma once

#include "ui/common/ui_context.h"
#include "ui/theme/typography.h"

#include <QWidget>

namespace confab {

//! Two sample bubbles in a text size that need not be in force yet.
class TextPreview : public QWidget {
    Q_OBJECT
public:
    explicit TextPreview(const UiContext &context, QWidget *parent = nullptr);
    void setScale(int percent);
    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Bubble {
        QString sender; //!< empty: an own one
        QString text;
        QString time;
    };
    QFont font(TextRole role) const;
    int line(TextRole role) const;
    int metaWidth(const Bubble &bubble) const;
    //! Lays out `bubble` (and paints it where there is a painter) with its top at `y`; the y after it.
    int place(QPainter *painter, const Bubble &bubble, int y, int width) const;

    const UiContext m_ui;
    int m_scale;
    QList<Bubble> m_bubbles;
};

} // namespace confab
