#include "core/protocol/cbor.h"

#include "core/protocol/bounds.h"
#include "core/protocol/limits.h"

#include <QStringDecoder>
#include <QtEndian>
#include <bit>
#include <cmath>
#include <qfloat16.h>

// RFC 8949, reduced to what a frame may hold: definite lengths, no tags, text keys. Written by hand because every frame
// of every socket passes here; tests/bench/bench_codec.cpp prints what it costs.
namespace confab {

namespace {

enum class Major : quint8 { Unsigned, Negative, Bytes, Text, Array, Map, Tag, Simple };

constexpr quint8 simpleFalse = 20;
constexpr quint8 simpleTrue = 21;
constexpr quint8 simpleNull = 22;
constexpr quint8 halfFloat = 25;
constexpr quint8 singleFloat = 26;
constexpr quint8 doubleFloat = 27;
constexpr quint8 indefinite = 31;

bool isAscii(const char *s, qsizetype size)
{
    return std::all_of(s, s + size, [](char c) { return quint8(c) < 0x80; });
}

class Decoder {
public:
    explicit Decoder(QByteArrayView bytes)
        : m_at(bytes.data())
        , m_end(bytes.data() + bytes.size())
    {
    }

    Result<Value, DecodeError> decode()
    {
        Value value;
        if (m_at == m_end || Major(quint8(*m_at) >> 5) != Major::Map)
            return Failure {DecodeError {false, QStringLiteral("not a map")}};
        if (!read(value, 1))
            return Failure {DecodeError {false, QString::fromLatin1(m_reason)}};
        if (m_at != m_end)
            return Failure {DecodeError {false, QStringLiteral("bytes after the map")}};
        return value;
    }

private:
    struct Head {
        Major major;
        quint8 info; //!< the low five bits of the first byte
        quint64 argument; //!< number, length, or the bits of a simple value or float
    };

    bool fail(const char *reason)
    {
        m_reason = reason;
        return false;
    }

    quint64 left() const { return quint64(m_end - m_at); }

    bool readHead(Head &head)
    {
        if (m_at == m_end)
            return fail("cut short");
        const auto first = quint8(*m_at++);
        head = {Major(first >> 5), quint8(first & 31), quint64(first & 31)};
        if (head.info < 24)
            return true;
        if (head.info == indefinite)
            return fail(head.major >= Major::Bytes && head.major <= Major::Map ? "an indefinite length" : "malformed");
        if (head.info > doubleFloat)
            return fail("malformed");
        const auto size = qsizetype(1) << (head.info - 24);
        if (left() < quint64(size))
            return fail("cut short");
        head.argument = 0;
        for (qsizetype i = 0; i < size; ++i)
            head.argument = head.argument << 8 | quint8(*m_at++);
        return true;
    }

    bool read(Value &out, int depth)
    {
        Head head;
        if (!readHead(head))
            return false;
        switch (head.major) {
        case Major::Unsigned:
        case Major::Negative:
            return readInteger(out, head);
        case Major::Bytes:
            if (head.argument > left())
                return fail("a length beyond the end");
            out = Value(QByteArray(m_at, qsizetype(head.argument)));
            m_at += head.argument;
            return true;
        case Major::Text:
            return readText(out, head);
        case Major::Array:
            return readArray(out, head, depth);
        case Major::Map:
            return readMap(out, head, depth);
        case Major::Simple:
            return readSimple(out, head);
        case Major::Tag:
            return fail("a tag");
        }
        return fail("malformed");
    }

    bool readInteger(Value &out, const Head &head)
    {
        const bool negative = head.major == Major::Negative; // means -1 - argument
        if (head.argument > quint64(limits::maxInteger) - (negative ? 1 : 0))
            return fail("an integer over 2^53-1");
        out = Value(negative ? -1 - qint64(head.argument) : qint64(head.argument));
        return true;
    }

    bool readText(Value &out, const Head &head)
    {
        if (head.argument > left())
            return fail("a length beyond the end");
        const auto size = qsizetype(head.argument);
        if (isAscii(m_at, size)) {
            out = Value(QString::fromLatin1(m_at, size));
        } else {
            QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
            QString text = utf8(QByteArrayView(m_at, size));
            if (utf8.hasError())
                return fail("text that is not UTF-8");
            out = Value(std::move(text));
        }
        m_at += size;
        return true;
    }

    bool readSimple(Value &out, const Head &head)
    {
        switch (head.info) {
        case simpleFalse:
        case simpleTrue:
            out = Value(head.info == simpleTrue);
            return true;
        case simpleNull:
            out = Value();
            return true;
        case halfFloat:
            return readFloat(out, double(float(std::bit_cast<qfloat16>(quint16(head.argument)))));
        case singleFloat:
            return readFloat(out, double(std::bit_cast<float>(quint32(head.argument))));
        case doubleFloat:
            return readFloat(out, std::bit_cast<double>(head.argument));
        default:
            return fail("an unknown simple value");
        }
    }

    bool readFloat(Value &out, double number)
    {
        if (!std::isfinite(number))
            return fail("not a finite number");
        out = Value(number);
        return true;
    }

    //! Refuses what the rest of the frame cannot hold before anything is allocated.
    bool enter(const Head &head, int depth, quint64 bytesPerEntry)
    {
        if (depth > limits::nesting)
            return fail("nested too deep");
        if (head.argument > bounds::entriesPerContainer)
            return fail("too many entries");
        if (head.argument * bytesPerEntry > left())
            return fail("a length beyond the end");
        return true;
    }

    bool readArray(Value &out, const Head &head, int depth)
    {
        if (!enter(head, depth, 1))
            return false;
        Value::Array array(head.argument);
        for (Value &item : array)
            if (!read(item, depth + 1))
                return false;
        out = Value(std::move(array));
        return true;
    }

    bool readKey(std::string &key)
    {
        Head head;
        if (!readHead(head))
            return false;
        if (head.major != Major::Text)
            return fail("a key that is no text");
        if (head.argument > left())
            return fail("a length beyond the end");
        const auto size = qsizetype(head.argument);
        if (!isAscii(m_at, size) && !QByteArrayView(m_at, size).isValidUtf8())
            return fail("text that is not UTF-8");
        key.assign(m_at, std::size_t(size));
        m_at += size;
        return true;
    }

    bool readMap(Value &out, const Head &head, int depth)
    {
        if (!enter(head, depth, 2))
            return false;
        Value::Map map(head.argument);
        for (auto &[key, item] : map)
            if (!readKey(key) || !read(item, depth + 1))
                return false;
        if (bounds::hasDuplicateKeys(map))
            return fail("a key twice");
        out = Value(std::move(map));
        return true;
    }

    const char *m_at;
    const char *m_end;
    const char *m_reason = "malformed";
};

//! Writes into a buffer that is large enough: `bound` says how large that is.
class Encoder {
public:
    static QByteArray encode(const Value &value)
    {
        QByteArray out(qsizetype(bound(value)), Qt::Uninitialized);
        Encoder encoder(out.data());
        encoder.write(value);
        out.truncate(encoder.m_at - out.constData());
        return out;
    }

private:
    explicit Encoder(char *at)
        : m_at(at)
    {
    }

    static constexpr std::size_t headMax = 9;

    static std::size_t bound(const Value &value)
    {
        std::size_t size = headMax;
        if (const auto *bytes = value.bytes()) {
            size += std::size_t(bytes->size());
        } else if (const auto *text = value.text()) {
            size += std::size_t(text->size()) * 3; // UTF-8 of one UTF-16 unit
        } else if (const auto *array = value.array()) {
            for (const auto &item : *array)
                size += bound(item);
        } else if (const auto *map = value.map()) {
            for (const auto &[key, item] : *map)
                size += headMax + key.size() + bound(item);
        }
        return size;
    }

    void head(Major major, quint64 argument)
    {
        const auto type = char(quint8(major) << 5);
        if (argument < 24) {
            *m_at++ = char(type | char(argument));
            return;
        }
        const int log = argument <= 0xff ? 0 : argument <= 0xffff ? 1 : argument <= 0xffffffff ? 2 : 3;
        *m_at++ = char(type | char(24 + log));
        bigEndian(argument, 1 << log);
    }

    void bigEndian(quint64 number, int size)
    {
        for (int shift = (size - 1) * 8; shift >= 0; shift -= 8)
            *m_at++ = char(number >> shift);
    }

    void raw(const char *data, std::size_t size)
    {
        if (size > 0)
            std::memcpy(m_at, data, size);
        m_at += size;
    }

    void text(const QString &text)
    {
        const bool ascii = std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() < 0x80; });
        if (ascii) {
            head(Major::Text, quint64(text.size()));
            for (const QChar c : text)
                *m_at++ = char(c.unicode());
        } else {
            const auto utf8 = text.toUtf8();
            head(Major::Text, quint64(utf8.size()));
            raw(utf8.constData(), std::size_t(utf8.size()));
        }
    }

    void write(const Value &value)
    {
        if (const auto *b = value.boolean()) {
            head(Major::Simple, *b ? simpleTrue : simpleFalse);
        } else if (const auto *n = value.integer()) {
            if (*n < 0)
                head(Major::Negative, quint64(-1 - *n));
            else
                head(Major::Unsigned, quint64(*n));
        } else if (const auto *d = value.number()) {
            *m_at++ = char(quint8(Major::Simple) << 5 | doubleFloat);
            bigEndian(std::bit_cast<quint64>(*d), 8);
        } else if (const auto *bytes = value.bytes()) {
            head(Major::Bytes, quint64(bytes->size()));
            raw(bytes->constData(), std::size_t(bytes->size()));
        } else if (const auto *string = value.text()) {
            text(*string);
        } else if (const auto *array = value.array()) {
            head(Major::Array, array->size());
            for (const auto &item : *array)
                write(item);
        } else if (const auto *map = value.map()) {
            head(Major::Map, map->size());
            for (const auto &[key, item] : *map) {
                head(Major::Text, key.size());
                raw(key.data(), key.size());
                write(item);
            }
        } else {
            head(Major::Simple, simpleNull);
        }
    }

    char *m_at;
};

} // namespace

Result<Value, DecodeError> decodeCbor(QByteArrayView bytes)
{
    return Decoder(bytes).decode();
}

QByteArray encodeCbor(const Value &value)
{
    return Encoder::encode(value);
}

} // namespace confab
