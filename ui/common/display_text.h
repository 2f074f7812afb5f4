#pragma once

#include "core/store/rows.h"

#include <QString>

namespace confab {

class Session;

//! Wraps in first-strong isolates (U+2068, U+2069), so that a right-to-left name does not reorder the text around it.
QString isolated(const QString &name);
//! One line: line breaks and runs of spaces become one space, control and direction-override characters go.
QString oneLine(const QString &text, int maxLength = 300);

QString contactName(const Contact &person); //!< the name, else @username, else "Unknown"
QString userName(const Session &session, const UserId &user); //!< "You" for the own id
QString chatTitle(const ChatSummary &chat, const Session &session);

//! "Kofi added 陈雨桐", "You created the group" …: a `sys` row as a sentence.
QString systemText(const MessageRow &row, const Session &session);
//! What a list row or a notification shows of a message, on one line, without the sender.
QString previewText(const MessageRow &row, const Session &session);

//! HH:mm in the system's locale and time zone.
QString clockTime(qint64 ts);

} // namespace confab
