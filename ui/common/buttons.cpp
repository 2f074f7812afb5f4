#include "ui/common/buttons.h"

#include "ui/common/icons.h"
#include "ui/theme/animation_clock.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>

namespace confab {

namespace {

constexpr int iconRadius = 8;
constexpr int iconGap = 8;

QColor darker(QColor color, qreal part)
{
    return mix(Qt::black, color, part);
}

} // namespace

bool focusVisible(const QWidget *widget)
{
    return widget->hasFocus() && widget->window()->testAttribute(Qt::WA_KeyboardFocusChange);
}

void setKeyboardMode(QWidget *widget, bool on)
{
    QWidget *window = widget->window();
    if (window->testAttribute(Qt::WA_KeyboardFocusChange) == on)
        return;
    window->setAttribute(Qt::WA_KeyboardFocusChange, on);
    if (QWidget *focus = window->focusWidget())
        focus->update();
}

void paintFocusRing(QPainter *painter, const Theme &theme, const QRectF &control, qreal radius, Token ground)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    // Inside the control's box, so that no layout has to leave room: 2 px of ring, then 1 px of ground.
    painter->setPen(QPen(theme.color(Token::AccentText), 2));
    painter->drawRoundedRect(control.adjusted(1, 1, -1, -1), radius - 1, radius - 1);
    painter->setPen(QPen(theme.color(ground), 1));
    painter->drawRoundedRect(control.adjusted(2.5, 2.5, -2.5, -2.5), radius - 2.5, radius - 2.5);
    painter->restore();
}

ButtonBase::ButtonBase(const UiContext &context, QWidget *parent)
    : QAbstractButton(parent)
    , m_ui(context)
{
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::ArrowCursor);
    connect(m_ui.theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void ButtonBase::enterEvent(QEnterEvent *event)
{
    m_hovered = true;
    update();
    QAbstractButton::enterEvent(event);
}

void ButtonBase::leaveEvent(QEvent *event)
{
    m_hovered = false;
    update();
    QAbstractButton::leaveEvent(event);
}

IconButton::IconButton(const UiContext &context, const QString &icon, const QString &name, QWidget *parent)
    : ButtonBase(context, parent)
    , m_icon(icon)
{
    setName(name);
    setSide(metrics::iconButton);
}

void IconButton::setIconName(const QString &icon)
{
    m_icon = icon;
    update();
}

void IconButton::setGlyphSize(int size)
{
    m_size = size;
    update();
}

void IconButton::setName(const QString &name, const QKeySequence &shortcut)
{
    setAccessibleName(name);
    setToolTip(shortcut.isEmpty() ? name : QStringLiteral("%1  %2").arg(name, shortcut.toString(QKeySequence::NativeText)));
}

void IconButton::setSide(int side)
{
    m_side = side;
    setFixedSize(side, side);
}

QSize IconButton::sizeHint() const
{
    return {m_side, m_side};
}

void IconButton::paintEvent(QPaintEvent *)
{
    const Theme &theme = *m_ui.theme;
    QPainter painter(this);
    const bool on = isChecked();
    QColor fill;
    if (on)
        fill = theme.color(Token::Tint);
    else if (isDown())
        fill = darker(theme.color(Token::BgHover), theme.isDark() ? 0.2 : 0.06);
    else if (hovered() && isEnabled())
        fill = theme.color(Token::BgHover);
    if (fill.isValid()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawRoundedRect(rect(), iconRadius, iconRadius);
    }
    QColor ink = theme.color(on ? Token::TintText : Token::Icon);
    if (!isEnabled())
        ink.setAlphaF(0.45f);
    m_ui.icons->paint(&painter, m_icon, rect(), m_size, ink, m_directional && layoutDirection() == Qt::RightToLeft);
    if (focusVisible(this))
        paintFocusRing(&painter, theme, rect(), iconRadius, m_ground);
}

Button::Button(const UiContext &context, Kind kind, const QString &text, QWidget *parent)
    : ButtonBase(context, parent)
    , m_kind(kind)
{
    setText(text);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void Button::setIconName(const QString &icon)
{
    m_icon = icon;
    updateGeometry();
    update();
}

void Button::setTall(bool tall)
{
    m_tall = tall;
    updateGeometry();
}

void Button::setSmall(bool small)
{
    m_small = small;
    updateGeometry();
}

void Button::setBusy(bool busy)
{
    setEnabled(!busy);
    setAccessibleDescription(busy ? tr("Please wait") : QString());
}

void Button::setKind(Kind kind)
{
    m_kind = kind;
    update();
}

QSize Button::sizeHint() const
{
    const QFontMetrics fm(m_ui.theme->font(m_small ? TextRole::Hint : TextRole::BodyMedium));
    if (m_small)
        return {fm.size(Qt::TextShowMnemonic, text()).width() + 8, m_ui.theme->px(16)};
    const int padding = m_kind == Kind::Text ? 10 : m_tall ? 22 : 16;
    const int icon = m_icon.isEmpty() ? 0 : metrics::iconSmall + iconGap;
    const int label = fm.size(Qt::TextShowMnemonic, text()).width();
    return {label + icon + 2 * padding, m_ui.theme->px(m_tall ? metrics::buttonHeight + 4 : metrics::buttonHeight)};
}

void Button::paintEvent(QPaintEvent *)
{
    const Theme &theme = *m_ui.theme;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool hover = hovered() && isEnabled();
    const bool primary = m_kind == Kind::Primary;
    const bool bordered = m_kind == Kind::Secondary || m_kind == Kind::Danger;

    QColor fill = primary ? theme.color(Token::Accent) : bordered ? theme.color(Token::BgWindow) : QColor();
    if (!isEnabled())
        fill = m_kind == Kind::Text ? QColor() : theme.color(Token::BgHover);
    else if (isDown())
        fill = primary ? darker(fill, 0.22) : darker(theme.color(Token::BgHover), theme.isDark() ? 0.2 : 0.06);
    else if (hover)
        fill = primary ? darker(fill, 0.1) : theme.color(Token::BgHover);

    const QRectF box(rect());
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(box, metrics::buttonRadius, metrics::buttonRadius);
    if (bordered && isEnabled()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.color(Token::FieldBorder), 1));
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), metrics::buttonRadius - 0.5, metrics::buttonRadius - 0.5);
    }

    Token ink = Token::TextPrimary;
    if (!isEnabled())
        ink = Token::Placeholder;
    else if (primary)
        ink = Token::OnAccent;
    else if (m_kind == Kind::Danger)
        ink = Token::Danger;
    else if (m_kind == Kind::Text)
        ink = hover ? Token::TintText : Token::AccentText;
    painter.setFont(theme.font(m_small ? TextRole::Hint : TextRole::BodyMedium));
    const int label = painter.fontMetrics().size(Qt::TextShowMnemonic, text()).width();
    const int icon = m_icon.isEmpty() ? 0 : metrics::iconSmall + iconGap;
    int x = (width() - label - icon) / 2;
    const auto visual = [this](const QRect &r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
    if (icon) {
        const Token iconInk = isEnabled() && m_kind == Kind::Secondary ? Token::Icon : ink;
        m_ui.icons->paint(&painter, m_icon, visual({x, 0, metrics::iconSmall, height()}), metrics::iconSmall,
            theme.color(iconInk));
        x += icon;
    }
    painter.setPen(theme.color(ink));
    painter.drawText(visual({x, 0, label + 1, height()}), Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine, text());
    if (focusVisible(this))
        paintFocusRing(&painter, theme, box, metrics::buttonRadius);
}

void Button::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        ButtonBase::keyPressEvent(event);
}

Switch::Switch(const UiContext &context, const QString &name, QWidget *parent)
    : ButtonBase(context, parent)
{
    setAccessibleName(name);
    setCheckable(true);
    setFixedSize(42, 26);
    connect(this, &QAbstractButton::toggled, this, [this](bool on) {
        m_ui.motion->stop(m_run);
        const qreal from = m_position, to = on ? 1 : 0;
        if (!isVisible()) {
            m_position = to;
            return;
        }
        m_run = m_ui.motion->run(this, metrics::hoverTime, [this, from, to](qreal t) {
            m_position = from + (to - from) * t;
            update();
        });
    });
}

void Switch::paintEvent(QPaintEvent *)
{
    const Theme &theme = *m_ui.theme;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF track(3, 3, 36, 20);
    QColor fill = mix(theme.color(Token::Accent), theme.color(Token::BadgeMuted), m_position);
    if (!isEnabled())
        fill.setAlphaF(0.45f);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(track, 10, 10);
    const qreal t = layoutDirection() == Qt::RightToLeft ? 1 - m_position : m_position;
    painter.setBrush(theme.color(Token::OnBadge));
    painter.drawEllipse(QRectF(track.left() + 3 + 16 * t, track.top() + 3, 14, 14));
    if (focusVisible(this))
        paintFocusRing(&painter, theme, rect(), 13);
}

} // namespace confab
