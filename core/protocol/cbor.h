#pragma once

#include "core/protocol/codec.h"

namespace confab {

Result<Value, DecodeError> decodeCbor(QByteArrayView bytes);
QByteArray encodeCbor(const Value &value);

} // namespace confab
