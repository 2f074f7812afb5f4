#include "ui/media/file_glyph.h"

#include "core/media/media_values.h"
#include "ui/theme/theme.h"

#include <QHash>
#include <QPainter>
#include <QPainterPath>

namespace confab {
namespace {

constexpr int longestEnding = 4;

Token familyOf(const QString &ending)
{
    static const QHash<QString, Token> table = [] {
        QHash<QString, Token> t;
        const auto put = [&](Token token, std::initializer_list<const char *> endings) {
            for (const char *e : endings)
                t.insert(QLatin1String(e), token);
        };
        put(Token::Name1, {"pdf", "ps", "djvu"});
        put(Token::Name2, {"zip", "rar", "7z", "gz", "xz", "zst", "tar", "bz2", "iso"});
        put(Token::Name4, {"xls", "xlsx", "ods", "csv", "tsv"});
        put(Token::Name5, {"mp3", "ogg", "opus", "flac", "wav", "m4a", "aac"});
        put(Token::Name7, {"png", "jpg", "jpeg", "webp", "gif", "svg", "heic", "tiff", "psd", "mp4", "mkv", "webm", "mov"});
        put(Token::Name8, {"ppt", "pptx", "odp", "key"});
        return t;
    }();
    if (isExecutableName(QStringLiteral("x.") + ending))
        return Token::Danger;
    return table.value(ending, Token::Name6);
}

} // namespace

void paintFileGlyph(QPainter *painter, const Theme &theme, const QRectF &box, const QString &name)
{
    const auto safe = safeFileName(name);
    const auto ending = safe.contains(u'.') ? safe.section(u'.', -1).toLower() : QString();
    const QColor color = theme.color(familyOf(ending));
    const qreal fold = box.width() * 0.27;
    const qreal radius = box.width() * 0.2;
    QPainterPath page;
    page.moveTo(box.left() + radius, box.top());
    page.lineTo(box.right() - fold, box.top());
    page.lineTo(box.right(), box.top() + fold);
    page.lineTo(box.right(), box.bottom() - radius);
    page.arcTo(box.right() - 2 * radius, box.bottom() - 2 * radius, 2 * radius, 2 * radius, 0, -90);
    page.lineTo(box.left() + radius, box.bottom());
    page.arcTo(box.left(), box.bottom() - 2 * radius, 2 * radius, 2 * radius, 270, -90);
    page.lineTo(box.left(), box.top() + radius);
    page.arcTo(box.left(), box.top(), 2 * radius, 2 * radius, 180, -90);
    painter->save();
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    painter->drawPath(page);
    const QColor ink = theme.isDark() ? QColor(0x10, 0x18, 0x20) : QColor(Qt::white);
    QColor corner = ink;
    corner.setAlphaF(0.45f);
    painter->setBrush(corner);
    painter->drawPolygon(QPolygonF({box.topRight() + QPointF(-fold, 0), box.topRight() + QPointF(0, fold),
        box.topRight() + QPointF(-fold, fold)}));
    QFont font = theme.font(TextRole::Badge);
    font.setPixelSize(std::max(8, int(box.width() * 0.25)));
    painter->setFont(font);
    painter->setPen(ink);
    painter->drawText(box.adjusted(0, box.height() * 0.3, 0, 0), Qt::AlignCenter,
        ending.isEmpty() ? QStringLiteral("…") : ending.left(longestEnding).toUpper());
    painter->restore();
}

void paintProgressRing(QPainter *painter, const QRectF &disc, qreal part, QColor color)
{
    constexpr qreal width = 3;
    const QRectF ring = disc.adjusted(width / 2 + 1, width / 2 + 1, -width / 2 - 1, -width / 2 - 1);
    painter->save();
    painter->setBrush(Qt::NoBrush);
    QColor track = color;
    track.setAlphaF(0.3f);
    painter->setPen(QPen(track, width));
    painter->drawEllipse(ring);
    // What is not known yet shows a fixed beginning: nothing turns while nothing is known.
    const int span = int(std::lround(std::clamp(part < 0 ? 0.04 : part, 0.0, 1.0) * 360 * 16));
    painter->setPen(QPen(color, width, Qt::SolidLine, Qt::RoundCap));
    painter->drawArc(ring, 90 * 16, -span);
    painter->restore();
}

} // namespace confab
