#include "ui/composer/link_card.h"

#include "core/session/when_done.h"
#include "ui/common/buttons.h"
#include "ui/common/display_text.h"
#include "ui/common/labels.h"
#include "ui/common/pictures.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QUrl>

namespace confab {

namespace {
constexpr int side = 16, picture = 44, padding = 8;
} // namespace

LinkCard::LinkCard(const UiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_close(new IconButton(context, QStringLiteral("close"), tr("Send without the preview"), this))
{
    m_close->setGlyphSize(20);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(m_close, &QAbstractButton::clicked, this, &LinkCard::dismissed);
    connect(m_ui.theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void LinkCard::setPreview(const LinkPreview &preview)
{
    m_host = oneLine(QString::fromLatin1(QUrl::toAce(QUrl(preview.url).host())));
    m_title = oneLine(preview.title);
    m_description = oneLine(preview.description);
    m_picture = {};
    setAccessibleName(tr("Preview of the link: %1, %2").arg(isolated(m_title), isolated(m_host)));
    update();
    if (preview.picture.isEmpty())
        return;
    const int pixels = qCeil(picture * devicePixelRatioF() * 2);
    whenDone(pictures::decodeLater({}, preview.picture, {pixels, pixels}), this, [this, title = m_title](const QImage &image) {
        if (title != m_title)
            return;
        m_picture = QPixmap::fromImage(image);
        update();
    });
}

QSize LinkCard::sizeHint() const
{
    const Theme &theme = *m_ui.theme;
    const int lines = theme.lineHeight(TextRole::Hint) * 2 + theme.lineHeight(TextRole::Label);
    return {200, std::max(lines, picture) + 2 * padding + 6};
}

void LinkCard::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const QSize size = m_close->sizeHint();
    m_close->setGeometry(QStyle::visualRect(layoutDirection(), rect(),
        QRect(width() - size.width() - 10, (height() + 6 - size.height()) / 2, size.width(), size.height())));
}

void LinkCard::paintEvent(QPaintEvent *)
{
    const Theme &theme = *m_ui.theme;
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const auto place = [this](const QRect &rect) { return QStyle::visualRect(layoutDirection(), this->rect(), rect); };
    const QRect card = QRect(side, 6, width() - side - 56, height() - 6);
    QPainterPath shape;
    shape.addRoundedRect(place(card), 6, 6);
    painter.fillPath(shape, theme.color(Token::Field));
    painter.save();
    painter.setClipPath(shape);
    painter.fillRect(place({card.left(), card.top(), 3, card.height()}), theme.color(Token::AccentText));
    painter.restore();
    int right = card.right() - 10;
    if (!m_picture.isNull()) {
        const QRect box = place({card.right() - picture - 8, card.center().y() - picture / 2, picture, picture});
        right = card.right() - picture - 20;
        QPainterPath clip;
        clip.addRoundedRect(box, 6, 6);
        painter.save();
        painter.setClipPath(clip);
        QRectF target({}, QSizeF(m_picture.size()).scaled(QSizeF(box.size()), Qt::KeepAspectRatioByExpanding));
        target.moveCenter(QRectF(box).center());
        painter.drawPixmap(target, m_picture, m_picture.rect());
        painter.restore();
    }
    const int hint = theme.lineHeight(TextRole::Hint), label = theme.lineHeight(TextRole::Label);
    const int left = card.left() + 14, wide = right - left;
    const bool described = !m_description.isEmpty();
    int y = card.center().y() - (hint + label + (described ? hint : 0)) / 2;
    painter.setFont(theme.font(TextRole::Hint));
    painter.setPen(theme.color(Token::AccentText));
    drawElided(&painter, place({left, y, wide, hint}), m_host);
    y += hint;
    painter.setFont(theme.font(TextRole::Label));
    painter.setPen(theme.color(Token::TextPrimary));
    drawElided(&painter, place({left, y, wide, label}), m_title);
    y += label;
    painter.setFont(theme.font(TextRole::Hint));
    painter.setPen(theme.color(Token::TextSecondary));
    if (described)
        drawElided(&painter, place({left, y, wide, hint}), m_description);
}

} // namespace confab
