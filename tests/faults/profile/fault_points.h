#pragma once

#include <QtGlobal>

//! Every call of the system by which this process changes files, counted, so that it can be made to die at any of them.
//! The calls are replaced by name (write, pwrite, fsync, rename, unlink …), for this program and the libraries it uses.
namespace confab::tests::fault_points {

enum class Fault {
    Death, //!< by SIGKILL, before the call, or, where it writes, after half of its bytes
    FullDisk, //!< from that call on nothing can be written; removing and renaming goes on
};
//! Counts from here on; `fault` comes at call number `at`. 0: never.
void arm(Fault fault, qint64 at);
//! How many calls there were; counting ends.
qint64 disarm();

} // namespace confab::tests::fault_points
