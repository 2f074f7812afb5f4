#pragma once

#include <QString>
#include <QStringList>
#include <optional>

namespace confab {

//! What the command line of `confab` says.
struct Options {
    QString folder; //!< of the profile, absolute
    QString server; //!< overrides the account's address; empty: as stored
    bool minimized = false; //!< start in the tray, or minimised where there is none
};

//! Exits on --help, --version (0) and on what it does not understand (2, one line on stderr).
Options parseOptions(const QStringList &arguments);

//! The folder of a profile: --data as given, else by name below the system's place for data. Null: not a name that a
//! folder can have.
std::optional<QString> profileFolder(const QString &data, const QString &profile);

} // namespace confab
