#pragma once

#include "core/store/rows.h"
#include "ui/theme/palette.h"

#include <QCache>
#include <QPixmap>
#include <QWidget>

namespace confab {

class Icons;
class Session;
class Theme;
struct UiContext;

//! Whose avatar: enough to paint it.
struct AvatarSpec {
    QString initials; //!< one or two
    Token color = Token::Name1;
    bool self = false; //!< notes to self: a bookmark on accent

    static AvatarSpec of(const Contact &person);
    static AvatarSpec of(const ChatSummary &chat, const Session &session);
    friend bool operator==(const AvatarSpec &, const AvatarSpec &) = default;
};

//! One or two initials: first letters of the first and last word; of CJK names the first character.
QString initialsOf(const QString &name);

//! Paints avatars: a pale disc of two stops in the person's colour, initials on it. Discs are cached within a byte budget.
class AvatarPainter {
public:
    AvatarPainter(const Theme *theme, Icons *icons);

    //! `online`: a green dot with a ring in `ring`, the colour of what lies behind.
    void paint(QPainter *painter, const QRectF &disc, const AvatarSpec &avatar, bool online = false, QColor ring = {});
    QPixmap pixmap(const AvatarSpec &avatar, int size, qreal dpr);
    void clear();

private:
    struct Key {
        AvatarSpec avatar;
        int pixels;
        friend bool operator==(const Key &, const Key &) = default;
        friend size_t qHash(const Key &k, size_t seed = 0)
        {
            return qHashMulti(seed, k.avatar.initials, int(k.avatar.color), k.avatar.self, k.pixels);
        }
    };
    const Theme *m_theme;
    Icons *m_icons;
    QCache<Key, QPixmap> m_cache; //!< cost in bytes, 8 MB
};

//! An avatar as a widget of fixed size.
class AvatarView : public QWidget {
    Q_OBJECT
public:
    AvatarView(const UiContext &context, int size, QWidget *parent = nullptr);
    void setAvatar(const AvatarSpec &avatar);
    void setOnline(bool online, Token ground = Token::BgWindow);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme *m_theme;
    AvatarPainter *m_avatars;
    AvatarSpec m_avatar;
    bool m_online = false;
    Token m_ground = Token::BgWindow;
};

} // namespace confab
