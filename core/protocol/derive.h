#pragma once

#include "core/protocol/ids.h"

#include <QByteArray>

//! Identifiers and signed messages that both ends derive (protocol sections 3 and 4).
namespace confab {

//! First 16 bytes of SHA-256("confab-user-v1" ‖ AIK).
UserId userIdOf(const PublicKey &aik);
//! First 16 bytes of SHA-256("confab-dm-v1" ‖ min ‖ max). With a == b: the self chat.
ChatId directChatOf(const UserId &a, const UserId &b);
//! First 16 bytes of SHA-256("confab-group-v1" ‖ creator ‖ cid of its `chat.create`): no group can be put where another
//! chat belongs.
ChatId groupChatOf(const UserId &creator, const Cid &cid);
//! What the account key signs to certify a device; `created` in ms since 1970.
QByteArray certificateMessage(const UserId &user, const DeviceId &device, const PublicKey &deviceKey, qint64 created);
//! What the device key signs to authenticate, in `auth` and `register` alike. `host`: the Host header as sent; `subprotocol`: the chosen one.
QByteArray authMessage(const QByteArray &nonce, const QByteArray &host, const QByteArray &subprotocol);
//! Lower case, 3 to 32 of a–z 0–9 _ . -
bool isValidUsername(const QString &username);

} // namespace confab
