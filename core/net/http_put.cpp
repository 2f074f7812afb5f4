#include "core/net/http_put.h"

#include <QSslSocket>

namespace confab {

namespace {

constexpr qsizetype longestHead = 16 * 1024; // bytes
constexpr qint64 mostSkipped = 64 * 1024; // bytes of an answer's body; with more a new connection is cheaper

} // namespace

QByteArray HttpAnswer::header(const QByteArray &lowerName) const
{
    for (const auto &[name, value] : headers)
        if (name == lowerName)
            return value;
    return {};
}

HttpPut::HttpPut(QUrl server, std::chrono::milliseconds patience, QObject *parent)
    : QObject(parent)
    , m_server(std::move(server))
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, [this] { finish({}); });
}

HttpPut::~HttpPut()
{
    drop();
}

void HttpPut::send(const QByteArray &path, const QList<QByteArray> &headers, qint64 count, Body body)
{
    const QString host = m_server.host(QUrl::FullyEncoded);
    m_head = "PUT " + path + " HTTP/1.1\r\nHost: " + (host.contains(u':') ? '[' + host + ']' : host).toLatin1();
    if (m_server.port() > 0)
        m_head += ':' + QByteArray::number(m_server.port());
    m_head += "\r\nContent-Length: " + QByteArray::number(count) + "\r\n";
    for (const QByteArray &header : headers)
        m_head += header + "\r\n";
    m_head += "\r\n";
    m_body = std::move(body);
    m_count = m_left = count;
    m_busy = true;
    m_patience.start();
    if (m_socket && m_socket->state() == QAbstractSocket::ConnectedState)
        QMetaObject::invokeMethod(this, &HttpPut::fill, Qt::QueuedConnection);
    else
        connectToServer();
}

void HttpPut::connectToServer()
{
    drop();
    const bool secure = m_server.scheme() == QLatin1String("https");
    auto *tls = secure ? new QSslSocket : nullptr;
    m_socket.reset(secure ? tls : new QTcpSocket);
    m_socket->setReadBufferSize(longestHead + mostSkipped);
    connect(m_socket.get(), &QTcpSocket::bytesWritten, this, &HttpPut::fill);
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &HttpPut::receive);
    // Queued: what came before the end is read first, and the socket is not taken away while it speaks.
    connect(
        m_socket.get(), &QTcpSocket::errorOccurred, this, [this, socket = m_socket.get()] {
            if (m_busy && m_socket.get() == socket)
                finish({});
        },
        Qt::QueuedConnection);
    if (secure) {
        connect(tls, &QSslSocket::encrypted, this, &HttpPut::fill);
        connect(tls, &QSslSocket::encryptedBytesWritten, this, &HttpPut::fill);
        tls->connectToHostEncrypted(m_server.host(), quint16(m_server.port(443)));
    } else {
        connect(m_socket.get(), &QTcpSocket::connected, this, &HttpPut::fill);
        m_socket->connectToHost(m_server.host(), quint16(m_server.port(80)));
    }
}

void HttpPut::fill()
{
    auto *tls = qobject_cast<QSslSocket *>(m_socket.get());
    if (!m_busy || !m_socket || m_socket->state() != QAbstractSocket::ConnectedState || (tls && !tls->isEncrypted()))
        return;
    m_patience.start();
    if (!m_head.isEmpty())
        m_socket->write(std::exchange(m_head, {}));
    m_piece.resize(piece);
    const auto waiting = [&] { return m_socket->bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0); };
    while (m_left > 0 && waiting() < 2 * piece) {
        const qint64 wanted = std::min(m_left, piece);
        if (m_body(m_piece.data(), wanted) != wanted || m_socket->write(m_piece.constData(), wanted) != wanted) {
            QMetaObject::invokeMethod(this, [this] { finish({}); }, Qt::QueuedConnection);
            return;
        }
        m_left -= wanted;
    }
    emit wrote(std::max<qint64>(0, m_count - m_left - waiting()));
}

void HttpPut::receive()
{
    m_patience.start();
    const qint64 skipped = m_socket->skip(m_skip);
    m_skip -= std::max<qint64>(0, skipped);
    if (m_skip > 0)
        return;
    m_received += m_socket->read(longestHead - m_received.size());
    HttpAnswer answer;
    if (!m_busy) {
        drop(); // nobody asked
    } else if (parse(answer)) {
        finish(answer);
    } else if (m_received.size() >= longestHead) {
        finish({});
    }
}

//! False: not whole yet.
bool HttpPut::parse(HttpAnswer &answer)
{
    for (;;) {
        const auto end = m_received.indexOf("\r\n\r\n");
        if (end < 0)
            return false;
        const QList<QByteArray> lines = m_received.first(end).split('\n');
        m_received.remove(0, end + 4);
        answer.status = lines.first().startsWith("HTTP/1.") ? lines.first().mid(9, 3).toInt() : 0;
        if (answer.status >= 100 && answer.status < 200)
            continue; // only on the way
        for (const QByteArray &line : lines.sliced(1)) {
            const auto colon = line.indexOf(':');
            if (colon > 0)
                answer.headers.append({line.first(colon).trimmed().toLower(), line.mid(colon + 1).trimmed()});
        }
        return true;
    }
}

void HttpPut::finish(const HttpAnswer &answer)
{
    m_busy = false;
    m_patience.stop();
    bool sized = false;
    qint64 body = answer.status == 204 ? 0 : answer.header("content-length").toLongLong(&sized);
    const bool success = answer.status >= 200 && answer.status < 300 && m_left == 0;
    if (success && (sized || answer.status == 204) && body >= 0 && body <= mostSkipped
        && answer.header("connection").toLower() != "close") {
        const auto have = std::min<qint64>(body, m_received.size());
        m_received.clear();
        m_skip = body - have;
    } else {
        drop();
    }
    m_body = {};
    emit answered(answer);
}

void HttpPut::drop()
{
    m_received.clear();
    m_skip = 0;
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket.release()->deleteLater(); // its calls may be on the stack
}

} // namespace confab
