#pragma once

#include "core/protocol/decode_error.h"
#include "core/protocol/result.h"
#include "core/protocol/value.h"

#include <QByteArrayView>

namespace confab {

Result<Value, DecodeError> decodeCbor(QByteArrayView bytes);
QByteArray encodeCbor(const Value &value);

} // namespace confab
