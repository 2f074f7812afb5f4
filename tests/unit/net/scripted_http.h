#pragma once

#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <functional>

namespace confab::test {

//! An HTTP server that says what the test wants, also what no server should.
class ScriptedHttp : public QObject {
public:
    struct Request {
        QByteArray method, path;
        QByteArray head; //!< all of it
        QByteArray body;
        QByteArray header(const QByteArray &name) const
        {
            for (const QByteArray &line : head.split('\n'))
                if (line.toLower().startsWith(name.toLower() + ':'))
                    return line.mid(name.size() + 1).trimmed();
            return {};
        }
    };
    struct Reply {
        QByteArray bytes; //!< as they go out; none: silence
        bool close = false; //!< afterwards
    };
    using Handler = std::function<Reply(const Request &)>;

    //! `beforeBody`: answers as soon as the head is there.
    explicit ScriptedHttp(Handler handler, bool beforeBody = false, const QHostAddress &address = QHostAddress::LocalHost)
        : m_handler(std::move(handler))
        , m_beforeBody(beforeBody)
    {
        m_server.listen(address);
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection()) {
                ++connections;
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
                connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            }
        });
    }
    quint16 port() const { return m_server.serverPort(); }
    QString origin() const { return "http://127.0.0.1:" + QString::number(port()); }

    static QByteArray answer(const QByteArray &status, const QByteArray &headers = {}, const QByteArray &body = {})
    {
        return "HTTP/1.1 " + status + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + headers + "\r\n" + body;
    }

    QList<Request> requests;
    int connections = 0;

private:
    void read(QTcpSocket *socket)
    {
        QByteArray &buffer = m_buffers[socket];
        buffer += socket->readAll();
        for (;;) {
            const auto end = buffer.indexOf("\r\n\r\n");
            if (end < 0)
                return;
            Request request;
            request.head = buffer.first(end);
            const auto words = request.head.split('\r').first().split(' ');
            request.method = words.value(0);
            request.path = words.value(1);
            const auto length = request.header("Content-Length").toLongLong();
            if (!m_beforeBody && buffer.size() < end + 4 + length)
                return;
            request.body = buffer.mid(end + 4, length);
            buffer.remove(0, m_beforeBody ? buffer.size() : end + 4 + length);
            requests.append(request);
            const Reply reply = m_handler(request);
            socket->write(reply.bytes);
            if (reply.close) {
                socket->disconnectFromHost();
                m_buffers.remove(socket);
                return;
            }
        }
    }

    Handler m_handler;
    bool m_beforeBody;
    QTcpServer m_server;
    QHash<QTcpSocket *, QByteArray> m_buffers;
};

} // namespace confab::test
