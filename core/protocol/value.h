#pragma once

#include <QByteArray>
#include <QString>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace confab {

//! A decoded frame before it has a type: what JSON and CBOR have in common (protocol section 1).
//! In a value read from JSON, byte strings are still base64url text; `schema.h` turns them into bytes.
class Value {
public:
    using Array = std::vector<Value>;
    using Member = std::pair<std::string, Value>;
    using Map = std::vector<Member>; //!< keys are unique; order is the sender's

    Value() = default; //!< null
    explicit Value(bool b)
        : m_data(b)
    {
    }
    explicit Value(qint64 n)
        : m_data(n)
    {
    }
    explicit Value(double d)
        : m_data(d)
    {
    }
    explicit Value(QByteArray bytes)
        : m_data(std::move(bytes))
    {
    }
    explicit Value(QString text)
        : m_data(std::move(text))
    {
    }
    explicit Value(Array array)
        : m_data(std::move(array))
    {
    }
    explicit Value(Map map)
        : m_data(std::move(map))
    {
    }

    bool isNull() const { return std::holds_alternative<std::monostate>(m_data); }
    const bool *boolean() const { return std::get_if<bool>(&m_data); }
    const qint64 *integer() const { return std::get_if<qint64>(&m_data); }
    const QByteArray *bytes() const { return std::get_if<QByteArray>(&m_data); }
    const QString *text() const { return std::get_if<QString>(&m_data); }
    const Array *array() const { return std::get_if<Array>(&m_data); }
    const Map *map() const { return std::get_if<Map>(&m_data); }
    const double *number() const { return std::get_if<double>(&m_data); }

    //! The map itself, out of a value that is not needed any more; empty where it is none.
    Map takeMap() &&
    {
        auto *members = std::get_if<Map>(&m_data);
        return members ? std::move(*members) : Map();
    }

    //! The member of that name, or null where this is no map or has none.
    const Value *find(std::string_view key) const
    {
        if (const auto *members = map())
            for (const auto &[name, value] : *members)
                if (name == key)
                    return &value;
        return nullptr;
    }

    friend bool operator==(const Value &, const Value &) = default;

private:
    std::variant<std::monostate, bool, qint64, double, QByteArray, QString, Array, Map> m_data;
};

} // namespace confab
