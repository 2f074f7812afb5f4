#pragma once

#include <QProxyStyle>

class QStyleOptionButton;
class QStyleOptionMenuItem;
class QStyleOptionSlider;

namespace confab {

class Theme;

//! Paints Qt's standard widgets (buttons, fields, menus, scroll bars, check marks, sliders, tool tips) in the look of
//! Confab. A style instead of a style sheet: nothing to parse at start, and it follows the theme live.
class ConfabStyle : public QProxyStyle {
    Q_OBJECT
public:
    explicit ConfabStyle(const Theme *theme);

    void polish(QWidget *widget) override;
    void unpolish(QWidget *widget) override;
    using QProxyStyle::polish;
    using QProxyStyle::unpolish;

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
        const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
        const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
        const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
        const QWidget *widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
        const QWidget *widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
        QStyleHintReturn *data) const override;

private:
    void drawMenuItem(const QStyleOptionMenuItem *item, QPainter *painter) const;
    void drawScrollBar(const QStyleOptionSlider *bar, QPainter *painter) const;
    void drawSlider(const QStyleOptionSlider *slider, QPainter *painter) const;
    void drawCheck(const QStyleOption *option, QPainter *painter) const;
    void drawRadio(const QStyleOption *option, QPainter *painter) const;
    void drawButton(const QStyleOptionButton *button, QPainter *painter) const;

    const Theme *m_theme;
};

//! Makes `app` look like `theme`: style, palette, font; and follows later changes. Once per program.
void installStyle(Theme *theme, class QApplication *app);

} // namespace confab
