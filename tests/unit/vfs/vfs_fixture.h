#pragma once

#include "core/store/vfs/cipher_vfs.h"

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <sqlite3.h>

namespace confab {

//! A connection to a database under a sealing VFS, spoken to in plain SQL.
class SealedDatabase {
public:
    //! `vfs` empty: the system's, for comparison.
    SealedDatabase(const QString &path, const QString &vfs);
    ~SealedDatabase() { close(); }
    SealedDatabase(const SealedDatabase &) = delete;
    SealedDatabase &operator=(const SealedDatabase &) = delete;

    //! The journal mode and durability that every profile uses.
    bool setUp(const char *synchronous = "FULL");
    bool exec(const QByteArray &sql);
    //! First column of every row; null where the statement failed.
    std::optional<QStringList> rows(const QByteArray &sql);
    QString value(const QByteArray &sql);
    void close();
    //! The process ends here: the files stay as they are, nothing is checkpointed or deleted.
    void abandon();
    //! SQLite's extended code; of opening where that failed.
    int lastError() const { return m_error; }

private:
    sqlite3 *m_db = nullptr;
    int m_error = SQLITE_OK;
};

QByteArray fileBytes(const QString &path);
void writeBytes(const QString &path, const QByteArray &bytes);

} // namespace confab
