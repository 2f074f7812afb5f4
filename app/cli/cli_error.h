#pragma once

#include "core/session/session.h"

namespace confab::cli {

//! Why a command failed, as it is printed on stderr.
struct CliError {
    QString code; //!< a wire code of protocol section 11, one of: usage, offline, timeout, no_account, unsupported, or of profile_door.cpp
    QString msg; //!< one sentence
    int exitCode = 1; //!< 2: the command line itself is wrong
};

template <typename T>
using CliResult = Result<T, CliError>;

inline CliError usageError(const QString &msg)
{
    return {QStringLiteral("usage"), msg, 2};
}

inline CliError toCliError(const SessionError &error)
{
    const auto wire = toWire(error.code);
    return {error.offline ? QStringLiteral("offline") : QString::fromLatin1(wire.data(), qsizetype(wire.size())), error.message};
}

} // namespace confab::cli
