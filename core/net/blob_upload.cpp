#include "core/net/blob_upload.h"

#include "core/protocol/blob_http.h"

namespace confab {

namespace {

constexpr std::chrono::milliseconds patience {30'000};
constexpr int mostCorrections = 3;

//! A stretch of a file as a device of its own: the body of one PUT, which the network reads as it sends.
class FileSlice final : public QIODevice {
public:
    FileSlice(QFile &file, qint64 from, qint64 count, QObject *parent)
        : QIODevice(parent)
        , m_file(file)
        , m_from(from)
        , m_count(count)
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    qint64 size() const override { return m_count; }

protected:
    qint64 readData(char *data, qint64 max) override
    {
        const qint64 part = std::min(max, m_count - pos());
        if (part <= 0)
            return 0;
        return m_file.seek(m_from + pos()) ? m_file.read(data, part) : -1;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QFile &m_file;
    qint64 m_from;
    qint64 m_count;
};

} // namespace

BlobUpload::BlobUpload(QNetworkAccessManager &network, Target target, const QString &path, QObject *parent)
    : QObject(parent)
    , m_network(network)
    , m_target(std::move(target))
    , m_file(path)
{
}

BlobUpload::~BlobUpload()
{
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
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
    QNetworkRequest request(m_target.server.httpUrl(QString::fromLatin1(blobhttp::pathOf(m_target.blob))));
    request.setRawHeader("Authorization", blobhttp::authorization(m_target.token));
    request.setRawHeader("Content-Range", blobhttp::contentRange(m_target.offset, count, size));
    request.setHeader(QNetworkRequest::ContentLengthHeader, count);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/octet-stream"));
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    // The token is for this server alone.
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setTransferTimeout(int(patience.count()));
    auto *body = new FileSlice(m_file, m_target.offset, count, nullptr);
    m_reply = m_network.put(request, body);
    body->setParent(m_reply);
    connect(m_reply, &QNetworkReply::uploadProgress, this, [this, from = m_target.offset](qint64 sent, qint64) {
        if (sent > 0)
            emit progressed(from + sent);
    });
    connect(m_reply, &QNetworkReply::finished, this, &BlobUpload::answered);
}

void BlobUpload::answered()
{
    QNetworkReply *reply = std::exchange(m_reply, nullptr);
    reply->deleteLater();
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    bool ok = false;
    const qint64 offset = reply->rawHeader(blobhttp::uploadOffset).toLongLong(&ok);
    if ((status == 201 || status == 204) && ok && offset > m_target.offset) {
        m_corrections = 0;
        m_target.offset = offset;
        emit progressed(offset);
        putNext();
        return;
    }
    const BlobError error = blobErrorOf(*reply);
    if (error.kind == BlobError::Kind::Offset && error.offset && ++m_corrections <= mostCorrections) {
        m_target.offset = *error.offset;
        putNext();
        return;
    }
    if (status == 201 || status == 204)
        end(BlobError::Kind::Protocol);
    else
        emit failed(error);
}

void BlobUpload::end(BlobError::Kind kind)
{
    emit failed(BlobError {kind});
}

} // namespace confab
