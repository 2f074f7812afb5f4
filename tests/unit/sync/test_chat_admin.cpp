#include "tests/unit/sync/sync_rig.h"

using namespace confab;
using namespace confab::test;
using namespace std::chrono_literals;

//! Making chats over a line that breaks.
class TestChatAdmin : public QObject {
    Q_OBJECT
private slots:
    void L2_lostAnswerIsAskedForAgainUnderTheSameIds();
    void L2_theSameGroupAfterAnErrorIsTheSameGroup();

private:
    static void reconnect(SyncRig &rig)
    {
        const auto sockets = rig.line.sockets.size();
        emit rig.line.socket()->closed(1006, {});
        QTRY_VERIFY((rig.line.clock.advance(1s), rig.line.sockets.size() > sockets));
        rig.line.comeUp();
        QTest::qWait(0); // what was lost has been told
        rig.admin.connected();
    }
};

void TestChatAdmin::L2_lostAnswerIsAskedForAgainUnderTheSameIds()
{
    SyncRig rig;
    std::optional<Outcome<ChatId>> answer;
    rig.admin.createGroup("Team", {ada}, [&](const Outcome<ChatId> &outcome) { answer = outcome; });
    auto frame = rig.next(ChatCreate::verb);
    QVERIFY(frame);
    const auto first = rig.bodyOf<ChatCreate>(*frame);
    reconnect(rig); // the server has made it, its `ok` is lost
    QVERIFY(!answer);
    frame = rig.next(ChatCreate::verb);
    QVERIFY(frame);
    const auto second = rig.bodyOf<ChatCreate>(*frame);
    QCOMPARE(second.cid, first.cid);
    const ChatId group = groupChatOf(self, first.cid);
    rig.line.socket()->ok(*frame, ChatCreated {group, Seq(1)});
    frame = rig.next(ChatGet::verb);
    QVERIFY(frame);
    Log log(group);
    log.sys("created", self, {self, ada});
    rig.line.socket()->ok(*frame, headOf(group, ChatKind::Group, log, {ada}));
    QTRY_VERIFY(answer);
    QVERIFY(answer->has_value());
    QCOMPARE(**answer, group);
    frame = rig.next(Send::verb); // its title
    QVERIFY(frame);
    QCOMPARE(decodeContent(rig.bodyOf<Send>(*frame).body)->title, QString("Team"));
}

void TestChatAdmin::L2_theSameGroupAfterAnErrorIsTheSameGroup()
{
    SyncRig rig;
    QList<Outcome<ChatId>> answers;
    const auto reply = [&](const Outcome<ChatId> &outcome) { answers.append(outcome); };
    rig.admin.createGroup("Team", {ada}, reply);
    auto frame = rig.next(ChatCreate::verb);
    QVERIFY(frame);
    const auto first = rig.bodyOf<ChatCreate>(*frame);
    rig.line.clock.advance(21s); // no answer
    QTRY_COMPARE(answers.size(), 1);
    QVERIFY(!answers.first());
    if (!rig.connection.isLive())
        reconnect(rig);
    rig.admin.createGroup("Other", {ada}, reply);
    frame = rig.next(ChatCreate::verb);
    QVERIFY(frame);
    QVERIFY(rig.bodyOf<ChatCreate>(*frame).cid != first.cid);
    rig.admin.createGroup("Team", {ada}, reply);
    frame = rig.next(ChatCreate::verb);
    QVERIFY(frame);
    QCOMPARE(rig.bodyOf<ChatCreate>(*frame).cid, first.cid);
}

QTEST_GUILESS_MAIN(TestChatAdmin)
#include "test_chat_admin.moc"
