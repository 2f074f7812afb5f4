#pragma once

#include "core/store/media_rows.h"
#include "core/store/sql_connection.h"

//! How rows look in the tables. Nothing read from a file is trusted: what does not decode becomes an empty value.
namespace confab {

//! Bits of `messages.flags`; statements.cpp names them by number.
namespace row_flags {
inline constexpr qint64 tombstone = 1;
inline constexpr qint64 undecodable = 2;
inline constexpr qint64 hidden = 4; //!< deleted on this device only
inline constexpr qint64 countable = 8; //!< isCountable(kind), so that SQL needs no list of kinds
inline constexpr qint64 naming = 16; //!< mentions the owner
}

//! UTF-16 units of text that a chat's preview keeps.
inline constexpr int previewLength = 300;

//! Key of the owner in `users`.
inline constexpr qint64 ownerKey = 1;

//! A content in its two columns: the text by itself, the rest as CBOR where there is any.
struct ContentColumns {
    std::optional<QString> text;
    std::optional<QByteArray> extra;
};
ContentColumns toColumns(const Content &content);
Content fromColumns(const std::optional<QString> &text, const QByteArray &extra);

//! Reads the columns of PageBelow and PageAbove.
MessageRow readRow(const SqlRun &run, const ChatId &chat);
//! Reads OUTBOX_COLUMNS.
OutboxItem readOutboxItem(const SqlRun &run);
//! The unsent row that stands for a message of the outbox.
MessageRow unsentRow(const OutboxItem &item, const Owner &owner);
//! Reads SUMMARY_COLUMNS.
ChatSummary readSummary(const SqlRun &run, const Owner &owner);
//! Reads CONTACT_COLUMNS.
Contact readContact(const SqlRun &run);

QByteArray encodeQuote(const Quote &quote);
std::optional<Quote> decodeQuote(const QByteArray &bytes);

QByteArray encodeAttachment(const Attachment &attachment);
std::optional<Attachment> decodeAttachment(const QByteArray &bytes);
//! Reads the columns of UploadList.
UploadSource readUpload(const SqlRun &run);

//! What a preview needs of a content.
Content previewOf(const Content &content);

} // namespace confab
