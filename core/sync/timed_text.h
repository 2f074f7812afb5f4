#pragma once

#include <QString>
#include <optional>

namespace confab {

//! A text that depends on the time of day.
struct TimedText {
    QString text;
    std::optional<qint64> changesAt; //!< ms since 1970: the exact moment of its next change; none: it stays
    friend bool operator==(const TimedText &, const TimedText &) = default;
};

} // namespace confab
