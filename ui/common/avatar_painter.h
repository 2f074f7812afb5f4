#pragma once

#include "core/store/rows.h"
#include "ui/theme/palette.h"

#include <QCache>
#include <QElapsedTimer>
#include <QHash>
#include <QPixmap>
#include <QPointer>
#include <QSet>
#include <QWidget>

namespace confab {

class Icons;
class MediaLibrary;
class Session;
class Theme;
struct UiContext;

//! Whose avatar: enough to paint it.
struct AvatarSpec {
    QString initials; //!< one or two
    Token color = Token::Name1;
    bool self = false; //!< notes to self: a bookmark on accent
    BlobId picture = {}; //!< null: none, initials stand alone
    UserId owner = {}; //!< whose key seals it; of a person
    ChatId chat = {}; //!< of a group, with
    std::optional<Attachment> attachment = {};

    static AvatarSpec of(const Contact &person);
    static AvatarSpec of(const ChatSummary &chat, const Session &session);
    friend bool operator==(const AvatarSpec &, const AvatarSpec &) = default;
};

//! One or two initials: first letters of the first and last word; of CJK names the first character.
QString initialsOf(const QString &name);

//! Paints avatars: the picture where there is one, until it is loaded and else a pale disc of two stops in the person's
//! colour, initials on it. Discs are cached within a byte budget, pictures at the sizes they are shown in; they are read
//! and decoded off the GUI thread. What paints avatars repaints on `loaded`.
class AvatarPainter : public QObject {
    Q_OBJECT
public:
    AvatarPainter(const Theme *theme, Icons *icons, QObject *parent = nullptr);
    ~AvatarPainter() override;

    //! Where pictures come from; null: initials only. Forgets what the former one gave.
    void setLibrary(MediaLibrary *library);

    //! `online`: a green dot with a ring in `ring`, the colour of what lies behind.
    void paint(QPainter *painter, const QRectF &disc, const AvatarSpec &avatar, bool online = false, QColor ring = {});
    QPixmap pixmap(const AvatarSpec &avatar, int size, qreal dpr);

signals:
    void loaded(); //!< a picture came

private:
    struct Key {
        AvatarSpec avatar;
        int pixels;
        friend bool operator==(const Key &, const Key &) = default;
        friend size_t qHash(const Key &k, size_t seed = 0)
        {
            return qHashMulti(seed, k.avatar.initials, int(k.avatar.color), k.avatar.self, k.avatar.picture, k.pixels);
        }
    };
    QPixmap initialsDisc(const AvatarSpec &avatar, int size, qreal dpr);
    void request(const Key &key);
    void startNext();
    void read(const Key &key);
    void take(const Key &key, const QImage &disc);

    const Theme *m_theme;
    Icons *m_icons;
    QCache<Key, QPixmap> m_cache; //!< cost in bytes, 8 MB
    QPointer<MediaLibrary> m_library;
    QList<Key> m_wanted; //!< waiting, the newest last: what was asked for last is on screen
    QSet<Key> m_loading;
    QHash<BlobId, qint64> m_failed; //!< ms of a steady clock: not asked again for a while
    QElapsedTimer m_clock;
    QObject *m_round; //!< receives what the present library answers
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
