#include "ui/theme/style.h"

#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QGuiApplication>
#include <QMenu>
#include <QLineEdit>
#include <QPainter>
#include <QScrollBar>
#include <QStyleFactory>
#include <QStyleOption>

namespace confab {

namespace {

constexpr int menuInset = 4;
constexpr int menuItemRadius = 6;

// A frame of `width` inside the edge of `rect`, on whole device pixels at integer scales.
void roundedBox(QPainter *painter, const QRectF &rect, qreal radius, QColor fill, QColor line = {}, qreal width = 1)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter->setPen(line.isValid() ? QPen(line, width) : QPen(Qt::NoPen));
    const qreal inset = line.isValid() ? width / 2 : 0;
    painter->drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset);
    painter->restore();
}

// Without a compositor the corners of a translucent menu would be black: there the style masks them instead.
bool menusAreTranslucent()
{
    return QGuiApplication::platformName() != "xcb";
}

} // namespace

ConfabStyle::ConfabStyle(const Theme *theme)
    : QProxyStyle(QStyleFactory::create("Fusion"))
    , m_theme(theme)
{
}

void ConfabStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QMenu *>(widget)) {
        widget->setFont(m_theme->font(TextRole::MenuItem));
        if (menusAreTranslucent())
            widget->setAttribute(Qt::WA_TranslucentBackground);
    } else if (qobject_cast<QScrollBar *>(widget)) {
        widget->setAttribute(Qt::WA_Hover);
        widget->setAttribute(Qt::WA_OpaquePaintEvent, false);
    }
}

void ConfabStyle::unpolish(QWidget *widget)
{
    if (qobject_cast<QMenu *>(widget))
        widget->setAttribute(Qt::WA_TranslucentBackground, false);
    QProxyStyle::unpolish(widget);
}

void ConfabStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_PanelLineEdit: {
        if (const auto *edit = qobject_cast<const QLineEdit *>(widget); edit && !edit->hasFrame())
            return; // it paints its own
        const bool focus = option->state & State_HasFocus;
        roundedBox(painter, option->rect, metrics::buttonRadius, m_theme->color(Token::Field),
            m_theme->color(focus ? Token::AccentText : Token::FieldBorder), focus ? 2 : 1);
        return;
    }
    case PE_FrameLineEdit:
    case PE_FrameMenu:
    case PE_Frame:
        return;
    case PE_PanelMenu:
    case PE_PanelTipLabel: {
        const bool tip = element == PE_PanelTipLabel;
        roundedBox(painter, option->rect, tip ? 6 : metrics::menuRadius, m_theme->color(Token::BgWindow),
            m_theme->color(tip ? Token::FieldBorder : Token::Divider));
        return;
    }
    case PE_IndicatorCheckBox:
        drawCheck(option, painter);
        return;
    case PE_IndicatorRadioButton:
        drawRadio(option, painter);
        return;
    case PE_FrameFocusRect:
        if (option->state & State_KeyboardFocusChange)
            roundedBox(painter, option->rect, 4, {}, m_theme->color(Token::AccentText), 2);
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void ConfabStyle::drawControl(
    ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    if (element == CE_MenuItem) {
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            drawMenuItem(item, painter);
            return;
        }
    } else if (element == CE_PushButton) {
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            drawButton(button, painter);
            return;
        }
    } else if (element == CE_Splitter) {
        painter->fillRect(option->rect, m_theme->color(Token::Divider));
        return;
    } else if (element == CE_MenuEmptyArea) {
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void ConfabStyle::drawMenuItem(const QStyleOptionMenuItem *item, QPainter *painter) const
{
    const QRect row = item->rect.adjusted(menuInset, 0, -menuInset, 0);
    if (item->menuItemType == QStyleOptionMenuItem::Separator) {
        painter->fillRect(QRect(item->rect.left(), item->rect.center().y(), item->rect.width(), 1),
            m_theme->color(Token::Divider));
        return;
    }
    const bool enabled = item->state & State_Enabled;
    if (enabled && (item->state & State_Selected))
        roundedBox(painter, row, menuItemRadius, m_theme->color(Token::BgHover));

    const bool danger = item->palette.color(QPalette::WindowText) == m_theme->color(Token::Danger);
    const QColor text = m_theme->color(!enabled ? Token::Placeholder : danger ? Token::Danger : Token::TextPrimary);
    const auto visual = [&](const QRect &r) { return visualRect(item->direction, item->rect, r); };
    const int icon = metrics::iconSmall;
    int x = row.left() + 12;
    if (!item->icon.isNull()) {
        const QRect at = visual({x, row.center().y() - icon / 2, icon, icon});
        item->icon.paint(painter, at, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
    } else if (item->checkType != QStyleOptionMenuItem::NotCheckable && item->checked) {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(m_theme->color(Token::AccentText), 1.75, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const QRectF at = visual({x, row.center().y() - icon / 2, icon, icon});
        painter->drawPolyline(QPolygonF {{at.left() + 4, at.top() + 10.5}, {at.left() + 8, at.top() + 14.5},
            {at.left() + 16, at.top() + 6}});
        painter->restore();
    }
    if (item->maxIconWidth > 0 || item->menuHasCheckableItems || !item->icon.isNull())
        x += icon + 12;

    const QStringList parts = item->text.split('\t');
    const QRect label = visual(QRect(x, row.top(), row.right() - x - 12, row.height()));
    painter->save();
    painter->setFont(item->font);
    painter->setPen(text);
    painter->drawText(label, Qt::AlignVCenter | Qt::AlignLeading | Qt::TextShowMnemonic | Qt::TextSingleLine,
        parts.value(0));
    if (parts.size() > 1) {
        painter->setFont(m_theme->font(TextRole::Hint));
        painter->setPen(m_theme->color(enabled ? Token::TextSecondary : Token::Placeholder));
        const auto trailing = item->direction == Qt::RightToLeft ? Qt::AlignLeft : Qt::AlignRight;
        painter->drawText(label, Qt::AlignVCenter | trailing | Qt::AlignAbsolute | Qt::TextSingleLine, parts.value(1));
    }
    if (item->menuItemType == QStyleOptionMenuItem::SubMenu) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(m_theme->color(Token::Icon), 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const bool rtl = item->direction == Qt::RightToLeft;
        const QPointF tip = QRectF(visual({row.right() - 16, row.center().y() - 4, 6, 9})).center();
        const qreal dx = rtl ? 2.5 : -2.5;
        painter->drawPolyline(QPolygonF {tip + QPointF(dx, -4), tip + QPointF(-dx * 0.6, 0), tip + QPointF(dx, 4)});
    }
    painter->restore();
}

void ConfabStyle::drawButton(const QStyleOptionButton *button, QPainter *painter) const
{
    const bool enabled = button->state & State_Enabled;
    const bool primary = button->features & QStyleOptionButton::DefaultButton;
    const bool pressed = button->state & State_Sunken;
    const bool hover = enabled && (button->state & State_MouseOver);
    QColor fill = m_theme->color(!enabled ? Token::BgHover : primary ? Token::Accent : Token::BgWindow);
    if (pressed)
        fill = mix(Qt::black, fill, 0.16);
    else if (hover)
        fill = primary ? mix(Qt::black, fill, 0.08) : m_theme->color(Token::BgHover);
    roundedBox(painter, button->rect, metrics::buttonRadius, fill,
        primary || !enabled ? QColor() : m_theme->color(Token::FieldBorder));
    if ((button->state & State_HasFocus) && (button->state & State_KeyboardFocusChange))
        roundedBox(painter, button->rect, metrics::buttonRadius, {}, m_theme->color(Token::AccentText), 2);
    painter->setFont(m_theme->font(TextRole::BodyMedium));
    painter->setPen(m_theme->color(!enabled ? Token::Placeholder : primary ? Token::OnAccent : Token::TextPrimary));
    painter->drawText(button->rect, Qt::AlignCenter | Qt::TextShowMnemonic, button->text);
}

void ConfabStyle::drawCheck(const QStyleOption *option, QPainter *painter) const
{
    const QRectF box = QRectF(option->rect).adjusted(1, 1, -1, -1);
    const bool on = option->state & State_On;
    roundedBox(painter, box, 4, m_theme->color(on ? Token::Accent : Token::Field),
        on ? QColor() : m_theme->color(Token::Icon), 1.5);
    if (!on)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(m_theme->color(Token::OnAccent), 1.9, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const qreal u = box.width() / 16;
    painter->drawPolyline(QPolygonF {box.topLeft() + QPointF(3.6, 8.4) * u, box.topLeft() + QPointF(6.8, 11.4) * u,
        box.topLeft() + QPointF(12.4, 4.9) * u});
    painter->restore();
}

void ConfabStyle::drawRadio(const QStyleOption *option, QPainter *painter) const
{
    const QRectF box = QRectF(option->rect).adjusted(1.5, 1.5, -1.5, -1.5);
    const bool on = option->state & State_On;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(m_theme->color(on ? Token::Accent : Token::Icon), on ? 4.5 : 1.5));
    painter->setBrush(m_theme->color(on ? Token::OnAccent : Token::Field));
    const qreal inset = on ? 1.5 : 0;
    painter->drawEllipse(box.adjusted(inset, inset, -inset, -inset));
    painter->restore();
}

void ConfabStyle::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            drawScrollBar(bar, painter);
            return;
        }
    } else if (control == CC_Slider) {
        if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            drawSlider(slider, painter);
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

void ConfabStyle::drawScrollBar(const QStyleOptionSlider *bar, QPainter *painter) const
{
    if (bar->minimum == bar->maximum)
        return;
    const QRect thumb = proxy()->subControlRect(CC_ScrollBar, bar, SC_ScrollBarSlider, nullptr);
    const bool active = bar->state & (State_MouseOver | State_Sunken);
    QColor color = m_theme->color(Token::Scroll);
    if (active)
        color.setAlpha(std::min(255, color.alpha() * 2));
    const qreal half = metrics::scrollThumb / 2.0;
    QRectF line(thumb);
    if (bar->orientation == Qt::Vertical) {
        line.setLeft(line.center().x() - half);
        line.setWidth(2 * half);
    } else {
        line.setTop(line.center().y() - half);
        line.setHeight(2 * half);
    }
    roundedBox(painter, line.adjusted(0, 1, 0, -1), half, color);
}

void ConfabStyle::drawSlider(const QStyleOptionSlider *slider, QPainter *painter) const
{
    if (slider->orientation == Qt::Vertical) {
        QProxyStyle::drawComplexControl(CC_Slider, slider, painter, nullptr);
        return;
    }
    const QRectF area = slider->rect;
    const QRectF knob = QRectF(proxy()->subControlRect(CC_Slider, slider, SC_SliderHandle, nullptr));
    const qreal middle = area.center().y();
    const bool rtl = slider->upsideDown;
    const QRectF track(area.left() + 2, middle - 2, area.width() - 4, 4);
    QRectF done = track;
    if (rtl)
        done.setLeft(knob.center().x());
    else
        done.setRight(knob.center().x());
    roundedBox(painter, track, 2, m_theme->color(Token::Track));
    roundedBox(painter, done, 2, m_theme->color(Token::AccentText));
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool focus = (slider->state & State_HasFocus) && (slider->state & State_KeyboardFocusChange);
    painter->setPen(QPen(m_theme->color(focus ? Token::AccentText : Token::Icon), focus ? 2 : 1));
    painter->setBrush(Qt::white);
    painter->drawEllipse(knob.center(), 8.5, 8.5);
    painter->restore();
}

QRect ConfabStyle::subControlRect(
    ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const
{
    const auto *bar = control == CC_ScrollBar ? qstyleoption_cast<const QStyleOptionSlider *>(option) : nullptr;
    if (!bar)
        return QProxyStyle::subControlRect(control, option, part, widget);

    const bool vertical = bar->orientation == Qt::Vertical;
    const int length = vertical ? bar->rect.height() : bar->rect.width();
    const qint64 range = qint64(bar->maximum) - bar->minimum;
    const int thumb = range <= 0 ? length
                                 : std::clamp(int(qint64(length) * bar->pageStep / (range + bar->pageStep)),
                                     std::min(metrics::scrollThumbMin, length), length);
    const int start = QStyle::sliderPositionFromValue(
        bar->minimum, bar->maximum, bar->sliderPosition, length - thumb, bar->upsideDown);
    const auto piece = [&](int from, int size) {
        const QRect r = vertical ? QRect(bar->rect.left(), bar->rect.top() + from, bar->rect.width(), size)
                                 : QRect(bar->rect.left() + from, bar->rect.top(), size, bar->rect.height());
        return visualRect(bar->direction, bar->rect, r);
    };
    switch (part) {
    case SC_ScrollBarSlider:
        return piece(start, thumb);
    case SC_ScrollBarGroove:
        return bar->rect;
    case SC_ScrollBarSubPage:
        return piece(0, start);
    case SC_ScrollBarAddPage:
        return piece(start + thumb, length - start - thumb);
    default:
        return {}; // no arrow buttons
    }
}

QSize ConfabStyle::sizeFromContents(
    ContentsType type, const QStyleOption *option, const QSize &contents, const QWidget *widget) const
{
    if (type == CT_MenuItem) {
        const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        if (item && item->menuItemType == QStyleOptionMenuItem::Separator)
            return {10, 2 * menuInset + 1};
        // Icon and gaps of both sides; between label and shortcut 24 px.
        const QSize base = QProxyStyle::sizeFromContents(type, option, contents, widget);
        return {std::max(base.width() + 56, m_theme->px(200)), m_theme->px(metrics::menuRow)};
    }
    if (type == CT_PushButton)
        return {std::max(contents.width() + 32, 72), m_theme->px(metrics::buttonHeight)};
    if (type == CT_LineEdit)
        return {contents.width() + 16, m_theme->px(metrics::fieldHeight)};
    return QProxyStyle::sizeFromContents(type, option, contents, widget);
}

int ConfabStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return metrics::scrollHit;
    case PM_ScrollBarSliderMin:
        return metrics::scrollThumbMin;
    case PM_MenuPanelWidth:
        return 1;
    case PM_MenuVMargin:
        return menuInset;
    case PM_MenuHMargin:
        return 0;
    case PM_SplitterWidth:
        return 1;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 18;
    case PM_SliderThickness:
    case PM_SliderControlThickness:
    case PM_SliderLength:
        return 20;
    case PM_SmallIconSize:
        return metrics::iconSmall;
    case PM_DefaultFrameWidth:
        return qobject_cast<const QAbstractItemView *>(widget) ? 0 : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_ToolTipLabelFrameWidth:
        return 6;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ConfabStyle::styleHint(
    StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_Menu_Mask:
    case SH_ToolTip_Mask:
        if (auto *mask = qstyleoption_cast<QStyleHintReturnMask *>(data); mask && !menusAreTranslucent()) {
            QPainterPath path;
            path.addRoundedRect(option->rect, metrics::menuRadius, metrics::menuRadius);
            mask->region = QRegion(path.toFillPolygon().toPolygon());
            return true;
        }
        return false;
    case SH_Menu_MouseTracking:
    case SH_Menu_KeyboardSearch:
        return true;
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return false;
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
        return false;
    case SH_ToolTipLabel_Opacity:
        return 255;
    case SH_Widget_Animation_Duration:
        return m_theme->reducedMotion() ? 0 : metrics::hoverTime;
    case SH_Widget_Animate:
        return false;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

void installStyle(Theme *theme, QApplication *app)
{
    app->setStyle(new ConfabStyle(theme));
    theme->applyTo(app);
}

} // namespace confab
