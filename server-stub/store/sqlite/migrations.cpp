#include "server-stub/store/sqlite/migrations.h"

namespace confab::server {

const std::vector<Migration> &migrations()
{
    static const std::vector<Migration> list {
        // 1: accounts, chats and their log. Chats have an integer key because it makes the indexes of `events` small,
        // which is what decides how many events a second can be stored.
        {{
            "CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID",
            "INSERT INTO meta(key, value) VALUES('change', 0)",
            "INSERT INTO meta(key, value) VALUES('database', randomblob(8))",

            "CREATE TABLE users(user BLOB PRIMARY KEY, aik BLOB NOT NULL, name TEXT NOT NULL, about TEXT NOT NULL DEFAULT '', "
            "avatar BLOB, privacy INTEGER NOT NULL DEFAULT 0, devices_version INTEGER NOT NULL DEFAULT 1, "
            "log_n INTEGER NOT NULL DEFAULT 0, created INTEGER NOT NULL, deleted INTEGER) WITHOUT ROWID",
            "CREATE TABLE usernames(username TEXT PRIMARY KEY, user BLOB NOT NULL, free_at INTEGER) WITHOUT ROWID",
            "CREATE INDEX usernames_user ON usernames(user)",
            "CREATE TABLE devices(user BLOB NOT NULL, device BLOB NOT NULL, key BLOB NOT NULL, cert BLOB NOT NULL, "
            "created INTEGER NOT NULL, name TEXT NOT NULL, seen INTEGER NOT NULL DEFAULT 0, revoked INTEGER, "
            "PRIMARY KEY(user, device)) WITHOUT ROWID",
            "CREATE UNIQUE INDEX devices_device ON devices(device)",
            "CREATE TABLE invites(invite TEXT PRIMARY KEY, used_by BLOB) WITHOUT ROWID",
            "CREATE TABLE account_log(user BLOB NOT NULL, n INTEGER NOT NULL, kind TEXT NOT NULL, data BLOB NOT NULL, "
            "PRIMARY KEY(user, n)) WITHOUT ROWID",
            "CREATE TABLE prefs(user BLOB NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY(user, key)) WITHOUT ROWID",
            "CREATE TABLE blocks(user BLOB NOT NULL, blocked BLOB NOT NULL, PRIMARY KEY(user, blocked)) WITHOUT ROWID",

            "CREATE TABLE chats(id INTEGER PRIMARY KEY, chat BLOB NOT NULL UNIQUE, kind INTEGER NOT NULL, "
            "seq INTEGER NOT NULL, vi INTEGER NOT NULL, epoch INTEGER NOT NULL DEFAULT 0, change INTEGER NOT NULL, "
            "head_change INTEGER NOT NULL, member_version INTEGER NOT NULL, member_count INTEGER NOT NULL, "
            "created_by BLOB NOT NULL, create_cid BLOB NOT NULL)",
            "CREATE TABLE members(chat INTEGER NOT NULL, user BLOB NOT NULL, role INTEGER NOT NULL, joined INTEGER NOT NULL, "
            "left_seq INTEGER, left_change INTEGER, recv INTEGER NOT NULL, read INTEGER NOT NULL, own_read INTEGER NOT NULL, "
            "read_vi INTEGER NOT NULL, recv_at INTEGER NOT NULL DEFAULT 0, read_at INTEGER NOT NULL DEFAULT 0, "
            "accepted INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(chat, user)) WITHOUT ROWID",
            "CREATE INDEX members_user ON members(user, left_seq, left_change)",
            "CREATE TABLE events(id INTEGER PRIMARY KEY, chat INTEGER NOT NULL, seq INTEGER NOT NULL, vi INTEGER NOT NULL, "
            "ts INTEGER NOT NULL, sender BLOB, device BLOB, cid BLOB, kind INTEGER NOT NULL, enc INTEGER NOT NULL, "
            "epoch INTEGER, body BLOB NOT NULL, media BLOB NOT NULL, ref INTEGER, redacted INTEGER NOT NULL DEFAULT 0)",
            "CREATE UNIQUE INDEX events_seq ON events(chat, seq)",
            "CREATE UNIQUE INDEX events_cid ON events(chat, device, cid) WHERE cid IS NOT NULL",
        }},
        // 2: webhooks and what they have still to tell.
        {{
            "CREATE TABLE push_endpoints(user BLOB NOT NULL, device BLOB NOT NULL, url TEXT NOT NULL, secret BLOB NOT NULL, "
            "muted BLOB NOT NULL, PRIMARY KEY(user, device)) WITHOUT ROWID",
            "CREATE TABLE push_outbox(user BLOB NOT NULL, device BLOB NOT NULL, chat INTEGER NOT NULL, seq INTEGER NOT NULL, "
            "vi INTEGER NOT NULL, first INTEGER NOT NULL, due INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, "
            "PRIMARY KEY(user, device, chat)) WITHOUT ROWID",
            "CREATE INDEX push_outbox_due ON push_outbox(due)",
        }},
        // 3: blobs and who refers to them. `state`: 0 incomplete, 1 complete, 2 condemned. `idle_since`: NULL while there is
        // a reference. References are rows, not a count: what is there cannot drift from what it counts.
        {{
            "CREATE TABLE blobs(blob BLOB PRIMARY KEY, owner BLOB, sha256 BLOB NOT NULL, size INTEGER NOT NULL, "
            "state INTEGER NOT NULL, idle_since INTEGER) WITHOUT ROWID",
            "CREATE UNIQUE INDEX blobs_content ON blobs(owner, sha256, size) WHERE state<2",
            "CREATE INDEX blobs_owner ON blobs(owner, state, size)",
            "CREATE INDEX blobs_idle ON blobs(idle_since) WHERE idle_since IS NOT NULL AND state<2",
            "CREATE INDEX blobs_state ON blobs(state, size)",
            "CREATE TABLE event_media(blob BLOB NOT NULL, chat INTEGER NOT NULL, seq INTEGER NOT NULL, "
            "PRIMARY KEY(blob, chat, seq)) WITHOUT ROWID",
            "CREATE INDEX users_avatar ON users(avatar) WHERE avatar IS NOT NULL",
        }},
    };
    return list;
}

Result<Done, QString> migrate(Database &db, const QString &path, std::size_t target)
{
    const auto version = [&] {
        auto rows = db.run("PRAGMA user_version");
        return rows.next() ? rows.integer(0) : 0;
    };
    const auto unusable = [&] { return Failure {QStringLiteral("The database %1 cannot be used: %2.").arg(path, db.error())}; };

    const qint64 found = version();
    if (db.failed())
        return unusable();
    if (found > qint64(migrations().size()))
        return Failure {QStringLiteral("The database %1 was written by a newer version of confab-server (its schema is %2, this "
                                       "program knows up to %3).")
                            .arg(path)
                            .arg(found)
                            .arg(migrations().size())};
    for (auto step = std::size_t(std::max<qint64>(0, found)); step < target; ++step) {
        db.script(QStringLiteral("BEGIN IMMEDIATE"));
        for (const auto *statement : migrations()[step].statements)
            db.script(QString::fromLatin1(statement));
        db.script(QStringLiteral("PRAGMA user_version=%1").arg(step + 1));
        db.script(QStringLiteral("COMMIT"));
        if (db.failed())
            return unusable();
    }
    return Done {};
}

} // namespace confab::server
