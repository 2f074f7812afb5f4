#include "core/net/blob_upload.h"

#include "core/protocol/blob_http.h"

namespace confab {

namespace {

constexpr int mostCorrections = 3;

} // namespace

BlobUpload::BlobUpload(Target target, const QString &path, QObject *parent)
    : QObject(parent)
    , m_target(std::move(target))
    , m_file(path)
    , m_http(m_target.server.httpUrl({}), m_target.patience)
{
    connect(&m_http, &HttpPut::wrote, this, [this](qint64 count) {
        if (count > 0)
            emit progressed(m_target.offset + count);
    });
    connect(&m_http, &HttpPut::answered, this, &BlobUpload::answered);
}

void BlobUpload::start()
{
    QMetaObject::invokeMethod(this, &BlobUpload::putNext, Qt::QueuedConnection);
}

void BlobUpload::putNext()
{
    if (!m_file.isOpen() && !m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        end(BlobError::Kind::Source);
        return;
    }
    const qint64 size = m_file.size();
    if (m_target.offset > size || m_target.chunk <= 0) {
        end(BlobError::Kind::Protocol);
        return;
    }
    if (m_target.offset == size) {
        emit done();
        return;
    }
    const qint64 count = std::min(m_target.chunk, size - m_target.offset);
    if (!m_file.seek(m_target.offset)) {
        end(BlobError::Kind::Source);
        return;
    }
    const QList<QByteArray> headers {"Authorization: " + blobhttp::authorization(m_target.token),
        "Content-Range: " + blobhttp::contentRange(m_target.offset, count, size), "Content-Type: application/octet-stream"};
    m_http.send(blobhttp::pathOf(m_target.blob), headers, count, [this](char *data, qint64 most) { return m_file.read(data, most); });
}

void BlobUpload::answered(const HttpAnswer &answer)
{
    const BlobError error = blobErrorOf(answer);
    const bool taken = answer.status == 201 || answer.status == 204;
    if (taken && error.offset && *error.offset > m_target.offset && *error.offset <= m_file.size()) {
        const qint64 offset = *error.offset;
        m_corrections = 0;
        m_target.offset = offset;
        emit progressed(offset);
        putNext();
        return;
    }
    if (error.kind == BlobError::Kind::Offset && error.offset && ++m_corrections <= mostCorrections) {
        m_target.offset = *error.offset;
        putNext();
        return;
    }
    if (taken)
        end(BlobError::Kind::Protocol);
    else
        emit failed(error);
}

void BlobUpload::end(BlobError::Kind kind)
{
    emit failed(BlobError {kind});
}

} // namespace confab
