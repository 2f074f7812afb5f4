#include "server-stub/store/sqlite/event_row.h"

namespace confab::server {

Event readEvent(const Rows &rows, const ChatId &chat)
{
    Event e;
    e.chat = chat;
    e.seq = rows.seq(0);
    e.vi = rows.vi(1);
    e.ts = rows.integer(2);
    e.from = rows.id<UserId>(3);
    e.dev = rows.id<DeviceId>(4);
    e.cid = rows.id<Cid>(5);
    e.kind = EventKind(rows.integer(6));
    e.enc = Enc(rows.integer(7));
    if (!rows.isNull(8))
        e.epoch = rows.integer(8);
    e.body = rows.bytes(9);
    e.media = unpackMedia(rows.bytes(10));
    if (!rows.isNull(11))
        e.ref = rows.seq(11);
    e.redacted = rows.integer(12) != 0;
    return e;
}

QByteArray packMedia(const QList<BlobId> &media)
{
    QByteArray packed;
    for (const auto &blob : media)
        packed += blob.toBytes();
    return packed;
}

QList<BlobId> unpackMedia(const QByteArray &packed)
{
    QList<BlobId> media;
    for (qsizetype at = 0; at + qsizetype(BlobId::size) <= packed.size(); at += BlobId::size)
        media.append(*BlobId::fromBytes(QByteArrayView(packed).sliced(at, BlobId::size)));
    return media;
}

} // namespace confab::server
