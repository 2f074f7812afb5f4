#include "tests/integration/server/blob_client.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

namespace confab::tests {

QByteArray BlobClient::Answer::header(const QByteArray &name) const
{
    for (const QByteArray &line : head.split('\n'))
        if (line.size() > name.size() && line[name.size()] == ':' && line.first(name.size()).compare(name, Qt::CaseInsensitive) == 0)
            return line.mid(name.size() + 1).trimmed();
    return {};
}

qint64 BlobClient::Answer::offset() const
{
    const auto text = header(blobhttp::uploadOffset);
    return text.isEmpty() ? -1 : text.toLongLong();
}

bool BlobClient::connectTo(quint16 port)
{
    m_port = port;
    m_buffer.clear();
    m_socket.abort();
    m_socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    return m_socket.waitForConnected(5000);
}

void BlobClient::write(const QByteArray &bytes)
{
    m_socket.write(bytes);
    while (m_socket.bytesToWrite() > 0 && m_socket.waitForBytesWritten(20'000)) { }
}

BlobClient::Answer BlobClient::read(bool withBody, std::chrono::milliseconds within)
{
    const auto until = std::chrono::steady_clock::now() + within;
    const auto more = [&] {
        const auto before = m_buffer.size();
        m_buffer += m_socket.readAll();
        if (m_buffer.size() > before)
            return true;
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
        if (left <= 0 || !m_socket.waitForReadyRead(int(left)))
            return false;
        m_buffer += m_socket.readAll();
        return true;
    };
    Answer answer;
    qsizetype end = -1;
    for (;;) {
        end = m_buffer.indexOf("\r\n\r\n");
        if (end >= 0 && m_buffer.startsWith("HTTP/1.1 100")) {
            m_buffer.remove(0, end + 4);
            continue;
        }
        if (end >= 0)
            break;
        if (!more())
            return answer;
    }
    answer.head = m_buffer.first(end + 2);
    m_buffer.remove(0, end + 4);
    answer.status = answer.head.mid(9, 3).toInt();
    const qint64 length = withBody ? answer.header("Content-Length").toLongLong() : 0;
    while (m_buffer.size() < length && more()) { }
    answer.body = m_buffer.first(std::min<qsizetype>(length, m_buffer.size()));
    m_buffer.remove(0, answer.body.size());
    return answer;
}

BlobClient::Answer BlobClient::ask(const QByteArray &head, const QByteArray &body)
{
    if (m_socket.state() != QAbstractSocket::ConnectedState)
        connectTo(m_port);
    write(head + "\r\n" + body);
    return read(!head.startsWith("HEAD"));
}

BlobClient::Answer BlobClient::get(const BlobId &blob, const QList<QByteArray> &headers)
{
    QByteArray text = "GET " + blobhttp::pathOf(blob) + " HTTP/1.1\r\nHost: localhost\r\n";
    for (const auto &line : headers)
        text += line + "\r\n";
    return ask(text);
}

BlobClient::Answer BlobClient::head(const BlobId &blob, const QList<QByteArray> &headers)
{
    QByteArray text = "HEAD " + blobhttp::pathOf(blob) + " HTTP/1.1\r\nHost: localhost\r\n";
    for (const auto &line : headers)
        text += line + "\r\n";
    return ask(text);
}

QByteArray BlobClient::putHead(const MediaGranted &grant, qint64 count, qint64 offset, qint64 size, const QList<QByteArray> &more)
{
    QByteArray text = "PUT " + blobhttp::pathOf(grant.blob) + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
        + blobhttp::authorization(grant.token) + "\r\nContent-Range: " + blobhttp::contentRange(offset, count, size)
        + "\r\nContent-Length: " + QByteArray::number(count) + "\r\n";
    for (const auto &line : more)
        text += line + "\r\n";
    return text;
}

BlobClient::Answer BlobClient::put(const MediaGranted &grant, const QByteArray &bytes, qint64 offset, qint64 size)
{
    return ask(putHead(grant, bytes.size(), offset, size), bytes);
}

bool BlobClient::isGone(std::chrono::milliseconds within)
{
    const auto until = std::chrono::steady_clock::now() + within;
    while (m_socket.state() == QAbstractSocket::ConnectedState && std::chrono::steady_clock::now() < until) {
        m_socket.waitForReadyRead(50);
        m_buffer += m_socket.readAll();
    }
    return m_socket.state() != QAbstractSocket::ConnectedState;
}

QByteArray randomBytes(qint64 size, quint32 seed)
{
    QByteArray bytes(qsizetype((size + 3) / 4 * 4), Qt::Uninitialized);
    QRandomGenerator random(seed);
    random.fillRange(reinterpret_cast<quint32 *>(bytes.data()), bytes.size() / 4);
    bytes.truncate(qsizetype(size));
    return bytes;
}

PublicKey sha256Of(const QByteArray &bytes)
{
    return *PublicKey::fromBytes(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256));
}

std::optional<MediaGranted> grantFor(TestDevice &device, const QByteArray &bytes)
{
    return device.wire.ask(MediaGrant {bytes.size(), sha256Of(bytes)});
}

BlobId upload(TestDevice &device, quint16 port, const QByteArray &bytes)
{
    const auto grant = grantFor(device, bytes);
    BlobClient http;
    if (!grant || !http.connectTo(port))
        return {};
    if (grant->offset == bytes.size())
        return grant->blob;
    return http.put(*grant, bytes.sliced(grant->offset), grant->offset, bytes.size()).status == 201 ? grant->blob : BlobId();
}

} // namespace confab::tests
