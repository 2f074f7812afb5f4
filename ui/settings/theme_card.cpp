#include "ui/settings/theme_card.h"

#include "ui/common/labels.h"
#include "ui/common/choice_row.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyle>

namespace confab {

namespace {

constexpr int pictureWidth = 168;
constexpr int pictureHeight = 104;

//! The miniature, in a box of 168×104: list, header and three bubbles in the colours of `scheme`.
void paintMiniature(QPainter *painter, Scheme scheme)
{
    const auto box = [&](const QRectF &rect, Token token, qreal radius = 0) {
        painter->setBrush(colorOf(token, scheme));
        painter->drawRoundedRect(rect, radius, radius);
    };
    painter->setPen(Qt::NoPen);
    box({0, 0, pictureWidth, pictureHeight}, Token::BgChat);
    box({0, 0, 54, pictureHeight}, Token::BgWindow);
    box({53, 0, 1, pictureHeight}, Token::Divider);
    box({54, 0, pictureWidth - 54, 15}, Token::BgPanel);
    constexpr std::array rows{10, 31, 52, 73};
    constexpr std::array names{Token::Name2, Token::Name6, Token::Name4, Token::Name7};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const bool selected = i == 1;
        if (selected)
            box(QRectF(4, rows[i] - 4, 45, 20), Token::RowSelected, 4);
        box(QRectF(8, rows[i], 12, 12), names[i], 6);
        box(QRectF(25, rows[i] + 1, 22, 3), selected ? Token::RowSelectedText : Token::TextPrimary, 1.5);
        box(QRectF(25, rows[i] + 7, 15, 3), selected ? Token::RowSelectedText : Token::TextSecondary, 1.5);
    }
    box({62, 24, 64, 18}, Token::BubbleIn, 8);
    box({102, 47, 58, 18}, Token::BubbleOut, 8);
    box({62, 70, 48, 18}, Token::BubbleIn, 8);
}

} // namespace

ThemeCard::ThemeCard(const UiContext &context, Theme::Mode mode, const QString &name, QWidget *parent)
    : ButtonBase(context, parent)
    , m_mode(mode)
{
    setText(name);
    setAccessibleName(name);
    setCheckable(true);
    setAutoExclusive(true);
    setMinimumWidth(96);
    setMaximumWidth(pictureWidth);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

int ThemeCard::heightForWidth(int width) const
{
    const int wide = std::clamp(width, 88, pictureWidth);
    return wide * pictureHeight / pictureWidth + 14 + m_ui.theme->px(20);
}

QSize ThemeCard::sizeHint() const
{
    return {pictureWidth, heightForWidth(pictureWidth)};
}

void ThemeCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &theme = *m_ui.theme;
    // The chosen one makes room for a ring of 2 px and a gap of 2 px.
    const int inset = isChecked() ? 4 : 0;
    const qreal whole = std::min<qreal>(1, qreal(width()) / pictureWidth);
    const QRectF frame(0, 0, pictureWidth * whole, pictureHeight * whole);
    const auto picture = frame.adjusted(inset, inset, -inset, -inset);
    const qreal scale = picture.width() / pictureWidth;
    QPainterPath clip;
    clip.addRoundedRect(picture, 10, 10);
    painter.save();
    painter.setClipPath(clip);
    painter.translate(picture.topLeft());
    painter.scale(scale, picture.height() / pictureHeight);
    if (m_mode == Theme::Mode::System) {
        paintMiniature(&painter, Scheme::Light);
        QPainterPath dark;
        dark.addPolygon(QPolygonF{QPointF(98, 0), QPointF(pictureWidth, 0),
            QPointF(pictureWidth, pictureHeight), QPointF(71, pictureHeight)});
        painter.setClipPath(dark, Qt::IntersectClip);
        paintMiniature(&painter, Scheme::Dark);
    } else {
        paintMiniature(&painter, m_mode == Theme::Mode::Dark ? Scheme::Dark : Scheme::Light);
    }
    painter.restore();
    painter.setBrush(Qt::NoBrush);
    if (isChecked()) {
        painter.setPen(QPen(theme.color(Token::AccentText), 2));
        painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), 12.5, 12.5);
    } else {
        painter.setPen(QPen(theme.color(hovered() ? Token::Icon : Token::FieldBorder), 1));
        painter.drawRoundedRect(picture.adjusted(0.5, 0.5, -0.5, -0.5), 9.5, 9.5);
    }
    const auto place = [this](const QRect &r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
    const int line = theme.px(20);
    const int top = int(frame.bottom()) + 10;
    ChoiceRow::paintRadio(&painter, theme, place({1, top + (line - 16) / 2, 16, 16}), isChecked());
    painter.setFont(theme.font(TextRole::MenuItem));
    painter.setPen(theme.color(Token::TextPrimary));
    drawElided(&painter, place({25, top, width() - 25, line}), text());
    if (focusVisible(this))
        paintFocusRing(&painter, theme, QRectF(3, top, width() - 6, line), 6, Token::BgPanel);
}

} // namespace confab
