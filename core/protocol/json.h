#pragma once

#include "core/protocol/decode_error.h"
#include "core/protocol/result.h"
#include "core/protocol/value.h"

#include <QByteArrayView>

namespace confab {

Result<Value, DecodeError> decodeJson(QByteArrayView bytes);
QByteArray encodeJson(const Value &value);

} // namespace confab
