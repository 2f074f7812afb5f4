#pragma once

#include "server-stub/gateway/blob_exchange.h"
#include "server-stub/services/blob_handler.h"

namespace confab::server {

//! One PUT: takes the body in pieces of 256 KiB, of which one is filled while the one before is stored, and reads no
//! faster than that. What arrived of a body that breaks off is stored.
class BlobPut final : public BlobExchange {
public:
    using BlobExchange::BlobExchange;
    static constexpr std::size_t pieceSize = 256 * 1024;

private:
    void begin() override;
    void consume(std::span<char> bytes) override;
    void lost() override;
    void tooSlow() override;
    void ended() override;
    qint64 moved() const override { return m_received + m_discarded; }
    bool waitsForPeer() const override { return m_discarding > 0 || (m_sink && m_received < m_range.count() && !isFull()); }

    void opened(const BlobProgress &progress, std::shared_ptr<BlobSink> sink);
    void take(std::span<const char> bytes);
    void store();
    void stored(const BlobProgress &progress);
    void conclude(const BlobProgress &progress);
    void refuse(int status, std::vector<std::pair<QByteArray, QByteArray>> headers = {});
    void discard(qint64 bytes);
    bool isFull() const { return m_filling && m_filling->size() + pieceSize / 4 > pieceSize; }

    ContentRange m_range;
    std::shared_ptr<BlobSink> m_sink;
    BlobBuffer m_filling;
    BlobBuffer m_spare; //!< the other of the two
    qint64 m_received = 0; //!< of the body
    qint64 m_discarding = 0; //!< bytes of a refused body that are still to come
    qint64 m_discarded = 0;
    int m_refusal = 0; //!< to be said once they have come
    std::vector<std::pair<QByteArray, QByteArray>> m_refusalHeaders;
    bool m_storing = false;
    bool m_late = false; //!< the peer was too slow: what is there is stored, then it hears of it
};

} // namespace confab::server
