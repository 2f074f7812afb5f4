#include "server-stub/websocket/frame_writer.h"

#include <QRandomGenerator>
#include <QTest>

using namespace confab;
using ws::Opcode;

// RFC 6455 as tables, in the order of the Autobahn test suite's chapters.

namespace {

constexpr quint32 mask = 0x12345678;

struct Outcome {
    QList<QPair<Opcode, QByteArray>> messages;
    int violation = 0;
    bool operator==(const Outcome &) const = default;
};

//! Feeds `bytes` in chops of `chop` bytes.
Outcome parse(const QByteArray &bytes, qsizetype chop, ws::Side side = ws::Side::Server, ws::Limits limits = {})
{
    ws::FrameParser parser(side, limits);
    Outcome outcome;
    for (qsizetype at = 0; at < bytes.size(); at += chop) {
        QByteArray piece = bytes.mid(at, chop);
        std::span<char> input(piece.data(), std::size_t(piece.size()));
        while (const auto message = parser.next(input))
            outcome.messages.append({message->opcode, message->payload.toByteArray()});
    }
    outcome.violation = parser.violation();
    return outcome;
}

QByteArray frame(Opcode opcode, const QByteArray &payload, bool fin = true)
{
    return ws::clientFrame(opcode, payload, mask, fin);
}

QByteArray withFirstByte(QByteArray bytes, int first)
{
    bytes[0] = char(first);
    return bytes;
}

} // namespace

class FrameParserTest : public QObject {
    Q_OBJECT

private slots:
    void rfc6455_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("messages"); // "T:text|B:…|P:…" as written by describe()
        QTest::addColumn<int>("violation");
        const auto row = [](const char *name, const QByteArray &bytes, const QByteArray &messages, int violation = 0) {
            QTest::newRow(name) << bytes << messages << violation;
        };
        // 1 framing
        row("1.1.1 empty text", frame(Opcode::Text, ""), "1:|");
        row("1.1.2 text of 125", frame(Opcode::Text, QByteArray(125, '*')), "1:" + QByteArray(125, '*') + "|");
        row("1.1.3 text of 126", frame(Opcode::Text, QByteArray(126, '*')), "1:" + QByteArray(126, '*') + "|");
        row("1.1.6 text of 65535", frame(Opcode::Text, QByteArray(65535, '*')), "1:" + QByteArray(65535, '*') + "|");
        row("1.1.7 text of 65536", frame(Opcode::Text, QByteArray(65536, '*')), "1:" + QByteArray(65536, '*') + "|");
        row("1.2.1 empty binary", frame(Opcode::Binary, ""), "2:|");
        row("1.2.4 binary of 127", frame(Opcode::Binary, QByteArray(127, '\xfe')), "2:" + QByteArray(127, '\xfe') + "|");
        // 2 ping and pong
        row("2.1 empty ping", frame(Opcode::Ping, ""), "9:|");
        row("2.3 binary ping", frame(Opcode::Ping, QByteArray("\x00\xff\xfe", 3)), QByteArray("9:\x00\xff\xfe|", 6));
        row("2.4 ping of 125", frame(Opcode::Ping, QByteArray(125, 'p')), "9:" + QByteArray(125, 'p') + "|");
        row("2.5 ping of 126", frame(Opcode::Ping, QByteArray(126, 'p')), "", 1002);
        row("2.7 unasked pong", frame(Opcode::Pong, "x"), "10:x|");
        row("2.10 ten pings", frame(Opcode::Ping, "1").repeated(10), QByteArray("9:1|").repeated(10));
        // 3 reserved bits
        row("3.1 rsv3", withFirstByte(frame(Opcode::Text, "a"), 0x91), "", 1002);
        row("3.2 rsv2 after a good one", frame(Opcode::Text, "a") + withFirstByte(frame(Opcode::Text, "b"), 0xa1), "1:a|", 1002);
        row("3.5 rsv1 on binary", withFirstByte(frame(Opcode::Binary, "a"), 0xc2), "", 1002);
        row("3.7 rsv on close", withFirstByte(frame(Opcode::Close, ""), 0xf8), "", 1002);
        // 4 opcodes
        for (int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
            QTest::addRow("4 reserved opcode %d", opcode)
                << withFirstByte(frame(Opcode::Text, "a"), 0x80 | opcode) << QByteArray() << 1002;
        // 5 fragmentation
        row("5.1 fragmented ping", frame(Opcode::Ping, "a", false) + frame(Opcode::Continuation, "b"), "", 1002);
        row("5.2 fragmented pong", frame(Opcode::Pong, "a", false) + frame(Opcode::Continuation, "b"), "", 1002);
        row("5.3 two fragments", frame(Opcode::Text, "ab", false) + frame(Opcode::Continuation, "cd"), "1:abcd|");
        row("5.6 ping between", frame(Opcode::Text, "ab", false) + frame(Opcode::Ping, "p") + frame(Opcode::Continuation, "cd"),
            "9:p|1:abcd|");
        row("5.9 continuation of nothing", frame(Opcode::Continuation, "x"), "", 1002);
        row("5.12 unfinished continuation of nothing", frame(Opcode::Continuation, "x", false), "", 1002);
        row("5.15 continuation after the end",
            frame(Opcode::Text, "a", false) + frame(Opcode::Continuation, "b") + frame(Opcode::Continuation, "c"), "1:ab|", 1002);
        row("5.18 text inside a fragmented text", frame(Opcode::Text, "a", false) + frame(Opcode::Text, "b"), "", 1002);
        row("5.19 five fragments with pings",
            frame(Opcode::Text, "1", false) + frame(Opcode::Continuation, "2", false) + frame(Opcode::Ping, "p")
                + frame(Opcode::Continuation, "3", false) + frame(Opcode::Continuation, "4", false) + frame(Opcode::Ping, "q")
                + frame(Opcode::Continuation, "5"),
            "9:p|9:q|1:12345|");
        row("5 empty fragments", frame(Opcode::Binary, "", false) + frame(Opcode::Continuation, "", false) + frame(Opcode::Continuation, ""),
            "2:|");
        // 6 UTF-8
        row("6.2 text", frame(Opcode::Text, "Hello-\xc2\xb5@\xc3\x9f\xc3\xb6\xc3\xa4"), "1:Hello-\xc2\xb5@\xc3\x9f\xc3\xb6\xc3\xa4|");
        row("6.2 code point split over fragments", frame(Opcode::Text, "\xce", false) + frame(Opcode::Continuation, "\xba"), "1:\xce\xba|");
        row("6.3 invalid", frame(Opcode::Text, "\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5\xed\xa0\x80"), "", 1007);
        row("6.6 truncated", frame(Opcode::Text, "\xce"), "", 1007);
        row("6.9 highest code point", frame(Opcode::Text, "\xf4\x8f\xbf\xbf"), "1:\xf4\x8f\xbf\xbf|");
        row("6.10 overlong", frame(Opcode::Text, "\xc0\xaf"), "", 1007);
        row("6.12 beyond Unicode", frame(Opcode::Text, "\xf4\x90\x80\x80"), "", 1007);
        row("6.14 surrogate", frame(Opcode::Text, "\xed\xb0\x80"), "", 1007);
        row("6 binary need not be UTF-8", frame(Opcode::Binary, "\xff"), "2:\xff|");
        // 7 close
        row("7.3.1 empty close", frame(Opcode::Close, ""), "8:|");
        row("7.3.2 close of one byte", frame(Opcode::Close, "a"), "", 1002);
        row("7.3.3 close with a code", frame(Opcode::Close, "\x03\xe8"), "8:\x03\xe8|");
        row("7.3.4 close with a reason", frame(Opcode::Close, "\x03\xe8why"), "8:\x03\xe8why|");
        row("7.3.6 close of 126", frame(Opcode::Close, "\x03\xe8" + QByteArray(124, '*')), "", 1002);
        row("7.5.1 reason is not UTF-8", frame(Opcode::Close, "\x03\xe8\xff"), "", 1007);
        for (int code : {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999})
            QTest::addRow("7.7 code %d", code) << frame(Opcode::Close, ws::closePayload(std::uint16_t(code)))
                                               << QByteArray("8:" + ws::closePayload(std::uint16_t(code)) + "|") << 0;
        for (int code : {0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999, 5000, 65535})
            QTest::addRow("7.9 code %d", code)
                << frame(Opcode::Close, ws::closePayload(std::uint16_t(code))) << QByteArray() << 1002;
        // 9 limits
        row("9 one byte over the limit", frame(Opcode::Text, QByteArray(65537, '*')), "", 1009);
        row("9 over the limit in fragments",
            frame(Opcode::Text, QByteArray(60000, '*'), false) + frame(Opcode::Continuation, QByteArray(60000, '*')), "", 1009);
        row("9 a length nobody has", QByteArray("\x82\xff\x7f\xff\xff\xff\xff\xff\xff\xff", 10) + QByteArray(4, 'm'), "", 1009);
        row("9 a negative length", QByteArray("\x82\xff\xff\xff\xff\xff\xff\xff\xff\xff", 10) + QByteArray(4, 'm'), "", 1002);
        row("9 flood of fragments",
            frame(Opcode::Text, "", false) + frame(Opcode::Continuation, "", false).repeated(200), "", 1009);
        // section 5.1, 5.2
        row("unmasked", ws::serverFrame(Opcode::Text, "a"), "", 1002);
        row("length not in its shortest form, 16 bits", QByteArray("\x81\xfe\x00\x05", 4) + QByteArray(9, 0), "", 1002);
        row("length not in its shortest form, 64 bits",
            QByteArray("\x81\xff\x00\x00\x00\x00\x00\x00\x00\x05", 10) + QByteArray(9, 0), "", 1002);
    }

    void rfc6455()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, messages);
        QFETCH(int, violation);
        for (const qsizetype chop : {bytes.size(), qsizetype(1), qsizetype(3), qsizetype(1000)}) {
            if (chop == 1 && bytes.size() > 1000)
                continue;
            const Outcome outcome = parse(bytes, chop);
            QByteArray described;
            for (const auto &[opcode, payload] : outcome.messages)
                described += QByteArray::number(int(opcode)) + ':' + payload + '|';
            QCOMPARE(described, messages);
            QCOMPARE(outcome.violation, violation);
        }
    }

    void aClientRefusesMaskedFrames()
    {
        QCOMPARE(parse(frame(Opcode::Text, "a"), 100, ws::Side::Client).violation, 1002);
        QCOMPARE(parse(ws::serverFrame(Opcode::Text, "a"), 100, ws::Side::Client).messages.size(), 1);
    }

    void nothingIsKeptBetweenMessages()
    {
        ws::FrameParser parser(ws::Side::Server);
        QByteArray bytes = frame(Opcode::Text, "whole") + frame(Opcode::Text, "begun").left(8);
        std::span<char> input(bytes.data(), std::size_t(bytes.size()));
        QVERIFY(parser.next(input));
        QVERIFY(!parser.isMidMessage());
        QVERIFY(!parser.next(input));
        QVERIFY(parser.isMidMessage());
    }

    void W9_anyBytesGiveAnOutcomeAndChoppingNeverChangesIt()
    {
        QRandomGenerator random(1);
        for (int round = 0; round < 3000; ++round) {
            QByteArray bytes;
            const int frames = random.bounded(1, 6);
            for (int i = 0; i < frames; ++i)
                bytes += frame(Opcode(random.bounded(16)), QByteArray(random.bounded(300), 'x'), random.bounded(2));
            for (int flips = random.bounded(4); flips > 0; --flips)
                bytes[random.bounded(int(bytes.size()))] = char(random.bounded(256));
            QCOMPARE(parse(bytes, 1), parse(bytes, bytes.size()));
            QCOMPARE(parse(bytes, random.bounded(1, 40)), parse(bytes, bytes.size()));
        }
    }

    void acceptKeyOfTheRfc()
    {
        QCOMPARE(ws::acceptKey("dGhlIHNhbXBsZSBub25jZQ=="), QByteArray("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
    }
};

QTEST_APPLESS_MAIN(FrameParserTest)
#include "test_frame_parser.moc"
