#pragma once

#include "core/protocol/result.h"
#include "core/store/database_file.h"

#include <functional>

//! Whole databases taken from one form into another, page by page, and looked at from end to end. On the bare SQLite, so
//! that they can be followed and stopped. Everything blocks.
namespace confab {

enum class CopyError : std::uint8_t {
    Stopped, //!< by the progress function
    Damaged, //!< the source: some of it cannot be read
    Full, //!< no space left
    Differs, //!< what was written does not read back as what it was made of
    Io,
};

//! Told now and then how many bytes are done, of how many. False: stop.
using CopyProgress = std::function<bool(qint64 done, qint64 total)>;

//! Copies all pages of `from`, its log included, into a new file at `to` and syncs that. Whatever lay at `to` before goes.
//! The source is only read; nobody may write to it meanwhile. Damage of the source is noticed as far as reading its pages
//! tells it. The folder is not synced. On failure nothing stays at `to`.
[[nodiscard]] Result<Done, CopyError> copyDatabase(
    const DatabaseFile &from, const DatabaseFile &to, const CopyProgress &progress);

//! Reads both row by row and demands the same schema and content, and that the structure of `copy` is sound.
//! Damaged: `original` cannot be read, or is itself not sound.
[[nodiscard]] Result<Done, CopyError> compareDatabases(
    const DatabaseFile &original, const DatabaseFile &copy, const CopyProgress &progress);

//! SQLite's quick_check. Damaged; Io where the file could not be opened for another reason.
[[nodiscard]] Result<Done, CopyError> checkDatabase(const DatabaseFile &file, const std::function<bool()> &goOn);

//! A database and what SQLite puts beside it. True: nothing of it is there any more.
bool removeDatabase(const QString &path);

} // namespace confab
