#include "server-stub/gateway/blob_get.h"

#include "core/protocol/blob_http.h"

namespace confab::server {

void BlobGet::begin()
{
    m_ahead = std::exchange(m_request.ahead, {});
    const auto &head = m_request.head;
    if (head.contentLength.value_or(0) > 0 || head.chunked)
        return answer(400, false);
    const auto self = std::static_pointer_cast<BlobGet>(shared_from_this());
    const auto token = bearerToken(head.authorization);
    if (head.method == "HEAD" && !head.authorization.isEmpty()) {
        m_gateway.blobs->offset(m_request.blob, token,
            [self](BlobProgress progress) { self->onThread([self, progress] { self->told(progress); }); });
        return;
    }
    m_gateway.blobs->get(m_request.blob, [self](BlobOutcome outcome, std::shared_ptr<BlobSource> source) {
        self->onThread([self, outcome, source = std::move(source)]() mutable { self->opened(outcome, std::move(source)); });
    });
}

//! The answer to an uploader who asks how far he is.
void BlobGet::told(const BlobProgress &progress)
{
    switch (progress.outcome) {
    case BlobOutcome::Ok:
    case BlobOutcome::Complete:
        admit();
        return answer(200, true, {{blobhttp::uploadOffset, QByteArray::number(progress.offset)}});
    case BlobOutcome::Unauthorised:
        return answer(401, true, {{"WWW-Authenticate", "Bearer"}});
    case BlobOutcome::NotFound:
        return answer(404, true);
    default:
        return answer(503, true, {{"Retry-After", "1"}});
    }
}

void BlobGet::opened(BlobOutcome outcome, std::shared_ptr<BlobSource> source)
{
    if (outcome == BlobOutcome::NotFound)
        return answer(404, true);
    if (outcome != BlobOutcome::Ok)
        return answer(503, true, {{"Retry-After", "1"}});
    admit();
    const auto etag = etagOf(m_request.blob);
    const auto size = source->size();
    const auto selection = select(m_request.head, size, etag);
    if (selection.status == 416)
        return answer(416, true, {{"Content-Range", "bytes */" + QByteArray::number(size)}});
    ResponseHead head {selection.status, selection.count, wantsKeepAlive(), blobHeaders(etag)};
    if (selection.status == 206)
        head.headers.emplace_back("Content-Range",
            "bytes " + QByteArray::number(selection.first) + '-' + QByteArray::number(selection.first + selection.count - 1) + '/'
                + QByteArray::number(size));
    write(head.toBytes());
    m_fetchAt = selection.first;
    m_end = m_request.head.method == "HEAD" ? selection.first : selection.first + selection.count;
    m_source = std::move(source);
    restartWindow();
    readMore(); // hears of the peer's end
    fetch();
    pump();
}

//! Reads ahead by one piece.
void BlobGet::fetch()
{
    if (m_fetching || m_next || m_fetchAt >= m_end)
        return;
    BlobBuffer piece = m_spare ? std::exchange(m_spare, nullptr) : std::make_shared<std::vector<char>>();
    const auto count = std::min(pieceSize, m_end - m_fetchAt);
    piece->resize(std::size_t(count));
    if (m_source->readNow(m_fetchAt, piece)) {
        m_fetchAt += count;
        m_next = std::move(piece);
        return;
    }
    m_fetching = true;
    const auto self = std::static_pointer_cast<BlobGet>(shared_from_this());
    m_source->read(std::exchange(m_fetchAt, m_fetchAt + count), piece, [self, piece](bool whole) {
        self->onThread([self, piece, whole] {
            self->m_fetching = false;
            if (!whole)
                return self->end(); // the length was promised: only a cut tells that it is not kept
            self->m_next = piece;
            self->pump();
        });
    });
}

void BlobGet::pump()
{
    if (!flush())
        return;
    for (int pieces = 0;;) {
        if (!m_current) {
            if (++pieces > piecesInTurn) {
                const auto self = std::static_pointer_cast<BlobGet>(shared_from_this());
                return onThread([self] { self->pump(); });
            }
            if (!m_next) {
                if (!m_fetching && m_fetchAt >= m_end)
                    completed(wantsKeepAlive());
                return;
            }
            m_current = std::exchange(m_next, nullptr);
            m_position = 0;
            fetch();
        }
        const boost::asio::const_buffer rest(m_current->data() + m_position, m_current->size() - m_position);
        const auto taken = m_transport->write(std::span(&rest, 1));
        m_position += taken;
        m_sent += qint64(taken);
        m_gateway.counters.bytesOut.fetch_add(qint64(taken), std::memory_order_relaxed);
        if (m_position < m_current->size())
            return;
        m_spare = std::exchange(m_current, nullptr);
    }
}

//! A request that came early waits its turn; more than that is not waited for.
void BlobGet::consume(std::span<char> bytes)
{
    m_ahead.append(bytes.data(), qsizetype(bytes.size()));
    if (m_ahead.size() > qsizetype(HttpHeadReader::maxBytes))
        return end();
    readMore();
}

qint64 BlobGet::moved() const
{
    // What lies in the system's buffer has not been taken by anybody: a slow reader of a full one is seen to read.
    return m_sent - qint64(m_transport ? m_transport->unsent() : 0);
}

void BlobGet::ended()
{
    m_source.reset();
    m_current.reset();
    m_next.reset();
    m_spare.reset();
}

} // namespace confab::server
