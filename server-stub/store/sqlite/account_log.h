#pragma once

#include "server-stub/store/sqlite/writer.h"

namespace confab::server {

//! How many entries of a user's log are kept; a device that is further behind gets the whole state again.
inline constexpr qint64 accountLogKept = 1000;

int packPrivacy(const Privacy &privacy);
Privacy unpackPrivacy(qint64 bits);
std::optional<Profile> readProfile(Database &db, const UserId &user);
DeviceInfo readDevice(const Rows &rows); //!< the columns of sql::devicesOf

} // namespace confab::server

namespace confab::server::writes {

//! Appends to somebody's account log.
AccountNews note(WriteContext &context, const UserId &user, const char *kind, const Value &data);
//! Tells `user` what `contact`'s profile is now.
std::optional<AccountNews> noteContact(WriteContext &context, const UserId &user, const UserId &contact);
//! Tells everybody who shares a chat with `user` (up to 5,000), and `user` itself as `profile`.
void noteProfile(WriteContext &context, const UserId &user, std::vector<AccountNews> &news);

} // namespace confab::server::writes
