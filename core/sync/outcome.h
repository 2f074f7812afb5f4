#pragma once

#include "core/net/net_error.h"
#include "core/protocol/result.h"
#include "core/store/values.h"

#include <QMetaType>
#include <functional>

namespace confab {

//! What went wrong with a command, for code and for people.
struct SessionError {
    ErrorCode code = ErrorCode::Internal;
    QString message; //!< translated, one sentence, ready to show
    bool offline = false; //!< nothing was tried: there is no connection
};
template <typename T>
using Outcome = Result<T, SessionError>;

//! Where the answer of a command goes; called exactly once, on the engine's thread.
template <typename T>
using Reply = std::function<void(Outcome<T>)>;

SessionError toSessionError(const NetError &error);
SessionError toSessionError(const StoreError &error);
//! The sentence for an error of the server's table.
QString sentenceOf(ErrorCode code);

} // namespace confab

Q_DECLARE_METATYPE(confab::SessionError)
