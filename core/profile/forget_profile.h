#pragma once

#include <QString>

namespace confab {

//! Removes everything that belongs to the account of the profile folder: keys first, so that whatever else is left over
//! (a full disk, a program that holds a file) cannot be read any more; then messages and files. Settings of the window
//! and files that are not the program's stay. False: something could not be removed. Blocks, for as long as it takes to
//! remove the files; no session of the folder may be running.
bool forgetProfile(const QString &folder);

} // namespace confab
