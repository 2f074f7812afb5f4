#pragma once

#include <QList>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>
#include <functional>

namespace confab {

struct HttpAnswer {
    int status = 0; //!< 0: the connection broke, or nothing moved for too long
    QList<std::pair<QByteArray, QByteArray>> headers; //!< names in lower case
    QByteArray header(const QByteArray &lowerName) const; //!< empty where there is none
};

//! PUTs with large bodies over one kept connection, HTTP/1.1. QNetworkAccessManager hands a body from thread to thread in
//! pieces of 16 KiB, which holds a transfer below what one core could do; here the socket gets it in pieces of 256 KiB,
//! and at most two of them wait in memory. No redirects, no cookies; TLS as Qt's defaults check it.
class HttpPut : public QObject {
    Q_OBJECT
public:
    static constexpr qint64 piece = 256 * 1024; //!< bytes

    //! `server`: http or https; its path is of no account. `patience`: how long nothing may move.
    HttpPut(QUrl server, std::chrono::milliseconds patience, QObject *parent = nullptr);
    ~HttpPut() override; //!< stops it

    //! Fills the buffer with the next bytes; fewer than asked for end the request without an answer.
    using Body = std::function<qint64(char *data, qint64 count)>;
    //! One at a time. `headers`: whole lines without their ends; Host and Content-Length are added. Never answers from within.
    void send(const QByteArray &path, const QList<QByteArray> &headers, qint64 count, Body body);

signals:
    void wrote(qint64 count); //!< bytes of the body that the system has taken, in all
    void answered(const confab::HttpAnswer &answer);

private:
    void connectToServer();
    void fill();
    void receive();
    bool parse(HttpAnswer &answer);
    void finish(const HttpAnswer &answer);
    void drop();

    QUrl m_server;
    std::unique_ptr<QTcpSocket> m_socket;
    QTimer m_patience;
    QByteArray m_piece;
    QByteArray m_head; //!< still to be sent
    QByteArray m_received;
    Body m_body;
    qint64 m_count = 0;
    qint64 m_left = 0; //!< of the body, not with the socket yet
    qint64 m_skip = 0; //!< bytes of the former answer's body that are still to come
    bool m_busy = false;
};

} // namespace confab
