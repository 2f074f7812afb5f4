#include "core/store/opening.h"

#include "core/store/migrations.h"
#include "core/store/salvage.h"

namespace confab {

Result<std::unique_ptr<SqlConnection>, StoreError> openCurrent(const DatabaseFile &file)
{
    if (salvage::versionInHeader(file) > migrations::newest())
        return Failure {migrations::newerVersion()};
    auto opened = SqlConnection::open(file, SqlConnection::Mode::ReadWrite);
    if (!opened)
        return opened;
    SqlConnection &db = **opened;
    if (db.scalar(QStringLiteral("PRAGMA user_version")).toInt() > migrations::newest())
        return Failure {migrations::newerVersion()};
    db.scalar(QStringLiteral("PRAGMA journal_mode=WAL"));
    db.exec(QStringLiteral("PRAGMA synchronous=NORMAL"));
    db.exec(QStringLiteral("PRAGMA secure_delete=ON")); // what is deleted for everyone leaves nothing in the file
    db.exec(QStringLiteral("PRAGMA journal_size_limit=16777216")); // bytes kept of a log that once grew
    if (db.error())
        return Failure {*db.error()};
    if (auto migrated = migrations::migrate(db); !migrated)
        return Failure {migrated.error()};
    return opened;
}

} // namespace confab
