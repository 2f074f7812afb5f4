#pragma once

#include "server-stub/store/sqlite/writer.h"

//! The writes of the chat log, as the writer runs them. Each checks first and changes then (Writer::submit).
namespace confab::server::writes {

Answer<AppendOutcome> append(WriteContext &context, const AppendRequest &request);
Answer<CreateOutcome> createChat(WriteContext &context, const CreateRequest &request);
Answer<SysOutcome> changeMembers(WriteContext &context, const MembersRequest &request);
Answer<SysOutcome> leaveChat(WriteContext &context, const UserId &user, const ChatId &chat, qint64 now);
Answer<MarksOutcome> acceptChat(WriteContext &context, const UserId &user, const ChatId &chat);
Answer<MarksOutcome> moveMarks(WriteContext &context, const MarksRequest &request);

//! Why somebody who is no member may not do this: `not_member` to former ones, `not_found` to strangers.
StoreError refusal(Database &db, const ChatState &state, const UserId &user);

} // namespace confab::server::writes
