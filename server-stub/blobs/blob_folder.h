#pragma once

#include "server-stub/blobs/blob_store.h"

#include <QString>

namespace confab::server {

//! Blobs as files of one folder:
//!
//!     incoming/HEX   being uploaded; its length is the upload's offset
//!     ab/HEX         finished; ab are the first two digits of the id in hex
//!
//! A file is finished by fsync, rename and fsync of the folder, in this order, so a name outside of `incoming` means a
//! whole, checked file on disk. The hash runs along with the bytes. After a restart the part that was there is read
//! again in the shadow of what arrives (four bytes for each), the rest of it at the end.
class BlobFolder final : public BlobStore {
public:
    //! Makes the folders where they are missing. The error is one clear line.
    static Result<std::unique_ptr<BlobFolder>, QString> open(const QString &folder);

    BlobResult<BlobExtent> extent(const BlobId &blob) override;
    BlobResult<std::unique_ptr<BlobWriter>> write(const BlobId &blob) override;
    BlobResult<std::unique_ptr<BlobReader>> read(const BlobId &blob) override;
    BlobResult<Done> remove(const BlobId &blob) override;

private:
    explicit BlobFolder(QByteArray root)
        : m_root(std::move(root))
    {
    }
    QByteArray incoming(const BlobId &blob) const;
    QByteArray shelf(const BlobId &blob) const; //!< the folder of its finished file
    QByteArray finished(const BlobId &blob) const;

    const QByteArray m_root; //!< ends in a slash, encoded for the file system
};

} // namespace confab::server
