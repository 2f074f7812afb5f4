#pragma once

#include "core/protocol/decode_error.h"
#include "core/protocol/result.h"
#include "core/protocol/schema.h"
#include "core/protocol/server_frames.h"

#include <QByteArrayView>
#include <optional>
#include <string>

namespace confab {

//! A frame whose envelope is known and whose body is not yet typed (protocol section 2).
struct Frame {
    std::string t;
    std::optional<quint32> i;
    Value b = Value(Value::Map());
    std::optional<ErrorBody> e;
    Encoding encoding = Encoding::Json; //!< that it was read from; decides how byte strings look in `b`
    qsizetype size = 0; //!< of the encoded frame, bytes
};

//! Parses one map of the encoding, bounded before it allocates: total size, nesting, entries, strict UTF-8,
//! integers to 2^53-1, no duplicate keys, no tags, no indefinite lengths, no NaN, nothing after the map.
Result<Value, DecodeError> decodeValue(QByteArrayView bytes, Encoding encoding, qsizetype maxBytes);
QByteArray encodeValue(const Value &value, Encoding encoding);

//! Any byte string gives a frame or an error.
Result<Frame, DecodeError> decodeFrame(QByteArrayView bytes, Encoding encoding, qsizetype maxBytes);
QByteArray encodeFrame(std::string_view t, std::optional<quint32> i, const Value &body, Encoding encoding);
QByteArray encodeError(std::optional<quint32> i, const ErrorBody &error, Encoding encoding);

//! The body as `T`, or the name of the first field that is missing or wrong.
template <typename T>
Result<T, std::string> bodyAs(const Value &body, Encoding encoding)
{
    T out;
    ValueReader reader(body, encoding);
    T::fields(reader, out);
    if (!reader.error().empty())
        return Failure {reader.error()};
    return out;
}
template <typename T>
Result<T, std::string> bodyAs(const Frame &frame)
{
    return bodyAs<T>(frame.b, frame.encoding);
}

//! A client's request.
template <typename T>
    requires requires { T::verb; }
QByteArray encodeRequest(std::optional<quint32> i, const T &body, Encoding encoding)
{
    return encodeFrame(T::verb, i, ValueWriter::write(body), encoding);
}
//! The server's `ok`.
template <typename T>
QByteArray encodeOk(quint32 i, const T &body, Encoding encoding)
{
    return encodeFrame(frameOk, i, ValueWriter::write(body), encoding);
}
//! A frame that the server sends by itself.
template <typename T>
    requires requires { T::type; }
QByteArray encodePush(const T &body, Encoding encoding)
{
    return encodeFrame(T::type, std::nullopt, ValueWriter::write(body), encoding);
}
inline QByteArray encodeEvent(const Event &event, Encoding encoding)
{
    return encodeFrame(frameEvent, std::nullopt, ValueWriter::write(event), encoding);
}

//! An error of the table, with its retry class filled in.
ErrorBody makeError(ErrorCode code, QString msg = {}, std::optional<qint64> ms = {});

} // namespace confab
