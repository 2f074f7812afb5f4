#pragma once

#include "core/net/socket.h"
#include "core/protocol/codec.h"

#include <QPointer>

namespace confab {

//! A socket whose other end is the test.
class ScriptedSocket final : public Socket {
    Q_OBJECT
public:
    void open(const QUrl &url, const QStringList &subprotocols) override
    {
        openedUrl = url;
        offered = subprotocols;
    }
    void sendText(const QByteArray &utf8) override { sent.append(utf8); }
    void sendBinary(const QByteArray &bytes) override { sent.append(bytes); }
    qint64 bytesToWrite() const override { return jammed; }
    void close(quint16 code) override { closedWith = code; }
    void abort() override { aborted = true; }
    QByteArray hostHeader() const override { return "chat.example.org:7345"; }

    // ---- what the test does as the server ----
    void accept(const char *subprotocol = subprotocolCbor)
    {
        encoding = QByteArray(subprotocol) == subprotocolJson ? Encoding::Json : Encoding::Cbor;
        emit opened(QString::fromLatin1(subprotocol));
    }
    void deliver(const QByteArray &frame)
    {
        if (encoding == Encoding::Cbor)
            emit binaryReceived(frame);
        else
            emit textReceived(frame);
    }
    void welcome(qint64 hbMs = 25'000, qint64 now = 1'700'000'005'000)
    {
        Welcome w;
        w.nonce = QByteArray(32, 'n');
        w.hbMs = hbMs;
        w.now = now;
        deliver(encodePush(w, encoding));
    }
    //! The frames of that verb which the client has sent, and forgets all that were sent.
    QList<Frame> take(const char *verb)
    {
        QList<Frame> out;
        for (const auto &bytes : std::exchange(sent, {})) {
            const auto frame = decodeFrame(bytes, encoding, limits::frameIn);
            if (frame && frame->t == verb)
                out.append(*frame);
        }
        return out;
    }
    template <typename T>
    void ok(const Frame &request, const T &body)
    {
        deliver(encodeOk(*request.i, body, encoding));
    }
    void refuse(const Frame &request, ErrorBody error) { deliver(encodeError(request.i, error, encoding)); }

    QUrl openedUrl;
    QStringList offered;
    QList<QByteArray> sent;
    qint64 jammed = 0;
    std::optional<quint16> closedWith;
    bool aborted = false;
    Encoding encoding = Encoding::Cbor;
};

} // namespace confab
