#pragma once

#include "server-stub/store/sqlite/writer.h"

//! The writes about people and devices, as the writer runs them.
namespace confab::server::writes {

inline constexpr int prefsPerUser = 2000;
inline constexpr int blocksPerUser = 5000;
inline constexpr int deviceRowsPerUser = 250; //!< revoked ones included; DevListReply carries no more
inline constexpr qint64 nameReservedMs = qint64(30) * 24 * 3600 * 1000; //!< after user.delete

Answer<Done> registerUser(WriteContext &context, const NewUser &request);
Answer<Changed> addDevice(WriteContext &context, const UserId &user, const DeviceRecord &record);
Answer<Changed> revokeDevice(WriteContext &context, const UserId &user, const DeviceId &dev, qint64 now);
Answer<Changed> setProfile(WriteContext &context, const UserId &user, const UserSet &change, qint64 now);
Answer<Changed> setBlock(WriteContext &context, const UserId &user, const Block &block);
Answer<Changed> setPrefs(WriteContext &context, const UserId &user, const Prefs &prefs);
Answer<Departure> deleteUser(WriteContext &context, const UserId &user, qint64 now);

} // namespace confab::server::writes
