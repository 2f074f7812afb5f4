#include "app/desktop/notifier.h"
#include "app/desktop/options.h"
#include "app/desktop/single_instance.h"
#include "app/desktop/stall_watchdog.h"
#include "app/desktop/tray.h"
#include "tests/ui/support/fake_session.h"
#include "tests/ui/support/ui_probe.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace confab;
using namespace confab::test;

namespace {

//! The desktop's notifications as a list.
class FakeSink : public NotificationSink {
public:
    struct Note {
        QString title, body;
        bool sound;
    };
    QMap<ChatId, Note> shown;
    int count = 0;
    void show(const ChatId &chat, const QString &title, const QString &body, bool sound) override
    {
        shown[chat] = {title, body, sound};
        ++count;
    }
    void close(const ChatId &chat) override { shown.remove(chat); }
};

} // namespace

class TestDesktop : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_session = std::make_unique<FakeSession>();
        m_ui = std::make_unique<TestUi>(m_session.get(), Theme::Mode::Light, m_session->now);
        m_sink = std::make_unique<FakeSink>();
        m_view = {};
        m_notifier = std::make_unique<Notifier>(m_ui->context(), m_sink.get(), [this] { return m_view; });
    }
    void cleanup()
    {
        m_notifier.reset();
        m_sink.reset();
        m_ui.reset();
        m_session.reset();
    }

    void oneNotificationAChat()
    {
        receive("first");
        receive("second");
        QCOMPARE(m_sink->shown.size(), 1);
        QVERIFY(m_sink->shown[chat()].body.contains("second"));
        QVERIFY(m_sink->shown[chat()].title.contains(QString::fromUtf8("Jón")));
    }

    void noneForTheChatOnScreen()
    {
        m_view = {true, chat(), false};
        receive("seen already");
        QVERIFY(!m_sink->shown.contains(chat()));
    }

    void withdrawnWhenReadElsewhere()
    {
        receive("hello");
        QVERIFY(m_sink->shown.contains(chat()));
        m_session->readElsewhere(chat(), m_session->chat(chat())->head);
        QTRY_VERIFY(!m_sink->shown.contains(chat()));
    }

    void mutedChatsAreSilent()
    {
        m_session->setMuted(chat(), std::numeric_limits<qint64>::max());
        m_session->flush();
        receive("psst");
        QVERIFY(!m_sink->shown.contains(chat()));
    }

    void howMuchIsToldIsTheUsersChoice()
    {
        m_ui->settings.setNotificationDetail(UiSettings::NotificationDetail::NameOnly);
        receive("secret");
        QVERIFY(m_sink->shown[chat()].title.contains(QString::fromUtf8("Jón")));
        QVERIFY(!m_sink->shown[chat()].body.contains("secret"));
        m_ui->settings.setNotificationDetail(UiSettings::NotificationDetail::Nothing);
        receive("secret too");
        QCOMPARE(m_sink->shown[chat()].title, "Confab");
        QVERIFY(!m_sink->shown[chat()].body.contains("secret"));
    }

    void aLockedScreenTellsNothing()
    {
        m_view.locked = true;
        receive("secret");
        QCOMPARE(m_sink->shown[chat()].title, "Confab");
    }

    void offMeansOff()
    {
        receive("hello");
        m_ui->settings.setNotifications(false);
        QVERIFY(m_sink->shown.isEmpty());
        receive("again");
        QVERIFY(m_sink->shown.isEmpty());
    }

    void soundCanBeOff()
    {
        receive("ding");
        QVERIFY(m_sink->shown[chat()].sound);
        m_ui->settings.setNotificationSound(false);
        receive("quiet");
        QVERIFY(!m_sink->shown[chat()].sound);
    }

    void nothingWhileCatchingUp()
    {
        m_session->setPhase(ConnectionPhase::Updating);
        receive("one");
        receive("two");
        QCOMPARE(m_sink->count, 0);
        m_session->setPhase(ConnectionPhase::Online);
        QTRY_VERIFY(m_sink->shown.contains(chat()));
    }

    void aSecondStartRaisesTheFirst()
    {
        QTemporaryDir folder;
        SingleInstance first(folder.path()), second(folder.path());
        QVERIFY(first.claim());
        QSignalSpy raised(&first, &SingleInstance::raiseRequested);
        QVERIFY(!second.claim());
        QTRY_COMPARE(raised.size(), 1);
    }

    void profilesDoNotMeet()
    {
        QTemporaryDir one, two;
        SingleInstance first(one.path()), second(two.path());
        QVERIFY(first.claim());
        QVERIFY(second.claim());
    }

    void profileFolders()
    {
        QVERIFY(profileFolder({}, {})->endsWith("/confab/default"));
        QVERIFY(profileFolder({}, "work")->endsWith("/confab/work"));
        QCOMPARE(*profileFolder("/tmp/x/../y", "work"), QDir("/tmp/x/../y").absolutePath());
        for (const char *bad : {"../evil", "a/b", ".hidden", "with space"})
            QVERIFY2(!profileFolder({}, bad), bad);
    }

    void theIconCarriesTheNumber()
    {
        const QImage plain = programIcon().pixmap(64).toImage(), five = programIcon(5).pixmap(64).toImage();
        QVERIFY(plain != five);
        QVERIFY(programIcon(5).pixmap(64).toImage() == five);
        QVERIFY(programIcon(100).pixmap(64).toImage() == programIcon(5000).pixmap(64).toImage()); // 99+
    }

    void theWatchdogNoticesAStall()
    {
        StallWatchdog watchdog;
        QTest::qWait(100);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression("the window stood still for \\d+ ms"));
        QThread::msleep(200);
        QTest::qWait(100);
    }

private:
    ChatId chat() const { return m_session->withJon; }
    void receive(const QString &text)
    {
        m_session->now += 1'000;
        m_session->receive(chat(), {m_session->jon, text});
        m_session->flush();
    }

    std::unique_ptr<FakeSession> m_session;
    std::unique_ptr<TestUi> m_ui;
    std::unique_ptr<FakeSink> m_sink;
    std::unique_ptr<Notifier> m_notifier;
    Notifier::View m_view;
};

QTEST_MAIN(TestDesktop)
#include "test_desktop.moc"
