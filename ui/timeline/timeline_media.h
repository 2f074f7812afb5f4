#pragma once

#include "ui/media/media_desk.h"
#include "ui/timeline/media_layout.h"

#include <QHash>
#include <QObject>

namespace confab {

//! What bubbles need to know of their files while they are painted: where each stands, its picture, whether it plays.
//! Told what is near the viewport, it has that fetched, decoded and animated; painting only reads.
class TimelineMedia : public QObject {
    Q_OBJECT
public:
    struct Near {
        const MediaPart *part = nullptr; //!< or a small picture that came within the message
        bool visible = false;
        MediaId inlineId;
        QByteArray inlinePicture;
    };
    TimelineMedia(const UiContext &context, QObject *parent);

    //! What is around the viewport, nearest to its middle first. `active`: the window is, so animations may run.
    void show(const ChatId &chat, const QList<Near> &nearest, qreal dpr, bool active);
    void clear(); //!< nothing is on screen
    void leave(); //!< another chat comes: a video that plays in its bubble ends

    // ---- the video that plays in its bubble ----
    void playInline(const MediaItem &item, const MediaPart &part, qreal dpr);
    //! It plays here or stands here paused, and nobody shows it larger.
    bool isInline(const MediaPart &part) const;

    TransferView transfer(const MediaPart &part) const;
    //! The sharpest that is there for a tile; null: nothing but its place.
    QImage picture(const MediaPart &part, qreal dpr) const;
    PictureFault fault(const MediaPart &part) const { return m_ui.media->pictures.fault(part.media); }
    //! How much of the sharp picture covers the blurred one, 0 to 1.
    qreal fade(const MediaPart &part) const { return m_fades.value(part.media, 1); }
    QImage blurred(const MediaPart &part) const { return m_ui.media->pictures.preview(part.media); }
    bool isMoving(const MediaPart &part) const { return !m_ui.media->animations.frame(part.media).isNull(); }
    const MediaPlayer &player() const { return m_ui.media->player; }
    bool mayAutoplay() const;

signals:
    void changed(const confab::MediaId &media); //!< it looks different, and takes the same place

private:
    void pictureChanged(const MediaId &media);
    void followInline(const QList<Near> &nearest, qreal dpr);
    QSize coverPixels(const MediaPart &part, qreal dpr) const;

    const UiContext m_ui;
    QHash<MediaId, TransferView> m_transfers; //!< of what is near
    QHash<MediaId, QSize> m_wanted; //!< device pixels of tiles that are near
    QHash<MediaId, qreal> m_fades; //!< under way
    MediaId m_inline; //!< null: none
};

} // namespace confab
