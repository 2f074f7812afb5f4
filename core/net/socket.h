#pragma once

#include <QByteArray>
#include <QObject>
#include <QStringList>
#include <QUrl>
#include <functional>
#include <memory>

namespace confab {

//! One WebSocket connection, used once: a reconnect takes a fresh one. All bytes it hands out are untrusted.
class Socket : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void open(const QUrl &url, const QStringList &subprotocols) = 0;
    virtual void sendText(const QByteArray &utf8) = 0;
    virtual void sendBinary(const QByteArray &bytes) = 0;
    virtual qint64 bytesToWrite() const = 0;
    virtual void close(quint16 code) = 0; //!< politely: what is queued goes out first; then `closed`
    virtual void abort() = 0; //!< at once; no further signal
    virtual QByteArray hostHeader() const = 0; //!< the Host header exactly as sent

signals:
    void opened(const QString &subprotocol); //!< the chosen one; may be empty
    void textReceived(const QByteArray &utf8);
    void binaryReceived(const QByteArray &bytes);
    //! The last signal. `code`: of the close frame, 1006 where there was none. `sentence`: what is wrong in the words
    //! of the user's language, where the socket knows more than the code says (name not found, refused, TLS).
    void closed(quint16 code, const QString &sentence);
};

using SocketFactory = std::function<std::unique_ptr<Socket>()>;

//! Qt's WebSocket, with incoming messages limited to what the protocol allows.
std::unique_ptr<Socket> makeWebSocket();

} // namespace confab
