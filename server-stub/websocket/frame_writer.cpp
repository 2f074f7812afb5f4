#include "server-stub/websocket/frame_writer.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace confab::ws {

FrameHeader frameHeader(Opcode opcode, quint64 payloadSize, bool fin)
{
    FrameHeader header;
    header.bytes[0] = char((fin ? 0x80 : 0) | std::uint8_t(opcode));
    if (payloadSize < 126) {
        header.bytes[1] = char(payloadSize);
        header.size = 2;
    } else if (payloadSize <= 0xffff) {
        header.bytes[1] = 126;
        qToBigEndian(quint16(payloadSize), header.bytes.data() + 2);
        header.size = 4;
    } else {
        header.bytes[1] = 127;
        qToBigEndian(payloadSize, header.bytes.data() + 2);
        header.size = 10;
    }
    return header;
}

QByteArray serverFrame(Opcode opcode, QByteArrayView payload, bool fin)
{
    const FrameHeader header = frameHeader(opcode, quint64(payload.size()), fin);
    QByteArray frame;
    frame.reserve(header.size + payload.size());
    frame.append(header.bytes.data(), header.size).append(payload);
    return frame;
}

QByteArray clientFrame(Opcode opcode, QByteArrayView payload, quint32 mask, bool fin)
{
    FrameHeader header = frameHeader(opcode, quint64(payload.size()), fin);
    header.bytes[1] = char(header.bytes[1] | char(0x80));
    std::array<char, 4> key {};
    std::memcpy(key.data(), &mask, sizeof mask);

    QByteArray frame;
    frame.reserve(header.size + 4 + payload.size());
    frame.append(header.bytes.data(), header.size).append(key.data(), 4).append(payload);
    char *body = frame.data() + header.size + 4;
    for (qsizetype i = 0; i < payload.size(); ++i)
        body[i] ^= key[std::size_t(i % 4)];
    return frame;
}

QByteArray closePayload(std::uint16_t code)
{
    QByteArray payload(2, Qt::Uninitialized);
    qToBigEndian(code, payload.data());
    return payload;
}

QByteArray acceptKey(QByteArrayView key)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    hash.addData(key);
    hash.addData(QByteArrayView("258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
    return hash.result().toBase64();
}

} // namespace confab::ws
