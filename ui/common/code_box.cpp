#include "ui/common/code_box.h"

#include "ui/common/accessible_list.h"
#include "ui/common/buttons.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>

namespace confab {

namespace {

//! "7QF2-9KDM" as "7 Q F 2, 9 K D M": so that a screen reader spells it instead of making words of it.
QString spelled(const QString &code)
{
    QString text;
    for (const auto c : code) {
        if (c == '-' || c == ' ') {
            text += QStringLiteral(", ");
        } else {
            if (!text.isEmpty() && !text.endsWith(' '))
                text += ' ';
            text += c;
        }
    }
    return text;
}

} // namespace

CodeBox::CodeBox(const UiContext &context, const QString &what, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_what(what)
{
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(what);
    connect(m_ui.theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void CodeBox::setCode(const QString &code)
{
    if (code == m_code)
        return;
    m_code = code;
    setAccessibleName(code.isEmpty() ? m_what : QStringLiteral("%1: %2").arg(m_what, spelled(code)));
    if (hasFocus() && !code.isEmpty())
        announce(this, accessibleName());
    updateGeometry();
    update();
}

void CodeBox::setFaded(bool faded)
{
    m_faded = faded;
    update();
}

void CodeBox::setLarge(bool large)
{
    m_large = large;
    updateGeometry();
}

QFont CodeBox::font() const
{
    auto font = m_ui.theme->font(TextRole::CodeLarge);
    if (m_large)
        font.setPixelSize(m_ui.theme->px(30));
    return font;
}

QSize CodeBox::sizeHint() const
{
    const QFontMetrics metrics(font());
    const auto text = m_code.isEmpty() ? QStringLiteral("0000-0000-0000") : m_code;
    return {metrics.horizontalAdvance(text) + 2, std::max(metrics.height(), m_ui.theme->px(22)) + 4};
}

void CodeBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(font());
    auto color = m_ui.theme->color(m_code.isEmpty() ? Token::Placeholder : Token::TextPrimary);
    painter.setOpacity(m_faded ? 0.4 : 1);
    painter.setPen(color);
    // A code reads left to right in every layout.
    painter.setLayoutDirection(Qt::LeftToRight);
    painter.drawText(rect(), Qt::AlignCenter, m_code.isEmpty() ? QStringLiteral("····-····-····") : m_code);
    painter.setOpacity(1);
    if (focusVisible(this))
        paintFocusRing(&painter, *m_ui.theme, QRectF(rect()).adjusted(3, 3, -3, -3), 4, Token::BgPanel);
}

void CodeBox::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        emit copyRequested();
    else
        QWidget::keyPressEvent(event);
}

void CodeBox::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void CodeBox::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

} // namespace confab
