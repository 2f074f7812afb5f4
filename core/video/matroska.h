#pragma once

#include <QIODevice>

namespace confab {

//! How long a Matroska or WebM file says it is, ms; 0: not said, or no such file. Qt 6.4 looks at the tracks alone, and
//! those of most WebM files do not say. Reads the first elements only; the bytes may be hostile.
[[nodiscard]] qint64 matroskaDurationMs(QIODevice &file);

} // namespace confab
