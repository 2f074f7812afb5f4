#pragma once

#include "core/mls/codec.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

//! One entry of a file of MLS test vectors, and the answer to it.
namespace vectors {

using confab::mls::Bytes;
using confab::mls::View;

inline Bytes hex(const QJsonValue &value)
{
    return QByteArray::fromHex(value.toString().toLatin1());
}

//! Collects what differs; an entry has passed where nothing did.
class Verdict {
public:
    void expect(bool condition, const QString &what)
    {
        if (!condition && m_failure.isEmpty())
            m_failure = what;
    }
    void equal(View actual, const QJsonValue &expected, const QString &what)
    {
        expect(Bytes(actual.data(), actual.size()) == hex(expected), what);
    }
    bool passed() const { return m_failure.isEmpty(); }
    const QString &failure() const { return m_failure; }

private:
    QString m_failure;
};

//! A format of the working group's test-vectors.md, told by the keys of its entries.
struct Format {
    const char *name;
    bool (*matches)(const QJsonObject &entry);
    void (*check)(const QJsonObject &entry, Verdict &verdict);
};

const Format *formatOf(const QJsonObject &entry);

} // namespace vectors
