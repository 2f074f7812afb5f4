#include "core/store/migrations.h"

#include "core/store/sql_connection.h"

#include <QCoreApplication>

namespace confab::migrations {

namespace {

// users, devs: ids are 16 bytes, a log names few of them many times: they are interned. User 1 is the owner.
// messages:    what a timeline shows, one row an acknowledged msg, sys or meta event, clustered by (chat, seq).
// acts:        events about others: edits, reactions, redactions. Folded in when read, so that they may come before
//              or after their target, in any order; of one person's reactions to a message only the newest stays.
// ranges:      stretches of the log that are held without a gap, so that holes are known.
// outbox:      what the server has not acknowledged. Shown at the end, or folded in, without touching the log.
// summaries:   derived from all of these in the transaction that changes them; start reads it and nothing else.
const Step first = {
    "CREATE TABLE facts (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE users (id INTEGER PRIMARY KEY, user BLOB NOT NULL UNIQUE CHECK (length(user) = 16)) STRICT",
    "CREATE TABLE devs (id INTEGER PRIMARY KEY, dev BLOB NOT NULL UNIQUE CHECK (length(dev) = 16)) STRICT",
    "CREATE TABLE chats ("
    " id INTEGER PRIMARY KEY,"
    " chat BLOB NOT NULL UNIQUE CHECK (length(chat) = 16),"
    " kind INTEGER NOT NULL,"
    " enc INTEGER NOT NULL DEFAULT 0,"
    " peer INTEGER,"
    " title TEXT NOT NULL DEFAULT '', title_seq INTEGER NOT NULL DEFAULT 0,"
    " about TEXT NOT NULL DEFAULT '', about_seq INTEGER NOT NULL DEFAULT 0,"
    " created INTEGER NOT NULL DEFAULT 0,"
    " head INTEGER NOT NULL DEFAULT 0, head_vi INTEGER NOT NULL DEFAULT 0,"
    " joined INTEGER NOT NULL DEFAULT 0, left_seq INTEGER,"
    " role INTEGER NOT NULL DEFAULT 0, accepted INTEGER NOT NULL DEFAULT 0,"
    " member_count INTEGER NOT NULL DEFAULT 0, member_version INTEGER NOT NULL DEFAULT 0,"
    " members_version INTEGER NOT NULL DEFAULT 0, members_seq INTEGER NOT NULL DEFAULT 0,"
    " read INTEGER NOT NULL DEFAULT 0, read_vi INTEGER NOT NULL DEFAULT 0, recv INTEGER NOT NULL DEFAULT 0,"
    " server_read INTEGER NOT NULL DEFAULT 0, server_recv INTEGER NOT NULL DEFAULT 0,"
    " recv_all INTEGER NOT NULL DEFAULT 0, read_all INTEGER NOT NULL DEFAULT 0"
    ") STRICT",
    "CREATE TABLE members ("
    " chat INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE, user INTEGER NOT NULL,"
    " role INTEGER NOT NULL, joined INTEGER NOT NULL,"
    " recv INTEGER NOT NULL DEFAULT 0, read INTEGER NOT NULL DEFAULT 0, recv_at INTEGER, read_at INTEGER,"
    " PRIMARY KEY (chat, user)) STRICT, WITHOUT ROWID",
    "CREATE TABLE messages ("
    " chat INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE, seq INTEGER NOT NULL,"
    " vi INTEGER NOT NULL, ts INTEGER NOT NULL, sender INTEGER, dev INTEGER, cid BLOB,"
    " kind INTEGER NOT NULL, enc INTEGER NOT NULL, flags INTEGER NOT NULL, text TEXT, extra BLOB,"
    " PRIMARY KEY (chat, seq)) STRICT, WITHOUT ROWID",
    "CREATE TABLE acts ("
    " chat INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE, seq INTEGER NOT NULL,"
    " kind INTEGER NOT NULL, target INTEGER, sender INTEGER, ts INTEGER NOT NULL, text TEXT, raw BLOB,"
    " PRIMARY KEY (chat, seq)) STRICT, WITHOUT ROWID",
    "CREATE INDEX acts_by_target ON acts (chat, kind, target, seq) WHERE target IS NOT NULL",
    "CREATE TABLE ranges ("
    " chat INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE, low INTEGER NOT NULL, high INTEGER NOT NULL,"
    " PRIMARY KEY (chat, low)) STRICT, WITHOUT ROWID",
    "CREATE TABLE outbox ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " chat INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE, cid BLOB NOT NULL UNIQUE,"
    " kind INTEGER NOT NULL, ref INTEGER, ts INTEGER NOT NULL, content BLOB NOT NULL, failure INTEGER) STRICT",
    "CREATE INDEX outbox_by_chat ON outbox (chat, id)",
    "CREATE TABLE drafts ("
    " chat INTEGER PRIMARY KEY REFERENCES chats (id) ON DELETE CASCADE,"
    " text TEXT NOT NULL, cursor INTEGER NOT NULL, reply BLOB, edited INTEGER NOT NULL) STRICT",
    "CREATE TABLE settings ("
    " chat BLOB PRIMARY KEY CHECK (length(chat) = 16),"
    " muted_until INTEGER NOT NULL, pinned INTEGER NOT NULL, archived INTEGER NOT NULL, marked_unread INTEGER NOT NULL,"
    " unsent INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE contacts ("
    " user INTEGER PRIMARY KEY, username TEXT NOT NULL DEFAULT '', name TEXT NOT NULL DEFAULT '', aik BLOB, avatar BLOB,"
    " about TEXT NOT NULL DEFAULT '', blocked INTEGER NOT NULL DEFAULT 0) STRICT",
    "CREATE TABLE devices ("
    " device BLOB PRIMARY KEY, name TEXT NOT NULL, created INTEGER NOT NULL, seen INTEGER NOT NULL,"
    " verified INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE summaries ("
    " chat INTEGER PRIMARY KEY REFERENCES chats (id) ON DELETE CASCADE,"
    " stored INTEGER NOT NULL DEFAULT 0, unread INTEGER NOT NULL DEFAULT 0, estimate INTEGER NOT NULL DEFAULT 0,"
    " activity INTEGER NOT NULL DEFAULT 0, waiting INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0,"
    " last_seq INTEGER, last_local INTEGER, last_cid BLOB, last_sender INTEGER, last_kind INTEGER, last_enc INTEGER,"
    " last_ts INTEGER, last_flags INTEGER, last_failure INTEGER, last_content BLOB) STRICT",
};

// uploads: where the files of outbox messages come from, until those are sent.
// media:   what messages carry, by the parts of the media panel (5: not shown there, a group's picture), so that the
//          panel, the disk's accounts and the sweep of orphans read no messages.
const Step media = {
    "CREATE TABLE uploads ("
    " cid BLOB NOT NULL REFERENCES outbox (cid) ON DELETE CASCADE, item INTEGER NOT NULL,"
    " kind INTEGER NOT NULL, side INTEGER NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL,"
    " stash BLOB, PRIMARY KEY (cid, item)) STRICT, WITHOUT ROWID",
    "CREATE TABLE media ("
    " chat INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE, tab INTEGER NOT NULL, seq INTEGER NOT NULL,"
    " item INTEGER NOT NULL, media BLOB, kind INTEGER, link TEXT, PRIMARY KEY (chat, tab, seq, item)) STRICT, WITHOUT ROWID",
    "CREATE INDEX media_by_id ON media (media) WHERE media IS NOT NULL",
    "ALTER TABLE chats ADD COLUMN picture BLOB",
    "ALTER TABLE chats ADD COLUMN picture_seq INTEGER NOT NULL DEFAULT 0",
};

// What is asked for at every commit costs as much with a long outbox or many unread messages as with none; and summaries
// tell where the user is named.
const Step frugal = {
    "CREATE INDEX outbox_acts ON outbox (chat, id) WHERE kind <> 0",
    "CREATE INDEX messages_unread ON messages (chat, seq) WHERE (flags & 12) = 8 AND sender IS NOT 1",
    "CREATE INDEX messages_naming ON messages (chat, seq) WHERE (flags & 29) = 24 AND sender IS NOT 1",
    "ALTER TABLE summaries ADD COLUMN mentioned INTEGER NOT NULL DEFAULT 0",
};

} // namespace

const QList<Step> &all()
{
    static const QList<Step> list {first, media, frugal};
    return list;
}

StoreError newerVersion()
{
    return {StoreError::Kind::Newer,
        QCoreApplication::translate("Store", "This profile was last used by a newer version of Confab. Please update; nothing was changed.")};
}

Result<Done, StoreError> migrate(SqlConnection &connection, int target)
{
    int version = connection.scalar(QStringLiteral("PRAGMA user_version")).toInt();
    if (connection.error())
        return Failure {*connection.error()};
    if (version > newest())
        return Failure {newerVersion()};
    for (; version < target; ++version) {
        connection.begin(SqlConnection::Access::Write);
        for (const char *statement : all().at(version))
            connection.exec(QString::fromLatin1(statement));
        connection.exec(QStringLiteral("PRAGMA user_version=%1").arg(version + 1));
        if (!connection.commit()) {
            const StoreError error = connection.error().value_or(StoreError());
            connection.rollback();
            return Failure {error};
        }
    }
    return Done {};
}

} // namespace confab::migrations
