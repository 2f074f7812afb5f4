#include "server-stub/store/sqlite/cursor.h"

#include "core/protocol/limits.h"

#include <QtEndian>

namespace confab::server {

namespace {

constexpr char version = 1;
constexpr qsizetype databaseIdSize = 8;
constexpr qsizetype numbers = 4;
constexpr qsizetype fixedSize = 1 + databaseIdSize + numbers * qsizetype(sizeof(qint64));

} // namespace

QByteArray SyncCursor::toBytes() const
{
    QByteArray out(1, version);
    out += database.leftJustified(databaseIdSize, '\0', true);
    for (const qint64 n : {since, until, below, log}) {
        char bigEndian[sizeof n];
        qToBigEndian(n, bigEndian);
        out.append(bigEndian, sizeof n);
    }
    return out + state;
}

std::optional<SyncCursor> SyncCursor::fromBytes(const QByteArray &bytes)
{
    if (bytes.size() < fixedSize || bytes.size() > limits::cursor || bytes[0] != version)
        return std::nullopt;
    SyncCursor c;
    c.database = bytes.mid(1, databaseIdSize);
    const char *at = bytes.constData() + 1 + databaseIdSize;
    for (auto *n : {&c.since, &c.until, &c.below, &c.log}) {
        *n = qFromBigEndian<qint64>(at);
        if (*n < 0)
            return std::nullopt;
        at += sizeof *n;
    }
    c.state = bytes.mid(fixedSize);
    return c;
}

} // namespace confab::server
