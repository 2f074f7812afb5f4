#pragma once

#include "core/media/media_cache.h"
#include "core/media/media_error.h"
#include "core/media/part_file.h"
#include "core/media/transfer_queue.h"
#include "core/net/blob_download.h"
#include "core/protocol/result.h"

#include <QThreadPool>
#include <memory>

namespace confab {

//! Brings files into the cache: a few at a time, the most wanted first, each from where an earlier try ended. Lives on
//! the media thread.
class Downloads : public QObject {
    Q_OBJECT
public:
    static constexpr int atOnce = 3;
    static constexpr int byRuleAtMost = 2'000; //!< more wait for being looked at
    static constexpr int mostTries = 6; //!< in a row that brought nothing

    enum class Wish : std::uint8_t { Rule, Visible, Asked };
    using Arrived = std::function<void(const Result<QString, MediaError> &path)>;

    Downloads(MediaCache cache, QNetworkAccessManager &network, Clock &clock, QThreadPool &pool);

    void setServer(const ServerAddress &server) { m_server = server; }
    void setOnline(bool online) { m_queue.setOnline(online); }

    //! Says by `changed` where it stands.
    void lookUp(const Attachment &attachment);
    //! Fetches it, unless it is here. `arrived` is told how it ended, at once where it is here.
    void request(const Attachment &attachment, Wish wish, Arrived arrived = {});
    //! These, nearest first, go before all others that nobody asked for. Replaces the former list.
    void setVisible(const QList<Attachment> &attachments);
    void cancel(const MediaId &media); //!< what came is kept
    //! Some chunks of a file out of order, past the queue; empty where they cannot be had.
    void fetchChunks(const Attachment &attachment, qint64 first, qint64 count, std::function<void(const QByteArray &)> done);

signals:
    void changed(const confab::TransferView &view);
    void received(); //!< the cache has grown by a file

private:
    struct Job : TransferJob {
        Wish wish() const { return Wish(rank); }
        QList<Arrived> waiting;
        std::shared_ptr<PartFile> part;
        qint64 begunAt = 0; //!< bytes held when the current try began
    };
    using JobPtr = std::shared_ptr<Job>;

    void start(const JobPtr &job);
    void opened(const JobPtr &job, PartFile::State state);
    bool take(const JobPtr &job, QByteArrayView bytes);
    void complete(const JobPtr &job);
    void broke(const JobPtr &job, const BlobError &error);
    void end(const JobPtr &job, const MediaError &error);
    void release(const JobPtr &job);
    void tell(Job &job, TransferPhase phase, const QString &error = {});
    QString partialPath(const MediaId &media) const { return m_cache.partialPath(MediaCache::Place::Received, media); }

    MediaCache m_cache;
    QNetworkAccessManager &m_network;
    QThreadPool &m_pool;
    ServerAddress m_server;
    TransferQueue<Job> m_queue;
};

} // namespace confab
