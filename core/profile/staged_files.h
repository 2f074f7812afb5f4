#pragma once

#include "core/crypto/primitives.h"
#include "core/profile/work_watch.h"

//! All files of a profile written again under another key, beside those that count: how a plain profile becomes a sealed
//! one (profile_move.h) and how the master key is changed (profile_rotation.h).
//!
//!     1  NAME.new is written for every database, sealed under the new key, synced, and compared with what it was made of
//!     2  the file of the wrapped master key is put in place, or replaced: this one rename is the moment that counts
//!     3  what is old is wiped and removed, each NAME.new takes its name, that of the messages last
//!
//! A crash before 2 leaves the old form, and files .new that the key of the profile does not open: they are removed. After
//! 2 the key opens them: 3 is carried to its end. So nothing has to be remembered but the files themselves.
namespace confab::profile {

//! Whether `key` is one that this folder can go on with: the database of the account's keys, what is staged for its name,
//! or one of its copies is sealed under it; where none of these is sealed at all, the same of the messages. True where
//! nothing is sealed. That one file is damaged does not make a key wrong. Reads headers only.
[[nodiscard]] bool keyFits(const QString &folder, const SymmetricKey &key);

//! For a profile whose wrapped key was just opened, before anything of it is: does step 3, or removes what never came to
//! step 2. Quick, and nothing to do most times. A failure is one of the disk; nothing is lost and trying again is right.
//! Takes the lock `databaseLock` if there is something to do: Busy where another program has the profile open.
[[nodiscard]] GateResult<Done> settle(const QString &folder, const SymmetricKey &key);

//! For a folder without a wrapped key: removes what a move that never came to step 2 has left.
void discardStaged(const QString &folder);

} // namespace confab::profile
