#include "ui/common/shadow.h"

#include <QImage>
#include <QPainter>
#include <QPixmapCache>
#include <vector>

namespace confab {

namespace {

// Three box passes are a gaussian to the eye.
void boxBlurAlpha(QImage &image, int radius)
{
    if (radius < 1)
        return;
    const int w = image.width(), h = image.height();
    std::vector<int> line(std::size_t(std::max(w, h)));
    const auto pass = [&](auto at, int length) {
        int sum = 0;
        for (int i = 0; i < length; ++i)
            line[std::size_t(i)] = *at(i);
        for (int i = -radius; i <= radius; ++i)
            sum += line[std::size_t(std::clamp(i, 0, length - 1))];
        for (int i = 0; i < length; ++i) {
            *at(i) = uchar(sum / (2 * radius + 1));
            sum += line[std::size_t(std::min(i + radius + 1, length - 1))] - line[std::size_t(std::max(i - radius, 0))];
        }
    };
    for (int round = 0; round < 3; ++round) {
        for (int y = 0; y < h; ++y)
            pass([&](int x) { return image.scanLine(y) + x; }, w);
        for (int x = 0; x < w; ++x)
            pass([&](int y) { return image.scanLine(y) + x; }, h);
    }
}

QPixmap nineSource(qreal radius, int blur, QColor color, qreal dpr)
{
    const QString key = QStringLiteral("shadow:%1:%2:%3:%4").arg(radius).arg(blur).arg(color.rgba()).arg(dpr);
    QPixmap source;
    if (QPixmapCache::find(key, &source))
        return source;
    const int corner = qRound((radius + 2 * blur) * dpr);
    const int side = 2 * corner + 1;
    QImage alpha(side, side, QImage::Format_Alpha8);
    alpha.fill(0);
    {
        QPainter p(&alpha);
        p.setRenderHint(QPainter::Antialiasing);
        p.setPen(Qt::NoPen);
        p.setBrush(Qt::black);
        const qreal b = blur * dpr;
        p.drawRoundedRect(QRectF(b, b, side - 2 * b, side - 2 * b), radius * dpr, radius * dpr);
    }
    boxBlurAlpha(alpha, qMax(1, qRound(blur * dpr / 3)));
    QImage tinted(side, side, QImage::Format_ARGB32_Premultiplied);
    tinted.fill(color);
    {
        QPainter p(&tinted);
        p.setCompositionMode(QPainter::CompositionMode_DestinationIn);
        p.drawImage(0, 0, alpha);
    }
    source = QPixmap::fromImage(tinted);
    QPixmapCache::insert(key, source);
    return source;
}

} // namespace

void paintShadow(QPainter *painter, const QRectF &rect, qreal radius, int blur, int offsetY, QColor color)
{
    if (color.alpha() == 0 || blur <= 0)
        return;
    const qreal dpr = painter->device()->devicePixelRatioF();
    const QPixmap source = nineSource(radius, blur, color, dpr);
    const int sc = (source.width() - 1) / 2; // a corner, in device pixels
    const qreal c = sc / dpr;
    const QRectF to = rect.translated(0, offsetY).adjusted(-blur, -blur, blur, blur);
    const qreal xs[4] {to.left(), to.left() + c, to.right() - c, to.right()};
    const qreal ys[4] {to.top(), to.top() + c, to.bottom() - c, to.bottom()};
    const int from[4] {0, sc, sc + 1, source.width()};
    for (int row = 0; row < 3; ++row) {
        for (int col = 0; col < 3; ++col) {
            const QRectF piece(QPointF(xs[col], ys[row]), QPointF(xs[col + 1], ys[row + 1]));
            if (piece.width() > 0 && piece.height() > 0) {
                painter->drawPixmap(piece, source,
                    QRectF(from[col], from[row], from[col + 1] - from[col], from[row + 1] - from[row]));
            }
        }
    }
}

} // namespace confab
