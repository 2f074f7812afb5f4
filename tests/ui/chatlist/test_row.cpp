#include "tests/ui/support/fake_session.h"
#include "ui/chatlist/chat_row.h"
#include "ui/chatlist/connection_notice.h"

#include <QTest>

using namespace confab;
using namespace confab::test;

class TestRow : public QObject {
    Q_OBJECT
private slots:
    void init() { m_session = std::make_unique<FakeSession>(); }

    void directChat()
    {
        const ChatRow row = of(m_session->withTomasz);
        QCOMPARE(row.title, QString::fromUtf8("Tomasz Wójcik"));
        QVERIFY(row.online);
        QCOMPARE(row.badge(), "2");
        QVERIFY(row.lead.isEmpty());
        QVERIFY(!row.tick);
        QVERIFY(row.preview.startsWith("Did the ferry"));
        QVERIFY2(row.spoken.contains("2 unread") && row.spoken.contains("online"), qPrintable(row.spoken));
    }

    void groupNamesTheSenderInIsolation()
    {
        const ChatRow row = of(m_session->kitchen);
        QCOMPARE(row.lead, QString(QChar(0x2068)) + "Priya" + QChar(0x2069) + ":");
        QVERIFY(row.muted);
        QCOMPARE(row.badge(), "128");
        QVERIFY(row.spoken.contains("muted"));
    }

    void ownMessageHasItsTick()
    {
        QCOMPARE(of(m_session->withJon).tick, MessageState::Sent);
        QCOMPARE(of(m_session->withYutong).tick, MessageState::Delivered);
        m_session->setRead(m_session->withYutong, m_session->chat(m_session->withYutong)->head);
        QCOMPARE(of(m_session->withYutong).tick, MessageState::Read);
        m_session->setPhase(ConnectionPhase::Offline);
        m_session->send(m_session->withJon, {"later", {}});
        QCOMPARE(of(m_session->withJon).tick, MessageState::Queued);
    }

    void failedQueueIsSaid()
    {
        const ChatSummary chat = *m_session->chat(m_session->lantern);
        m_session->setTypingOf(chat.chat, {});
        QVERIFY(chat.failed);
        const ChatRow row = of(chat.chat);
        QCOMPARE(row.tone, ChatRow::Tone::Failed);
        QCOMPARE(row.tick, MessageState::Failed);
    }

    void draftUnlessTheChatIsOpen()
    {
        const ChatRow row = of(m_session->withAroha);
        QCOMPARE(row.tone, ChatRow::Tone::Draft);
        QCOMPARE(row.lead, "Draft:");
        QVERIFY(row.preview.startsWith("See you at the wharf"));
        QCOMPARE(of(m_session->withAroha, true).tone, ChatRow::Tone::Plain);
    }

    void typingComesFirst()
    {
        m_session->setTypingOf(m_session->withAroha, {m_session->aroha});
        QCOMPARE(of(m_session->withAroha).tone, ChatRow::Tone::Typing);
        m_session->setTypingOf(m_session->withAroha, {});
        QCOMPARE(of(m_session->withAroha).tone, ChatRow::Tone::Draft);
    }

    void badges()
    {
        const auto badge = [](int unread, bool marked) {
            ChatRow row;
            row.unread = unread;
            row.unreadMark = marked;
            return row.badge();
        };
        QCOMPARE(badge(0, false), "");
        QCOMPARE(badge(1, false), "1");
        QCOMPARE(badge(999, false), "999");
        QCOMPARE(badge(1000, false), "999+");
        QCOMPARE(badge(0, true), QString::fromUtf8("•"));
    }

    void hostileTextStaysOnItsLine()
    {
        // Line breaks, a right-to-left override, a private control, and far more than fits.
        const QString nasty = QString::fromUtf8("first\nsecond\u202Ereversed\u0007") + QString("x").repeated(5000);
        m_session->receive(m_session->withJon, {m_session->jon, nasty});
        const QString preview = of(m_session->withJon).preview;
        QVERIFY(preview.startsWith("first secondreversed"));
        QVERIFY(!preview.contains('\n') && !preview.contains(QChar(0x202E)));
        QVERIFY(preview.size() <= 300);
    }

    void presenceIsUnknownOffline()
    {
        m_session->forgetPresence();
        QVERIFY(!of(m_session->withTomasz).online);
    }

    void connectionTroubleIsSaidAfterAMoment()
    {
        const auto notice = [](ConnectionPhase phase, qint64 retryAt, qint64 now) {
            return connectionNotice({phase, retryAt, "The device was removed."}, 10'000, now);
        };
        QCOMPARE(notice(ConnectionPhase::Online, 0, 99'000), ConnectionNotice());
        QVERIFY(notice(ConnectionPhase::Connecting, 0, 10'500).title.isEmpty());
        QCOMPARE(notice(ConnectionPhase::Connecting, 0, 10'500).nextCheck, 1'000);
        QCOMPARE(notice(ConnectionPhase::Connecting, 0, 11'500).title, QString::fromUtf8("Connecting…"));
        QCOMPARE(notice(ConnectionPhase::Updating, 0, 20'000).title, QString::fromUtf8("Updating…"));
        const ConnectionNotice waiting = notice(ConnectionPhase::Waiting, 26'300, 20'000);
        QVERIFY(waiting.banner.contains('7') && waiting.canRetry);
        QCOMPARE(waiting.nextCheck, 300); // then it says 6
        QVERIFY(notice(ConnectionPhase::Waiting, 20'000, 20'000).banner.isEmpty());
        const ConnectionNotice fatal = notice(ConnectionPhase::Fatal, 0, 10'000);
        QCOMPARE(fatal.banner, "The device was removed.");
    }

private:
    ChatRow of(const ChatId &chat, bool open = false)
    {
        return describeChat(*m_session->chat(chat), *m_session, open, m_session->now);
    }
    std::unique_ptr<FakeSession> m_session;
};

QTEST_MAIN(TestRow)
#include "test_row.moc"
