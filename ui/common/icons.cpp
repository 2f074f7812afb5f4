#include "ui/common/icons.h"

#include <QFile>
#include <QLoggingCategory>
#include <QPainter>
#include <QSvgRenderer>

// Outside of any namespace, as Q_INIT_RESOURCE asks: the icons sit in a static library.
static void registerIcons()
{
    Q_INIT_RESOURCE(icons);
}

namespace confab {

namespace {

constexpr int budget = 2 * 1024 * 1024; // bytes

QString fileOf(const QString &name)
{
    return ":/icons/" + name + ".svg";
}

} // namespace

Icons::Icons()
    : m_cache(budget)
{
    registerIcons();
}

bool Icons::exists(const QString &name)
{
    registerIcons();
    return QFile::exists(fileOf(name));
}

QPixmap Icons::pixmap(const QString &name, int size, QColor color, qreal dpr)
{
    const Key key {name, qRound(size * dpr), color.rgba()};
    if (const QPixmap *known = m_cache.object(key)) {
        if (qFuzzyCompare(known->devicePixelRatio(), dpr))
            return *known;
    }
    QPixmap picture(key.pixels, key.pixels);
    picture.fill(Qt::transparent);
    QSvgRenderer svg(fileOf(name));
    Q_ASSERT_X(svg.isValid(), "Icons", qPrintable(name));
    {
        QPainter painter(&picture);
        painter.setRenderHint(QPainter::Antialiasing);
        svg.render(&painter, QRectF(0, 0, key.pixels, key.pixels));
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(picture.rect(), color);
    }
    picture.setDevicePixelRatio(dpr);
    m_cache.insert(key, new QPixmap(picture), key.pixels * key.pixels * 4);
    return picture;
}

void Icons::paint(
    QPainter *painter, const QString &name, const QRectF &rect, int size, QColor color, bool mirrored)
{
    const qreal dpr = painter->device()->devicePixelRatioF();
    QPixmap picture = pixmap(name, size, color, dpr);
    if (mirrored) {
        picture = picture.transformed(QTransform::fromScale(-1, 1));
        picture.setDevicePixelRatio(dpr);
    }
    // On whole device pixels, or a stroke of 1.5 px would blur.
    const auto snap = [dpr](qreal v) { return qRound(v * dpr) / dpr; };
    painter->drawPixmap(
        QPointF(snap(rect.center().x() - size / 2.0), snap(rect.center().y() - size / 2.0)), picture);
}

QIcon Icons::icon(const QString &name, QColor color, int size)
{
    QIcon icon;
    QColor faded = color;
    faded.setAlphaF(0.45f);
    for (qreal dpr : {1.0, 2.0}) {
        icon.addPixmap(pixmap(name, size, color, dpr), QIcon::Normal);
        icon.addPixmap(pixmap(name, size, color, dpr), QIcon::Active);
        icon.addPixmap(pixmap(name, size, faded, dpr), QIcon::Disabled);
    }
    return icon;
}

} // namespace confab
