#pragma once

#include "core/protocol/kinds.h"
#include "core/protocol/limits.h"
#include "core/protocol/result.h"

#include <QStringList>

namespace confab::load {

enum class ScenarioKind { Pairs, Group, Idle, Storm };

struct Options {
    ScenarioKind scenario = ScenarioKind::Pairs;
    QString scenarioName;
    QByteArray host = "127.0.0.1";
    quint16 port = 7345;
    int connections = 100;
    double rate = 0; //!< messages a second, all senders together; 0: as fast as the answers come
    int seconds = 10;
    Encoding encoding = Encoding::Cbor;
    qint64 serverPid = 0; //!< to read its memory; 0: not asked for
    bool json = false;
    QString help; //!< set: print this and do nothing
};

//! `arguments` with the program's name in front. The error is one clear line.
Result<Options, QString> parseOptions(const QStringList &arguments);

} // namespace confab::load
