#include "tests/integration/server/server_fixture.h"
#include "tests/integration/session/two_people.h"

#include "core/protocol/derive.h"

using namespace confab;
using namespace confab::tests;

//! Real sessions against a real server in the same process.
class TestTalk : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_server = std::make_unique<ServerFixture>();
        QVERIFY2(m_server->start(), qPrintable(m_server->problem()));
        const QString address = "ws://127.0.0.1:" + QString::number(m_server->port());
        for (auto [person, name] : {std::pair(&m_ada, "ada"), std::pair(&m_bo, "bo-b")}) {
            *person = std::make_unique<Person>();
            QVERIFY((*person)->registerAt(address, name));
            QVERIFY((*person)->open());
            QVERIFY((*person)->online());
        }
        const auto bo = settle(m_ada->session->findUser("bo-b"));
        QVERIFY(bo.has_value());
        const auto chat = settle(m_ada->session->openDirect(bo->user));
        QVERIFY(chat.has_value());
        m_chat = *chat;
    }
    void cleanup()
    {
        m_ada.reset();
        m_bo.reset();
        m_server.reset();
    }

    void R1_messageArrivesIsReceivedAndRead()
    {
        m_ada->session->send(m_chat, {"hello", {}});
        QTRY_COMPARE(m_bo->texts(m_chat), QStringList {"hello"});
        QTRY_COMPARE(m_bo->summary(m_chat).unread, 1);
        const Seq head = m_bo->summary(m_chat).head;
        QTRY_VERIFY(m_ada->summary(m_chat).recvAll >= head);
        QVERIFY(m_ada->summary(m_chat).readAll < head);

        m_bo->session->markRead(m_chat, head);
        QCOMPARE(m_bo->summary(m_chat).unread, 0); // at once
        QTRY_COMPARE(m_ada->summary(m_chat).readAll, head);
        m_bo->session->markRead(m_chat, Seq(1)); // never backwards
        QTRY_COMPARE(m_bo->summary(m_chat).read, head);
    }

    void L2_L6_queuedMessagesSurviveARestartAndArriveOnceInOrder()
    {
        m_server->stop();
        QTRY_VERIFY(m_ada->session->connection().phase != ConnectionPhase::Online);
        QStringList expected;
        for (int i = 0; i < 20; ++i) {
            expected.append(QString::number(i));
            m_ada->session->send(m_chat, {expected.last(), {}});
        }
        QTRY_COMPARE(m_ada->summary(m_chat).waiting, 20);
        QVERIFY(m_ada->close());
        QVERIFY(m_ada->open()); // offline start
        QCOMPARE(m_ada->summary(m_chat).waiting, 20);
        QCOMPARE(m_ada->session->self().username, QString("ada"));
        QVERIFY(m_server->start());
        m_ada->session->reconnectNow();
        m_bo->session->reconnectNow();
        QTRY_COMPARE_WITH_TIMEOUT(m_bo->texts(m_chat), expected, 20'000);
        QTRY_COMPARE(m_ada->texts(m_chat), expected);
        QCOMPARE(m_ada->summary(m_chat).waiting, 0);
    }

    void S3_catchUpWithTenThousand()
    {
        QVERIFY(m_bo->close());
        QElapsedTimer timer;
        timer.start();
        const int count = qEnvironmentVariableIntValue("CONFAB_FULL") ? 10'000 : 1'000;
        for (int i = 0; i < count; ++i)
            m_ada->session->send(m_chat, {QString::number(i), {}});
        QTRY_VERIFY_WITH_TIMEOUT(m_ada->summary(m_chat).head.value > count && m_ada->summary(m_chat).waiting == 0, 120'000);
        const Seq head = m_ada->summary(m_chat).head;
        qInfo("sent %d in %lld ms", count, timer.restart());
        QVERIFY(m_bo->open());
        QVERIFY(m_bo->online());
        qInfo("a new window on them after %lld ms", timer.elapsed());
        QTRY_COMPARE(m_bo->summary(m_chat).stored, head);
        const auto oldest = settle(m_bo->session->page(m_chat, {PageRequest::From::Before, Seq(20), 50}));
        QVERIFY(oldest.has_value());
        QCOMPARE(oldest->rows.size(), 19);
    }

    void S9_twoDevicesInStep()
    {
        Person second;
        QVERIFY(second.linkTo(*m_ada, "ws://127.0.0.1:" + QString::number(m_server->port())));
        QVERIFY(second.open());
        QVERIFY(second.online());

        m_ada->session->send(m_chat, {"from the first", {}});
        QTRY_COMPARE(second.texts(m_chat), QStringList {"from the first"});
        second.session->send(m_chat, {"from the second", {}});
        QTRY_COMPARE(m_ada->texts(m_chat), (QStringList {"from the first", "from the second"}));
        second.session->setPinned(m_chat, true);
        QTRY_VERIFY(m_ada->summary(m_chat).pinned > 0);
        m_bo->session->send(m_chat, {"to both", {}});
        QTRY_COMPARE(m_ada->summary(m_chat).unread, 1);
        QTRY_COMPARE(second.summary(m_chat).unread, 1);
        second.session->markRead(m_chat, second.summary(m_chat).head);
        QTRY_COMPARE(m_ada->summary(m_chat).unread, 0);
    }

private:
    std::unique_ptr<ServerFixture> m_server;
    std::unique_ptr<Person> m_ada;
    std::unique_ptr<Person> m_bo;
    ChatId m_chat;
};

QTEST_GUILESS_MAIN(TestTalk)
#include "test_talk.moc"
