#include "tests/unit/sync/sync_rig.h"

#include "core/sync/mention.h"

using namespace confab;
using namespace confab::test;

class TestMention : public QObject {
    Q_OBJECT
private slots:
    void mentionsAreWordsOfTheirOwn_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("named");
        QTest::newRow("alone") << "@ada" << true;
        QTest::newRow("in a sentence") << "ask @ada, she knows" << true;
        QTest::newRow("case") << "@ADA!" << true;
        QTest::newRow("full stop") << "that was @ada." << true;
        QTest::newRow("ellipsis") << "@ada..." << true;
        QTest::newRow("hyphen at the end") << "@ada- or whoever" << true;
        QTest::newRow("second try") << "@adam and @ada" << true;
        QTest::newRow("brackets") << "(@ada)" << true;
        QTest::newRow("no sign") << "ada" << false;
        QTest::newRow("longer name") << "@ada-b" << false;
        QTest::newRow("longer with a dot") << "@ada.b" << false;
        QTest::newRow("digits") << "@ada2" << false;
        QTest::newRow("address") << "mail@ada" << false;
        QTest::newRow("twice the sign") << "@@ada" << false;
        QTest::newRow("letters beyond") << "@adaé" << false;
        QTest::newRow("empty") << "" << false;
    }
    void mentionsAreWordsOfTheirOwn()
    {
        QFETCH(QString, text);
        QFETCH(bool, named);
        QCOMPARE(mentions(text, "ada"), named);
        QVERIFY(!mentions(text, {}));
    }

    void summarySaysSoUntilItIsRead()
    {
        SyncRig rig(3);
        MentionMarker marker(rig.cipher, "me");
        Receiver receiver({rig.committer, rig.connection, marker, rig.history, rig.backfill, rig.receipts, rig.line.clock});
        const auto mentioned = [&] { return rig.committer.read().summary(chatA)->mentioned; };
        rig.log.message(ada, "nobody");
        receiver.event(rig.log.at(Seq(4)));
        QTRY_COMPARE(rig.committer.read().summary(chatA)->stored, Seq(4));
        QVERIFY(!mentioned());
        rig.log.message(ada, "hey @me");
        receiver.event(rig.log.at(Seq(5)));
        QTRY_VERIFY(mentioned());
        rig.receipts.markRead(chatA, Seq(4));
        QVERIFY(mentioned());
        rig.receipts.markRead(chatA, Seq(5));
        QVERIFY(!mentioned());
        rig.log.message(self, "I am @me");
        receiver.event(rig.log.at(Seq(6)));
        QTRY_COMPARE(rig.committer.read().summary(chatA)->stored, Seq(6));
        QVERIFY(!mentioned()); // who names oneself needs no telling
    }
};

QTEST_GUILESS_MAIN(TestMention)
#include "test_mention.moc"
