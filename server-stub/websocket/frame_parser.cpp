#include "server-stub/websocket/frame_parser.h"

#include <QtEndian>
#include <algorithm>

namespace confab::ws {

namespace {

constexpr std::uint8_t finBit = 0x80;
constexpr std::uint8_t reservedBits = 0x70;
constexpr std::uint8_t maskBit = 0x80;
constexpr int controlPayloadMax = 125;

bool isKnown(std::uint8_t opcode)
{
    return opcode <= 2 || (opcode >= 8 && opcode <= 10);
}

std::uint8_t headerSizeOf(std::uint8_t second)
{
    const std::uint8_t length = second & 0x7f;
    return std::uint8_t(2 + (length == 126 ? 2 : length == 127 ? 8 : 0) + (second & maskBit ? 4 : 0));
}

} // namespace

std::optional<Message> FrameParser::next(std::span<char> &input)
{
    if (m_violation)
        return std::nullopt;
    if (!m_inFrame) { // the caller is done with the views of both
        m_control = {};
        if (m_fragments == 0)
            m_message = {};
    }

    while (true) {
        if (!m_inFrame && !readHeader(input))
            return std::nullopt;

        QByteArray &kept = isControl(m_opcode) ? m_control : m_message;
        const auto take = std::size_t(std::min<quint64>(input.size(), m_remaining));
        const auto bytes = input.first(take);
        const bool whole = kept.isEmpty() && take == m_remaining && (isControl(m_opcode) || (m_fin && m_fragments == 1));
        unmask(bytes);
        input = input.subspan(take);
        m_remaining -= take;
        if (!whole)
            kept.append(bytes.data(), qsizetype(take));
        if (m_remaining > 0)
            return std::nullopt;

        m_inFrame = false;
        if (m_fin || isControl(m_opcode))
            return finishFrame(whole ? QByteArrayView(bytes.data(), qsizetype(take)) : QByteArrayView(kept));
    }
}

bool FrameParser::readHeader(std::span<char> &input)
{
    while (m_headerSize < 2 || m_headerSize < headerSizeOf(std::uint8_t(m_header[1]))) {
        if (input.empty())
            return false;
        m_header[m_headerSize++] = input.front();
        input = input.subspan(1);
    }
    m_headerSize = 0;
    m_inFrame = acceptHeader();
    return m_inFrame;
}

bool FrameParser::acceptHeader()
{
    const auto first = std::uint8_t(m_header[0]);
    const auto second = std::uint8_t(m_header[1]);
    const auto refuse = [this](std::uint16_t code) {
        m_violation = code;
        return false;
    };

    if ((first & reservedBits) || !isKnown(first & 0x0f))
        return refuse(closeProtocolError);
    m_fin = first & finBit;
    m_opcode = Opcode(first & 0x0f);
    const bool masked = second & maskBit;
    if (masked != (m_side == Side::Server))
        return refuse(closeProtocolError);

    std::size_t at = 2;
    m_remaining = second & 0x7f;
    if (m_remaining == 126) {
        m_remaining = qFromBigEndian<quint16>(m_header.data() + at);
        at += 2;
        if (m_remaining < 126)
            return refuse(closeProtocolError); // section 5.2: the shortest form of a length
    } else if (m_remaining == 127) {
        m_remaining = qFromBigEndian<quint64>(m_header.data() + at);
        at += 8;
        if (m_remaining <= 0xffff || m_remaining >> 63)
            return refuse(closeProtocolError);
    }
    if (masked)
        std::copy_n(m_header.data() + at, 4, m_mask.data());
    m_maskOffset = 0;

    if (isControl(m_opcode)) {
        if (!m_fin || m_remaining > controlPayloadMax)
            return refuse(closeProtocolError);
        return true;
    }
    if ((m_opcode == Opcode::Continuation) != (m_fragments > 0))
        return refuse(closeProtocolError);
    if (m_opcode != Opcode::Continuation)
        m_messageOpcode = m_opcode;
    if (++m_fragments > m_limits.fragments)
        return refuse(closeTooBig);
    if (m_remaining > quint64(m_limits.message) || quint64(m_message.size()) + m_remaining > quint64(m_limits.message))
        return refuse(closeTooBig);
    return true;
}

std::optional<Message> FrameParser::finishFrame(QByteArrayView whole)
{
    if (isControl(m_opcode)) {
        if (m_opcode == Opcode::Close && !closeCodeOf(whole))
            return violate(closeProtocolError);
        if (m_opcode == Opcode::Close && whole.size() > 2 && !whole.sliced(2).isValidUtf8())
            return violate(closeBadText);
        return Message {m_opcode, whole};
    }
    m_fragments = 0;
    if (m_messageOpcode == Opcode::Text && !whole.isValidUtf8())
        return violate(closeBadText);
    return Message {m_messageOpcode, whole};
}

void FrameParser::unmask(std::span<char> bytes)
{
    if (m_side != Side::Server)
        return;
    std::size_t i = 0;
    for (; i < bytes.size() && m_maskOffset % 4 != 0; ++i)
        bytes[i] ^= m_mask[m_maskOffset++ % 4];
    quint32 mask = 0;
    std::memcpy(&mask, m_mask.data(), sizeof mask);
    for (; i + sizeof mask <= bytes.size(); i += sizeof mask) {
        quint32 word = 0;
        std::memcpy(&word, bytes.data() + i, sizeof word);
        word ^= mask;
        std::memcpy(bytes.data() + i, &word, sizeof word);
    }
    for (; i < bytes.size(); ++i)
        bytes[i] ^= m_mask[m_maskOffset++ % 4];
    m_maskOffset %= 4;
}

std::optional<std::uint16_t> closeCodeOf(QByteArrayView payload)
{
    if (payload.isEmpty())
        return closeNoStatus;
    if (payload.size() < 2)
        return std::nullopt;
    const auto code = qFromBigEndian<quint16>(payload.data());
    const bool registered = (code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006);
    if (!registered && (code < 3000 || code > 4999))
        return std::nullopt;
    return code;
}

} // namespace confab::ws
