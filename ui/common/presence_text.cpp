#include "ui/common/presence_text.h"

#include "core/session/session.h"
#include "core/sync/presence_phrase.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

namespace confab {

namespace {

constexpr qint64 minute = 60'000;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;

TimedText phraseOf(const Presence &presence, bool known, qint64 now)
{
    return presencePhrase(known ? std::optional(presence) : std::nullopt, now, QLocale(), QTimeZone::systemTimeZone());
}

} // namespace

QString presenceText(const Presence &presence, bool known, qint64 now)
{
    return phraseOf(presence, known, now).text;
}

qint64 presenceTextLasts(const Presence &presence, bool known, qint64 now)
{
    const auto phrase = phraseOf(presence, known, now);
    return phrase.changesAt ? std::max<qint64>(1, *phrase.changesAt - now) : 0;
}

QString presenceText(const Session &session, const UserId &user, qint64 now)
{
    return presenceText(session.presence(user), session.presenceKnown(user), now);
}

bool isOnline(const Session &session, const UserId &user)
{
    return session.presenceKnown(user) && session.presence(user).state == PresenceState::Active;
}

QString groupPresenceText(const Session &session, const QList<UserId> &members, int memberCount)
{
    const int count = members.isEmpty() ? memberCount : int(members.size());
    const QString text = QCoreApplication::translate("PresenceText", "%Ln member(s)", nullptr, count);
    const UserId self = session.self().user;
    const auto others = std::count_if(members.begin(), members.end(),
        [&](const UserId &user) { return user != self && isOnline(session, user); });
    if (!others)
        return text;
    return QCoreApplication::translate("PresenceText", "%1, %2 online", "7 members, 4 online")
        .arg(text, QLocale().toString(qlonglong(others + 1)));
}

QString lastActiveText(qint64 seen, bool online, qint64 now)
{
    if (online)
        return QCoreApplication::translate("PresenceText", "active now");
    if (!seen)
        return QCoreApplication::translate("PresenceText", "not active yet");
    const auto age = std::max<qint64>(0, now - seen);
    const int minutes = std::max(1, int(std::min(age, hour) / minute));
    if (age < hour)
        return QCoreApplication::translate("PresenceText", "last active %n minute(s) ago", nullptr, minutes);
    if (age < day)
        return QCoreApplication::translate(
            "PresenceText", "last active %n hour(s) ago", nullptr, int(age / hour));
    if (age < 30 * day)
        return QCoreApplication::translate(
            "PresenceText", "last active %n day(s) ago", nullptr, int(age / day));
    return QCoreApplication::translate("PresenceText", "last active %1")
        .arg(QLocale().toString(QDateTime::fromMSecsSinceEpoch(seen).date(), QLocale::ShortFormat));
}

} // namespace confab
