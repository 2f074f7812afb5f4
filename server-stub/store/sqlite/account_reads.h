#pragma once

#include "server-stub/store/sqlite/database.h"

//! Reads about people and devices, inside one snapshot of a reader.
namespace confab::server::reads {

Answer<DeviceFacts> device(Database &db, const UserId &user, const DeviceId &dev);
Answer<DeviceList> devices(Database &db, const UserId &user);
Answer<Profiles> profiles(Database &db, const QList<UserId> &users);
Answer<Profile> profileByName(Database &db, const QString &username);
Answer<Relations> relations(Database &db, const UserId &user, const QList<UserId> &others);

} // namespace confab::server::reads
