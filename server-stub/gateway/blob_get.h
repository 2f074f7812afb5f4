#pragma once

#include "server-stub/gateway/blob_exchange.h"
#include "server-stub/services/blob_handler.h"

namespace confab::server {

//! One GET or HEAD: 128 KiB are read while those before are on their way, and no more than that. What lies in the
//! system's memory is taken from there at once; only what has to come from the disk takes the way over a blob thread.
class BlobGet final : public BlobExchange {
public:
    using BlobExchange::BlobExchange;
    static constexpr qint64 pieceSize = 128 * 1024;
    static constexpr int piecesInTurn = 8; //!< then others on this thread have theirs

private:
    void begin() override;
    void consume(std::span<char> bytes) override;
    void mayWrite() override { pump(); }
    void ended() override;
    qint64 moved() const override;
    bool waitsForPeer() const override { return m_source != nullptr && m_current != nullptr; }

    void told(const BlobProgress &progress);
    void opened(BlobOutcome outcome, std::shared_ptr<BlobSource> source);
    void fetch();
    void pump();

    std::shared_ptr<BlobSource> m_source;
    qint64 m_fetchAt = 0; //!< the next byte to read from the disk
    qint64 m_end = 0; //!< after the last one to send
    qint64 m_sent = 0; //!< given to the transport
    BlobBuffer m_current; //!< being written, from m_position on
    BlobBuffer m_next; //!< read, and not yet begun
    BlobBuffer m_spare;
    std::size_t m_position = 0;
    bool m_fetching = false;
};

} // namespace confab::server
