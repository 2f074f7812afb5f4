#include "core/sync/grouping.h"

#include "core/sync/day_math.h"

#include <cstdlib>

namespace confab {

bool differentDay(qint64 a, qint64 b, const QTimeZone &zone)
{
    return localTime(a, zone).date() != localTime(b, zone).date();
}

bool continuesGroup(const MessageRow &above, const MessageRow &row, bool separatorBetween, const QTimeZone &zone)
{
    return !separatorBetween && above.kind == EventKind::Msg && row.kind == EventKind::Msg && above.from == row.from
        && std::abs(row.ts - above.ts) < groupWithinMs && !differentDay(above.ts, row.ts, zone);
}

} // namespace confab
