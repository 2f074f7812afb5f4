#pragma once

#include "core/protocol/codec.h"

namespace confab {

Result<Value, DecodeError> decodeJson(QByteArrayView bytes);
QByteArray encodeJson(const Value &value);

} // namespace confab
