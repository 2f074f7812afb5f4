#pragma once

#include "core/protocol/result.h"
#include "core/store/values.h"

#include <QFuture>
#include <QString>
#include <memory>

namespace confab {

class CipherVfs;
class FolderLock;
struct DatabaseFile;
class SqlConnection;
class StoreReader;
class StoreWriter;

//! How a sealed profile is opened.
struct SealedAccess {
    std::unique_ptr<CipherVfs> cipher; //!< none: the profile is plain
    //! The key has opened another file of this profile. What it does not open is damaged then, and is moved aside; else it
    //! is refused as WrongKey.
    bool proven = false;
    //! There was a database before: that it is gone is told.
    bool expected = false;
};

//! The account's local database, `profile.db` in the profile folder. Opening it takes the profile's lock, mends what
//! is damaged and brings the schema up to date. It must outlive the writer and the readers made from it, and the
//! writer must be closed last, so that a clean end leaves no write-ahead log behind.
//!
//! Threads: `open` blocks (a few ms; a salvage or migration longer) and belongs, with `writer`, on the engine thread;
//! readers belong to the thread that made them.
class Database {
public:
    static constexpr char fileName[] = "profile.db";

    //! Opens or creates. A newer version's file and another account's are refused untouched. With `cipher` every file is
    //! sealed under its key; one that is not, and a sealed one without a key, is refused untouched.
    static Result<std::unique_ptr<Database>, StoreError> open(const QString &folder, const Owner &owner, SealedAccess access);
    static Result<std::unique_ptr<Database>, StoreError> open(
        const QString &folder, const Owner &owner, std::unique_ptr<CipherVfs> cipher);
    static Result<std::unique_ptr<Database>, StoreError> open(const QString &folder, const Owner &owner);
    ~Database();

    //! The only writer: ask once.
    Result<std::unique_ptr<StoreWriter>, StoreError> writer();
    //! A read-only connection for the calling thread.
    Result<std::unique_ptr<StoreReader>, StoreError> reader() const;

    //! What had to be mended at opening, in one translated sentence for the user; else empty.
    QString notice() const { return m_notice; }
    //! The last run did not close the database: `checkIntegrity` is worth its time.
    bool endedUnclean() const { return m_unclean; }
    //! Runs SQLite's quick_check on a pool thread with a connection of its own. A damaged file is marked, so that the
    //! next opening salvages it. False: damaged. Ends at once, and says true, when the database is closed meanwhile.
    QFuture<bool> checkIntegrity();

    QString path() const;

private:
    Database(QString folder, Owner owner, SealedAccess access);
    DatabaseFile file() const;
    bool fitsKey() const;
    Result<Done, StoreError> prepare();
    Result<Done, StoreError> begin(Result<std::unique_ptr<SqlConnection>, StoreError> opened);
    Result<Done, StoreError> takeOverSalvaged();

    QString m_folder;
    Owner m_owner;
    SealedAccess m_access; //!< its cipher outlives the connections
    std::unique_ptr<FolderLock> m_lock;
    QString m_notice;
    bool m_unclean = false;
    std::unique_ptr<SqlConnection> m_first; //!< made while opening, handed to the writer
    std::atomic_bool m_closing = false;
    QFuture<bool> m_check;
};

} // namespace confab
