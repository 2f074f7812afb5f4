#include "tests/unit/protocol/filler.h"

#include "core/protocol/codec.h"
#include "core/protocol/content.h"

#include <QTest>
#include <functional>

using namespace confab;

namespace {

//! One body type of the protocol, seen from outside: bytes of a filled one, and bytes again of what they decode to.
struct Body {
    const char *name;
    std::function<QByteArray(Encoding, quint32 seed, bool empty)> encode;
    //! Empty where it was refused, with the field that was.
    std::function<QByteArray(const QByteArray &, Encoding from, Encoding to, std::string *field)> again;
};

template <typename T>
Body bodyOf(const char *name)
{
    return {name,
        [](Encoding encoding, quint32 seed, bool empty) {
            T body {};
            if (!empty) {
                Filler filler(seed);
                filler.fill(body);
            }
            return encodeFrame("x", 1u, ValueWriter::write(body), encoding);
        },
        [](const QByteArray &bytes, Encoding from, Encoding to, std::string *field) {
            const auto frame = decodeFrame(bytes, from, limits::frameOut);
            if (!frame)
                return QByteArray();
            const auto body = bodyAs<T>(*frame);
            if (!body) {
                *field = body.error();
                return QByteArray();
            }
            return encodeFrame(frame->t, frame->i, ValueWriter::write(*body), to);
        }};
}

#define BODY(T) bodyOf<T>(#T)
//! Everything that crosses the wire, in one list.
const QList<Body> &allBodies()
{
    static const QList<Body> all {BODY(Empty), BODY(Register), BODY(Auth), BODY(Authenticated), BODY(Ping), BODY(DevList),
        BODY(DevListReply), BODY(DevAdd), BODY(DevRevoke), BODY(LinkWait), BODY(LinkSlot), BODY(LinkRelay), BODY(UserFind),
        BODY(Profile), BODY(UserGet), BODY(Profiles), BODY(Privacy), BODY(UserSet), BODY(UserDelete), BODY(Block), BODY(Prefs),
        BODY(PushSet), BODY(Send), BODY(Appended), BODY(Hist), BODY(HistPage), BODY(ChatCreate), BODY(ChatCreated),
        BODY(ChatMembers), BODY(ChatLeave), BODY(ChatAccept), BODY(ChatGet), BODY(ChatHead), BODY(Sync), BODY(SyncReply),
        BODY(Recv), BODY(Read), BODY(MarksGet), BODY(MarksReply), BODY(PresenceSet), BODY(PresenceWatch), BODY(PresenceStates),
        BODY(Typing), BODY(Focus), BODY(MediaGrant), BODY(MediaGranted), BODY(KeyPut), BODY(KeyGet), BODY(KeyPackages),
        BODY(Commit), BODY(Committed), BODY(Welcome), BODY(Pong), BODY(MarksMoved), BODY(AggregateMoved), BODY(PresenceMoved),
        BODY(TypingMoved), BODY(Lagged), BODY(Drain), BODY(AccountMoved), BODY(Event), BODY(Content)};
    return all;
}

} // namespace

class FramesTest : public QObject {
    Q_OBJECT
private slots:
    void everyBodyRoundTrips_data() { rows(); }
    void everyBodyRoundTrips()
    {
        QFETCH(int, which);
        const Body &body = allBodies()[which];
        for (const bool empty : {false, true}) {
            const auto json = body.encode(Encoding::Json, 7, empty);
            const auto cbor = body.encode(Encoding::Cbor, 7, empty);
            std::string field;
            if (empty && body.again(cbor, Encoding::Cbor, Encoding::Cbor, &field).isEmpty())
                continue; // has a minimum that nothing does not meet
            QCOMPARE(body.again(json, Encoding::Json, Encoding::Json, &field), json);
            QCOMPARE(body.again(cbor, Encoding::Cbor, Encoding::Cbor, &field), cbor);
            // Both encodings mean the same.
            QCOMPARE(body.again(json, Encoding::Json, Encoding::Cbor, &field), cbor);
            QCOMPARE(body.again(cbor, Encoding::Cbor, Encoding::Json, &field), json);
        }
    }

    void W9_truncatedAnywhereIsRefused_data() { rows(); }
    void W9_truncatedAnywhereIsRefused()
    {
        QFETCH(int, which);
        for (const auto encoding : {Encoding::Cbor, Encoding::Json}) {
            const auto whole = allBodies()[which].encode(encoding, 3, false);
            // Every place in what is not large, a few hundred in what is: they are the same records over and over.
            for (qsizetype i = 0; i < whole.size(); i += std::max<qsizetype>(1, whole.size() / 300))
                QVERIFY2(!decodeFrame(whole.left(i), encoding, limits::frameOut), qPrintable(QString::number(i)));
            for (const char more : {'\0', ' ', '{', '\xa0'})
                QVERIFY2(!decodeFrame(whole + more, encoding, limits::frameOut) || (encoding == Encoding::Json && more == ' '),
                    "trailing byte");
        }
    }

    //! Whatever one changed byte makes of a frame: a frame or an error, and a body or the name of a field.
    void W9_flippedBytesGiveAFrameOrAnError_data() { rows(); }
    void W9_flippedBytesGiveAFrameOrAnError()
    {
        QFETCH(int, which);
        const Body &body = allBodies()[which];
        for (const auto encoding : {Encoding::Cbor, Encoding::Json}) {
            const auto whole = body.encode(encoding, 3, false);
            const auto step = std::max<qsizetype>(1, whole.size() / 50);
            for (qsizetype i = 0; i < whole.size(); i += step) {
                for (const int flip : {0x01, 0x20, 0x80, 0xff}) {
                    QByteArray bytes = whole;
                    bytes[i] = char(bytes[i] ^ flip);
                    std::string field;
                    const auto again = body.again(bytes, encoding, encoding, &field);
                    if (again.isEmpty())
                        continue;
                    QCOMPARE(body.again(again, encoding, encoding, &field), again); // what was read is what is written
                }
            }
        }
    }

    void requiredFieldsAreMissed()
    {
        const auto frame = decodeFrame("{\"t\":\"send\",\"i\":1,\"b\":{}}", Encoding::Json, limits::frameIn);
        QCOMPARE(bodyAs<Send>(*frame).error(), std::string("chat"));
        const auto noBody = decodeFrame("{\"t\":\"ping\"}", Encoding::Json, limits::frameIn);
        QVERIFY(bodyAs<Ping>(*noBody));
        QVERIFY(!bodyAs<Send>(*noBody));
    }
    void unknownKeysAreIgnored()
    {
        const auto frame = decodeFrame("{\"t\":\"drain\",\"zz\":[1],\"b\":{\"ms\":5,\"later\":{\"x\":1}}}", Encoding::Json, limits::frameIn);
        QCOMPARE(bodyAs<Drain>(*frame)->ms, 5);
    }
    void nullIsAbsent()
    {
        const auto frame = decodeFrame("{\"t\":\"sync\",\"b\":{\"since\":null,\"limit\":5,\"tail\":1}}", Encoding::Json, limits::frameIn);
        QVERIFY(!bodyAs<Sync>(*frame)->since);
    }
    void wrongTypesAndBoundsNameTheirField_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<std::string>("field");
        const auto row = [](const char *body, const char *field) { QTest::newRow(body) << QByteArray(body) << std::string(field); };
        row("{\"limit\":201,\"tail\":1}", "limit");
        row("{\"limit\":-1,\"tail\":1}", "limit");
        row("{\"limit\":1.5,\"tail\":1}", "limit");
        row("{\"limit\":\"5\",\"tail\":1}", "limit");
        row("{\"limit\":5,\"tail\":21}", "tail");
        row("{\"limit\":5}", "tail");
        row("{\"since\":7,\"limit\":5,\"tail\":1}", "since");
        row("{\"since\":\"?\",\"limit\":5,\"tail\":1}", "since");
        row("{\"since\":\"AA==\",\"limit\":5,\"tail\":1}", "since");
        row("{\"since\":[],\"limit\":5,\"tail\":1}", "since");
    }
    void wrongTypesAndBoundsNameTheirField()
    {
        QFETCH(QByteArray, body);
        QFETCH(std::string, field);
        const auto frame = decodeFrame("{\"t\":\"sync\",\"b\":" + body + "}", Encoding::Json, limits::frameIn);
        QVERIFY(frame);
        const auto sync = bodyAs<Sync>(*frame);
        QVERIFY(!sync);
        QCOMPARE(sync.error(), field);
    }
    void listsAndBytesAreBounded()
    {
        Recv recv;
        recv.marks = QList<ChatSeq>(limits::marksPerFrame, ChatSeq {{}, Seq(1)});
        const auto read = [&](Encoding e) { return bodyAs<Recv>(*decodeFrame(encodeRequest({}, recv, e), e, limits::frameOut)); };
        for (const auto e : {Encoding::Json, Encoding::Cbor})
            QVERIFY(read(e));
        recv.marks.append(ChatSeq {});
        for (const auto e : {Encoding::Json, Encoding::Cbor})
            QVERIFY(!read(e));
        Send send;
        send.body = QByteArray(limits::body, 'x');
        QVERIFY(bodyAs<Send>(*decodeFrame(encodeRequest({}, send, Encoding::Cbor), Encoding::Cbor, limits::frameOut)));
        send.body += 'x';
        for (const auto e : {Encoding::Json, Encoding::Cbor})
            QVERIFY(!bodyAs<Send>(*decodeFrame(encodeRequest({}, send, e), e, limits::frameOut)));
    }

    void contentIsToldApartByItsFirstByte()
    {
        QCOMPARE(*decodeContent("{\"text\":\"hi\"}")->text, QStringLiteral("hi"));
        QVERIFY(!decodeContent({}));
        QVERIFY(!decodeContent("hello"));
        QVERIFY(!decodeContent("{\"text\":5}"));
        QVERIFY(!decodeContent(QByteArray("\x80", 1)));
    }

private:
    static void rows()
    {
        QTest::addColumn<int>("which");
        for (int i = 0; i < allBodies().size(); ++i)
            QTest::newRow(allBodies()[i].name) << i;
    }
};

QTEST_APPLESS_MAIN(FramesTest)
#include "test_frames.moc"
