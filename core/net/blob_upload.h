#pragma once

#include "core/net/blob_error.h"
#include "core/net/server_address.h"
#include "core/protocol/ids.h"

#include <QFile>

namespace confab {

//! Sends one blob in chunks of PUT, from where the server is on. Ends with `done` or `failed`, once. Of the file no more is
//! held in memory than HttpPut's pieces.
class BlobUpload : public QObject {
    Q_OBJECT
public:
    struct Target {
        ServerAddress server;
        BlobId blob;
        QByteArray token;
        qint64 chunk = 0; //!< bytes a PUT
        qint64 offset = 0; //!< what the server has
        std::chrono::milliseconds patience {30'000}; //!< with nothing moving
    };

    //! Destroying it stops it.
    BlobUpload(Target target, const QString &path, QObject *parent = nullptr);

    void start(); //!< never answers from within

signals:
    void progressed(qint64 sent); //!< bytes of the whole that the server has or that are on their way
    void done();
    void failed(const confab::BlobError &error);

private:
    void putNext();
    void answered(const HttpAnswer &answer);
    void end(BlobError::Kind kind);

    Target m_target;
    QFile m_file;
    HttpPut m_http;
    int m_corrections = 0; //!< 409s since the last progress
};

} // namespace confab

