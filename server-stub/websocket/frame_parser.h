#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <array>
#include <cstdint>
#include <optional>
#include <span>

//! RFC 6455 framing without sockets: bytes in, messages out, and the close code that a violation asks for.
namespace confab::ws {

enum class Opcode : std::uint8_t { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };
constexpr bool isControl(Opcode opcode) { return std::uint8_t(opcode) >= 8; }

//! Which end reads: a server demands masked frames, a client unmasked ones (section 5.1).
enum class Side : std::uint8_t { Server, Client };

//! Close codes that the framing itself uses (section 7.4.1).
inline constexpr std::uint16_t closeProtocolError = 1002;
inline constexpr std::uint16_t closeNoStatus = 1005; //!< never on the wire: the peer's close frame had no code
inline constexpr std::uint16_t closeBadText = 1007;
inline constexpr std::uint16_t closeTooBig = 1009;

struct Limits {
    qsizetype message = 64 * 1024; //!< bytes of a message, all fragments together
    int fragments = 128; //!< frames of a message
};

//! A whole message, or a control frame. The payload lives until the parser is used again.
struct Message {
    Opcode opcode = Opcode::Binary;
    QByteArrayView payload;
};

//! Incremental and total: any bytes give messages or a violation, and nothing is allocated beyond the limits.
//! A message that lies whole in the input is unmasked in place and costs no allocation; between messages the parser
//! holds no memory of its own.
class FrameParser {
public:
    explicit FrameParser(Side side, Limits limits = {})
        : m_limits(limits)
        , m_side(side)
    {
    }

    void setLimits(Limits limits) { m_limits = limits; }

    //! Takes from the front of `input` (and overwrites it) up to the end of the next message. Nothing: the input is
    //! used up, or `violation()` says why the connection is over.
    std::optional<Message> next(std::span<char> &input);

    //! The close code to answer with, once the peer broke the rules; 0 until then.
    std::uint16_t violation() const { return m_violation; }
    //! A message or frame has begun and its end is still to come.
    bool isMidMessage() const { return m_headerSize > 0 || m_inFrame || m_fragments > 0; }

private:
    bool readHeader(std::span<char> &input);
    bool acceptHeader();
    std::optional<Message> finishFrame(QByteArrayView whole);
    std::optional<Message> violate(std::uint16_t code)
    {
        m_violation = code;
        return std::nullopt;
    }
    void unmask(std::span<char> bytes);

    Limits m_limits;
    Side m_side;
    bool m_inFrame = false;
    bool m_fin = false;
    Opcode m_opcode = Opcode::Continuation; //!< of the frame
    Opcode m_messageOpcode = Opcode::Continuation; //!< of the fragmented message
    std::uint8_t m_headerSize = 0;
    std::uint8_t m_maskOffset = 0;
    std::uint16_t m_violation = 0;
    int m_fragments = 0;
    std::array<char, 14> m_header {};
    std::array<char, 4> m_mask {};
    quint64 m_remaining = 0;
    QByteArray m_message;
    QByteArray m_control;
};

//! What a close frame says: closeNoStatus where it is empty, nothing where it is malformed (section 5.5.1).
std::optional<std::uint16_t> closeCodeOf(QByteArrayView payload);

} // namespace confab::ws
