#pragma once

#include "core/protocol/events.h"
#include "core/sync/timed_text.h"

#include <QLocale>
#include <QTimeZone>

namespace confab {

//! "online", "last seen 5 minutes ago" … (experience.md 1.7). Empty where nothing is known: no presence (disconnected),
//! or hidden by privacy. Set a timer for `changesAt`. `now`: ms since 1970.
TimedText presencePhrase(const std::optional<Presence> &presence, qint64 now, const QLocale &locale, const QTimeZone &zone);

} // namespace confab
