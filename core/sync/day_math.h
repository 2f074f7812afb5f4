#pragma once

#include <QDateTime>
#include <QTimeZone>

namespace confab {

//! Local dates and clock times for labels. `ms`: ms since 1970.
inline QDateTime localTime(qint64 ms, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(ms, zone);
}
//! The first moment of that day, ms since 1970; right where the clocks change too.
inline qint64 startOfDay(const QDate &date, const QTimeZone &zone)
{
    return date.startOfDay(zone).toMSecsSinceEpoch();
}

} // namespace confab
