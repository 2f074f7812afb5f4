#pragma once

#include "core/store/rows.h"

namespace confab {

//! How many bytes of the message's body (protocol section 12) are still free; negative: too long. Exact near
//! the limit, an underestimate far from it, so that short texts cost nothing.
qsizetype bodyBytesLeft(const QString &text, const std::optional<Quote> &reply);

} // namespace confab
