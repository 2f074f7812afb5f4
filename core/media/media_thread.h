#pragma once

#include "core/media/downloads.h"
#include "core/media/uploads.h"

#include <QMutex>
#include <QThread>

namespace confab {

//! What lives on the media thread.
struct MediaParts {
    explicit MediaParts(const MediaCache &files)
        : cache(files)
        , downloads(cache, network, clock, pool)
        , uploads(cache, clock, pool)
    {
        pool.setMaxThreadCount(2);
        readers.setMaxThreadCount(2);
    }
    ~MediaParts()
    {
        uploads.abandon();
        pool.waitForDone();
        readers.waitForDone();
    }

    MediaCache cache;
    SystemClock clock;
    QNetworkAccessManager network;
    QThreadPool pool; //!< sealing and checking
    QThreadPool readers; //!< opening what somebody waits for
    Downloads downloads;
    Uploads uploads;
};

//! The thread that moves files, and the way to it. Signals are emitted on that thread; connect with objects of others and
//! they are queued.
class MediaThread : public QObject {
    Q_OBJECT
public:
    explicit MediaThread(const MediaCache &cache);
    ~MediaThread() override;

    //! Runs `work` there; from any thread. Forgotten where the thread is gone by then.
    void post(std::function<void(MediaParts &)> work) { m_gate->post(std::move(work)); }
    //! A way there that may outlive this object.
    std::function<void(std::function<void(MediaParts &)>)> poster() const;

signals:
    void prepared(const confab::MediaId &media, const confab::Attachment &attachment);
    void grantWanted(const confab::MediaId &media, qint64 size, const confab::PublicKey &sha256);
    void uploaded(const confab::MediaId &media, const confab::BlobId &blob);
    void uploadFailed(const confab::MediaId &media, const confab::MediaError &error);
    void changed(const confab::TransferView &view);
    void received();

private:
    struct Gate {
        void post(std::function<void(MediaParts &)> work);
        QMutex mutex;
        QObject *context = nullptr; //!< lives on the thread; null once it ends
        MediaParts *parts = nullptr;
    };

    QThread m_thread;
    QObject m_context;
    std::unique_ptr<MediaParts> m_parts;
    std::shared_ptr<Gate> m_gate;
};

} // namespace confab
