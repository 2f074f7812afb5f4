#include "core/protocol/codec.h"

#include "core/protocol/cbor.h"
#include "core/protocol/json.h"

namespace confab {

Result<Value, DecodeError> decodeValue(QByteArrayView bytes, Encoding encoding, qsizetype maxBytes)
{
    if (bytes.size() > maxBytes)
        return Failure {DecodeError {true, QStringLiteral("larger than %1 bytes").arg(maxBytes)}};
    return encoding == Encoding::Cbor ? decodeCbor(bytes) : decodeJson(bytes);
}

QByteArray encodeValue(const Value &value, Encoding encoding)
{
    return encoding == Encoding::Cbor ? encodeCbor(value) : encodeJson(value);
}

namespace {

QString textOf(const Value *value)
{
    return value && value->text() ? *value->text() : QString();
}

std::optional<ErrorBody> readError(const Value &map)
{
    const auto code = errorCodeFromWire(textOf(map.find("code")).toStdString());
    if (!map.map())
        return std::nullopt;
    // A code of a later version is treated as its retry class says; without either it is final.
    ErrorBody error;
    error.code = code.value_or(ErrorCode::Internal);
    error.msg = textOf(map.find("msg")).left(512);
    error.retry = retryFromWire(textOf(map.find("retry")).toStdString()).value_or(code ? retryOf(*code) : Retry::Never);
    if (const auto *ms = map.find("ms"); ms && ms->integer())
        error.ms = std::max<qint64>(0, *ms->integer());
    if (const auto *info = map.find("info"))
        error.info = *info;
    return error;
}

} // namespace

Result<Frame, DecodeError> decodeFrame(QByteArrayView bytes, Encoding encoding, qsizetype maxBytes)
{
    auto value = decodeValue(bytes, encoding, maxBytes);
    if (!value)
        return Failure {value.error()};

    Frame frame;
    frame.encoding = encoding;
    frame.size = bytes.size();
    bool named = false;
    const auto bad = [](const char *field) { return Failure {DecodeError {false, QLatin1String("field ") + QLatin1String(field)}}; };
    for (auto &[key, member] : std::move(*value).takeMap()) {
        if (key == "t") {
            const auto *t = member.text();
            if (!t || t->size() > 32)
                return bad("t");
            frame.t = t->toStdString();
            named = true;
        } else if (key == "i") {
            const auto *n = member.integer();
            if (!n || *n < 0 || *n > qint64(std::numeric_limits<quint32>::max()))
                return bad("i");
            frame.i = quint32(*n);
        } else if (key == "b") {
            if (!member.map())
                return bad("b");
            frame.b = std::move(member);
        } else if (key == "e") {
            frame.e = readError(member);
            if (!frame.e)
                return bad("e");
        }
    }
    if (!named)
        return bad("t");
    return frame;
}

QByteArray encodeFrame(std::string_view t, std::optional<quint32> i, const Value &body, Encoding encoding)
{
    Value::Map frame;
    frame.emplace_back("t", Value(QString::fromUtf8(t.data(), qsizetype(t.size()))));
    if (i)
        frame.emplace_back("i", Value(qint64(*i)));
    if (!body.map() || !body.map()->empty())
        frame.emplace_back("b", body);
    return encodeValue(Value(std::move(frame)), encoding);
}

QByteArray encodeError(std::optional<quint32> i, const ErrorBody &error, Encoding encoding)
{
    const auto latin1 = [](std::string_view s) { return Value(QString::fromLatin1(s.data(), qsizetype(s.size()))); };
    Value::Map e;
    e.emplace_back("code", latin1(toWire(error.code)));
    e.emplace_back("msg", Value(error.msg));
    e.emplace_back("retry", latin1(toWire(error.retry)));
    if (error.ms)
        e.emplace_back("ms", Value(*error.ms));
    if (error.info)
        e.emplace_back("info", *error.info);

    Value::Map frame;
    frame.emplace_back("t", latin1(frameErr));
    if (i)
        frame.emplace_back("i", Value(qint64(*i)));
    frame.emplace_back("e", Value(std::move(e)));
    return encodeValue(Value(std::move(frame)), encoding);
}

ErrorBody makeError(ErrorCode code, QString msg, std::optional<qint64> ms)
{
    return ErrorBody {code, std::move(msg), retryOf(code), ms, std::nullopt};
}

} // namespace confab
