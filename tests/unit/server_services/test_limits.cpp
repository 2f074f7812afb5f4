#include "server-stub/services/rate_limits.h"
#include "tests/unit/server_services/house.h"

#include <set>

using namespace confab;
using namespace confab::server;
using namespace confab::server::test;

//! Bad input and too much of it.
class LimitsTest : public QObject {
    Q_OBJECT
private slots:
    void bucketsRefillByTheSteadyClock()
    {
        TokenBucket bucket;
        const BucketSpec spec {3, 0.5};
        for (int i = 0; i < 3; ++i)
            QCOMPARE(bucket.take(spec, 1000), 0);
        QCOMPARE(bucket.take(spec, 1000), 2000);
        QCOMPARE(bucket.take(spec, 2000), 1000);
        QCOMPARE(bucket.take(spec, 3000), 0);
        QVERIFY(!bucket.isFull(spec, 3000));
        QVERIFY(bucket.isFull(spec, 9000));
    }

    void sendIsLimitedAndTenInARowClose()
    {
        House house(ServerOptions {true, true, true, false});
        Client a(house, Person(1)), b(house, Person(2));
        a.joined();
        b.joined();
        const auto chat = a.direct(Person(2));
        for (int i = 0; i < 60; ++i)
            QVERIFY(a.send(chat).ok());
        const auto refused = a.send(chat);
        QCOMPARE(refused.code(), ErrorCode::Rate);
        QCOMPARE(refused.frame->e->retry, Retry::Same);
        QCOMPARE(*refused.frame->e->ms, 500);
        QCOMPARE(*refused.frame->e->info->find("bucket")->text(), QStringLiteral("send"));
        house.clock->advance(500);
        house.clock->jumpWall(-3'600'000);
        QVERIFY(a.send(chat).ok()); // as told, whatever the wall clock says
        for (int i = 0; i < 9; ++i)
            QCOMPARE(a.send(chat).code(), ErrorCode::Rate);
        QVERIFY(!a.connection->closeCode());
        QCOMPARE(a.send(chat).code(), ErrorCode::Rate);
        QCOMPARE(*a.connection->waitForClose(), CloseCode::Rate);
        // Coming back does not fill the bucket.
        a.hangUp();
        Client again(house, Person(1));
        QVERIFY(again.auth().ok());
        QCOMPARE(again.send(chat).code(), ErrorCode::Rate);
    }

    void authIsLimitedByAccountAndAddress()
    {
        House house(ServerOptions {true, true, true, false});
        Client(house, Person(1)).registerUser();
        int refused = 0;
        for (int i = 0; i < 25; ++i) {
            Client client(house, Person(1));
            client.connection->peer = QStringLiteral("198.51.100.%1").arg(i);
            refused += client.auth().code() == ErrorCode::Rate ? 1 : 0;
        }
        QCOMPARE(refused, 5); // 20 an account
        refused = 0;
        for (int i = 0; i < 70; ++i) {
            Client client(house, Person(100 + i));
            client.connection->peer = QStringLiteral("203.0.113.1");
            refused += client.auth().code() == ErrorCode::Rate ? 1 : 0;
        }
        QCOMPARE(refused, 10); // 60 an address
    }

    void outstandingRequestsAreBounded()
    {
        House house;
        Client a(house, Person(1)), b(house, Person(2));
        a.joined();
        b.joined();
        const auto chat = a.direct(Person(2));
        a.connection->drain();
        constexpr int count = 3000;
        for (int i = 0; i < count; ++i)
            a.post(Hist {chat, Seq(0), {}, 10});
        house.settle();
        int ok = 0, rate = 0;
        std::set<quint32> ids;
        for (const auto &frame : a.connection->drain()) {
            if (!frame.i)
                continue; // a push that was still under way
            QVERIFY2(ids.insert(*frame.i).second, "exactly one answer each");
            ok += frame.t == frameOk ? 1 : 0;
            rate += frame.e && frame.e->code == ErrorCode::Rate ? 1 : 0;
        }
        QCOMPARE(ok + rate, count);
        QVERIFY(ok >= limits::outstanding);
        QVERIFY(!a.connection->closeCode());
    }

    void everyRequestIsAnsweredOnce_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const char *frame, ErrorCode code) { QTest::newRow(name) << QByteArray(frame).replace('\'', '"') << int(code); };
        row("unknown verb", "{'t':'dance','i':7}", ErrorCode::BadVerb);
        row("later verb", "{'t':'media.grant','i':7,'b':{'size':1,'sha256':'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'}}", ErrorCode::BadVerb);
        row("no body", "{'t':'send','i':7}", ErrorCode::BadArg);
        row("wrong type", "{'t':'hist','i':7,'b':{'chat':5,'after':1,'limit':10}}", ErrorCode::BadArg);
        row("short id", "{'t':'chat.get','i':7,'b':{'chat':'AAAA'}}", ErrorCode::BadArg);
        row("both ends", "{'t':'hist','i':7,'b':{'chat':'AAAAAAAAAAAAAAAAAAAAAA','after':1,'before':3,'limit':10}}", ErrorCode::BadArg);
        row("no end", "{'t':'hist','i':7,'b':{'chat':'AAAAAAAAAAAAAAAAAAAAAA','limit':10}}", ErrorCode::BadArg);
        row("large page", "{'t':'hist','i':7,'b':{'chat':'AAAAAAAAAAAAAAAAAAAAAA','after':1,'limit':201}}", ErrorCode::BadArg);
        row("empty page", "{'t':'hist','i':7,'b':{'chat':'AAAAAAAAAAAAAAAAAAAAAA','after':1,'limit':0}}", ErrorCode::BadArg);
        row("negative", "{'t':'hist','i':7,'b':{'chat':'AAAAAAAAAAAAAAAAAAAAAA','after':-1,'limit':10}}", ErrorCode::BadArg);
        row("bad cursor", "{'t':'sync','i':7,'b':{'since':'AAAA','limit':10,'tail':1}}", ErrorCode::BadArg);
        row("null cid", "{'t':'send','i':7,'b':{'chat':'AAAAAAAAAAAAAAAAAAAAAA','cid':'AAAAAAAAAAAAAAAAAAAAAA','kind':'msg','enc':'none','body':''}}",
            ErrorCode::BadArg);
        row("unknown kind", "{'t':'send','i':7,'b':{'chat':'AAAAAAAAAAAAAAAAAAAAAA','cid':'AAAAAAAAAAAAAAAAAAAAAQ','kind':'poll','enc':'none','body':''}}",
            ErrorCode::BadArg);
        row("encrypted", "{'t':'send','i':7,'b':{'chat':'AAAAAAAAAAAAAAAAAAAAAA','cid':'AAAAAAAAAAAAAAAAAAAAAQ','kind':'msg','enc':'mls','body':''}}",
            ErrorCode::Forbidden);
        row("push kind", "{'t':'push.set','i':7,'b':{'kind':'pigeon','url':'https://x.example/','secret':''}}", ErrorCode::BadArg);
        row("short secret", "{'t':'push.set','i':7,'b':{'kind':'webhook','url':'https://x.example/','secret':'AAAA'}}", ErrorCode::BadArg);
        row("block oneself not known", "{'t':'block','i':7,'b':{'user':'AAAAAAAAAAAAAAAAAAAAAA','on':true}}", ErrorCode::NotFound);
        row("register again", "{'t':'link.wait','i':7}", ErrorCode::BadArg);
        row("recv of nothing", "{'t':'recv','i':7,'b':{'marks':[['AAAAAAAAAAAAAAAAAAAAAA',5]]}}", ErrorCode(255));
        row("typing into nothing", "{'t':'typing','i':7,'b':{'chat':'AAAAAAAAAAAAAAAAAAAAAA','on':true}}", ErrorCode(255));
        row("focus on nothing", "{'t':'focus','i':7,'b':{'chats':['AAAAAAAAAAAAAAAAAAAAAA']}}", ErrorCode(255));
    }
    void everyRequestIsAnsweredOnce()
    {
        QFETCH(QByteArray, frame);
        QFETCH(int, code);
        House house;
        Client client(house, Person(1), 1, Encoding::Json);
        client.joined();
        client.connection->drain();
        client.say(frame);
        house.settle();
        const auto frames = client.connection->drain();
        QCOMPARE(frames.size(), std::size_t(1));
        QCOMPARE(*frames[0].i, 7u);
        if (code == 255)
            QCOMPARE(frames[0].t, std::string(frameOk));
        else
            QCOMPARE(frames[0].e->code, ErrorCode(code));
        QVERIFY(!client.connection->closeCode());
        auto silent = frame;
        client.say(silent.replace("\"i\":7,", "").replace(",\"i\":7", "")); // without `i` there is no answer
        house.settle();
        QVERIFY(client.connection->drain().empty());
    }

    void bodiesOverTheLimitAreTooBig()
    {
        House house;
        Client a(house, Person(1)), b(house, Person(2));
        a.joined();
        b.joined();
        const auto chat = a.direct(Person(2));
        QVERIFY(a.send(chat, EventKind::Msg, Client::randomCid(), QByteArray(limits::body, 'x')).ok());
        QCOMPARE(a.send(chat, EventKind::Msg, Client::randomCid(), QByteArray(limits::body + 1, 'x')).code(), ErrorCode::TooBig);
    }
};

QTEST_GUILESS_MAIN(LimitsTest)
#include "test_limits.moc"
