#pragma once

#include "core/session/media_library.h"
#include "ui/media/picture_decoder.h"
#include "ui/media/posters.h"

#include <QCache>
#include <QHash>
#include <QObject>
#include <QThreadPool>
#include <atomic>
#include <memory>

namespace confab {

class Session;

//! A file that is on screen or about to be, and the picture that is wanted of it.
struct MediaWant {
    ChatId chat;
    Attachment attachment;
    MediaId media; //!< mediaIdOf(attachment), which costs a hash
    QSize pixels{}; //!< device pixels; empty: nothing is decoded, it only goes first in the queue of downloads
    PictureFit fit = PictureFit::Cover;
    enum class Source {
        File,
        Poster, //!< the first picture of a video, once some of it is here
        Inline, //!< the same, but it is a picture and not a blur: of a link
    };
    Source source = Source::File;
};

//! Decoded pictures within a byte budget. Views say what they show, nearest first; files that are here are decoded on a
//! few threads of its own in that order, what is no longer wanted is dropped before it costs anything. Reading and
//! decoding never happen on the GUI thread; looking up is a hash.
class PictureCache : public QObject {
    Q_OBJECT
public:
    static constexpr qsizetype defaultBudget = 64 * 1024 * 1024; //!< bytes
    explicit PictureCache(Session *session, QObject *parent = nullptr);
    ~PictureCache() override;

    //! Null where it is not decoded at that size.
    QImage picture(const MediaId &media, QSize pixels, PictureFit fit = PictureFit::Cover) const;
    //! What the message itself brings; null until it was wanted and decoded.
    QImage preview(const MediaId &media) const;
    PictureFault fault(const MediaId &media) const;
    bool isAnimated(const MediaId &media) const; //!< known once a picture of it was decoded
    QSize sourceSize(const MediaId &media) const; //!< upright; empty until decoded

    //! Replaces what `owner` wants; empty: nothing. Goes to MediaLibrary::setVisible() as well. Forgotten with the owner.
    void setWanted(QObject *owner, const QList<MediaWant> &nearestFirst);

    void setBudget(qsizetype bytes);
    qsizetype usedBytes() const { return m_pictures.totalCost() * 1024; }
    int running() const { return int(m_jobs.size()); }

signals:
    void changed(const confab::MediaId &media); //!< a picture, a preview or a fault came

private:
    struct Key {
        MediaId media;
        QSize pixels;
        PictureFit fit;
        friend bool operator==(const Key &, const Key &) = default;
        friend size_t qHash(const Key &k, size_t seed = 0)
        {
            return qHashMulti(seed, k.media, k.pixels.width(), k.pixels.height(), int(k.fit));
        }
    };
    struct Job {
        Key key;
        std::shared_ptr<std::atomic_bool> cancelled;
    };
    struct Fact {
        PictureFault fault = PictureFault::None;
        bool animated = false;
        QSize source;
    };
    struct Owner {
        QObject *object;
        QList<MediaWant> wants;
    };

    void pump();
    void pumpPreviews();
    void pumpPoster(const MediaWant &want, const Key &key);
    bool wants(const Key &key) const;
    void start(const MediaWant &want);
    void decode(const Key &key, const QByteArray &bytes, std::shared_ptr<std::atomic_bool> cancelled);
    void finished(const Key &key, const DecodedPicture &picture);
    void announceVisible();

    Session *m_session;
    QThreadPool m_pool;
    Posters m_posters;
    QList<Owner> m_owners; //!< the newest asker first
    QCache<Key, QImage> m_pictures; //!< cost in KB
    QCache<MediaId, QImage> m_previews; //!< cost in bytes
    QHash<MediaId, Fact> m_facts;
    QHash<MediaId, bool> m_unreadable; //!< here, but could not be read: waits for news
    QList<Job> m_jobs;
    QList<MediaId> m_visible; //!< as told last
};

} // namespace confab
