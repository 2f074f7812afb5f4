#pragma once

#include <QDir>
#include <QLatin1String>
#include <array>

//! The files of a profile folder. Nobody else spells these names.
namespace confab::profile {

// ---- the sealed form, in the order in which its files come into being ----

//! The wrapped master key (master_key.h), mode 0600. It exists before anything is sealed under its key, and is never
//! made anew while it, a copy of it or a sealed database is there.
inline constexpr QLatin1String masterKey("master.key");
//! The same content again, against damage of the first. Never an older wrapping: that would keep a passphrase alive that
//! the user has changed.
inline constexpr std::array masterKeyCopies {QLatin1String("master.key.1"), QLatin1String("master.key.2")};
//! The account's keys: a sealed database (sealed_key_vault.h).
inline constexpr QLatin1String identity("identity.db");
//! Its last good states, the newest first, byte for byte as sealed files.
inline constexpr std::array identityCopies {
    QLatin1String("identity.1.db"), QLatin1String("identity.2.db"), QLatin1String("identity.3.db")};
//! A copy on its way: checked before it takes one of the names above.
inline constexpr QLatin1String identityCopyInMaking("identity.0.db");
//! Messages (Database::fileName), a sealed database.
inline constexpr QLatin1String messages("profile.db");
//! Sealed files of messages, each under a key of its own that is in `messages`; the master key is not involved.
inline constexpr QLatin1String media("media");

//! What SQLite puts beside a database: each name is the database's with one of these behind it.
inline constexpr std::array databaseTails {QLatin1String("-wal"), QLatin1String("-shm"), QLatin1String("-journal")};

// ---- locks (folder_lock.h) ----

//! Held for a moment by whoever changes `masterKey`.
inline constexpr QLatin1String keyLock("master.lock");
//! Held by whoever has `messages` open (Database::open), and by whoever writes all files again.
inline constexpr QLatin1String databaseLock("profile.lock");

// ---- the plain form of earlier versions ----

inline constexpr QLatin1String plainKeys("account.keys"); //!< plain_keys.h; beside it a plain `messages`

inline QString pathOf(const QString &folder, QLatin1String name)
{
    return QDir(folder).filePath(name);
}

} // namespace confab::profile
