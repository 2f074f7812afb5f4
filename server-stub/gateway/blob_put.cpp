#include "server-stub/gateway/blob_put.h"

#include "core/protocol/blob_http.h"

namespace confab::server {

namespace {

constexpr qint64 mostDiscarded = blobhttp::chunk; //!< of a refused body, so that the connection can go on

std::vector<std::pair<QByteArray, QByteArray>> offsetHeader(qint64 offset)
{
    return {{blobhttp::uploadOffset, QByteArray::number(offset)}};
}

} // namespace

void BlobPut::begin()
{
    const auto token = bearerToken(m_request.head.authorization);
    if (token.isEmpty())
        return refuse(401, {{"WWW-Authenticate", "Bearer"}});
    if (const int flaw = flawOfPut(m_request.head, m_range))
        return refuse(flaw);
    const auto self = std::static_pointer_cast<BlobPut>(shared_from_this());
    m_gateway.blobs->put(m_request.blob, token, [self](BlobProgress progress, std::shared_ptr<BlobSink> sink) {
        self->onThread([self, progress, sink = std::move(sink)]() mutable { self->opened(progress, std::move(sink)); });
    });
}

void BlobPut::opened(const BlobProgress &progress, std::shared_ptr<BlobSink> sink)
{
    switch (progress.outcome) {
    case BlobOutcome::Ok:
        break;
    case BlobOutcome::Complete:
    case BlobOutcome::WrongHash:
        admit();
        return refuse(409, offsetHeader(progress.offset));
    case BlobOutcome::Unauthorised:
        return refuse(401, {{"WWW-Authenticate", "Bearer"}});
    case BlobOutcome::TooMany:
        return refuse(429, {{"Retry-After", "1"}});
    case BlobOutcome::NotFound:
        return refuse(404);
    case BlobOutcome::Full:
        return refuse(507);
    case BlobOutcome::Superseded:
    case BlobOutcome::Busy:
        return refuse(503, {{"Retry-After", "1"}});
    }
    admit();
    if (m_range.size != progress.size)
        return refuse(416);
    if (m_range.first != progress.offset)
        return refuse(409, offsetHeader(progress.offset));
    m_sink = std::move(sink);
    if (m_request.head.expectContinue && m_request.ahead.isEmpty()) {
        write("HTTP/1.1 100 Continue\r\n\r\n");
        flush();
    }
    restartWindow();
    const QByteArray ahead = std::exchange(m_request.ahead, {});
    take(std::span(ahead.constData(), std::size_t(ahead.size())));
}

void BlobPut::consume(std::span<char> bytes)
{
    if (m_discarding > 0) {
        const auto part = std::min<qint64>(m_discarding, qint64(bytes.size()));
        m_ahead.append(bytes.data() + part, qsizetype(bytes.size()) - qsizetype(part));
        return discard(part);
    }
    take(bytes);
}

//! Adds to the piece that is being filled; bytes beyond the body belong to the next request.
void BlobPut::take(std::span<const char> bytes)
{
    const auto part = std::size_t(std::min<qint64>(m_range.count() - m_received, qint64(bytes.size())));
    m_ahead.append(bytes.data() + part, qsizetype(bytes.size() - part));
    if (!m_filling) {
        m_filling = m_spare ? std::exchange(m_spare, nullptr) : std::make_shared<std::vector<char>>();
        m_filling->clear();
        m_filling->reserve(std::min<std::size_t>(pieceSize, std::size_t(m_range.count() - m_received)));
    }
    m_filling->insert(m_filling->end(), bytes.begin(), bytes.begin() + std::ptrdiff_t(part));
    m_received += qint64(part);
    m_gateway.counters.bytesIn.fetch_add(qint64(part), std::memory_order_relaxed);
    const bool whole = m_received == m_range.count();
    if (!m_storing && (whole || isFull()))
        store();
    if (!whole && !isFull())
        readMore();
}

void BlobPut::store()
{
    m_storing = true;
    const auto self = std::static_pointer_cast<BlobPut>(shared_from_this());
    const BlobBuffer piece = std::exchange(m_filling, nullptr);
    m_sink->write(piece, [self, piece](BlobProgress progress) {
        self->onThread([self, piece, progress] {
            self->m_spare = piece;
            self->stored(progress);
        });
    });
}

void BlobPut::stored(const BlobProgress &progress)
{
    m_storing = false;
    restartWindow(); // the peer may have had to wait
    const bool rest = m_filling && !m_filling->empty();
    if (progress.outcome != BlobOutcome::Ok)
        return conclude(progress);
    if (m_received < m_range.count() && !m_late) {
        if (rest && isFull())
            store();
        return readMore();
    }
    rest ? store() : conclude(progress);
}

void BlobPut::conclude(const BlobProgress &progress)
{
    m_sink.reset();
    switch (progress.outcome) {
    case BlobOutcome::Ok:
        return m_late ? answer(408, false, offsetHeader(progress.offset)) : answer(204, true, offsetHeader(progress.offset));
    case BlobOutcome::Complete:
        return answer(201, true, offsetHeader(progress.offset));
    case BlobOutcome::WrongHash:
        return answer(422, true, offsetHeader(0));
    case BlobOutcome::Full:
        return refuse(507, offsetHeader(progress.offset));
    case BlobOutcome::NotFound:
        return refuse(404);
    case BlobOutcome::Superseded:
        return end();
    case BlobOutcome::Unauthorised:
    case BlobOutcome::TooMany:
    case BlobOutcome::Busy:
        return refuse(503, {{"Retry-After", "1"}});
    }
}

//! A body of moderate size is read to its end before the answer: clients that write first and read then get it, and the
//! connection goes on. A longer one ends with the connection.
void BlobPut::refuse(int status, std::vector<std::pair<QByteArray, QByteArray>> headers)
{
    const auto length = m_request.head.contentLength ? qint64(std::min<quint64>(*m_request.head.contentLength, INT64_MAX)) : 0;
    const bool mayWait = m_request.head.expectContinue && m_received == 0 && m_request.ahead.isEmpty();
    const qint64 left = length - m_received;
    if (m_request.head.chunked || mayWait || left > mostDiscarded)
        return answer(status, false, std::move(headers));
    m_refusal = status;
    m_refusalHeaders = std::move(headers);
    m_filling.reset();
    const QByteArray ahead = std::exchange(m_request.ahead, {});
    const auto part = std::min<qint64>(left, ahead.size());
    m_ahead += ahead.sliced(part);
    m_discarding = left;
    discard(part);
}

void BlobPut::discard(qint64 bytes)
{
    m_discarding -= bytes;
    m_discarded += bytes;
    if (m_discarding > 0)
        return readMore();
    answer(m_refusal, true, std::move(m_refusalHeaders));
}

void BlobPut::tooSlow()
{
    if (!m_sink)
        return answer(408, false);
    m_late = true;
    if (!m_storing)
        m_filling && !m_filling->empty() ? store() : answer(408, false);
}

void BlobPut::lost()
{
    // The callback finds the exchange ended and goes nowhere; the bytes stay.
    if (m_sink && m_filling && !m_filling->empty())
        m_sink->write(std::exchange(m_filling, nullptr), [](BlobProgress) {});
    end();
}

void BlobPut::ended()
{
    m_sink.reset();
    m_filling.reset();
    m_spare.reset();
}

} // namespace confab::server
