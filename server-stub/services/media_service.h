#pragma once

#include "server-stub/blobs/blob_store.h"
#include "server-stub/blobs/blob_threads.h"
#include "server-stub/services/blob_handler.h"
#include "server-stub/services/node_context.h"
#include "server-stub/services/session.h"
#include "server-stub/services/transfer_table.h"
#include "server-stub/services/upload_tokens.h"

namespace confab::server {

//! Blobs (protocol section 8): who may upload what, how far it is, and when one is nobody's any more. Which blobs there
//! are and who refers to them is the store's to know; the bytes are the blob store's. Thread-safe.
//!
//! All uploads of a user run in one lane of the blob threads: they share one user's turn, and one upload is never
//! worked on twice at a time.
//!
//! The end of an upload: bytes durable and in place, then `complete` in the store, then the answer. The end of a blob
//! runs the other way: condemned in the store, from where on nobody can refer to it, then its bytes go, then its row.
//! Whatever is cut in between is taken up again: the first by the next PUT or grant, the second by the next collection.
class MediaService : public BlobHandler {
public:
    static constexpr qint64 graceMs = qint64(24) * 3600 * 1000; //!< that nobody has referred to a blob
    static constexpr qint64 collectEvery = 10 * 60'000; //!< ms
    static constexpr int collectedAtOnce = 256;

    //! Waits for the store's answer once, for the key of the tokens.
    MediaService(NodeContext &node, BlobStore &blobs, BlobThreads &threads);

    void grant(const RequestPtr &request, const MediaGrant &grant);
    void tick();

    void put(const BlobId &blob, const QByteArray &token, std::function<void(BlobProgress, std::shared_ptr<BlobSink>)> done) override;
    void offset(const BlobId &blob, const QByteArray &token, std::function<void(BlobProgress)> done) override;
    void get(const BlobId &blob, std::function<void(BlobOutcome, std::shared_ptr<BlobSource>)> done) override;

private:
    class Sink;
    class Source;
    using Step = std::function<void(BlobProgress)>;

    static std::uint64_t laneOf(const UserId &user) { return std::hash<UserId>()(user); }
    void facts(const BlobId &blob, const UploadTokens::Holder &holder, std::function<void(BlobOutcome, BlobFacts)> done);
    // In the user's lane:
    void open(const UploadPtr &upload, const Step &done);
    void append(const UploadPtr &upload, const std::vector<char> &bytes, const Step &done);
    void finish(const UploadPtr &upload, const Step &done);
    void adopt(const UploadPtr &upload, const Step &done);
    void extent(const BlobFacts &facts, const Step &done);

    void collect();
    void count();

    NodeContext &m_node;
    BlobStore &m_blobs;
    BlobThreads &m_threads;
    const UploadTokens m_tokens;
    const std::shared_ptr<TransferTable> m_transfers = std::make_shared<TransferTable>();
    const std::uint64_t m_collectLane;
    std::atomic<bool> m_collecting {false};
    std::atomic<bool> m_moreToCollect {false};
    qint64 m_nextCollection = 0; //!< steady; of the thread that ticks
    qint64 m_nextCount = 0;
};

} // namespace confab::server
