#include "tests/ui/support/fake_session.h"
#include "tests/ui/support/ui_probe.h"
#include "ui/chatlist/chat_list_panel.h"
#include "ui/chatlist/chat_list_view.h"
#include "ui/common/fields.h"
#include "ui/common/presence_watcher.h"
#include "ui/common/sheet.h"
#include "ui/window/caret_rest.h"
#include "ui/window/chat_pane.h"
#include "ui/window/columns.h"
#include "ui/window/main_window.h"
#include "ui/window/user_activity.h"

#include <QApplication>
#include <QPaintEvent>
#include <QSignalSpy>
#include <QTest>

using namespace confab;
using namespace confab::test;

class TestWindow : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_session = std::make_unique<FakeSession>();
        m_ui = std::make_unique<TestUi>(m_session.get(), Theme::Mode::Light, m_session->now);
        m_window = std::make_unique<MainWindow>(m_ui->context());
        present(m_window.get(), {1100, 740});
    }
    void cleanup()
    {
        m_window.reset();
        m_ui.reset();
        m_session.reset();
    }

    void nothingIsMadeBeforeItIsNeeded()
    {
        QVERIFY(!m_window->pane());
        QVERIFY(shows(m_window.get(), "Pick a chat"));
        m_window->openChat(session().lantern);
        QVERIFY(m_window->pane());
        QVERIFY(!shows(m_window.get(), "Pick a chat"));
    }

    void openingTellsTheSession()
    {
        QTest::mouseClick(m_window->windowHandle(), Qt::LeftButton, {}, QPoint(700, 30));
        m_window->openChat(session().lantern);
        QCOMPARE(session().focused, QList<ChatId> {session().lantern});
        QVERIFY(session().active);
        m_window->closeChat();
        QCOMPARE(session().focused, QList<ChatId>());
    }

    void peopleOfTheOpenChatAreWatched()
    {
        PresenceWatcher watcher(&session());
        UiContext context = m_ui->context();
        context.presence = &watcher;
        MainWindow window(context);
        QTRY_VERIFY(session().watched.contains(session().tomasz)); // of the list
        QVERIFY(!session().watched.contains(session().kofi));
        window.openChat(session().lantern);
        QTRY_VERIFY(session().watched.contains(session().kofi));
        QVERIFY(session().watched.contains(session().tomasz));
        QCOMPARE(QSet<UserId>(session().watched.cbegin(), session().watched.cend()).size(), session().watched.size());
        window.closeChat();
        QTRY_VERIFY(!session().watched.contains(session().kofi));
    }

    void anUnknownChatOpensNothing()
    {
        m_window->openChat(ChatId());
        QVERIFY(!m_window->openedChat());
    }

    void aRemovedChatCloses()
    {
        m_window->openChat(session().withJon);
        session().removeChat(session().withJon);
        QTRY_VERIFY(!m_window->openedChat());
    }

    void altArrowsSwitchChats()
    {
        const ChatListModel &model = *m_window->list()->model();
        key(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(m_window->openedChat(), model.idAt(0));
        key(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(m_window->openedChat(), model.idAt(1));
        key(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(m_window->openedChat(), model.idAt(0));
        key(Qt::Key_Down, Qt::AltModifier | Qt::ShiftModifier);
        QVERIFY(ChatListModel::hasUnread(*session().chat(*m_window->openedChat())));
        key(Qt::Key_3, Qt::ControlModifier);
        QCOMPARE(m_window->openedChat(), model.idAt(2));
    }

    void searchHasTwoKeys()
    {
        for (Qt::Key k : {Qt::Key_F, Qt::Key_K}) {
            m_window->openChat(session().lantern);
            key(k, Qt::ControlModifier);
            auto *search = named<SearchField>(m_window.get(), "Search");
            QVERIFY(search && search->hasFocus());
        }
    }

    void shortcutsActOnTheOpenChat()
    {
        m_window->openChat(session().withTomasz);
        key(Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(session().chat(session().withTomasz)->mutedUntil > m_ui->now);
        key(Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(session().chat(session().withTomasz)->archived);
    }

    void dialogsCoverTheShortcuts()
    {
        m_window->openChat(session().lantern);
        key(Qt::Key_Slash, Qt::ControlModifier);
        QVERIFY(Sheet::on(m_window.get()));
        QVERIFY(shows(m_window.get(), "Keyboard shortcuts"));
        key(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(m_window->openedChat(), session().lantern);
        key(Qt::Key_Escape);
        QVERIFY(!Sheet::on(m_window.get()));
        QVERIFY(m_window->openedChat()); // Esc closed the dialog, not the chat
    }

    void newChatAndSettingsOpen()
    {
        key(Qt::Key_N, Qt::ControlModifier);
        QVERIFY(Sheet::on(m_window.get()));
        key(Qt::Key_Escape);
        key(Qt::Key_Comma, Qt::ControlModifier);
        QVERIFY(shows(m_window.get(), "Settings"));
        QVERIFY(!m_window->list()->isVisible());
        key(Qt::Key_Escape);
        QTRY_VERIFY(m_window->list()->isVisible());
    }

    void textSizeByKeys()
    {
        key(Qt::Key_Equal, Qt::ControlModifier);
        QCOMPARE(m_ui->settings.textScale(), 110);
        key(Qt::Key_Minus, Qt::ControlModifier);
        key(Qt::Key_Minus, Qt::ControlModifier);
        QCOMPARE(m_ui->settings.textScale(), 90);
        key(Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(m_ui->settings.textScale(), 100);
    }

    void infoColumn()
    {
        m_window->resize(1400, 740);
        m_window->openChat(session().lantern);
        key(Qt::Key_D, Qt::ControlModifier);
        QVERIFY(m_window->columns()->info());
        QCOMPARE(m_window->columns()->info()->width(), 320);
        QVERIFY(m_window->pane()->isVisible());
        key(Qt::Key_Escape);
        QTRY_VERIFY(!m_window->columns()->info());
        QCOMPARE(m_window->openedChat(), session().lantern);
    }

    void infoCoversThePaneWhereThereIsNoRoom()
    {
        m_window->resize(800, 740);
        m_window->openChat(session().lantern);
        key(Qt::Key_D, Qt::ControlModifier);
        QVERIFY(m_window->columns()->info()->isVisible());
        QVERIFY(!m_window->pane()->isVisible());
        QVERIFY(m_window->list()->isVisible());
    }

    void oneColumnBelow640()
    {
        m_window->resize(500, 740);
        QTest::qWait(1);
        QVERIFY(m_window->columns()->isOneColumn());
        QVERIFY(m_window->list()->isVisible());
        QCOMPARE(m_window->list()->width(), 500);
        m_window->openChat(session().withTomasz);
        QVERIFY(!m_window->list()->isVisible());
        QCOMPARE(m_window->pane()->width(), 500);
        click(named(m_window.get(), "Back to the chats"));
        QVERIFY(m_window->list()->isVisible());
        QVERIFY(!m_window->openedChat());
        m_window->openChat(session().withTomasz);
        m_window->resize(1100, 740);
        QTest::qWait(1);
        QVERIFY(m_window->list()->isVisible() && m_window->pane()->isVisible());
    }

    void listWidthIsKeptWithinItsLimits()
    {
        Columns *columns = m_window->columns();
        columns->setListWidth(9'000);
        QCOMPARE(columns->listWidth(), 540);
        columns->setListWidth(265);
        QCOMPARE(columns->listWidth(), 280);
        columns->setListWidth(200);
        QCOMPARE(columns->listWidth(), 72);
        QTest::qWait(1);
        QVERIFY(m_window->list()->isNarrow());
    }

    void closingHidesOrQuits()
    {
        QSignalSpy quit(m_window.get(), &MainWindow::quitRequested), hidden(m_window.get(), &MainWindow::hidden);
        m_window->setHidesOnClose(true);
        m_window->close();
        QVERIFY(!m_window->isVisible());
        QCOMPARE(hidden.size(), 1);
        QCOMPARE(quit.size(), 0);
        m_window->bringToFront();
        QVERIFY(m_window->isVisible());
        m_window->setHidesOnClose(false);
        m_window->close();
        QCOMPARE(quit.size(), 1);
    }

    void geometryIsRemembered()
    {
        m_window->resize(900, 650);
        QTRY_COMPARE(m_ui->settings.window("geometry").toRect().size(), QSize(900, 650));
    }

    void theServersNoticesAreSaid()
    {
        session().say("This server has lost messages that you have.");
        QVERIFY(shows(m_window.get(), "This server has lost messages"));
    }

    void aStoreThatCannotBeOpenedIsSaid()
    {
        session().failOpen({ErrorCode::Internal, "The database is from a newer version.", false});
        QVERIFY(shows(m_window.get(), "The database is from a newer version."));
        QSignalSpy quit(m_window.get(), &MainWindow::quitRequested);
        click(named(m_window.get(), "Quit"));
        QCOMPARE(quit.size(), 1);
    }

    void nothingFocusableIsUnnamed()
    {
        QCOMPARE(unnamedFocusables(m_window.get()), QStringList());
        m_window->openChat(session().lantern);
        QTest::qWait(20);
        QCOMPARE(unnamedFocusables(m_window.get()), QStringList());
        key(Qt::Key_D, Qt::ControlModifier);
        QTest::qWait(20);
        QCOMPARE(unnamedFocusables(m_window.get()), QStringList());
    }

    void idleWindowDoesNotPaint()
    {
        m_window->openChat(session().withMae);
        QTRY_COMPARE_WITH_TIMEOUT(QApplication::cursorFlashTime(), 0, CaretRest::after + 5'000);
        QTest::qWait(300);
        class Count : public QObject {
        public:
            QStringList painted;
            bool eventFilter(QObject *object, QEvent *event) override
            {
                if (event->type() == QEvent::Paint)
                    painted += object->metaObject()->className();
                return false;
            }
        } count;
        qApp->installEventFilter(&count);
        QTest::qWait(2'000);
        QCOMPARE(count.painted, QStringList());
        session().receive(session().withMae, {session().mae, "olá"});
        QTRY_VERIFY(!count.painted.isEmpty());
        QTest::keyClick(m_window->windowHandle(), Qt::Key_A);
        QVERIFY(QApplication::cursorFlashTime() > 0);
    }

    void switchingTheme()
    {
        m_window->openChat(session().lantern);
        m_ui->theme.setMode(Theme::Mode::Dark);
        QTest::qWait(20);
        const QImage image = m_window->grab().toImage();
        QCOMPARE(image.pixelColor(300, 8), m_ui->theme.color(Token::BgPanel));
        QCOMPARE(image.pixelColor(2, 400), m_ui->theme.color(Token::BgWindow));
    }

    void rightToLeft()
    {
        m_window->setLayoutDirection(Qt::RightToLeft);
        QTest::qWait(20);
        QVERIFY(m_window->list()->mapTo(m_window.get(), QPoint(0, 0)).x() > 700);
    }

private:
    FakeSession &session() { return *m_session; }
    void key(int k, Qt::KeyboardModifiers modifiers = {})
    {
        QWidget *focus = m_window->focusWidget();
        QTest::keyClick(focus ? focus : m_window.get(), Qt::Key(k), modifiers);
    }

    std::unique_ptr<FakeSession> m_session;
    std::unique_ptr<TestUi> m_ui;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestWindow)
#include "test_window.moc"
