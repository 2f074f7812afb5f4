#pragma once

#include "core/protocol/schema.h"

#include <QRandomGenerator>

namespace confab {

//! Fills a body through its own field list: every field present, within its bounds, and different from its default.
class Filler {
public:
    explicit Filler(quint32 seed)
        : m_random(seed)
    {
    }

    template <typename T>
    void operator()(const char *, T &field, qsizetype max = -1, qsizetype min = 0)
    {
        fill(field, max, min);
    }

    template <typename T>
    void fill(T &out, qsizetype max = -1, qsizetype min = 0)
    {
        if constexpr (requires { out.has_value(); *out; }) {
            fill(out.emplace(), max, min);
        } else if constexpr (HasFields<T, Filler>) {
            T::fields(*this, out);
        } else if constexpr (requires { out.toTuple(); }) {
            std::apply([&](auto &...item) { (fill(item), ...); }, out.toTuple());
        } else if constexpr (std::same_as<T, QString>) {
            static const QString text = QStringLiteral("aé水\U0001F600\"\\\n\u0001z");
            const auto length = std::max<qsizetype>(min, max < 0 ? 9 : std::min<qsizetype>(max, text.size()));
            out = text.left(length).isValidUtf16() ? text.left(length) : text.left(length - 1);
        } else if constexpr (std::same_as<T, QByteArray>) {
            out.resize(std::max<qsizetype>(min, max < 0 ? 7 : std::min<qsizetype>(max, 40)));
            for (char &c : out)
                c = char(m_random.bounded(256));
        } else if constexpr (requires { out.isEmpty(); out.append(typename T::value_type()); }) {
            for (int i = 0; i < 3; ++i) {
                typename T::value_type item {};
                fill(item);
                out.append(item);
            }
        } else if constexpr (std::is_enum_v<T>) {
            out = T(EnumNames<T>::names.size() - 1);
        } else if constexpr (requires { T::fromBytes(QByteArrayView()); }) {
            for (std::size_t i = 0; i < T::size; ++i)
                out.data()[i] = std::uint8_t(m_random.bounded(256));
        } else if constexpr (requires { out.value; }) {
            out.value = number(max);
        } else if constexpr (std::same_as<T, bool>) {
            out = true;
        } else if constexpr (std::integral<T>) {
            out = T(number(max));
        } else {
            out = Value(Value::Map {{"k", Value(qint64(-5))}, {"list", Value(Value::Array {Value(), Value(true), Value(QStringLiteral("é"))})}});
        }
    }

private:
    qint64 number(qsizetype max)
    {
        return max >= 0 ? max : qint64(m_random.generate64() & quint64(limits::maxInteger));
    }

    QRandomGenerator m_random;
};

} // namespace confab
