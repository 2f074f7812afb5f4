#pragma once

#include "core/protocol/blob_http.h"
#include "tests/integration/server/wire_client.h"

namespace confab::tests {

//! An HTTP client that can say anything, on one connection for as long as the server keeps it. Blocking, with a deadline
//! on every wait.
class BlobClient {
public:
    struct Answer {
        int status = 0; //!< 0: none came
        QByteArray head;
        QByteArray body;
        QByteArray header(const QByteArray &name) const; //!< empty where there is none
        qint64 offset() const; //!< Upload-Offset, -1 where there is none
    };

    bool connectTo(quint16 port);
    //! A request as it stands, and its answer. `head` without the empty line.
    Answer ask(const QByteArray &head, const QByteArray &body = {});
    Answer get(const BlobId &blob, const QList<QByteArray> &headers = {});
    Answer head(const BlobId &blob, const QList<QByteArray> &headers = {});
    //! `bytes` of a blob of `size`, from `offset` on.
    Answer put(const MediaGranted &grant, const QByteArray &bytes, qint64 offset, qint64 size);

    void write(const QByteArray &bytes); //!< waits until it is with the system
    Answer read(bool withBody = true, std::chrono::milliseconds within = 20s);
    bool isGone(std::chrono::milliseconds within = 5s); //!< the server has closed
    void cutOff() { m_socket.abort(); }
    QTcpSocket &socket() { return m_socket; }

    //! The head of a PUT.
    static QByteArray putHead(const MediaGranted &grant, qint64 count, qint64 offset, qint64 size, const QList<QByteArray> &more = {});

private:
    QTcpSocket m_socket;
    quint16 m_port = 0;
    QByteArray m_buffer;
};

//! Bytes that look like ciphertext, the same for the same seed.
QByteArray randomBytes(qint64 size, quint32 seed);
PublicKey sha256Of(const QByteArray &bytes);
//! A grant for exactly these bytes.
std::optional<MediaGranted> grantFor(TestDevice &device, const QByteArray &bytes);
//! Grants and uploads in one PUT; null where that failed.
BlobId upload(TestDevice &device, quint16 port, const QByteArray &bytes);

} // namespace confab::tests
