#pragma once

#include "core/crypto/master_key.h"
#include "core/profile/open_profile.h"
#include "core/profile/work_watch.h"
#include "core/store/folder_lock.h"

//! What a gate does with the files of a folder; FolderGate runs these on its worker. Everything blocks.
namespace confab::profile {

//! State and protection; nothing of the keyring.
[[nodiscard]] ProfileFacts readFacts(const QString &folder);

//! The lock of whoever changes the key's files. Busy: another program has it.
[[nodiscard]] GateResult<std::unique_ptr<FolderLock>> lockKeyFiles(const QString &folder);

//! How one of the key's files is opened.
using Opener = std::function<Result<SymmetricKey, UnwrapError>(const WrappedKey &)>;

//! Opens the first of `candidates` whose key fits the databases, carries what was cut short to its end, and puts uneven
//! copies of the key's file right. `wrong`: what it means that a slot does not open.
[[nodiscard]] GateResult<OpenProfilePtr> unlock(
    const QString &folder, const QList<WrappedKey> &candidates, const Opener &open, GateError::Kind wrong);

//! The first key of a folder that has none: beside nothing, or with a move of the plain files that are there.
[[nodiscard]] GateResult<OpenProfilePtr> establish(
    const QString &folder, const SymmetricKey &master, const WrappedKey &key, const WorkWatch &watch);

//! The wrapping that is now in force, for the key of an opened profile. Damaged where it is not, or no longer, the key of
//! the folder.
[[nodiscard]] GateResult<WrappedKey> wrappingOf(const QString &folder, const OpenProfile &opened);
[[nodiscard]] GateResult<Done> rewrap(const QString &folder, const WrappedKey &key);

//! Everything sealed again under `master`.
[[nodiscard]] GateResult<OpenProfilePtr> rotate(
    const OpenProfile &opened, const SymmetricKey &master, const WrappedKey &key, const WorkWatch &watch);

//! Moves what belongs to the sealed form into a new folder beside this one; its path.
[[nodiscard]] GateResult<QString> setAside(const QString &folder);

//! Whether one of the key's files still names this entry of the keyring.
[[nodiscard]] bool namesEntry(const QString &folder, const QByteArray &entry);

} // namespace confab::profile
