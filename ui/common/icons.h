#pragma once

#include <QCache>
#include <QColor>
#include <QIcon>
#include <QPixmap>

namespace confab {

//! Icons by name ("search", "compose", "menu", "more", …: the files of resources/icons), tinted when drawn and cached
//! by (name, size, colour, device pixel ratio).
class Icons {
public:
    Icons();

    QPixmap pixmap(const QString &name, int size, QColor color, qreal dpr);
    //! Draws into the middle of `rect`. `mirrored`: for directional icons (back, reply, send) in a right-to-left layout.
    void paint(QPainter *painter, const QString &name, const QRectF &rect, int size, QColor color, bool mirrored = false);
    //! For menus and standard widgets: normal and disabled.
    QIcon icon(const QString &name, QColor color, int size = 20);
    static bool exists(const QString &name);

private:
    struct Key {
        QString name;
        int pixels;
        QRgb color;
        friend bool operator==(const Key &, const Key &) = default;
        friend size_t qHash(const Key &k, size_t seed = 0) { return qHashMulti(seed, k.name, k.pixels, k.color); }
    };
    QCache<Key, QPixmap> m_cache; //!< cost in bytes
};

} // namespace confab
