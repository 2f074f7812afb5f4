#pragma once

#include "server-stub/websocket/frame_parser.h"

namespace confab::ws {

//! The bytes in front of an unmasked payload (RFC 6455 section 5.2): at most ten.
struct FrameHeader {
    std::array<char, 10> bytes {};
    std::uint8_t size = 0;
};
FrameHeader frameHeader(Opcode opcode, quint64 payloadSize, bool fin = true);

//! One frame as a server sends it.
QByteArray serverFrame(Opcode opcode, QByteArrayView payload, bool fin = true);
//! One frame as a client sends it. The mask need not be unpredictable where no browser and no proxy cache is involved.
QByteArray clientFrame(Opcode opcode, QByteArrayView payload, quint32 mask, bool fin = true);
//! The payload of a close frame.
QByteArray closePayload(std::uint16_t code);

//! The answer to a Sec-WebSocket-Key (section 4.2.2).
QByteArray acceptKey(QByteArrayView key);

} // namespace confab::ws
