#include "core/net/blob_download.h"

#include "core/protocol/blob_http.h"

namespace confab {

BlobDownload::BlobDownload(QNetworkAccessManager &network, Source source, Sink sink, QObject *parent)
    : QObject(parent)
    , m_network(network)
    , m_source(std::move(source))
    , m_sink(std::move(sink))
{
}

BlobDownload::~BlobDownload()
{
    stop();
}

void BlobDownload::start()
{
    QMetaObject::invokeMethod(this, &BlobDownload::get, Qt::QueuedConnection);
}

void BlobDownload::get()
{
    QNetworkRequest request(m_source.server.httpUrl(QString::fromLatin1(blobhttp::pathOf(m_source.blob))));
    request.setRawHeader("Range", "bytes=" + QByteArray::number(m_source.from) + '-' + QByteArray::number(m_source.to - 1));
    request.setRawHeader("Accept-Encoding", "identity");
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    // Nowhere else: a server could point into the reader's own network.
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setTransferTimeout(int(m_source.patience.count()));
    m_reply = m_network.get(request);
    m_reply->setReadBufferSize(buffer);
    connect(m_reply, &QNetworkReply::readyRead, this, &BlobDownload::read);
    connect(m_reply, &QNetworkReply::finished, this, &BlobDownload::answered);
}

void BlobDownload::read()
{
    if (!m_reply)
        return;
    if (!m_at) {
        const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (status != 200 && status != 206)
            return; // an error's page: not for the sink
        m_at = status == 206 ? m_source.from : 0; // a proxy may not know ranges and send everything
        m_bytes.resize(buffer);
    }
    while (m_reply && m_reply->bytesAvailable() > 0) {
        const qint64 got = m_reply->read(m_bytes.data(), m_bytes.size());
        if (got <= 0)
            return;
        const qint64 first = std::max(*m_at, m_source.from);
        const qint64 last = std::min(*m_at + got, m_source.to);
        const QByteArrayView wanted(m_bytes.constData() + (first - *m_at), std::max<qint64>(0, last - first));
        *m_at += got;
        const QPointer<BlobDownload> alive(this);
        if (!wanted.isEmpty() && !m_sink(wanted)) {
            if (alive)
                stop();
            return;
        }
        if (!alive)
            return;
    }
}

void BlobDownload::answered()
{
    const QPointer<BlobDownload> alive(this);
    read(); // what came with the end
    if (!alive || !m_reply)
        return;
    QNetworkReply *reply = std::exchange(m_reply, nullptr);
    reply->deleteLater();
    if (m_at && *m_at >= m_source.to)
        emit done();
    else
        emit failed(blobErrorOf(*reply));
}

void BlobDownload::stop()
{
    if (!m_reply)
        return;
    QNetworkReply *reply = std::exchange(m_reply, nullptr);
    reply->disconnect(this);
    reply->abort();
    reply->deleteLater();
}

} // namespace confab
