#pragma once

#include "server-stub/store/sqlite/database.h"
#include "server-stub/store/sqlite/sql.h"

namespace confab::server {

//! The columns of CONFAB_EVENT_COLUMNS.
Event readEvent(const Rows &rows, const ChatId &chat);
QByteArray packMedia(const QList<BlobId> &media);
QList<BlobId> unpackMedia(const QByteArray &packed);
//! An upper bound for what an event takes in a frame of either encoding.
inline qsizetype frameCost(const Event &event)
{
    return 320 + (event.body.size() * 4 + 2) / 3 + event.media.size() * 48;
}

} // namespace confab::server
