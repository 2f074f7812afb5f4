#pragma once

#include <QString>

namespace confab {

//! "3.1 MB", "0 bytes": in steps of 1,000, as file managers count.
QString sizeText(qint64 bytes);
//! "0:07", "12:30", "1:02:03".
QString durationText(qint64 ms);

} // namespace confab
