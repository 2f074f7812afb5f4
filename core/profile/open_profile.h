#pragma once

#include "core/crypto/primitives.h"
#include "core/store/vfs/cipher_vfs.h"

#include <QString>

namespace confab {

//! A profile folder with its master key. Immutable; shared by pointer, so that the key is in memory once, and zeroed when
//! the last of its users goes. Threads: any.
class OpenProfile {
public:
    OpenProfile(QString folder, SymmetricKey master)
        : m_folder(std::move(folder))
        , m_master(std::move(master))
    {
    }

    const QString &folder() const { return m_folder; }
    //! For wrapping it anew; what seals anything takes a key derived for its purpose.
    const SymmetricKey &master() const { return m_master; }

    //! What the databases of the folder are sealed with: for Database::open, and for a DatabaseFile's `vfs`. A VFS of
    //! its own at every call; none where SQLite refuses. The VFS gives each file a key of its own.
    std::unique_ptr<CipherVfs> cipher() const { return CipherVfs::create(databaseKey()); }
    //! Under which cipher() seals, for those who seal files again.
    SymmetricKey databaseKey() const { return deriveKey(m_master.view(), {}, "confab-databases-v1"); }

private:
    QString m_folder;
    SymmetricKey m_master;
};
using OpenProfilePtr = std::shared_ptr<const OpenProfile>;

} // namespace confab
