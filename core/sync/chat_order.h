#pragma once

#include "core/store/rows.h"

namespace confab {

//! The list's order: pinned ones first, in their own order, then by last activity, newest first. A draft lifts its chat
//! to where it was written. A strict weak order; ties are broken by id, so that it is the same everywhere.
bool standsBefore(const ChatSummary &a, const ChatSummary &b);
//! Sort key of an unpinned chat, ms since 1970.
qint64 activityOf(const ChatSummary &chat);

} // namespace confab
