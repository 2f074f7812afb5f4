#include "core/protocol/cbor.h"

#include "core/protocol/bounds.h"
#include "core/protocol/limits.h"

#include <QCborStreamReader>
#include <QCborStreamWriter>
#include <cmath>

namespace confab {

namespace {

class Decoder {
public:
    explicit Decoder(QByteArrayView bytes)
        : m_size(quint64(bytes.size()))
        , m_reader(bytes.data(), bytes.size())
    {
    }

    Result<Value, DecodeError> decode()
    {
        Value value;
        if (!m_reader.isMap())
            return Failure {DecodeError {false, QStringLiteral("not a map")}};
        if (!read(value, 1))
            return Failure {DecodeError {false, m_reason}};
        if (quint64(m_reader.currentOffset()) != m_size)
            return Failure {DecodeError {false, QStringLiteral("bytes after the map")}};
        return value;
    }

private:
    bool fail(const char *reason)
    {
        m_reason = QString::fromLatin1(reason);
        return false;
    }

    bool read(Value &out, int depth)
    {
        switch (m_reader.type()) {
        case QCborStreamReader::UnsignedInteger:
        case QCborStreamReader::NegativeInteger:
            return readInteger(out);
        case QCborStreamReader::ByteArray: {
            QByteArray bytes;
            if (!readBytes(bytes))
                return false;
            out = Value(std::move(bytes));
            return true;
        }
        case QCborStreamReader::String: {
            QString text;
            if (!readText(text))
                return false;
            out = Value(std::move(text));
            return true;
        }
        case QCborStreamReader::Array:
            return readArray(out, depth);
        case QCborStreamReader::Map:
            return readMap(out, depth);
        case QCborStreamReader::SimpleType:
            return readSimple(out);
        case QCborStreamReader::Float16:
            return readFloat(out, double(float(m_reader.toFloat16())));
        case QCborStreamReader::Float:
            return readFloat(out, double(m_reader.toFloat()));
        case QCborStreamReader::Double:
            return readFloat(out, m_reader.toDouble());
        case QCborStreamReader::Tag:
            return fail("a tag");
        case QCborStreamReader::Invalid:
            return fail("malformed");
        }
        return fail("malformed");
    }

    bool readInteger(Value &out)
    {
        const bool negative = m_reader.isNegativeInteger();
        const quint64 magnitude = negative ? quint64(m_reader.toNegativeInteger()) : m_reader.toUnsignedInteger();
        if (magnitude > quint64(limits::maxInteger) || (negative && magnitude == 0))
            return fail("an integer over 2^53-1");
        out = Value(negative ? -qint64(magnitude) : qint64(magnitude));
        return m_reader.next() || fail("malformed");
    }

    bool readFloat(Value &out, double number)
    {
        if (!std::isfinite(number))
            return fail("not a finite number");
        out = Value(number);
        return m_reader.next() || fail("malformed");
    }

    bool readSimple(Value &out)
    {
        if (m_reader.isBool())
            out = Value(m_reader.toBool());
        else if (m_reader.isNull())
            out = Value();
        else
            return fail("an unknown simple value");
        return m_reader.next() || fail("malformed");
    }

    //! Refuses indefinite lengths, and lengths that the rest of the frame cannot hold, before anything is allocated.
    bool lengthFits()
    {
        if (!m_reader.isLengthKnown())
            return fail("an indefinite length");
        if (m_reader.length() > m_size - quint64(m_reader.currentOffset()))
            return fail("a length beyond the end");
        return true;
    }

    bool readBytes(QByteArray &out)
    {
        if (!lengthFits())
            return false;
        auto chunk = m_reader.readByteArray();
        while (chunk.status == QCborStreamReader::Ok) {
            out += chunk.data;
            chunk = m_reader.readByteArray();
        }
        return chunk.status == QCborStreamReader::EndOfString || fail("malformed string");
    }

    bool readText(QString &out)
    {
        if (!lengthFits())
            return false;
        auto chunk = m_reader.readString();
        while (chunk.status == QCborStreamReader::Ok) {
            out += chunk.data;
            chunk = m_reader.readString();
        }
        return chunk.status == QCborStreamReader::EndOfString || fail("malformed or not UTF-8 text");
    }

    bool enter(int depth)
    {
        if (depth > limits::nesting)
            return fail("nested too deep");
        if (!lengthFits())
            return false;
        if (m_reader.length() > bounds::entriesPerContainer)
            return fail("too many entries");
        return true;
    }

    bool readArray(Value &out, int depth)
    {
        if (!enter(depth))
            return false;
        Value::Array array;
        array.reserve(size_t(m_reader.length()));
        m_reader.enterContainer();
        while (m_reader.lastError() == QCborError::NoError && m_reader.hasNext()) {
            Value item;
            if (!read(item, depth + 1))
                return false;
            array.push_back(std::move(item));
        }
        if (m_reader.lastError() != QCborError::NoError || !m_reader.leaveContainer())
            return fail("malformed array");
        out = Value(std::move(array));
        return true;
    }

    bool readMap(Value &out, int depth)
    {
        if (!enter(depth))
            return false;
        Value::Map map;
        map.reserve(size_t(m_reader.length()));
        m_reader.enterContainer();
        while (m_reader.lastError() == QCborError::NoError && m_reader.hasNext()) {
            QString key;
            if (!m_reader.isString())
                return fail("a key that is no text");
            if (!readText(key))
                return false;
            Value item;
            if (!read(item, depth + 1))
                return false;
            map.emplace_back(key.toStdString(), std::move(item));
        }
        if (m_reader.lastError() != QCborError::NoError || !m_reader.leaveContainer())
            return fail("malformed map");
        if (bounds::hasDuplicateKeys(map))
            return fail("a key twice");
        out = Value(std::move(map));
        return true;
    }

    quint64 m_size;
    QCborStreamReader m_reader;
    QString m_reason;
};

void write(QCborStreamWriter &writer, const Value &value)
{
    if (const auto *b = value.boolean()) {
        writer.append(*b);
    } else if (const auto *n = value.integer()) {
        writer.append(*n);
    } else if (const auto *d = value.number()) {
        writer.append(*d);
    } else if (const auto *bytes = value.bytes()) {
        writer.appendByteString(bytes->constData(), bytes->size());
    } else if (const auto *text = value.text()) {
        writer.append(QStringView(*text));
    } else if (const auto *array = value.array()) {
        writer.startArray(array->size());
        for (const auto &item : *array)
            write(writer, item);
        writer.endArray();
    } else if (const auto *map = value.map()) {
        writer.startMap(map->size());
        for (const auto &[key, item] : *map) {
            writer.appendTextString(key.data(), qsizetype(key.size()));
            write(writer, item);
        }
        writer.endMap();
    } else {
        writer.append(nullptr);
    }
}

} // namespace

Result<Value, DecodeError> decodeCbor(QByteArrayView bytes)
{
    return Decoder(bytes).decode();
}

QByteArray encodeCbor(const Value &value)
{
    QByteArray out;
    QCborStreamWriter writer(&out);
    write(writer, value);
    return out;
}

} // namespace confab
