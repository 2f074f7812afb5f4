#pragma once

#include <QString>

namespace confab {

//! How many emoji a text consists of, where it consists of nothing else (spaces aside); 0 otherwise, and for more than
//! `limit`.
int emojiOnlyCount(QStringView text, int limit = 3);

} // namespace confab
