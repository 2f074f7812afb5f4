#pragma once

#include "core/crypto/key_vault.h"
#include "core/profile/profile_gate.h"
#include "core/protocol/result.h"
#include "core/store/values.h"
#include "core/store/vfs/cipher_vfs.h"

#include <QString>

//! Fills a `profile.db` with a world of people, chats and messages: the same for the same plan, fast enough for a
//! hundred thousand messages. For benchmarks and for measuring how a window starts.
namespace confab::test {

struct ProfilePlan {
    int chats = 200;
    int messages = 500; //!< a chat
    quint32 seed = 1;
    int unreadChats = 20; //!< of the newest chats, how many have unread messages
    bool acts = true; //!< reactions and edits on some messages
    bool sealed = false; //!< plannedCipher() opens it; else it is plain, to compare with
    qint64 newest = 1'750'000'000'000; //!< ms since 1970: time of the newest message
};

//! An existing database is added to. Without `cipher` it is a plain one.
Result<Done, StoreError> generateProfile(
    const QString &folder, const Owner &owner, const ProfilePlan &plan, std::unique_ptr<CipherVfs> cipher = nullptr);

//! The owner that goes with a plan, for those who do not have one of their own.
Owner plannedOwner(const ProfilePlan &plan);
//! A key of a sealed plan, in the form in which Database::open takes it; none for a plain one.
std::unique_ptr<CipherVfs> plannedCipher(const ProfilePlan &plan);
//! Puts keys of a new account into `profile`, as if it had been registered at `server`, so that a window starts with
//! the messages that are then generated for the owner this returns.
Result<Owner, VaultError> generateAccount(const OpenProfilePtr &profile, const QString &server);
//! The same in a folder as an earlier version would have left it.
Result<Owner, VaultError> generatePlainAccount(const QString &folder, const QString &server);
//! The id of the n-th chat of a plan.
ChatId plannedChat(const ProfilePlan &plan, int n);

} // namespace confab::test
