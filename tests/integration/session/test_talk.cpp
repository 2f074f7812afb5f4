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
        m_two = std::make_unique<TwoPeople>();
        QVERIFY2(m_two->open(), qPrintable(m_two->problem));
    }
    void cleanup() { m_two.reset(); }

    void R1_messageArrivesIsReceivedAndRead()
    {
        m_two->ada.session->send(m_two->chat, {"hello", {}});
        QTRY_COMPARE(m_two->bo.texts(m_two->chat), QStringList {"hello"});
        QTRY_COMPARE(m_two->bo.summary(m_two->chat).unread, 1);
        const Seq head = m_two->bo.summary(m_two->chat).head;
        QTRY_VERIFY(m_two->ada.summary(m_two->chat).recvAll >= head);
        QVERIFY(m_two->ada.summary(m_two->chat).readAll < head);

        m_two->bo.session->markRead(m_two->chat, head);
        QCOMPARE(m_two->bo.summary(m_two->chat).unread, 0); // at once
        QTRY_COMPARE(m_two->ada.summary(m_two->chat).readAll, head);
        m_two->bo.session->markRead(m_two->chat, Seq(1)); // never backwards
        QTRY_COMPARE(m_two->bo.summary(m_two->chat).read, head);
    }

    void L2_L6_queuedMessagesSurviveARestartAndArriveOnceInOrder()
    {
        m_two->server.stop();
        QTRY_VERIFY(m_two->ada.session->connection().phase != ConnectionPhase::Online);
        QStringList expected;
        for (int i = 0; i < 20; ++i) {
            expected.append(QString::number(i));
            m_two->ada.session->send(m_two->chat, {expected.last(), {}});
        }
        QTRY_COMPARE(m_two->ada.summary(m_two->chat).waiting, 20);
        QVERIFY(m_two->ada.close());
        QVERIFY(m_two->ada.open()); // offline start
        QCOMPARE(m_two->ada.summary(m_two->chat).waiting, 20);
        QCOMPARE(m_two->ada.session->self().username, QString("ada"));
        QVERIFY(m_two->server.start());
        m_two->ada.session->reconnectNow();
        m_two->bo.session->reconnectNow();
        QTRY_COMPARE_WITH_TIMEOUT(m_two->bo.texts(m_two->chat), expected, 20'000);
        QTRY_COMPARE(m_two->ada.texts(m_two->chat), expected);
        QCOMPARE(m_two->ada.summary(m_two->chat).waiting, 0);
    }

    void S3_catchUpWithTenThousand()
    {
        QVERIFY(m_two->bo.close());
        QElapsedTimer timer;
        timer.start();
        const int count = qEnvironmentVariableIntValue("CONFAB_FULL") ? 10'000 : 1'000;
        for (int i = 0; i < count; ++i)
            m_two->ada.session->send(m_two->chat, {QString::number(i), {}});
        QTRY_VERIFY_WITH_TIMEOUT(m_two->ada.summary(m_two->chat).head.value > count && m_two->ada.summary(m_two->chat).waiting == 0, 120'000);
        const Seq head = m_two->ada.summary(m_two->chat).head;
        qInfo("sent %d in %lld ms", count, timer.restart());
        QVERIFY(m_two->bo.open());
        QVERIFY(m_two->bo.online());
        qInfo("a new window on them after %lld ms", timer.elapsed());
        QTRY_COMPARE(m_two->bo.summary(m_two->chat).stored, head);
        const auto oldest = settle(m_two->bo.session->page(m_two->chat, {PageRequest::From::Before, Seq(20), 50}));
        QVERIFY(oldest.has_value());
        QCOMPARE(oldest->rows.size(), 19);
    }

    void S9_twoDevicesInStep()
    {
        Person second;
        QVERIFY(second.linkTo(m_two->ada, m_two->address()));
        QVERIFY(second.open());
        QVERIFY(second.online());

        m_two->ada.session->send(m_two->chat, {"from the first", {}});
        QTRY_COMPARE(second.texts(m_two->chat), QStringList {"from the first"});
        second.session->send(m_two->chat, {"from the second", {}});
        QTRY_COMPARE(m_two->ada.texts(m_two->chat), (QStringList {"from the first", "from the second"}));
        second.session->setPinned(m_two->chat, true);
        QTRY_VERIFY(m_two->ada.summary(m_two->chat).pinned > 0);
        m_two->bo.session->send(m_two->chat, {"to both", {}});
        QTRY_COMPARE(m_two->ada.summary(m_two->chat).unread, 1);
        QTRY_COMPARE(second.summary(m_two->chat).unread, 1);
        second.session->markRead(m_two->chat, second.summary(m_two->chat).head);
        QTRY_COMPARE(m_two->ada.summary(m_two->chat).unread, 0);
    }

private:
    std::unique_ptr<TwoPeople> m_two;
};

QTEST_GUILESS_MAIN(TestTalk)
#include "test_talk.moc"
