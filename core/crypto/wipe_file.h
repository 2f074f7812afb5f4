#pragma once

#include <QString>

namespace confab {

//! Overwrites a file, sends that to the disk, and removes it. An attempt: file systems that copy on write and disks that
//! spread their writes keep the old bytes until they need the space. True: nothing is there any more.
bool wipeFile(const QString &path);

} // namespace confab
