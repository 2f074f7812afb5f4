#pragma once

#include "core/crypto/attachment.h"

#include <QCache>
#include <QFile>
#include <functional>

namespace confab {

//! A seekable reader of a sealed file's plaintext: decrypts the chunks that are read, and asks `fetch` for those which are
//! not on disk. For one thread at a time; read() blocks for as long as `fetch` does.
class SealedDevice final : public QIODevice {
    Q_OBJECT
public:
    //! Ciphertext from chunk `first` on: `count` chunks, or fewer at the end of the file; empty where it could not be had.
    using Fetch = std::function<QByteArray(qint64 first, qint64 count)>;

    //! `path`: the whole file, or where it grows (its partial file); either may come to be later.
    SealedDevice(AttachmentCipher cipher, QString path, QString partial, Fetch fetch = {}, QObject *parent = nullptr);

    bool isSequential() const override { return false; }
    qint64 size() const override { return m_cipher.size(); }

protected:
    qint64 readData(char *data, qint64 max) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    const QByteArray *chunkAt(qint64 index);
    bool fromDisk(qint64 index, QByteArray &sealed);
    bool fromServer(qint64 index);
    bool keep(qint64 index, const char *sealed);

    static constexpr qint64 readAhead = 8; //!< chunks a request
    static constexpr int kept = 64; //!< chunks in memory: 4 MiB

    AttachmentCipher m_cipher;
    QString m_path;
    QString m_partial;
    QFile m_file;
    Fetch m_fetch;
    QCache<qint64, QByteArray> m_plain {kept};
};

} // namespace confab
