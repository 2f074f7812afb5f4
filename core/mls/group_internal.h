#pragma once

#include "core/mls/group.h"

//! What the parts of Group share among themselves.
namespace confab::mls {

struct Group::Pending {
    Group group; //!< of the next epoch
    Bytes message; //!< the commit as it was sent
    EpochChanged change;
};

} // namespace confab::mls
