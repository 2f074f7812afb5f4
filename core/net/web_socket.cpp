#include "core/net/socket.h"

#include "core/protocol/limits.h"

#include <QSslError>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

namespace confab {

namespace {

constexpr quint16 abnormal = 1006;

class WebSocket final : public Socket {
    Q_OBJECT
public:
    WebSocket()
    {
        // What does not fit is not buffered: Qt closes with 1009.
        m_socket.setMaxAllowedIncomingFrameSize(quint64(limits::frameOut));
        m_socket.setMaxAllowedIncomingMessageSize(quint64(limits::frameOut));
        connect(&m_socket, &QWebSocket::connected, this, [this] {
            m_connected = true;
            emit opened(m_socket.subprotocol());
        });
        connect(&m_socket, &QWebSocket::textMessageReceived, this,
            [this](const QString &text) { emit textReceived(text.toUtf8()); });
        connect(&m_socket, &QWebSocket::binaryMessageReceived, this, &Socket::binaryReceived);
        // Later, because the error that says why may come after it.
        connect(&m_socket, &QWebSocket::disconnected, this, &WebSocket::finishLater);
        connect(&m_socket, &QWebSocket::sslErrors, this, &WebSocket::keepTlsError);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
        connect(&m_socket, &QWebSocket::errorOccurred, this, &WebSocket::failed);
#else
        connect(&m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this, &WebSocket::failed);
#endif
    }

    void open(const QUrl &url, const QStringList &subprotocols) override
    {
        m_url = url;
        QWebSocketHandshakeOptions options;
        options.setSubprotocols(subprotocols);
        m_socket.open(url, options);
    }
    void sendText(const QByteArray &utf8) override { m_socket.sendTextMessage(QString::fromUtf8(utf8)); }
    void sendBinary(const QByteArray &bytes) override { m_socket.sendBinaryMessage(bytes); }
    qint64 bytesToWrite() const override { return m_socket.bytesToWrite(); }
    void close(quint16 code) override
    {
        if (m_connected) {
            m_socket.close(QWebSocketProtocol::CloseCode(code));
        } else {
            m_socket.abort();
            finishLater();
        }
    }
    void abort() override
    {
        m_finished = true;
        m_socket.disconnect(this);
        m_socket.abort();
    }
    QByteArray hostHeader() const override
    {
        // As QWebSocket composes it: the port always, no brackets around an IPv6 address.
        return (m_url.host() + QLatin1Char(':') + QString::number(m_url.port(m_url.scheme() == QLatin1String("wss") ? 443 : 80)))
            .toLatin1();
    }

private:
    void keepTlsError(const QList<QSslError> &errors)
    {
        if (!errors.isEmpty())
            m_tlsError = sentenceFor(errors.first());
    }

    void failed(QAbstractSocket::SocketError error)
    {
        if (m_sentence.isEmpty())
            m_sentence = m_tlsError.isEmpty() ? sentenceFor(error) : m_tlsError;
        if (error != QAbstractSocket::RemoteHostClosedError)
            m_broken = true;
        // Qt does not always follow an error with `disconnected`.
        finishLater();
    }

    void finishLater() { QMetaObject::invokeMethod(this, &WebSocket::finish, Qt::QueuedConnection); }

    void finish()
    {
        if (std::exchange(m_finished, true))
            return;
        m_socket.disconnect(this);
        // Without a close frame Qt reports 1000; one that is worth telling has a code of its own.
        const auto code = quint16(m_socket.closeCode());
        const bool none = m_broken || !m_connected || (code == 1000 && m_socket.closeReason().isEmpty());
        const bool knowsMore = !m_sentence.isEmpty() && (none || code == abnormal);
        emit closed(none && code == 1000 ? abnormal : code, knowsMore ? m_sentence : QString());
    }

    QString sentenceFor(QAbstractSocket::SocketError error) const
    {
        switch (error) {
        case QAbstractSocket::HostNotFoundError:
            return tr("There is no server named %1. Check the spelling, and that this computer is online.").arg(m_url.host());
        case QAbstractSocket::ConnectionRefusedError:
            return tr("Nothing answers at %1, port %2. The server may be down, or the port may be another one.")
                .arg(m_url.host())
                .arg(m_url.port());
        case QAbstractSocket::NetworkError:
            return tr("This computer has no connection to the network.");
        case QAbstractSocket::SocketTimeoutError:
            return tr("The server does not answer.");
        case QAbstractSocket::SslHandshakeFailedError:
        case QAbstractSocket::SslInternalError:
        case QAbstractSocket::SslInvalidUserDataError:
            return tr("%1 does not offer a secure connection. If it has none, write ws:// in front of its name.").arg(m_url.host());
        case QAbstractSocket::RemoteHostClosedError:
            return m_connected ? tr("The connection to the server was lost.") : tr("The server hung up at once.");
        default:
            return m_connected ? tr("The connection to the server was lost.")
                               : tr("What answers at %1, port %2 is not a Confab server.").arg(m_url.host()).arg(m_url.port());
        }
    }

    QString sentenceFor(const QSslError &error) const
    {
        const QString host = m_url.host();
        switch (error.error()) {
        case QSslError::SelfSignedCertificate:
        case QSslError::SelfSignedCertificateInChain:
            return tr("The certificate of %1 is signed by itself, so this computer cannot tell whether it is the right server.").arg(host);
        case QSslError::HostNameMismatch:
            return tr("The certificate that the server shows belongs to another name than %1.").arg(host);
        case QSslError::CertificateExpired:
            return tr("The certificate of %1 has expired. Its administrator has to renew it.").arg(host);
        case QSslError::CertificateNotYetValid:
            return tr("The certificate of %1 is not valid yet. Check this computer's date.").arg(host);
        case QSslError::CertificateRevoked:
            return tr("The certificate of %1 has been withdrawn.").arg(host);
        default:
            return tr("The certificate of %1 is not issued by anybody this computer trusts.").arg(host);
        }
    }

    QWebSocket m_socket;
    QUrl m_url;
    QString m_sentence;
    QString m_tlsError;
    bool m_connected = false;
    bool m_broken = false;
    bool m_finished = false;
};

} // namespace

std::unique_ptr<Socket> makeWebSocket()
{
    return std::make_unique<WebSocket>();
}

} // namespace confab

#include "web_socket.moc"
