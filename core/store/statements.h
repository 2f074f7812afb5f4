#pragma once

#include <cstddef>
#include <cstdint>

//! Every SQL statement that the store runs on a user's data, in one place, so that a test can EXPLAIN each of them.
//! Schema and pragmas are in migrations.cpp and database.cpp, salvage makes its own.
namespace confab {

enum class Sql : std::uint8_t {
    // names
    UserKey, UserAdd, UserFirst, UserAddFirst, DevKey, DevAdd, ChatKey, IsContact,
    // facts
    FactGet, FactPut, FactDrop,
    // chats
    ChatAdd, ChatDrop, ChatState, ChatHead, ChatRaiseHead, ChatCreated, ChatMembership, ChatMe, ChatRole, ChatLeft,
    ChatTitle, ChatAbout, ChatPicture, ChatAccept, ChatMembersStale,
    // members
    MemberPut, MemberDrop, MemberRole, MemberList, MemberKeys, MemberCount, MemberMarks, MarksList, MarksMinimum, ChatAllMarks,
    // own watermarks
    ReadPut, RecvPut, ServerMarks, PendingMarks, ViAt,
    // messages
    MessageAdd, MessageFlags, MessageSender, MessageCid, MessageTombstone, MessageOpened, MessageHide, MessageTop,
    MessageLastCountable, MessageUnread, MessageNaming, PageBelow, PageAbove,
    // acts
    ActAdd, ActGet, ActTop, ActDrop, ActBlank, ActOlderReaction, ActNewerReaction, ActRedacts, ActForeignEdits, ActOfTarget,
    EditsOf, ReactionsOf, ActPlayed, PlayedOf,
    // ranges
    RangeAt, RangeAbove, RangeAdd, RangeDrop, RangeTop, RangeList,
    // outbox
    OutboxAdd, OutboxGet, OutboxDrop, OutboxFail, OutboxRetry, OutboxOfChat, OutboxActs, OutboxAll, OutboxCount, OutboxFirst, OutboxLastMessage,
    OutboxContent, UploadAdd, UploadList,
    // files
    MediaAdd, MediaDrop, MediaPageBelow, MediaOfChat, MediaKnown,
    // summaries and what belongs to them
    SummaryPut, SummaryList, SummaryOne, DraftPut, DraftDrop, SettingsPut, SettingsSent, SettingsApply, SettingsGet, SettingsUnsent,
    // people and devices
    ContactPut, ContactBlock, ContactList, ContactOne, BlockedList, DevicePut, DeviceDrop, DeviceDropAll, DeviceList,
    Count,
};

const char *textOf(Sql statement);

} // namespace confab
