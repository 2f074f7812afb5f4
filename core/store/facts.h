#pragma once

#include <QString>

//! Keys of the table `facts`.
namespace confab::facts {

inline const QString owner = QStringLiteral("owner"); //!< user id, device id: 32 bytes
inline const QString syncCursor = QStringLiteral("sync.cursor");
inline const QString accountCursor = QStringLiteral("account.cursor");
inline const QString salvaged = QStringLiteral("salvaged"); //!< how many messages: until the next opening has seen it
inline const QString sessionPrefix = QStringLiteral("session."); //!< what the session keeps under keys of its own

} // namespace confab::facts
