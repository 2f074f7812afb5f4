#pragma once

#include "core/store/rows.h"

#include <QTimeZone>

namespace confab {

//! How rows of a timeline stick together (experience.md 1.3).
inline constexpr qint64 groupWithinMs = 900'000; //!< less than 15 min apart

//! A date pill belongs between them.
bool differentDay(qint64 a, qint64 b, const QTimeZone &zone);
//! `row` continues the group of `above`: same sender, same day, close in time, both messages, no separator between them.
bool continuesGroup(const MessageRow &above, const MessageRow &row, bool separatorBetween, const QTimeZone &zone);

} // namespace confab
