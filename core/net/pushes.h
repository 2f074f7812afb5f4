#pragma once

#include "core/net/connection.h"

namespace confab {

//! A frame that the server sent by itself as its type. None where this version does not know the frame (it is ignored,
//! protocol section 1); an error names the field that is wrong.
Result<std::optional<Push>, std::string> pushOf(const Frame &frame);

} // namespace confab
