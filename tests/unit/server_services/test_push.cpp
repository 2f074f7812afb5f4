#include "server-stub/services/push_service.h"
#include "server-stub/services/webhook_target.h"
#include "tests/unit/server_services/house.h"

#include <QMessageAuthenticationCode>
#include <set>

using namespace confab;
using namespace confab::server;
using namespace confab::server::test;

namespace {

const QByteArray secret = "0123456789abcdef";

//! B has a webhook and is away; A writes.
struct Scene {
    House house;
    Client a {house, Person(1)};
    ChatId chat;

    explicit Scene(const QString &url = QStringLiteral("https://push.example/hook?x=1"))
    {
        a.joined();
        Client b(house, Person(2));
        b.joined();
        chat = a.direct(Person(2));
        set = b.ask(PushSet {QStringLiteral("webhook"), url, secret, {}}).ok();
        b.ask(Recv {{{chat, Seq(1)}}});
    }
    bool set = false;

    void run(qint64 seconds)
    {
        for (qint64 i = 0; i < seconds; ++i)
            house.tick(1000);
    }
    QByteArray header(const HttpPost &post, const char *name) const
    {
        for (const auto &[key, value] : post.headers)
            if (key == name)
                return value;
        return {};
    }
};

} // namespace

class PushTest : public QObject {
    Q_OBJECT
private slots:
    void R6_oneAfterTenSecondsCollapsedPerChat()
    {
        Scene s;
        QVERIFY(s.set);
        for (int i = 0; i < 3; ++i)
            QVERIFY(s.a.send(s.chat).ok());
        QVERIFY(s.a.send(s.chat, EventKind::React).ok()); // not countable
        s.run(9);
        QVERIFY(s.house.http->posts().empty());
        s.run(30);
        const auto posts = s.house.http->posts();
        QCOMPARE(posts.size(), std::size_t(1));
        QCOMPARE(posts[0].host, QStringLiteral("push.example"));
        QCOMPARE(posts[0].target, QByteArray("/hook?x=1"));
        QVERIFY(posts[0].tls);
        QVERIFY(posts[0].body.contains("\"count\":3"));
        QCOMPARE(s.header(posts[0], "Confab-Signature"),
            "sha256=" + QMessageAuthenticationCode::hash(posts[0].body, secret, QCryptographicHash::Sha256).toHex());
        QVERIFY(s.a.send(s.chat).ok());
        s.run(30);
        QCOMPARE(s.house.http->posts().size(), std::size_t(2));
        QVERIFY(s.header(s.house.http->posts()[1], "Confab-Push-Id") != s.header(posts[0], "Confab-Push-Id"));
    }

    void R6_nothingAfterReadingElsewhereOrWhileLive()
    {
        Scene s;
        Client b2(s.house, Person(2));
        b2.joined();
        QVERIFY(s.a.send(s.chat).ok());
        s.run(60);
        QVERIFY(s.house.http->posts().empty()); // a live device
        QVERIFY(b2.ask(Recv {{{s.chat, Seq(2)}}}).ok());
        b2.hangUp();
        s.run(120);
        QVERIFY(s.house.http->posts().empty()); // acknowledged
        QVERIFY(s.a.send(s.chat).ok());
        Client b3(s.house, Person(2));
        b3.joined();
        QVERIFY(b3.ask(Read {{{s.chat, Seq(3)}}, true}).ok());
        b3.hangUp();
        s.run(60);
        QVERIFY(s.house.http->posts().empty()); // read, even privately
    }

    void R6_retriesKeepTheirIdAndEndAndSurviveACrash()
    {
        Scene s;
        s.house.http->answer(503);
        QVERIFY(s.a.send(s.chat).ok());
        s.run(12);
        QCOMPARE(s.house.http->posts().size(), std::size_t(1));
        s.run(25);
        QCOMPARE(s.house.http->posts().size(), std::size_t(1)); // backs off
        s.a.hangUp();
        s.house.restartServices();
        s.house.http->answer(200);
        s.run(60);
        QCOMPARE(s.house.http->posts().size(), std::size_t(2));
        s.run(4000);
        QCOMPARE(s.house.http->posts().size(), std::size_t(2)); // taken: never again
        std::set<QByteArray> ids;
        for (const auto &post : s.house.http->posts())
            ids.insert(s.header(post, "Confab-Push-Id"));
        QCOMPARE(ids.size(), std::size_t(1));
    }

    void R6_givesUpAfterEightAttempts()
    {
        Scene s;
        s.house.http->answer(0);
        QVERIFY(s.a.send(s.chat).ok());
        for (int hour = 0; hour < 12; ++hour) {
            s.house.clock->advance(3'600'000);
            s.run(2);
        }
        QCOMPARE(s.house.http->posts().size(), std::size_t(PushService::maxAttempts));
        QCOMPARE(PushService::retryDelay(0), 30'000);
        QCOMPARE(PushService::retryDelay(3), 240'000);
        QCOMPARE(PushService::retryDelay(60), 3'600'000);
    }

    void R6_mutedChatsAndEndedHooksAreSilent()
    {
        Scene s;
        {
            Client b(s.house, Person(2));
            b.joined();
            QVERIFY(b.ask(PushSet {QStringLiteral("webhook"), QStringLiteral("https://push.example/"), secret, {s.chat}}).ok());
        }
        QVERIFY(s.a.send(s.chat).ok());
        s.run(60);
        QVERIFY(s.house.http->posts().empty());
        {
            Client b(s.house, Person(2));
            b.joined();
            QVERIFY(b.ask(PushSet {QStringLiteral("webhook"), QStringLiteral("https://push.example/"), secret, {}}).ok());
            QVERIFY(b.ask(PushSet {QStringLiteral("none"), {}, {}, {}}).ok());
        }
        QVERIFY(s.a.send(s.chat).ok());
        s.run(60);
        QVERIFY(s.house.http->posts().empty());
    }

    void R7_payloadHoldsNoContent()
    {
        Scene s;
        QVERIFY(s.a.send(s.chat, EventKind::Msg, Client::randomCid(), "{\"text\":\"the secret word\"}").ok());
        s.run(15);
        const auto posts = s.house.http->posts();
        QCOMPARE(posts.size(), std::size_t(1));
        const auto payload = decodeValue(posts[0].body, Encoding::Json, 4096);
        QVERIFY(payload);
        QCOMPARE(payload.value().map()->size(), std::size_t(3));
        for (const auto *key : {"device", "chat", "count"})
            QVERIFY(payload.value().find(key));
        QByteArray everything = posts[0].body + posts[0].target;
        for (const auto &[key, value] : posts[0].headers)
            everything += key + value;
        for (const auto *leak : {"secret", "word", "user1", "User"})
            QVERIFY2(!everything.contains(leak), leak);
    }

    void R8_addressesInside_data()
    {
        QTest::addColumn<QString>("url");
        for (const auto *url : {"http://push.example/", "https://127.0.0.1/", "https://localhost@127.0.0.1/", "https://10.1.2.3/",
                 "https://192.168.1.1/", "https://172.20.0.1/", "https://169.254.169.254/latest", "https://100.64.0.1/", "https://[::1]/",
                 "https://[fe80::1]/", "https://[fd00::1]/", "https://[::ffff:10.0.0.1]/", "https://[64:ff9b::a00:1]/", "https://0.0.0.0/",
                 "ftp://push.example/", "https:///path", "https://user:pw@push.example/", "file:///etc/passwd", "https://224.0.0.1/",
                 "https://255.255.255.255/", "nonsense"})
            QTest::newRow(url) << QString::fromLatin1(url);
    }
    void R8_addressesInside()
    {
        QFETCH(QString, url);
        QVERIFY(!WebhookTarget::parse(url, false));
    }

    void R8_namesThatLeadInsideAndRedirectsAreRefused()
    {
        Scene inside(QStringLiteral("https://127.0.0.1/hook"));
        QVERIFY(!inside.set);
        Scene s;
        s.house.http->resolveTo({IpAddress::v4({93, 184, 216, 34}), IpAddress::v4({10, 0, 0, 1})});
        QVERIFY(s.a.send(s.chat).ok());
        s.run(60);
        QVERIFY(s.house.http->posts().empty());
        Scene redirected;
        redirected.house.http->answer(302);
        QVERIFY(redirected.a.send(redirected.chat).ok());
        redirected.run(4000);
        QCOMPARE(redirected.house.http->posts().size(), std::size_t(1)); // neither followed nor repeated
    }

    void R8_publicAddresses()
    {
        for (const auto *text : {"8.8.8.8", "172.32.0.1", "192.169.0.1", "2606:4700::1111", "100.128.0.1", "::ffff:8.8.8.8"})
            QVERIFY2(isPublicAddress(*parseAddress(QString::fromLatin1(text))), text);
        QVERIFY(!parseAddress(QStringLiteral("push.example")));
        QVERIFY(WebhookTarget::parse(QStringLiteral("http://127.0.0.1:8080/x"), true)); // where configured
    }
};

QTEST_GUILESS_MAIN(PushTest)
#include "test_push.moc"
