#pragma once

#include "core/protocol/ids.h"
#include "core/protocol/kinds.h"
#include "core/protocol/limits.h"
#include "core/protocol/value.h"
#include "core/protocol/wire_names.h"

#include <QList>
#include <concepts>
#include <optional>
#include <string>
#include <type_traits>

//! One schema, two directions. Every body names its fields once, in a static `fields(visitor, self)`; ValueWriter and
//! ValueReader visit the same list, so what is written is what is read. Required: ids, numbers, enums, strings.
//! May be absent: std::optional, lists (empty), bool (false). Unknown keys are ignored (protocol section 1).
namespace confab {

template <typename T, typename V>
concept HasFields = requires(V &visitor, T &self) { std::remove_const_t<T>::fields(visitor, self); };

class ValueWriter {
public:
    template <typename T>
    void operator()(const char *key, const T &field, qsizetype = 0, qsizetype = 0)
    {
        if constexpr (isOptional<T>) {
            if (field)
                m_map.emplace_back(key, write(*field));
        } else if constexpr (isList<T>) {
            if (!field.isEmpty())
                m_map.emplace_back(key, write(field));
        } else if constexpr (std::same_as<T, bool>) {
            if (field)
                m_map.emplace_back(key, Value(true));
        } else {
            m_map.emplace_back(key, write(field));
        }
    }

    Value take() && { return Value(std::move(m_map)); }

    template <typename T>
    static Value write(const T &v)
    {
        if constexpr (HasFields<const T, ValueWriter>) {
            ValueWriter nested;
            T::fields(nested, v);
            return std::move(nested).take();
        } else if constexpr (requires { v.toTuple(); }) {
            return writeTuple(v.toTuple());
        } else if constexpr (isList<T>) {
            Value::Array array;
            array.reserve(size_t(v.size()));
            for (const auto &item : v)
                array.push_back(write(item));
            return Value(std::move(array));
        } else if constexpr (std::is_enum_v<T>) {
            const auto name = enumName(v);
            return Value(QString::fromLatin1(name.data(), qsizetype(name.size())));
        } else if constexpr (requires { v.toBytes(); }) {
            return Value(v.toBytes());
        } else if constexpr (requires { v.value; }) {
            return Value(qint64(v.value));
        } else if constexpr (std::same_as<T, bool>) {
            return Value(v);
        } else if constexpr (std::integral<T>) {
            return Value(qint64(v));
        } else {
            return Value(v); // QString, QByteArray, Value
        }
    }

private:
    template <typename T>
    static constexpr bool isOptional = requires(T t) { t.has_value(); *t; };
    template <typename T>
    static constexpr bool isList = requires(T t) { t.isEmpty(); t.append(typename T::value_type()); }
        && !std::same_as<T, QString> && !std::same_as<T, QByteArray>;

    template <typename... Ts>
    static Value writeTuple(const std::tuple<Ts...> &tuple)
    {
        Value::Array array;
        std::apply([&](const auto &...item) { (array.push_back(write(item)), ...); }, tuple);
        return Value(std::move(array));
    }

    Value::Map m_map;
};

//! Reads a body out of a decoded value. Total: any value gives a body or `error()`, the name of the first bad field.
class ValueReader {
public:
    //! `encoding` tells how byte strings look in `value`.
    ValueReader(const Value &value, Encoding encoding)
        : m_value(value)
        , m_encoding(encoding)
    {
        if (!value.map())
            fail("b");
    }

    //! `max` is the greatest length of a string or list, `min` the smallest; for integers `max` is the greatest value.
    template <typename T>
    void operator()(const char *key, T &field, qsizetype max = -1, qsizetype min = 0)
    {
        if (!m_error.empty())
            return;
        const Value *v = m_value.find(key);
        if (!v || v->isNull()) {
            if (!mayBeAbsent<T>)
                fail(key);
            return;
        }
        if (!read(*v, field, max, min))
            fail(key);
    }

    const std::string &error() const { return m_error; }

private:
    template <typename T>
    static constexpr bool isOptional = requires(T t) { t.has_value(); *t; };
    template <typename T>
    static constexpr bool isList = requires(T t) { t.isEmpty(); t.append(typename T::value_type()); }
        && !std::same_as<T, QString> && !std::same_as<T, QByteArray>;
    template <typename T>
    static constexpr bool mayBeAbsent = isOptional<T> || isList<T> || std::same_as<T, bool>;

    void fail(std::string_view key)
    {
        if (m_error.empty())
            m_error = key;
    }

    template <typename T>
    bool read(const Value &v, T &out, qsizetype max, qsizetype min)
    {
        if constexpr (isOptional<T>) {
            return read(v, out.emplace(), max, min);
        } else if constexpr (HasFields<T, ValueReader>) {
            ValueReader nested(v, m_encoding);
            T::fields(nested, out);
            return nested.m_error.empty();
        } else if constexpr (requires { out.toTuple(); }) {
            return readTuple(v, out);
        } else if constexpr (isList<T>) {
            const auto *array = v.array();
            if (!array || (max >= 0 && array->size() > size_t(max)) || array->size() < size_t(min))
                return false;
            out.reserve(qsizetype(array->size()));
            for (const auto &item : *array) {
                typename T::value_type element {};
                if (!read(item, element, -1, 0))
                    return false;
                out.append(std::move(element));
            }
            return true;
        } else if constexpr (std::is_enum_v<T>) {
            const auto *text = v.text();
            return text && enumFromName(text->toStdString(), out);
        } else if constexpr (requires { T::fromBytes(QByteArrayView()); }) {
            const auto bytes = readBytes(v, qsizetype(T::size));
            const auto id = bytes ? T::fromBytes(*bytes) : std::nullopt;
            if (id)
                out = *id;
            return id.has_value();
        } else if constexpr (requires { out.value; }) {
            return readInteger(v, out.value, max);
        } else if constexpr (std::same_as<T, bool>) {
            const bool *b = v.boolean();
            if (b)
                out = *b;
            return b != nullptr;
        } else if constexpr (std::integral<T>) {
            qint64 n = 0;
            const qsizetype top = max >= 0 ? max : qsizetype(std::min<quint64>(std::numeric_limits<T>::max(), limits::maxInteger));
            if (!readInteger(v, n, top))
                return false;
            out = T(n);
            return true;
        } else if constexpr (std::same_as<T, QString>) {
            const auto *text = v.text();
            if (!text || (max >= 0 && text->size() > max) || text->size() < min)
                return false;
            out = *text;
            return true;
        } else if constexpr (std::same_as<T, QByteArray>) {
            auto bytes = readBytes(v, max);
            if (!bytes || bytes->size() < min)
                return false;
            out = std::move(*bytes);
            return true;
        } else {
            static_assert(std::same_as<T, Value>);
            out = v;
            return true;
        }
    }

    static bool readInteger(const Value &v, qint64 &out, qsizetype max)
    {
        const auto *n = v.integer();
        if (!n || *n < 0 || *n > limits::maxInteger || (max >= 0 && *n > max))
            return false;
        out = *n;
        return true;
    }

    std::optional<QByteArray> readBytes(const Value &v, qsizetype max) const
    {
        if (m_encoding == Encoding::Cbor) {
            const auto *bytes = v.bytes();
            if (!bytes || (max >= 0 && bytes->size() > max))
                return std::nullopt;
            return *bytes;
        }
        const auto *text = v.text();
        if (!text || (max >= 0 && text->size() > (max * 8 + 5) / 6))
            return std::nullopt;
        auto decoded = QByteArray::fromBase64Encoding(text->toLatin1(),
            QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals | QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded || (decoded.decoded.size() * 8 + 5) / 6 != text->size()) // padding is not part of the format
            return std::nullopt;
        return *decoded;
    }

    template <typename T>
    bool readTuple(const Value &v, T &out)
    {
        const auto *array = v.array();
        auto tuple = out.toTuple();
        if (!array || array->size() != std::tuple_size_v<decltype(tuple)>)
            return false;
        size_t i = 0;
        return std::apply([&](auto &...item) { return (read((*array)[i++], item, -1, 0) && ...); }, tuple);
    }

    const Value &m_value;
    Encoding m_encoding;
    std::string m_error;
};

} // namespace confab
