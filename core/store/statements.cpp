#include "core/store/statements.h"

namespace confab {

namespace {

// Flags of a message row, see row_codec.h: 1 tombstone, 2 undecodable, 4 hidden, 8 countable, 16 names the owner.
#define ROW_COLUMNS "m.seq, m.ts, u.user, d.dev, m.cid, m.kind, m.enc, m.flags, m.text, m.extra"
#define ROW_SOURCE "FROM messages m LEFT JOIN users u ON u.id = m.sender LEFT JOIN devs d ON d.id = m.dev"

#define SUMMARY_COLUMNS \
    "c.chat, c.kind, c.title, c.about, p.user, c.enc, c.head, s.stored, c.read, c.recv_all, c.read_all, s.unread," \
    " s.estimate, t.marked_unread, t.muted_until, t.pinned, t.archived, c.left_seq, c.accepted, c.role, c.member_count," \
    " s.activity, s.waiting, s.failed, s.mentioned, e.text, e.cursor, e.reply, e.edited," \
    " s.last_seq, s.last_local, s.last_cid, l.user, s.last_kind, s.last_enc, s.last_ts, s.last_flags, s.last_failure," \
    " s.last_content, c.picture"
#define SUMMARY_SOURCE \
    "FROM chats c JOIN summaries s ON s.chat = c.id LEFT JOIN drafts e ON e.chat = c.id" \
    " LEFT JOIN settings t ON t.chat = c.chat LEFT JOIN users p ON p.id = c.peer LEFT JOIN users l ON l.id = s.last_sender"

#define OUTBOX_COLUMNS "o.id, c.chat, o.cid, o.kind, o.ref, o.ts, o.content, o.failure"
#define OUTBOX_SOURCE "FROM outbox o JOIN chats c ON c.id = o.chat"

#define CONTACT_COLUMNS "u.user, k.username, k.name, k.aik, k.avatar, k.about, k.blocked"
#define CONTACT_SOURCE "FROM contacts k JOIN users u ON u.id = k.user"

} // namespace

const char *textOf(Sql statement)
{
    switch (statement) {
    // ---- names ----
    case Sql::UserKey:
        return "SELECT id FROM users WHERE user = ?";
    case Sql::UserAdd:
        return "INSERT INTO users (user) VALUES (?)";
    case Sql::DevKey:
        return "SELECT id FROM devs WHERE dev = ?";
    case Sql::UserFirst:
        return "SELECT user FROM users WHERE id = 1";
    case Sql::UserAddFirst:
        return "INSERT INTO users (id, user) VALUES (1, ?)";
    case Sql::DevAdd:
        return "INSERT INTO devs (dev) VALUES (?)";
    case Sql::ChatKey:
        return "SELECT id FROM chats WHERE chat = ?";
    case Sql::IsContact:
        return "SELECT 1 FROM contacts WHERE user = ? AND username <> ''";

    // ---- facts ----
    case Sql::FactGet:
        return "SELECT value FROM facts WHERE key = ?";
    case Sql::FactPut:
        return "INSERT INTO facts (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    case Sql::FactDrop:
        return "DELETE FROM facts WHERE key = ?";

    // ---- chats ----
    case Sql::ChatAdd:
        return "INSERT INTO chats (chat, kind) VALUES (?, ?)";
    case Sql::ChatDrop:
        return "DELETE FROM chats WHERE id = ?";
    case Sql::ChatState:
        return "SELECT kind, head, head_vi, joined, read, read_vi, recv, title_seq, about_seq, members_seq, created,"
               " member_count, left_seq, picture_seq FROM chats WHERE id = ?";
    case Sql::ChatHead:
        return "UPDATE chats SET kind = ?2, head = ?3, head_vi = ?4, member_count = ?5, member_version = ?6 WHERE id = ?1";
    case Sql::ChatRaiseHead:
        return "UPDATE chats SET head = max(head, ?2), head_vi = max(head_vi, ?3) WHERE id = ?1";
    case Sql::ChatCreated:
        return "UPDATE chats SET created = ?2 WHERE id = ?1";
    case Sql::ChatMembership:
        return "UPDATE chats SET members_seq = ?2, member_count = ?3, members_version = coalesce(?4, members_version),"
               " peer = coalesce(?5, peer) WHERE id = ?1";
    case Sql::ChatMe:
        return "UPDATE chats SET role = ?2, joined = ?3, left_seq = ?4, accepted = max(accepted, ?5), server_recv = ?6,"
               " server_read = ?7, read_vi = CASE WHEN ?7 >= read THEN ?8 ELSE read_vi END, read = max(read, ?7),"
               " recv = max(recv, ?6, ?7) WHERE id = ?1";
    case Sql::ChatRole:
        return "UPDATE chats SET role = ?2 WHERE id = ?1";
    case Sql::ChatLeft:
        return "UPDATE chats SET left_seq = ?2, joined = coalesce(?3, joined) WHERE id = ?1";
    case Sql::ChatTitle:
        return "UPDATE chats SET title = ?2, title_seq = ?3 WHERE id = ?1";
    case Sql::ChatAbout:
        return "UPDATE chats SET about = ?2, about_seq = ?3 WHERE id = ?1";
    case Sql::ChatPicture:
        return "UPDATE chats SET picture = ?2, picture_seq = ?3 WHERE id = ?1";
    case Sql::ChatAccept:
        return "UPDATE chats SET accepted = 1 WHERE id = ? AND accepted = 0";
    case Sql::ChatMembersStale:
        return "SELECT member_version <> members_version FROM chats WHERE id = ?";

    // ---- members ----
    case Sql::MemberPut:
        return "INSERT INTO members (chat, user, role, joined) VALUES (?, ?, ?, ?) ON CONFLICT (chat, user) DO UPDATE"
               " SET role = excluded.role, joined = excluded.joined WHERE role <> excluded.role OR joined <> excluded.joined";
    case Sql::MemberDrop:
        return "DELETE FROM members WHERE chat = ? AND user = ?";
    case Sql::MemberRole:
        return "UPDATE members SET role = ?3 WHERE chat = ?1 AND user = ?2";
    case Sql::MemberList:
        return "SELECT u.user, m.role, m.joined FROM members m JOIN users u ON u.id = m.user WHERE m.chat = ?";
    case Sql::MemberKeys:
        return "SELECT user FROM members WHERE chat = ?";
    case Sql::MemberCount:
        return "SELECT count(*) FROM members WHERE chat = ?";
    case Sql::MemberMarks:
        return "UPDATE members SET recv_at = CASE WHEN ?3 > recv THEN ?5 ELSE recv_at END, recv = max(recv, ?3),"
               " read_at = CASE WHEN ?4 > read THEN ?6 ELSE read_at END, read = max(read, ?4)"
               " WHERE chat = ?1 AND user = ?2 AND (?3 > recv OR ?4 > read)";
    case Sql::MarksList:
        return "SELECT u.user, m.recv, m.read, m.recv_at, m.read_at FROM members m JOIN users u ON u.id = m.user"
               " WHERE m.chat = ? AND m.user <> 1";
    case Sql::MarksMinimum:
        return "SELECT min(max(recv, joined - 1)), min(max(read, joined - 1)) FROM members WHERE chat = ? AND user <> 1";
    case Sql::ChatAllMarks:
        return "UPDATE chats SET recv_all = max(recv_all, ?2, ?3), read_all = max(read_all, ?3) WHERE id = ?1"
               " AND (max(?2, ?3) > recv_all OR ?3 > read_all)";

    // ---- own watermarks ----
    case Sql::ReadPut:
        return "UPDATE chats SET read = ?2, read_vi = ?3, recv = max(recv, ?2) WHERE id = ?1 AND read < ?2";
    case Sql::RecvPut:
        return "UPDATE chats SET recv = ?2 WHERE id = ?1 AND recv < ?2";
    case Sql::ServerMarks:
        return "UPDATE chats SET server_recv = max(server_recv, ?2), server_read = max(server_read, ?3) WHERE id = ?1";
    case Sql::PendingMarks:
        return "SELECT chat, recv, read, server_recv, server_read FROM chats"
               " WHERE (recv > server_recv OR read > server_read) AND left_seq IS NULL";
    case Sql::ViAt:
        return "SELECT vi FROM messages WHERE chat = ? AND seq <= ? ORDER BY seq DESC LIMIT 1";

    // ---- messages ----
    case Sql::MessageAdd:
        return "INSERT OR IGNORE INTO messages (chat, seq, vi, ts, sender, dev, cid, kind, enc, flags, text, extra)"
               " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    case Sql::MessageFlags:
        return "SELECT flags FROM messages WHERE chat = ? AND seq = ?";
    case Sql::MessageSender:
        return "SELECT sender FROM messages WHERE chat = ? AND seq = ?";
    case Sql::MessageCid:
        return "SELECT cid FROM messages WHERE chat = ? AND seq = ?";
    case Sql::MessageTombstone:
        return "UPDATE messages SET flags = (flags | 1) & ~2, text = NULL, extra = NULL"
               " WHERE chat = ? AND seq = ? AND (flags & 1) = 0";
    case Sql::MessageOpened:
        return "UPDATE messages SET flags = (flags & ~2) | ?5, text = ?3, extra = ?4 WHERE chat = ?1 AND seq = ?2 AND (flags & 2) <> 0";
    case Sql::MessageHide:
        return "UPDATE messages SET flags = flags | 4 WHERE chat = ? AND seq = ? AND (flags & 4) = 0";
    case Sql::MessageTop:
        return "SELECT max(seq) FROM messages WHERE chat = ?";
    case Sql::MessageLastCountable:
        return "SELECT seq FROM messages WHERE chat = ? AND (flags & 12) = 8 ORDER BY seq DESC LIMIT 1";
    case Sql::MessageUnread:
        return "SELECT count(*) FROM (SELECT 1 FROM messages INDEXED BY messages_unread WHERE chat = ?"
               " AND seq > ? AND (flags & 12) = 8 AND sender IS NOT 1 LIMIT ?)";
    case Sql::MessageNaming:
        return "SELECT 1 FROM messages INDEXED BY messages_naming WHERE chat = ? AND seq > ? AND (flags & 29) = 24"
               " AND sender IS NOT 1 LIMIT 1";
    case Sql::PageBelow:
        return "SELECT " ROW_COLUMNS " " ROW_SOURCE
               " WHERE m.chat = ?1 AND m.seq < ?2 AND m.seq >= ?3 AND (m.flags & 4) = 0 ORDER BY m.seq DESC LIMIT ?4";
    case Sql::PageAbove:
        return "SELECT " ROW_COLUMNS " " ROW_SOURCE
               " WHERE m.chat = ?1 AND m.seq > ?2 AND m.seq <= ?3 AND (m.flags & 4) = 0 ORDER BY m.seq LIMIT ?4";

    // ---- acts ----
    case Sql::ActAdd:
        return "INSERT OR IGNORE INTO acts (chat, seq, kind, target, sender, ts, text, raw) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    case Sql::ActGet:
        return "SELECT kind, target FROM acts WHERE chat = ? AND seq = ?";
    case Sql::ActTop:
        return "SELECT max(seq) FROM acts WHERE chat = ?";
    case Sql::ActDrop:
        return "DELETE FROM acts WHERE chat = ? AND seq = ?";
    case Sql::ActBlank:
        return "UPDATE acts SET text = '', raw = NULL WHERE chat = ? AND seq = ?";
    case Sql::ActOlderReaction:
        return "DELETE FROM acts WHERE chat = ? AND kind = 2 AND target = ? AND seq < ? AND sender = ?";
    case Sql::ActNewerReaction:
        return "SELECT 1 FROM acts WHERE chat = ? AND kind = 2 AND target = ? AND seq >= ? AND sender = ? LIMIT 1";
    case Sql::ActRedacts:
        return "SELECT 1 FROM acts WHERE chat = ? AND kind = 5 AND target = ? LIMIT 1";
    case Sql::ActForeignEdits:
        return "DELETE FROM acts WHERE chat = ? AND kind = 1 AND target = ? AND sender IS NOT ?";
    case Sql::ActOfTarget:
        return "DELETE FROM acts WHERE chat = ? AND kind IN (1, 2, 8) AND target = ?";
    case Sql::EditsOf:
        return "SELECT target, max(seq), text FROM acts WHERE chat = ? AND kind = 1 AND target BETWEEN ? AND ? GROUP BY target";
    case Sql::ReactionsOf:
        return "SELECT a.target, u.user, a.text FROM acts a JOIN users u ON u.id = a.sender"
               " WHERE a.chat = ? AND a.kind = 2 AND a.target BETWEEN ? AND ? ORDER BY a.target, a.seq";
    case Sql::ActPlayed:
        return "SELECT 1 FROM acts WHERE chat = ? AND kind = 8 AND target = ? AND sender = ? LIMIT 1";
    case Sql::PlayedOf:
        return "SELECT a.target, u.user FROM acts a JOIN users u ON u.id = a.sender"
               " WHERE a.chat = ? AND a.kind = 8 AND a.target BETWEEN ? AND ? ORDER BY a.target, a.seq";

    // ---- ranges ----
    case Sql::RangeAt:
        return "SELECT low, high FROM ranges WHERE chat = ? AND low <= ? ORDER BY low DESC LIMIT 1";
    case Sql::RangeAbove:
        return "SELECT low, high FROM ranges WHERE chat = ? AND low >= ? ORDER BY low LIMIT 1";
    case Sql::RangeAdd:
        return "INSERT OR REPLACE INTO ranges (chat, low, high) VALUES (?, ?, ?)";
    case Sql::RangeDrop:
        return "DELETE FROM ranges WHERE chat = ? AND low = ?";
    case Sql::RangeTop:
        return "SELECT low, high FROM ranges WHERE chat = ? ORDER BY low DESC LIMIT 1";
    case Sql::RangeList:
        return "SELECT low, high FROM ranges WHERE chat = ? ORDER BY low";

    // ---- outbox ----
    case Sql::OutboxAdd:
        return "INSERT OR IGNORE INTO outbox (chat, cid, kind, ref, ts, content) VALUES (?, ?, ?, ?, ?, ?)";
    case Sql::OutboxGet:
        return "SELECT " OUTBOX_COLUMNS " " OUTBOX_SOURCE " WHERE o.cid = ?";
    case Sql::OutboxDrop:
        return "DELETE FROM outbox WHERE cid = ?";
    case Sql::OutboxFail:
        return "UPDATE outbox SET failure = ?2 WHERE cid = ?1";
    case Sql::OutboxRetry:
        return "UPDATE outbox SET failure = NULL WHERE chat = ? AND failure IS NOT NULL";
    case Sql::OutboxOfChat:
        return "SELECT " OUTBOX_COLUMNS " " OUTBOX_SOURCE " WHERE o.chat = ? ORDER BY o.id";
    case Sql::OutboxActs:
        return "SELECT " OUTBOX_COLUMNS " " OUTBOX_SOURCE " WHERE o.chat = ? AND o.kind <> 0 ORDER BY o.id";
    case Sql::OutboxAll:
        return "SELECT " OUTBOX_COLUMNS " " OUTBOX_SOURCE " ORDER BY o.id";
    case Sql::OutboxCount:
        return "SELECT count(*) FROM (SELECT 1 FROM outbox WHERE chat = ? LIMIT ?)";
    case Sql::OutboxFirst:
        return "SELECT failure FROM outbox WHERE chat = ? ORDER BY id LIMIT 1";
    case Sql::OutboxLastMessage:
        return "SELECT " OUTBOX_COLUMNS " " OUTBOX_SOURCE " WHERE o.chat = ? AND o.kind = 0 ORDER BY o.id DESC LIMIT 1";

    case Sql::OutboxContent:
        return "UPDATE outbox SET content = ?2 WHERE cid = ?1";
    case Sql::UploadAdd:
        return "INSERT OR IGNORE INTO uploads (cid, item, kind, side, path, size, modified, stash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    case Sql::UploadList:
        return "SELECT cid, item, kind, side, path, size, modified, stash FROM uploads";

    // ---- files ----
    case Sql::MediaAdd:
        return "INSERT OR IGNORE INTO media (chat, tab, seq, item, media, kind, link) VALUES (?, ?, ?, ?, ?, ?, ?)";
    case Sql::MediaDrop:
        return "DELETE FROM media WHERE chat = ? AND tab BETWEEN 0 AND 5 AND seq = ?";
    case Sql::MediaPageBelow:
        return "SELECT f.seq, f.item, u.user, m.ts, m.extra, f.link FROM media f JOIN messages m ON m.chat = f.chat"
               " AND m.seq = f.seq LEFT JOIN users u ON u.id = m.sender WHERE f.chat = ?1 AND f.tab = ?2"
               " AND (f.seq, f.item) < (?3, ?4) AND (m.flags & 5) = 0 ORDER BY f.seq DESC, f.item DESC LIMIT ?5";
    case Sql::MediaOfChat:
        return "SELECT media, kind FROM media WHERE chat = ? AND media IS NOT NULL";
    case Sql::MediaKnown:
        return "SELECT 1 FROM media WHERE media = ? LIMIT 1";

    // ---- summaries and what belongs to them ----
    case Sql::SummaryPut:
        return "INSERT OR REPLACE INTO summaries (chat, stored, unread, estimate, mentioned, activity, waiting, failed, last_seq,"
               " last_local, last_cid, last_sender, last_kind, last_enc, last_ts, last_flags, last_failure, last_content)"
               " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    case Sql::SummaryList:
        return "SELECT " SUMMARY_COLUMNS " " SUMMARY_SOURCE;
    case Sql::SummaryOne:
        return "SELECT " SUMMARY_COLUMNS " " SUMMARY_SOURCE " WHERE c.chat = ?";
    case Sql::DraftPut:
        return "INSERT OR REPLACE INTO drafts (chat, text, cursor, reply, edited) VALUES (?, ?, ?, ?, ?)";
    case Sql::DraftDrop:
        return "DELETE FROM drafts WHERE chat = ?";
    case Sql::SettingsPut:
        return "INSERT OR REPLACE INTO settings (chat, muted_until, pinned, archived, marked_unread, unsent)"
               " VALUES (?, ?, ?, ?, ?, 1)";
    case Sql::SettingsSent:
        return "UPDATE settings SET unsent = 0 WHERE chat = ? AND muted_until = ? AND pinned = ? AND archived = ?"
               " AND marked_unread = ?";
    case Sql::SettingsApply:
        return "INSERT INTO settings (chat, muted_until, pinned, archived, marked_unread, unsent) VALUES (?, ?, ?, ?, ?, 0)"
               " ON CONFLICT (chat) DO UPDATE SET muted_until = excluded.muted_until, pinned = excluded.pinned,"
               " archived = excluded.archived, marked_unread = excluded.marked_unread WHERE unsent = 0";
    case Sql::SettingsGet:
        return "SELECT muted_until, pinned, archived, marked_unread FROM settings WHERE chat = ?";
    case Sql::SettingsUnsent:
        return "SELECT chat, muted_until, pinned, archived, marked_unread FROM settings WHERE unsent <> 0";

    // ---- people and devices ----
    case Sql::ContactPut:
        return "INSERT INTO contacts (user, username, name, aik, avatar, about) VALUES (?, ?, ?, ?, ?, ?)"
               " ON CONFLICT (user) DO UPDATE SET username = excluded.username, name = excluded.name, aik = excluded.aik,"
               " avatar = excluded.avatar, about = excluded.about";
    case Sql::ContactBlock:
        return "INSERT INTO contacts (user, blocked) VALUES (?, ?) ON CONFLICT (user) DO UPDATE SET blocked = excluded.blocked";
    case Sql::ContactList:
        return "SELECT " CONTACT_COLUMNS " " CONTACT_SOURCE;
    case Sql::ContactOne:
        return "SELECT " CONTACT_COLUMNS " " CONTACT_SOURCE " WHERE u.user = ?";
    case Sql::BlockedList:
        return "SELECT u.user FROM contacts k JOIN users u ON u.id = k.user WHERE k.blocked <> 0";
    case Sql::DevicePut:
        return "INSERT OR REPLACE INTO devices (device, name, created, seen, verified) VALUES (?, ?, ?, ?, ?)";
    case Sql::DeviceDrop:
        return "DELETE FROM devices WHERE device = ?";
    case Sql::DeviceDropAll:
        return "DELETE FROM devices";
    case Sql::DeviceList:
        return "SELECT device, name, created, seen, verified FROM devices";
    case Sql::Count:
        break;
    }
    return "";
}

} // namespace confab
