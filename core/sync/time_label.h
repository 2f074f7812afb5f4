#pragma once

#include "core/sync/timed_text.h"

#include <QLocale>
#include <QTimeZone>

namespace confab {

//! Time in the chat list: HH:mm today, the weekday within the last 7 days, else the date; as the locale writes them.
//! `ts`, `now`: ms since 1970.
TimedText listTime(qint64 ts, qint64 now, const QLocale &locale, const QTimeZone &zone);
//! Time inside a bubble.
QString clockTime(qint64 ts, const QLocale &locale, const QTimeZone &zone);
//! The pill between two days: "Today", "Yesterday", the weekday within the last 7 days, else the full date.
TimedText dayLabel(qint64 ts, qint64 now, const QLocale &locale, const QTimeZone &zone);

} // namespace confab
