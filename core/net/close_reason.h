#pragma once

#include "core/protocol/server_frames.h"

#include <QString>

//! Why a connection ended, in sentences for people.
namespace confab {

[[nodiscard]] QString sentenceForClose(quint16 code);
//! The server's refusal of auth, register or link.wait.
[[nodiscard]] QString sentenceForRefusal(const ErrorBody &refusal);

} // namespace confab
