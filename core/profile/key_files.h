#pragma once

#include "core/crypto/master_key.h"

//! The file of the wrapped master key and its copies (profile_files.h). Everything blocks for a few disk accesses.
//! Whoever writes holds the lock `keyLock`.
namespace confab::profile {

enum class KeyFilesState : std::uint8_t {
    None, //!< no file of a key, and nothing that would be sealed under one
    Usable,
    Damaged, //!< not one of the files can be used, or sealed databases are there without one
};

struct KeyFiles {
    KeyFilesState state = KeyFilesState::None;
    //! What could be read, the main file first, each content once. Several differ only where a change or a rotation was
    //! cut short; which one counts is told by the databases that its key opens.
    QList<WrappedKey> usable;
    bool uneven = false; //!< a file is missing, damaged, differs from the first or was written by half: writeKeyFiles() puts it right
};
[[nodiscard]] KeyFiles readKeyFiles(const QString &folder);

//! Replaces the main file, reads it back, and only then the copies, so that one good wrapping is on the disk at every
//! moment and the former one is gone at the end. Without `replace` a main file that is there stays, and this fails.
[[nodiscard]] bool writeKeyFiles(const QString &folder, const WrappedKey &key, bool replace);

} // namespace confab::profile
