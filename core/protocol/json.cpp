#include "core/protocol/json.h"

#include "core/protocol/bounds.h"
#include "core/protocol/limits.h"

#include <charconv>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace confab {

namespace {

// QJsonDocument takes the last of two equal keys and rounds large integers silently; a stream parser lets us refuse.
class Handler : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Handler> {
public:
    bool Null() { return put(Value()); }
    bool Bool(bool b) { return put(Value(b)); }
    // Numbers come as text: RapidJSON's own conversion rounds, and its exact one has undefined behaviour at zero.
    bool RawNumber(const char *s, rapidjson::SizeType size, bool)
    {
        const std::string_view text(s, size);
        if (text.find_first_of(".eE") != std::string_view::npos) {
            double d = 0;
            const bool finite = std::from_chars(s, s + size, d).ec == std::errc();
            return finite ? put(Value(d)) : refuse("not a finite number");
        }
        qint64 n = 0;
        const bool fits = std::from_chars(s, s + size, n).ec == std::errc();
        return fits && n >= -limits::maxInteger && n <= limits::maxInteger ? put(Value(n))
                                                                           : refuse("an integer over 2^53-1");
    }
    bool String(const char *s, rapidjson::SizeType size, bool) { return put(Value(QString::fromUtf8(s, size))); }
    bool Key(const char *s, rapidjson::SizeType size, bool)
    {
        m_stack.back().key.assign(s, size);
        return true;
    }
    bool StartObject() { return open(true); }
    bool StartArray() { return open(false); }
    bool EndObject(rapidjson::SizeType)
    {
        auto map = std::move(m_stack.back().map);
        m_stack.pop_back();
        return bounds::hasDuplicateKeys(map) ? refuse("a key twice") : put(Value(std::move(map)));
    }
    bool EndArray(rapidjson::SizeType)
    {
        auto array = std::move(m_stack.back().array);
        m_stack.pop_back();
        return put(Value(std::move(array)));
    }

    Value take() { return std::move(m_root); }
    const char *reason() const { return m_reason; }

private:
    struct Open {
        bool isMap;
        std::string key;
        Value::Map map;
        Value::Array array;
    };

    bool refuse(const char *reason)
    {
        m_reason = reason;
        return false;
    }

    bool open(bool isMap)
    {
        if (m_stack.size() >= size_t(limits::nesting))
            return refuse("nested too deep");
        m_stack.push_back({isMap, {}, {}, {}});
        return true;
    }

    bool put(Value value)
    {
        if (m_stack.empty()) {
            m_root = std::move(value);
            return true;
        }
        Open &top = m_stack.back();
        if (top.map.size() + top.array.size() >= bounds::entriesPerContainer)
            return refuse("too many entries");
        if (top.isMap)
            top.map.emplace_back(std::move(top.key), std::move(value));
        else
            top.array.push_back(std::move(value));
        return true;
    }

    std::vector<Open> m_stack;
    Value m_root;
    const char *m_reason = "malformed";
};

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void write(Writer &writer, const Value &value)
{
    if (const auto *b = value.boolean()) {
        writer.Bool(*b);
    } else if (const auto *n = value.integer()) {
        writer.Int64(*n);
    } else if (const auto *d = value.number()) {
        writer.Double(*d);
    } else if (const auto *bytes = value.bytes()) {
        const auto text = bytes->toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
        writer.String(text.constData(), rapidjson::SizeType(text.size()));
    } else if (const auto *text = value.text()) {
        const auto utf8 = text->toUtf8();
        writer.String(utf8.constData(), rapidjson::SizeType(utf8.size()));
    } else if (const auto *array = value.array()) {
        writer.StartArray();
        for (const auto &item : *array)
            write(writer, item);
        writer.EndArray();
    } else if (const auto *map = value.map()) {
        writer.StartObject();
        for (const auto &[key, item] : *map) {
            writer.Key(key.data(), rapidjson::SizeType(key.size()));
            write(writer, item);
        }
        writer.EndObject();
    } else {
        writer.Null();
    }
}

} // namespace

Result<Value, DecodeError> decodeJson(QByteArrayView bytes)
{
    rapidjson::MemoryStream stream(bytes.data(), size_t(bytes.size()));
    rapidjson::Reader reader;
    Handler handler;
    const auto done = reader.Parse<rapidjson::kParseValidateEncodingFlag | rapidjson::kParseNumbersAsStringsFlag>(stream, handler);
    if (done.IsError())
        return Failure {DecodeError {false, QString::fromLatin1(handler.reason())}};
    if (stream.Tell() != size_t(bytes.size())) // the parser takes a NUL for the end
        return Failure {DecodeError {false, QStringLiteral("bytes after the map")}};
    Value value = handler.take();
    if (!value.map())
        return Failure {DecodeError {false, QStringLiteral("not a map")}};
    return value;
}

QByteArray encodeJson(const Value &value)
{
    rapidjson::StringBuffer buffer;
    Writer writer(buffer);
    write(writer, value);
    return QByteArray(buffer.GetString(), qsizetype(buffer.GetSize()));
}

} // namespace confab
