#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

namespace confab {

//! One line of the list of shortcuts; the window that defines them hands them in.
struct ShortcutInfo {
    QString section;
    QString what;
    QList<QKeySequence> keys;
};

} // namespace confab
