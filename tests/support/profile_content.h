#pragma once

#include "core/store/values.h"
#include "core/store/vfs/cipher_vfs.h"

namespace confab::test {

//! Everything that the store hands out of a profile, as bytes that are equal if and only if that is: chats, their whole
//! timelines, members, watermarks, contacts, outbox, drafts, settings, cursors. Empty where it could not be opened or read.
QByteArray contentOfProfile(const QString &folder, const Owner &owner, std::unique_ptr<CipherVfs> cipher);

} // namespace confab::test
