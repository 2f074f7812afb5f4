#pragma once

#include "core/media/media_values.h"

#include <QCache>
#include <QHash>
#include <QImage>
#include <QObject>
#include <QThread>
#include <memory>

class QIODevice;

namespace confab {

class Session;

//! The first picture of videos: read silently from what is here of the file, one video at a time, on a thread that may
//! wait. Kept in memory as JPEG, within a byte budget and never on disk, where only ciphertext lies.
class Posters : public QObject {
    Q_OBJECT
public:
    static constexpr qsizetype budget = 16 * 1024 * 1024; //!< bytes, of about a hundred posters
    static constexpr int longestSide = 1280; //!< px
    explicit Posters(Session *session, QObject *parent = nullptr);
    ~Posters() override;

    //! A JPEG; empty: there is none yet.
    QByteArray poster(const MediaId &media) const;
    //! Whether another one may be asked for now.
    bool isBusy() const { return !m_asked.isNull(); }
    //! Nothing where it was tried in vain, or while another is under way. `ready` follows, whatever comes of it.
    void ask(const ChatId &chat, const Attachment &attachment, const MediaId &media);
    //! It may be tried again: more of the file has come.
    void forgive(const MediaId &media) { m_failed.remove(media); }

signals:
    void ready(const confab::MediaId &media);

private:
    void finished(const MediaId &media, const QByteArray &jpeg);

    class Reader;
    Session *m_session;
    QCache<MediaId, QByteArray> m_posters; //!< cost in bytes
    QHash<MediaId, bool> m_failed;
    MediaId m_asked;
    QThread m_thread; //!< started with the first video
    Reader *m_reader = nullptr; //!< lives there
};

} // namespace confab
