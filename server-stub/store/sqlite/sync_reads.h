#pragma once

#include "server-stub/store/sqlite/database.h"

namespace confab::server::reads {

//! One page of `sync`: the account first, then chats, newest change first. An unreadable cursor is `bad_arg`; one from
//! another or an older state of the database starts from nothing.
Answer<SyncPage> sync(Database &db, const SyncRequest &request);

} // namespace confab::server::reads
