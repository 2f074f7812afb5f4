#pragma once

#include <QFont>
#include <QList>
#include <QString>
#include <utility>

namespace confab {

//! How many emoji a text consists of, where it consists of nothing else (spaces aside); 0 otherwise, and for
//! more than `limit`.
int emojiOnlyCount(QStringView text, int limit = 3);

//! The stretches [start, length) that ask for the colour form of a character that is a text symbol by default
//! (a heart, a sun: followed by U+FE0F). Font fallback would give them the text font's black glyph.
QList<std::pair<int, int>> emojiVariants(QStringView text);

//! `base` with the colour emoji font first.
QFont emojiFont(const QFont &base);

} // namespace confab
