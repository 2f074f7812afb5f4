#include "ui/composer/reply_strip.h"

#include "core/session/when_done.h"
#include "ui/common/buttons.h"
#include "ui/common/display_text.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/common/pictures.h"
#include "ui/theme/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QtMath>

namespace confab {

ReplyStrip::ReplyStrip(const UiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_close(new IconButton(context, QStringLiteral("close"), tr("Cancel"), this))
{
    m_close->setGlyphSize(20);
    m_close->setName(tr("Cancel"), QKeySequence(Qt::Key_Escape));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    connect(m_close, &QAbstractButton::clicked, this, &ReplyStrip::cancelled);
    connect(m_ui.theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

int ReplyStrip::pictureSide() const { return m_ui.theme->px(34); }

QSize ReplyStrip::sizeHint() const
{
    return {200, std::max(metrics::composerStrip, m_ui.theme->px(34) + 14)};
}

void ReplyStrip::showReply(const QString &name, const QColor &color, const QString &text, const QByteArray &picture)
{
    setPicture(picture);
    m_edit = false;
    m_icon = QStringLiteral("reply");
    m_title = name;
    m_color = color;
    m_text = oneLine(text);
    setAccessibleName(tr("Reply to %1: %2").arg(isolated(name), m_text));
    update();
}

void ReplyStrip::setPicture(const QByteArray &encoded)
{
    if (m_encoded == encoded)
        return;
    m_encoded = encoded;
    m_picture = {};
    if (encoded.isEmpty())
        return;
    const int pixels = qCeil(pictureSide() * devicePixelRatioF() * 2);
    whenDone(pictures::decodeLater({}, encoded, {pixels, pixels}), this, [this, encoded](const QImage &image) {
        if (m_encoded != encoded)
            return;
        m_picture = QPixmap::fromImage(image);
        update();
    });
}

void ReplyStrip::showEdit(const QString &text)
{
    setPicture({});
    m_edit = true;
    m_icon = QStringLiteral("edit");
    m_title = tr("Edit message");
    m_text = oneLine(text);
    setAccessibleName(tr("Edit message: %1").arg(m_text));
    update();
}

void ReplyStrip::resizeEvent(QResizeEvent *)
{
    const int x = isRightToLeft() ? 8 : width() - 8 - m_close->sizeHint().width();
    m_close->setGeometry(
        QRect(QPoint(x, (height() - m_close->sizeHint().height()) / 2), m_close->sizeHint()));
}

void ReplyStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &theme = *m_ui.theme;
    painter.fillRect(rect(), theme.color(Token::BgPanel));
    painter.fillRect(0, 0, width(), 1, theme.color(Token::Divider));
    const bool mirrored = isRightToLeft();
    const auto place = [&](const QRect &r) {
        return mirrored ? QRect(width() - r.right() - 1, r.y(), r.width(), r.height()) : r;
    };
    const auto color = m_edit ? theme.color(Token::AccentText) : m_color;
    m_ui.icons->paint(&painter, m_icon, place({20, 0, 20, height()}), 20, theme.color(Token::AccentText),
        mirrored && !m_edit);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(place({52, (height() - 32) / 2, 3, 32}), 1.5, 1.5);
    const int line = theme.px(17);
    const int top = (height() - 2 * line) / 2;
    int x = 67;
    if (!m_encoded.isEmpty()) {
        const int side = pictureSide();
        const QRect box = place({x, (height() - side) / 2, side, side});
        QPainterPath shape;
        shape.addRoundedRect(box, 4, 4);
        painter.save();
        painter.setClipPath(shape);
        painter.fillRect(box, theme.color(Token::QuoteIn));
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        if (!m_picture.isNull()) {
            const int edge = std::min(m_picture.width(), m_picture.height());
            painter.drawPixmap(box, m_picture, QRect((m_picture.width() - edge) / 2, (m_picture.height() - edge) / 2, edge, edge));
        }
        painter.restore();
        x += side + 8;
    }
    const int room = width() - x - 56;
    painter.setFont(theme.font(TextRole::SenderName));
    painter.setPen(color);
    drawElided(&painter, place({x, top, room, line}), m_title);
    painter.setFont(theme.font(TextRole::Preview));
    painter.setPen(theme.color(Token::TextSecondary));
    drawElided(&painter, place({x, top + line, room, line}), m_text);
}

void ReplyStrip::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        emit clicked();
}

} // namespace confab
