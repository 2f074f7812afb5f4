#pragma once

#include "core/net/blob_error.h"
#include "core/net/server_address.h"
#include "core/protocol/ids.h"

#include <QNetworkAccessManager>
#include <QPointer>
#include <functional>

namespace confab {

//! Fetches a stretch of one blob. Bytes go to the sink as they come and are not gathered here: what the sink does not take
//! in time waits in the network, at most `buffer` bytes of it here. Ends with `done` or `failed`, once.
class BlobDownload : public QObject {
    Q_OBJECT
public:
    static constexpr qint64 buffer = 512 * 1024;

    struct Source {
        ServerAddress server;
        BlobId blob;
        qint64 from = 0; //!< first byte
        qint64 to = 0; //!< one behind the last; more than `from`
        std::chrono::milliseconds patience {30'000}; //!< with nothing coming
    };
    //! False: enough, the rest is not wanted (the sink knows why; neither `done` nor `failed` follows).
    using Sink = std::function<bool(QByteArrayView bytes)>;

    BlobDownload(QNetworkAccessManager &network, Source source, Sink sink, QObject *parent = nullptr);
    ~BlobDownload() override; //!< stops it

    void start(); //!< never answers from within

signals:
    void done(); //!< exactly the bytes that were asked for went to the sink
    void failed(const confab::BlobError &error);

private:
    void get();
    void read();
    void answered();
    void stop();

    QNetworkAccessManager &m_network;
    Source m_source;
    Sink m_sink;
    QPointer<QNetworkReply> m_reply;
    QByteArray m_bytes; //!< read into, again and again
    std::optional<qint64> m_at; //!< place of the reply's next byte in the blob, once the status is known
};

} // namespace confab
