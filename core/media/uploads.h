#pragma once

#include "core/media/media_cache.h"
#include "core/media/media_error.h"
#include "core/media/transfer_queue.h"
#include "core/net/blob_upload.h"
#include "core/protocol/requests.h"

#include <QThreadPool>
#include <memory>

namespace confab {

//! Prepares files and brings them to the server, in the order of asking, a few at a time. What is prepared is written
//! down by whoever asked before it goes on: start it again with what `prepared` told. Lives on the media thread.
class Uploads : public QObject {
    Q_OBJECT
public:
    static constexpr int atOnce = 2;
    static constexpr int mostTries = 8; //!< in a row that brought nothing on

    Uploads(MediaCache cache, Clock &clock, QThreadPool &pool);

    void abandon(); //!< stops what is being prepared, for the end
    void setServer(const ServerAddress &server) { m_server = server; }
    void setOnline(bool online) { m_queue.setOnline(online); }

    //! With a hash, and its sealed file in the cache: goes to the server. Else it is prepared, from `source`, whether
    //! there is a server or not. Nothing where it is under way.
    void start(const Attachment &attachment, const std::optional<UploadSource> &source);
    bool lookUp(const MediaId &media); //!< says by `changed` where it stands; false: none of these
    void cancel(const MediaId &media); //!< ends with `failed`
    void forget(const MediaId &media); //!< the same without a word

    //! The answers to `grantWanted`.
    void granted(const MediaId &media, const MediaGranted &grant);
    void refused(const MediaId &media, const MediaError &error);
    void notGranted(const MediaId &media, std::chrono::milliseconds wait); //!< ask again, or once online

signals:
    void prepared(const confab::MediaId &media, const confab::Attachment &attachment); //!< possibly under another id
    void grantWanted(const confab::MediaId &media, qint64 size, const confab::PublicKey &sha256);
    void uploaded(const confab::MediaId &media, const confab::BlobId &blob);
    void failed(const confab::MediaId &media, const confab::MediaError &error);
    void changed(const confab::TransferView &view);

private:
    struct Job : TransferJob { // ready: prepared
        std::optional<UploadSource> source;
        std::shared_ptr<std::atomic_bool> stop = std::make_shared<std::atomic_bool>(false);
        BlobId blob;
        qint64 sent = 0; //!< bytes of the ciphertext
        qint64 best = 0; //!< most of it that ever was there
        bool isGranting() const { return active && !transfer; }
    };
    using JobPtr = std::shared_ptr<Job>;

    void prepare(const JobPtr &job);
    void broke(const JobPtr &job, const BlobError &error);
    void end(const JobPtr &job, const MediaError &error);
    void release(const JobPtr &job);
    void tell(Job &job, TransferPhase phase, const QString &error = {});

    MediaCache m_cache;
    QThreadPool &m_pool;
    ServerAddress m_server;
    TransferQueue<Job> m_queue;
};

} // namespace confab
