#pragma once

#include <QtGlobal>

//! Every call of the system by which this process changes files, counted, so that it can be made to die at any of them.
//! The calls are replaced by name (write, pwrite, fsync, rename, unlink …), for this program and the libraries it uses.
namespace confab::tests::fault_points {

//! Counts from here on. At call number `dieAt` the process ends by SIGKILL: before it, or, where it writes, after half of its
//! bytes. 0: never.
void arm(qint64 dieAt);
//! How many calls there were; counting ends.
qint64 disarm();

} // namespace confab::tests::fault_points
