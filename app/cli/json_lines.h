#pragma once

#include "app/cli/cli_error.h"

#include <QJsonObject>

//! The objects that scripts read: one a line, ids as base64url, times in ms since 1970.
namespace confab::cli {

QJsonObject toJson(const MessageRow &row, const Session &session);
QJsonObject toJson(const ChatSummary &chat, const QList<Member> &members, const Session &session);
QJsonObject toJson(const Device &device);
QJsonObject toJson(const Presence &presence, const Session &session);
QJsonObject toJson(const ConnectionView &connection);
QJsonObject toJson(const CliError &error);
QJsonObject whoami(const SelfView &self);
//! How far a chat was received and read: by all others, and by this user.
QJsonObject marksJson(const ChatSummary &chat);
QJsonObject typingJson(const ChatId &chat, const QList<UserId> &users, const Session &session);

//! Where a message stands, from its row and its chat's watermarks.
QString stateName(const MessageRow &row, const ChatSummary &chat, const UserId &self);
QString displayName(const Contact &contact);
QString titleOf(const ChatSummary &chat, const Session &session);

} // namespace confab::cli
