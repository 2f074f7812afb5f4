#include "ui/common/option_row.h"

#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

namespace confab {

OptionRow::OptionRow(const UiContext &context, const QString &icon, const QString &text, QWidget *parent)
    : ButtonBase(context, parent)
    , m_icon(icon)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setTitle(text);
    connect(m_ui.theme, &Theme::changed, this, [this] { updateGeometry(); });
}

void OptionRow::setTitle(const QString &text)
{
    setText(text);
    setAccessibleName(text);
    if (m_switch)
        m_switch->setAccessibleName(text);
    update();
}

void OptionRow::setDescription(const QString &text)
{
    if (text == m_description)
        return;
    m_description = text;
    (m_switch ? static_cast<QWidget *>(m_switch) : this)->setAccessibleDescription(note());
    updateGeometry();
    update();
}

void OptionRow::setError(const QString &sentence)
{
    m_error = sentence;
    (m_switch ? static_cast<QWidget *>(m_switch) : this)->setAccessibleDescription(note());
    updateGeometry();
    update();
}

void OptionRow::setValue(const QString &text, Token color)
{
    m_value = text;
    m_valueColor = color;
    setAccessibleName(m_value.isEmpty() ? this->text() : QStringLiteral("%1, %2").arg(this->text(), m_value));
    update();
}

void OptionRow::setIconName(const QString &icon)
{
    m_icon = icon;
    update();
}

void OptionRow::setDanger(bool danger)
{
    m_danger = danger;
    update();
}

void OptionRow::setDisc(bool disc)
{
    m_disc = disc;
    updateGeometry();
    update();
}

void OptionRow::setPlain(bool plain)
{
    m_plain = plain;
    setFocusPolicy(plain ? Qt::NoFocus : Qt::TabFocus);
    setAttribute(Qt::WA_TransparentForMouseEvents, plain);
}

Switch *OptionRow::addSwitch()
{
    m_switch = new Switch(m_ui, text(), this);
    m_switch->setAccessibleDescription(note());
    setFocusPolicy(Qt::NoFocus); // the switch has it
    connect(this, &QAbstractButton::clicked, m_switch, [this] {
        if (m_switch->isEnabled())
            m_switch->click();
    });
    m_switch->show();
    return m_switch;
}

void OptionRow::setHorizontalPadding(int px)
{
    m_padding = px;
    update();
}

QRect OptionRow::textRect(int width) const
{
    const int left = m_padding + (m_icon.isEmpty() ? 0 : m_disc ? 48 : 38);
    int right = width - m_padding;
    if (m_switch)
        right -= m_switch->sizeHint().width() + 9;
    else if (!m_value.isEmpty())
        right -= std::min(
            width / 2, QFontMetrics(m_ui.theme->font(TextRole::BodyMedium)).horizontalAdvance(m_value) + 12);
    return {left, 0, std::max(40, right - left), 0};
}

int OptionRow::heightForWidth(int width) const
{
    const int base = std::max(m_disc ? 52 : 44, m_ui.theme->px(20) + 24);
    if (note().isEmpty())
        return base;
    const QFontMetrics metrics(m_ui.theme->font(TextRole::Small));
    const int described =
        metrics.boundingRect(QRect(0, 0, textRect(width).width(), 10'000), Qt::TextWordWrap, note()).height();
    return std::max(base, m_ui.theme->px(20) + described + 22);
}

QSize OptionRow::sizeHint() const { return {240, heightForWidth(width() > 0 ? width() : 240)}; }

void OptionRow::resizeEvent(QResizeEvent *event)
{
    ButtonBase::resizeEvent(event);
    if (!m_switch)
        return;
    const auto size = m_switch->sizeHint();
    const QRect place(
        width() - m_padding - size.width() + 3, (height() - size.height()) / 2, size.width(), size.height());
    m_switch->setGeometry(QStyle::visualRect(layoutDirection(), rect(), place));
}

void OptionRow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        ButtonBase::keyPressEvent(event);
}

void OptionRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &theme = *m_ui.theme;
    const auto place = [this](QRect r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
    const bool lit = !m_plain && isEnabled() && (hovered() || isDown());
    if (lit) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(Token::BgHover));
        painter.drawRoundedRect(
            rect().adjusted(std::max(0, m_padding - 12), 0, -std::max(0, m_padding - 12), 0), 8, 8);
    }
    painter.setOpacity(isEnabled() ? 1 : 0.55);
    const auto text = textRect(width());
    if (!m_icon.isEmpty()) {
        const int side = m_disc ? 36 : 24;
        const auto box = place({m_padding, (height() - side) / 2, side, side});
        if (m_disc) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.color(Token::Tint));
            painter.drawEllipse(box);
        }
        m_ui.icons->paint(&painter, m_icon, box, m_disc ? 20 : 24,
            theme.color(m_danger ? Token::Danger
                    : m_disc     ? Token::TintText
                                 : Token::Icon));
    }

    const int line = theme.px(20);
    int noteHeight = 0;
    if (!note().isEmpty())
        noteHeight = heightForWidth(width()) - line - 22;
    const int top = (height() - line - noteHeight) / 2;
    painter.setFont(theme.font(m_disc ? TextRole::BodyMedium : TextRole::Body));
    painter.setPen(theme.color(m_danger ? Token::Danger : Token::TextPrimary));
    drawElided(&painter, place({text.left(), top, text.width(), line}), this->text());
    if (!note().isEmpty()) {
        painter.setFont(theme.font(TextRole::Small));
        painter.setPen(theme.color(m_error.isEmpty() ? Token::TextSecondary : Token::Danger));
        painter.drawText(place({text.left(), top + line, text.width(), noteHeight}),
            Qt::TextWordWrap | Qt::AlignTop | Qt::AlignLeading, note());
    }
    if (!m_value.isEmpty()) {
        painter.setFont(theme.font(TextRole::BodyMedium));
        painter.setPen(theme.color(m_valueColor));
        drawElided(&painter, place({text.right() + 12, 0, width() - m_padding - text.right() - 12, height()}),
            m_value, Qt::AlignTrailing | Qt::AlignVCenter);
    }
    painter.setOpacity(1);
    if (focusVisible(this))
        paintFocusRing(&painter, theme,
            QRectF(rect()).adjusted(std::max(3, m_padding - 9), 3, -std::max(3, m_padding - 9), -3), 6);
}

} // namespace confab
