#pragma once

#include <array>

//! Every statement of the store in one place, so that a test can ask the engine for the plan of each. Parameters are
//! plain question marks, because Qt's driver miscounts numbered ones that occur twice.
namespace confab::server::sql {

// ---- meta ----
inline constexpr char changeCounter[] = "SELECT value FROM meta WHERE key='change'";
inline constexpr char databaseId[] = "SELECT value FROM meta WHERE key='database'";
inline constexpr char setChangeCounter[] = "UPDATE meta SET value=? WHERE key='change'";

// ---- chats and members ----
inline constexpr char chatById[] = "SELECT id, kind, seq, vi, epoch, member_version, created_by, create_cid FROM chats WHERE chat=?";
inline constexpr char insertChat[] = "INSERT INTO chats(chat, kind, seq, vi, change, head_change, member_version, member_count, "
                                     "created_by, create_cid) VALUES(?, ?, 0, 0, 0, 0, 0, 0, ?, ?) RETURNING id";
inline constexpr char updateChat[] = "UPDATE chats SET seq=?, vi=?, change=?, head_change=CASE WHEN ? THEN ? ELSE head_change END, "
                                     "member_version=?, member_count=? WHERE id=?";
inline constexpr char presentMembers[] = "SELECT user, role, joined, recv, read, own_read, read_vi, recv_at, read_at, accepted "
                                         "FROM members WHERE chat=? AND left_seq IS NULL";
inline constexpr char memberLeft[] = "SELECT joined, left_seq FROM members WHERE chat=? AND user=?";
inline constexpr char putMember[]
    = "INSERT INTO members(chat, user, role, joined, recv, read, own_read, read_vi) VALUES(?, ?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT(chat, user) DO UPDATE SET role=excluded.role, joined=excluded.joined, left_seq=NULL, left_change=NULL, "
      "recv=max(recv, excluded.recv), read=max(read, excluded.read), own_read=max(own_read, excluded.own_read), "
      "read_vi=max(read_vi, excluded.read_vi)";
inline constexpr char memberMarks[] = "SELECT recv, read, own_read, read_vi, recv_at, read_at, accepted FROM members WHERE chat=? AND user=?";
inline constexpr char setRole[] = "UPDATE members SET role=? WHERE chat=? AND user=?";
inline constexpr char setLeft[] = "UPDATE members SET left_seq=?, left_change=? WHERE chat=? AND user=?";
inline constexpr char setMarks[] = "UPDATE members SET recv=?, read=?, own_read=?, read_vi=?, recv_at=?, read_at=?, accepted=? "
                                   "WHERE chat=? AND user=?";
inline constexpr char chatsOfMember[] = "SELECT c.chat FROM members m JOIN chats c ON c.id=m.chat WHERE m.user=? AND m.left_seq IS NULL";
inline constexpr char contactsOf[]
    = "SELECT DISTINCT b.user FROM members a JOIN members b ON b.chat=a.chat WHERE a.user=? AND a.left_seq IS NULL "
      "AND b.left_seq IS NULL AND b.user<>a.user LIMIT 5000";
inline constexpr char sharesChat[]
    = "SELECT 1 FROM members a JOIN members b ON b.chat=a.chat WHERE a.user=? AND b.user=? AND a.left_seq IS NULL "
      "AND b.left_seq IS NULL LIMIT 1";
inline constexpr char blockedEitherWay[]
    = "SELECT EXISTS(SELECT 1 FROM blocks WHERE user=? AND blocked=?) OR EXISTS(SELECT 1 FROM blocks WHERE user=? AND blocked=?)";

// ---- events ----
#define CONFAB_EVENT_COLUMNS "seq, vi, ts, sender, device, cid, kind, enc, epoch, body, media, ref, redacted"
inline constexpr char insertEvent[] = "INSERT OR IGNORE INTO events(chat, " CONFAB_EVENT_COLUMNS
                                      ") VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)";
inline constexpr char eventByCid[] = "SELECT seq, vi, ts FROM events WHERE chat=? AND device=? AND cid=?";
inline constexpr char eventOwner[] = "SELECT sender, kind FROM events WHERE chat=? AND seq=?";
inline constexpr char redactEvent[] = "UPDATE events SET body=x'', media=x'', redacted=1 WHERE chat=? AND seq=?";
inline constexpr char viAt[] = "SELECT vi FROM events WHERE chat=? AND seq=?";
inline constexpr char timeAt[] = "SELECT vi, ts FROM events WHERE chat=? AND seq=?";
inline constexpr char eventsAfter[] = "SELECT " CONFAB_EVENT_COLUMNS " FROM events WHERE chat=? AND seq>? AND seq<=? ORDER BY seq LIMIT ?";
inline constexpr char eventsBefore[] = "SELECT " CONFAB_EVENT_COLUMNS
                                       " FROM events WHERE chat=? AND seq<? AND seq>=? ORDER BY seq DESC LIMIT ?";

// ---- heads ----
#define CONFAB_HEAD_COLUMNS \
    "c.id, c.chat, c.kind, c.seq, c.vi, c.epoch, c.member_version, c.member_count, m.role, m.joined, m.left_seq, m.recv, " \
    "m.own_read, m.read_vi, m.accepted, CASE WHEN m.left_seq IS NULL THEN c.change ELSE m.left_change END AS moved"
inline constexpr char headOf[] = "SELECT " CONFAB_HEAD_COLUMNS " FROM chats c JOIN members m ON m.chat=c.id AND m.user=? WHERE c.chat=?";
inline constexpr char headsChanged[] = "SELECT " CONFAB_HEAD_COLUMNS
                                       " FROM members m JOIN chats c ON c.id=m.chat WHERE m.user=? AND moved>? AND moved<? "
                                       "ORDER BY moved DESC LIMIT ?";
inline constexpr char headsMoved[] = "SELECT c.chat, c.seq, c.head_change FROM members m JOIN chats c ON c.id=m.chat "
                                     "WHERE m.user=? AND m.left_seq IS NULL AND c.head_change>? ORDER BY c.head_change LIMIT ?";
inline constexpr char membersWithMarks[]
    = "SELECT m.user, m.role, m.joined, m.recv, m.read, m.recv_at, m.read_at, m.accepted, u.privacy, "
      "EXISTS(SELECT 1 FROM blocks WHERE user=m.user AND blocked=?) OR EXISTS(SELECT 1 FROM blocks WHERE user=? AND blocked=m.user) "
      "FROM members m JOIN users u ON u.user=m.user WHERE m.chat=? AND m.left_seq IS NULL";
inline constexpr char watermarks[] = "SELECT user, recv, read FROM members WHERE chat=? AND left_seq IS NULL";

// ---- accounts ----
inline constexpr char userExists[] = "SELECT deleted FROM users WHERE user=?";
inline constexpr char insertUser[] = "INSERT INTO users(user, aik, name, created) VALUES(?, ?, ?, ?)";
inline constexpr char usernameTaken[] = "SELECT 1 FROM usernames WHERE username=? AND (free_at IS NULL OR free_at>?)";
inline constexpr char putUsername[] = "INSERT OR REPLACE INTO usernames(username, user) VALUES(?, ?)";
inline constexpr char freeUsername[] = "UPDATE usernames SET free_at=? WHERE user=?";
inline constexpr char addInvite[] = "INSERT OR IGNORE INTO invites(invite) VALUES(?)";
inline constexpr char useInvite[] = "UPDATE invites SET used_by=? WHERE invite=? AND used_by IS NULL";
inline constexpr char inviteUnused[] = "SELECT 1 FROM invites WHERE invite=? AND used_by IS NULL";
inline constexpr char insertDevice[] = "INSERT INTO devices(user, device, key, cert, created, name) VALUES(?, ?, ?, ?, ?, ?)";
inline constexpr char deviceTaken[] = "SELECT 1 FROM devices WHERE device=?";
inline constexpr char deviceOf[] = "SELECT device, key, cert, created, name, seen, revoked FROM devices WHERE user=? AND device=?";
inline constexpr char devicesOf[] = "SELECT device, key, cert, created, name, seen, revoked FROM devices WHERE user=? ORDER BY device";
inline constexpr char revokeDevice[] = "UPDATE devices SET revoked=? WHERE user=? AND device=?";
inline constexpr char deleteDevices[] = "DELETE FROM devices WHERE user=?";
inline constexpr char bumpDevices[] = "UPDATE users SET devices_version=devices_version+1 WHERE user=?";
inline constexpr char touchSeen[] = "UPDATE devices SET seen=? WHERE user=? AND device=? AND seen<?";
inline constexpr char userFacts[] = "SELECT privacy, deleted FROM users WHERE user=?";
inline constexpr char devicesHeader[] = "SELECT aik, devices_version, deleted, privacy FROM users WHERE user=?";
inline constexpr char lastSeen[] = "SELECT max(seen) FROM devices WHERE user=?";
inline constexpr char profileOf[]
    = "SELECT u.user, n.username, u.name, u.aik, u.avatar, u.about, u.devices_version FROM users u "
      "JOIN usernames n ON n.user=u.user WHERE u.user=? AND u.deleted IS NULL";
inline constexpr char userByName[] = "SELECT user FROM usernames WHERE username=? AND free_at IS NULL";
inline constexpr char setName[] = "UPDATE users SET name=? WHERE user=?";
inline constexpr char setAvatar[] = "UPDATE users SET avatar=? WHERE user=?";
inline constexpr char setAbout[] = "UPDATE users SET about=? WHERE user=?";
inline constexpr char setPrivacy[] = "UPDATE users SET privacy=? WHERE user=?";
inline constexpr char eraseUser[] = "UPDATE users SET aik=x'', name='', about='', avatar=NULL, privacy=0, deleted=? WHERE user=?";
inline constexpr char nextLogNumber[] = "UPDATE users SET log_n=log_n+1 WHERE user=? RETURNING log_n";
inline constexpr char logNumber[] = "SELECT log_n FROM users WHERE user=?";
inline constexpr char insertLog[] = "INSERT INTO account_log(user, n, kind, data) VALUES(?, ?, ?, ?)";
inline constexpr char trimLog[] = "DELETE FROM account_log WHERE user=? AND n<=?";
inline constexpr char oldestLog[] = "SELECT min(n) FROM account_log WHERE user=?";
inline constexpr char logAfter[] = "SELECT n, kind, data FROM account_log WHERE user=? AND n>? ORDER BY n LIMIT 200";
inline constexpr char deleteLog[] = "DELETE FROM account_log WHERE user=?";
inline constexpr char putBlock[] = "INSERT OR IGNORE INTO blocks(user, blocked) VALUES(?, ?)";
inline constexpr char deleteBlock[] = "DELETE FROM blocks WHERE user=? AND blocked=?";
inline constexpr char countBlocks[] = "SELECT count(*) FROM blocks WHERE user=?";
inline constexpr char blocksAfter[] = "SELECT blocked FROM blocks WHERE user=? AND blocked>? ORDER BY blocked LIMIT ?";
inline constexpr char deleteBlocks[] = "DELETE FROM blocks WHERE user=?";
inline constexpr char putPref[] = "INSERT INTO prefs(user, key, value) VALUES(?, ?, ?) ON CONFLICT(user, key) DO UPDATE SET value=excluded.value";
inline constexpr char deletePref[] = "DELETE FROM prefs WHERE user=? AND key=?";
inline constexpr char countPrefs[] = "SELECT count(*) FROM prefs WHERE user=?";
inline constexpr char prefsAfter[] = "SELECT key, value FROM prefs WHERE user=? AND key>? ORDER BY key LIMIT ?";
inline constexpr char deletePrefs[] = "DELETE FROM prefs WHERE user=?";

// ---- push ----
inline constexpr char allEndpoints[] = "SELECT user, device, muted FROM push_endpoints";
inline constexpr char putEndpoint[] = "INSERT OR REPLACE INTO push_endpoints(user, device, url, secret, muted) VALUES(?, ?, ?, ?, ?)";
inline constexpr char deleteEndpoint[] = "DELETE FROM push_endpoints WHERE user=? AND device=?";
inline constexpr char deleteEndpoints[] = "DELETE FROM push_endpoints WHERE user=?";
inline constexpr char putPush[]
    = "INSERT INTO push_outbox(user, device, chat, seq, vi, first, due) VALUES(?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT(user, device, chat) DO UPDATE SET seq=excluded.seq, vi=excluded.vi, attempts=0, "
      "due=max(due, min(excluded.due, first+3*(excluded.due-excluded.first)))";
inline constexpr char pushesDue[]
    = "SELECT o.user, o.device, o.chat, c.chat, o.seq, o.vi, o.attempts, e.url, e.secret, m.recv, m.own_read, m.read_vi, m.left_seq "
      "FROM push_outbox o JOIN chats c ON c.id=o.chat LEFT JOIN push_endpoints e ON e.user=o.user AND e.device=o.device "
      "LEFT JOIN members m ON m.chat=o.chat AND m.user=o.user WHERE o.due<=? ORDER BY o.due LIMIT ?";
inline constexpr char leasePush[] = "UPDATE push_outbox SET due=? WHERE user=? AND device=? AND chat=?";
inline constexpr char dropPush[] = "DELETE FROM push_outbox WHERE user=? AND device=? AND chat=? AND seq=?";
inline constexpr char retryPush[] = "UPDATE push_outbox SET due=?, attempts=attempts+? WHERE user=? AND device=? AND chat=? AND seq=?";
inline constexpr char resetPush[] = "UPDATE push_outbox SET first=?, due=?, attempts=0 WHERE user=? AND device=? AND chat=?";
inline constexpr char deleteDevicePushes[] = "DELETE FROM push_outbox WHERE user=? AND device=?";
inline constexpr char deletePushes[] = "DELETE FROM push_outbox WHERE user=?";

// ---- blobs ----
inline constexpr char blobByContent[] = "SELECT blob, state FROM blobs WHERE owner=? AND sha256=? AND size=? AND state<2";
inline constexpr char blobById[] = "SELECT owner, size, sha256, state FROM blobs WHERE blob=? AND state<2";
inline constexpr char blobUsage[] // a file takes a block of the disk at least
    = "SELECT coalesce(sum(max(size, 4096)), 0), coalesce(sum(state=0), 0) FROM blobs WHERE owner=? AND state<2";
inline constexpr char insertBlob[] = "INSERT INTO blobs(blob, owner, sha256, size, state, idle_since) VALUES(?, ?, ?, ?, 0, ?)";
inline constexpr char touchIdleBlob[] = "UPDATE blobs SET idle_since=? WHERE blob=? AND state<2 AND idle_since IS NOT NULL";
inline constexpr char completeBlob[] = "UPDATE blobs SET state=1, idle_since=? WHERE blob=? AND state=0";
inline constexpr char isComplete[] = "SELECT 1 FROM blobs WHERE blob=? AND state=1";
inline constexpr char useBlob[] = "UPDATE blobs SET idle_since=NULL WHERE blob=?";
inline constexpr char releaseBlob[]
    = "UPDATE blobs SET idle_since=? WHERE blob=? AND idle_since IS NULL "
      "AND NOT EXISTS(SELECT 1 FROM event_media WHERE event_media.blob=blobs.blob) "
      "AND NOT EXISTS(SELECT 1 FROM users WHERE avatar=blobs.blob)";
inline constexpr char insertEventMedia[] = "INSERT OR IGNORE INTO event_media(blob, chat, seq) VALUES(?, ?, ?)";
inline constexpr char deleteEventMedia[] = "DELETE FROM event_media WHERE blob=? AND chat=? AND seq=?";
inline constexpr char eventMedia[] = "SELECT media FROM events WHERE chat=? AND seq=?";
inline constexpr char avatarOf[] = "SELECT avatar FROM users WHERE user=?";
inline constexpr char condemnIdle[] // the references are asked again: rather a blob too many than one too few
    = "UPDATE blobs SET state=2 WHERE blob IN (SELECT b.blob FROM blobs b WHERE b.idle_since<=? AND b.state<2 "
      "AND NOT EXISTS(SELECT 1 FROM event_media e WHERE e.blob=b.blob) "
      "AND NOT EXISTS(SELECT 1 FROM users u WHERE u.avatar=b.blob) LIMIT ?)";
inline constexpr char condemnOwned[] = "UPDATE blobs SET state=2 WHERE owner=? AND state<2 AND idle_since IS NOT NULL";
inline constexpr char disownBlobs[] = "UPDATE blobs SET owner=NULL WHERE owner=?";
inline constexpr char condemned[] = "SELECT blob FROM blobs WHERE state=2 LIMIT ?";
inline constexpr char deleteBlob[] = "DELETE FROM blobs WHERE blob=? AND state=2";
inline constexpr char blobTotals[] = "SELECT count(*), coalesce(sum(size), 0) FROM blobs WHERE state=1";
inline constexpr char putBlobKey[] = "INSERT OR IGNORE INTO meta(key, value) VALUES('blob_key', ?)";
inline constexpr char blobKey[] = "SELECT value FROM meta WHERE key='blob_key'";

inline constexpr std::array all {changeCounter, databaseId, setChangeCounter, chatById, insertChat, updateChat, presentMembers,
    memberLeft, putMember, memberMarks, setRole, setLeft, setMarks, chatsOfMember, contactsOf, sharesChat, blockedEitherWay, insertEvent,
    eventByCid, eventOwner, redactEvent, viAt, timeAt, eventsAfter, eventsBefore, headOf, headsChanged, headsMoved, membersWithMarks,
    watermarks, userExists, insertUser, usernameTaken, putUsername, freeUsername, addInvite, useInvite, inviteUnused, insertDevice,
    deviceTaken, deviceOf, devicesOf, revokeDevice, deleteDevices, bumpDevices, touchSeen, userFacts, devicesHeader, lastSeen, profileOf,
    userByName, setName, setAvatar, setAbout, setPrivacy, eraseUser, nextLogNumber, logNumber, insertLog, trimLog, oldestLog, logAfter,
    deleteLog, putBlock, deleteBlock, countBlocks, blocksAfter, deleteBlocks, putPref, deletePref, countPrefs, prefsAfter, deletePrefs,
    allEndpoints, putEndpoint, deleteEndpoint, deleteEndpoints, putPush, pushesDue, leasePush, dropPush, retryPush, resetPush,
    deleteDevicePushes, deletePushes, blobByContent, blobById, blobUsage, insertBlob, touchIdleBlob, completeBlob, isComplete, useBlob,
    releaseBlob, insertEventMedia, deleteEventMedia, eventMedia, avatarOf, condemnIdle, condemnOwned, disownBlobs, condemned, deleteBlob,
    blobTotals, putBlobKey, blobKey};

} // namespace confab::server::sql
