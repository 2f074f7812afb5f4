#include "core/protocol/codec.h"
#include "core/protocol/content.h"

#include <QTest>

using namespace confab;

class CodecTest : public QObject {
    Q_OBJECT
private slots:
    void sendRoundTrips_data()
    {
        QTest::addColumn<int>("encoding");
        QTest::newRow("json") << int(Encoding::Json);
        QTest::newRow("cbor") << int(Encoding::Cbor);
    }
    void sendRoundTrips()
    {
        QFETCH(int, encoding);
        Send send;
        send.chat = *ChatId::fromBytes(QByteArray(16, 'c'));
        send.cid = *Cid::fromBytes(QByteArray(16, 'i'));
        send.body = QByteArray("\x00\x01\xff", 3);
        send.ref = Seq(7);
        const auto bytes = encodeRequest(5u, send, Encoding(encoding));
        const auto frame = decodeFrame(bytes, Encoding(encoding), limits::frameIn);
        QVERIFY(frame);
        QCOMPARE(frame->t, std::string("send"));
        QCOMPARE(*frame->i, 5u);
        const auto back = bodyAs<Send>(*frame);
        QVERIFY2(back, back ? "" : back.error().c_str());
        QCOMPARE(back->chat, send.chat);
        QCOMPARE(back->body, send.body);
        QCOMPARE(back->ref->value, 7);
        QVERIFY(!back->epoch);
    }
    void headRoundTrips()
    {
        SyncReply reply;
        ChatHead head;
        head.members.append(Member {*UserId::fromBytes(QByteArray(16, 'u')), Role::Admin, Seq(1)});
        head.agg = Aggregate {Seq(3), Seq(2)};
        reply.chats.append(head);
        reply.account.append(AccountEntry {1, QStringLiteral("block"), ValueWriter::write(Block {{}, true})});
        for (auto encoding : {Encoding::Json, Encoding::Cbor}) {
            const auto frame = decodeFrame(encodeOk(1, reply, encoding), encoding, limits::frameOut);
            QVERIFY(frame);
            const auto back = bodyAs<SyncReply>(*frame);
            QVERIFY2(back, back ? "" : back.error().c_str());
            QCOMPARE(back->chats.first().members.first().role, Role::Admin);
            QCOMPARE(back->chats.first().agg->recvAll, Seq(3));
            QVERIFY(bodyAs<Block>(back->account.first().data, encoding)->on);
        }
    }
    void contentReadsBothForms()
    {
        QCOMPARE(*decodeContent("{\"text\":\"hi\"}")->text, QStringLiteral("hi"));
        Content c;
        c.text = QStringLiteral("hé");
        QCOMPARE(*decodeContent(encodeContent(c)), c);
    }
};

QTEST_APPLESS_MAIN(CodecTest)
#include "test_codec.moc"
