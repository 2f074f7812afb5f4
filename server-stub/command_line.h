#pragma once

#include "server-stub/node/node.h"

#include <QStringList>

namespace confab::server {

//! What `confab-server` was asked to do.
struct CommandLine {
    enum class Action { Serve, MakeInvite, Print };
    Action action = Action::Serve;
    NodeOptions node;
    QtMsgType logLevel = QtInfoMsg; //!< the least that is written
    QString text; //!< of Print: help or version
    QStringList notes; //!< to be logged at the start
};

//! `arguments` with the program's name in front. The error is one clear line.
Result<CommandLine, QString> parseCommandLine(const QStringList &arguments);

} // namespace confab::server
