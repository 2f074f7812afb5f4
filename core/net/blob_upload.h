#pragma once

#include "core/net/blob_error.h"
#include "core/net/server_address.h"
#include "core/protocol/ids.h"

#include <QFile>
#include <QNetworkAccessManager>
#include <QPointer>

namespace confab {

//! Sends one blob in chunks of PUT, from where the server is on. Ends with `done` or `failed`, once. Nothing of the file is
//! held in memory but what the socket takes.
class BlobUpload : public QObject {
    Q_OBJECT
public:
    struct Target {
        ServerAddress server;
        BlobId blob;
        QByteArray token;
        qint64 chunk = 0; //!< bytes a PUT
        qint64 offset = 0; //!< what the server has
    };

    BlobUpload(QNetworkAccessManager &network, Target target, const QString &path, QObject *parent = nullptr);
    ~BlobUpload() override; //!< stops it

    void start(); //!< never answers from within

signals:
    void progressed(qint64 sent); //!< bytes of the whole that the server has or that are on their way
    void done();
    void failed(const confab::BlobError &error);

private:
    void putNext();
    void answered();
    void end(BlobError::Kind kind);

    QNetworkAccessManager &m_network;
    Target m_target;
    QFile m_file;
    QPointer<QNetworkReply> m_reply;
    int m_corrections = 0; //!< 409s since the last progress
};

} // namespace confab

