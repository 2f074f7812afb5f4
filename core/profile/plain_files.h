#pragma once

#include <QStringList>

//! What versions before the sealed form kept in the clear.
namespace confab::profile {

//! Paths of all of them: the account's keys and what a crash left of writing them, the database with its log, copies of a
//! damaged database. In an order in which they may be removed one by one: a log goes before its database.
[[nodiscard]] QStringList plainFiles(const QString &folder);

//! Overwrites and removes them. False: the system refused one of them.
[[nodiscard]] bool wipePlainFiles(const QString &folder);

} // namespace confab::profile
