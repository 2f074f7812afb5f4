#pragma once

#include "core/media/media_thread.h"
#include "core/sync/outbox.h"

namespace confab {

//! Between the outbox, which is durable, and the media thread, which forgets: every step of an upload is written down
//! here before the next begins, so that a killed run goes on where it was. Lives on the engine's thread.
class UploadDesk : public QObject {
    Q_OBJECT
public:
    UploadDesk(Committer &committer, Connection &connection, Outbox &outbox, MediaThread &files, const MediaCache &cache,
        QObject *parent = nullptr);

    void load(); //!< what former runs left behind; after the outbox's
    //! Stores the message at once and sees to its files. `item` has no media yet.
    void send(OutboxItem item, const QList<OutgoingMedia> &media);
    void cancel(const MediaId &media);

private:
    //! Where an attachment belongs.
    struct Place {
        Cid cid;
        int index = 0;
    };
    std::optional<Place> placeOf(const MediaId &media) const;
    void start(const OutboxItem &item);
    void grant(const MediaId &media, qint64 size, const PublicKey &sha256);
    void prepared(const MediaId &media, const Attachment &attachment);
    void uploaded(const MediaId &media, const BlobId &blob);
    void failed(const MediaId &media, const MediaError &error);
    void given(const OutboxItem &item);
    void dropStashes(const Cid &cid);

    Committer &m_committer;
    Connection &m_connection;
    Outbox &m_outbox;
    MediaThread &m_files;
    MediaCache m_cache;
    QHash<MediaId, Place> m_places;
    QHash<Cid, QList<UploadSource>> m_sources;
};

} // namespace confab
