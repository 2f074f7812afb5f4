#include "ui/common/measure_text.h"

#include <QLocale>
#include <algorithm>

namespace confab {

QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(std::max<qint64>(0, bytes), bytes < 1'000'000 ? 0 : 1, QLocale::DataSizeSIFormat);
}

QString durationText(qint64 ms)
{
    const qint64 seconds = std::max<qint64>(0, ms) / 1000;
    const auto two = [](qint64 value) { return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0')); };
    if (seconds < 3600)
        return QStringLiteral("%1:%2").arg(seconds / 60).arg(two(seconds % 60));
    return QStringLiteral("%1:%2:%3").arg(seconds / 3600).arg(two(seconds / 60 % 60), two(seconds % 60));
}

} // namespace confab
