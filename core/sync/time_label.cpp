#include "core/sync/time_label.h"

#include "core/sync/day_math.h"

#include <QCoreApplication>

namespace confab {

namespace {
constexpr int weekdays = 7;
}

QString clockTime(qint64 ts, const QLocale &locale, const QTimeZone &zone)
{
    // The C locale, which minimal systems and containers run with, has seconds in its short format.
    auto format = locale.timeFormat(QLocale::ShortFormat);
    format.remove(QStringLiteral(":ss"));
    return locale.toString(localTime(ts, zone).time(), format);
}

TimedText listTime(qint64 ts, qint64 now, const QLocale &locale, const QTimeZone &zone)
{
    const QDate day = localTime(ts, zone).date();
    const QDate today = localTime(now, zone).date();
    const qint64 days = day.daysTo(today);
    if (days <= 0) // also what is a little in the future by this clock
        return {clockTime(ts, locale, zone), startOfDay(day.addDays(1), zone)};
    if (days < weekdays)
        return {locale.standaloneDayName(day.dayOfWeek(), QLocale::ShortFormat), startOfDay(day.addDays(weekdays), zone)};
    return {locale.toString(day, QLocale::ShortFormat), {}};
}

TimedText dayLabel(qint64 ts, qint64 now, const QLocale &locale, const QTimeZone &zone)
{
    const QDate day = localTime(ts, zone).date();
    const QDate today = localTime(now, zone).date();
    const qint64 days = day.daysTo(today);
    if (days <= 0)
        return {QCoreApplication::translate("TimeLabel", "Today"), startOfDay(day.addDays(1), zone)};
    if (days == 1)
        return {QCoreApplication::translate("TimeLabel", "Yesterday"), startOfDay(day.addDays(2), zone)};
    if (days < weekdays)
        return {locale.standaloneDayName(day.dayOfWeek(), QLocale::LongFormat), startOfDay(day.addDays(weekdays), zone)};
    return {locale.toString(day, QLocale::LongFormat), {}};
}

} // namespace confab
