#pragma once

#include <QtGlobal>

namespace confab::server {

//! From now on every log line is one JSON object on stderr: {"ts","level","category","msg"}. Any thread. What is logged
//! never holds content, names, addresses or keys: that is the callers' rule.
void installJsonLog(QtMsgType least);

} // namespace confab::server
