#pragma once

#include "core/session/engine.h"

namespace confab {

//! The own picture on its way to the server. What the user chose is on disk before anybody hears that it is taken, so that
//! a killed run goes on with it. All on the engine's thread.
namespace own_picture {

//! Empty takes it away. Answers once the server has it, or once it is kept for later where there is no server now.
void set(Engine *engine, MediaThread &files, const MediaCache &cache, const QByteArray &picture, const Reply<Done> &reply);
//! Online (again): goes on with what is kept.
void resume(Engine *engine, MediaThread &files, const MediaCache &cache);

} // namespace own_picture
} // namespace confab
