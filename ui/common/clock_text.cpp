#include "core/sync/time_label.h"
#include "ui/common/display_text.h"

#include <QLocale>
#include <QTimeZone>

namespace confab {

QString clockTime(qint64 ts)
{
    return clockTime(ts, QLocale(), QTimeZone::systemTimeZone());
}

} // namespace confab
