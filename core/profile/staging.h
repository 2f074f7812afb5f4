#pragma once

#include "core/profile/work_meter.h"
#include "core/store/database_copy.h"
#include "core/store/folder_lock.h"
#include "core/store/vfs/cipher_vfs.h"

#include <QLatin1String>
#include <QString>
#include <memory>

//! The steps that moving and rotating share (staged_files.h says what they are for). Everything blocks.
namespace confab::profile {

//! `databaseLock`. Busy: a session, or another program, has the profile open.
[[nodiscard]] GateResult<std::unique_ptr<FolderLock>> lockDatabases(const QString &folder);

//! NAME.new of a file.
[[nodiscard]] QString stagedPathOf(const QString &folder, QLatin1String name);

//! Where the databases are that are written again, and the key they get.
struct Source {
    QString folder;
    const CipherVfs *cipher = nullptr; //!< what they are sealed with; null: they are plain
    const SymmetricKey &newKey;
};

//! The database `from` again under the new key as the staged `name`: written, synced, read back with nothing known of the
//! writing, compared.
[[nodiscard]] Result<Done, CopyError> stageDatabase(
    const Source &source, const QString &from, QLatin1String name, WorkMeter &meter);
//! `messages`, if it is there; mended first where it is damaged, which the next opening of it tells the user.
[[nodiscard]] GateResult<Done> stageMessages(const Source &source, WorkMeter &meter);
//! The newest copy of the account's keys, out of the staged identity database.
[[nodiscard]] GateResult<Done> stageIdentityCopy(const Source &source);

//! The moment that counts, and what follows it. Cancelled up to there, and nothing is left then.
[[nodiscard]] GateResult<Done> commitStaged(const Source &source, const std::function<bool()> &commit, WorkMeter &meter);

//! Step 3 of staged_files.h, as far as it is left. Nothing where nothing is staged under this key.
[[nodiscard]] GateResult<Done> finishStaged(const QString &folder, const SymmetricKey &key);

[[nodiscard]] GateError toGateError(CopyError error);

} // namespace confab::profile
