#include "ui/common/presence_text.h"

#include "core/session/session.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace confab {

namespace {

constexpr qint64 minute = 60'000;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;

//! Which phrase a distance in time gets; both functions below follow it.
enum class Distance { Now, Minutes, Hours, Today, Yesterday, Date };

Distance distanceOf(qint64 then, qint64 now)
{
    const auto age = now - then;
    if (age < minute)
        return Distance::Now;
    if (age < hour)
        return Distance::Minutes;
    if (age < 12 * hour)
        return Distance::Hours;
    const auto days =
        QDateTime::fromMSecsSinceEpoch(then).date().daysTo(QDateTime::fromMSecsSinceEpoch(now).date());
    return days <= 0 ? Distance::Today : days == 1 ? Distance::Yesterday : Distance::Date;
}

QString clock(qint64 ts)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(ts).time(), QLocale::ShortFormat);
}

QString date(qint64 ts)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(ts).date(), QLocale::ShortFormat);
}

} // namespace

QString presenceText(const Presence &presence, bool known, qint64 now)
{
    if (!known)
        return {};
    if (presence.state == PresenceState::Active)
        return QCoreApplication::translate("PresenceText", "online");
    if (!presence.seen)
        return presence.state == PresenceState::Away ? QCoreApplication::translate("PresenceText", "away")
                                                     : QString();
    const auto seen = *presence.seen;
    switch (distanceOf(seen, now)) {
    case Distance::Now:
        return QCoreApplication::translate("PresenceText", "last seen just now");
    case Distance::Minutes:
        return QCoreApplication::translate(
            "PresenceText", "last seen %n minute(s) ago", nullptr, int((now - seen) / minute));
    case Distance::Hours:
        return QCoreApplication::translate(
            "PresenceText", "last seen %n hour(s) ago", nullptr, int((now - seen) / hour));
    case Distance::Today:
        return QCoreApplication::translate("PresenceText", "last seen today at %1").arg(clock(seen));
    case Distance::Yesterday:
        return QCoreApplication::translate("PresenceText", "last seen yesterday at %1").arg(clock(seen));
    case Distance::Date:
        return QCoreApplication::translate("PresenceText", "last seen %1").arg(date(seen));
    }
    return {};
}

qint64 presenceTextLasts(const Presence &presence, bool known, qint64 now)
{
    if (!known || presence.state == PresenceState::Active || !presence.seen)
        return 0;
    const auto age = std::max<qint64>(0, now - *presence.seen);
    const auto midnight =
        QDateTime::fromMSecsSinceEpoch(now).date().addDays(1).startOfDay().toMSecsSinceEpoch() - now;
    switch (distanceOf(*presence.seen, now)) {
    case Distance::Now:
    case Distance::Minutes:
        return minute - age % minute;
    case Distance::Hours:
        return hour - age % hour;
    case Distance::Today:
    case Distance::Yesterday:
        return midnight;
    case Distance::Date:
        return 0;
    }
    return 0;
}

QString presenceText(const Session &session, const UserId &user, qint64 now)
{
    return presenceText(session.presence(user), session.presenceKnown(user), now);
}

bool isOnline(const Session &session, const UserId &user)
{
    return session.presenceKnown(user) && session.presence(user).state == PresenceState::Active;
}

QString lastActiveText(qint64 seen, bool online, qint64 now)
{
    if (online)
        return QCoreApplication::translate("PresenceText", "active now");
    if (!seen)
        return QCoreApplication::translate("PresenceText", "not active yet");
    const auto age = std::max<qint64>(0, now - seen);
    if (age < hour)
        return QCoreApplication::translate(
            "PresenceText", "last active %n minute(s) ago", nullptr, int(std::max<qint64>(1, age / minute)));
    if (age < day)
        return QCoreApplication::translate(
            "PresenceText", "last active %n hour(s) ago", nullptr, int(age / hour));
    if (age < 30 * day)
        return QCoreApplication::translate(
            "PresenceText", "last active %n day(s) ago", nullptr, int(age / day));
    return QCoreApplication::translate("PresenceText", "last active %1").arg(date(seen));
}

} // namespace confab
