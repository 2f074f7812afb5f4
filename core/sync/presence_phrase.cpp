#include "core/sync/presence_phrase.h"

#include "core/sync/day_math.h"
#include "core/sync/time_label.h"

#include <QCoreApplication>
#include <algorithm>

namespace confab {

namespace {
constexpr qint64 minute = 60'000;
constexpr qint64 hour = 60 * minute;

QString say(const char *text, int n = -1)
{
    return QCoreApplication::translate("Presence", text, nullptr, n);
}
} // namespace

TimedText presencePhrase(const std::optional<Presence> &presence, qint64 now, const QLocale &locale, const QTimeZone &zone)
{
    if (!presence)
        return {};
    if (presence->state == PresenceState::Active)
        return {say(QT_TRANSLATE_NOOP("Presence", "online")), {}};
    if (!presence->seen)
        return {presence->state == PresenceState::Away ? say(QT_TRANSLATE_NOOP("Presence", "away")) : QString(), {}};

    const qint64 seen = *presence->seen;
    const qint64 age = std::max<qint64>(0, now - seen); // a clock that is behind the server's: it was just now
    if (age < minute)
        return {say(QT_TRANSLATE_NOOP("Presence", "last seen just now")), seen + minute};
    if (age < hour) {
        const qint64 n = age / minute;
        return {say(QT_TRANSLATE_N_NOOP("Presence", "last seen %n minute(s) ago"), int(n)), seen + (n + 1) * minute};
    }
    if (age < 12 * hour) {
        const qint64 n = age / hour;
        return {say(QT_TRANSLATE_N_NOOP("Presence", "last seen %n hour(s) ago"), int(n)), seen + (n + 1) * hour};
    }
    const QDate day = localTime(seen, zone).date();
    const QDate today = localTime(now, zone).date();
    const QString clock = clockTime(seen, locale, zone);
    const qint64 midnight = startOfDay(today.addDays(1), zone);
    if (day == today)
        return {say(QT_TRANSLATE_NOOP("Presence", "last seen today at %1")).arg(clock), midnight};
    if (day.daysTo(today) == 1)
        return {say(QT_TRANSLATE_NOOP("Presence", "last seen yesterday at %1")).arg(clock), midnight};
    return {say(QT_TRANSLATE_NOOP("Presence", "last seen on %1")).arg(locale.toString(day, QLocale::ShortFormat)), {}};
}

} // namespace confab
