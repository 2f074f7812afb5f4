#include "tests/ui/support/fake_session.h"
#include "tests/ui/support/ui_probe.h"
#include "ui/chatlist/chat_list_panel.h"
#include "ui/chatlist/chat_list_view.h"
#include "ui/common/fields.h"
#include "ui/common/menu.h"
#include "ui/common/sheet.h"

#include <QApplication>
#include <QPainter>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace confab;
using namespace confab::test;

namespace {

class PaintCounter : public QObject {
public:
    explicit PaintCounter() { qApp->installEventFilter(this); }
    bool eventFilter(QObject *, QEvent *event) override
    {
        count += event->type() == QEvent::Paint;
        return false;
    }
    int count = 0;
};

QAction *entry(QMenu *menu, const QString &text)
{
    for (QAction *action : menu->actions()) {
        if (action->text().section('\t', 0, 0) == text)
            return action;
    }
    return nullptr;
}

} // namespace

class TestList : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_session = std::make_unique<FakeSession>();
        m_ui = std::make_unique<TestUi>(m_session.get(), Theme::Mode::Light, m_session->now);
        m_panel = std::make_unique<ChatListPanel>(m_ui->context());
        present(m_panel.get(), {340, 740});
        m_view = m_panel->view();
        connect(m_panel.get(), &ChatListPanel::openRequested, m_panel.get(), &ChatListPanel::setOpen);
        m_opened = std::make_unique<QSignalSpy>(m_panel.get(), &ChatListPanel::openRequested);
    }
    void cleanup()
    {
        m_opened.reset();
        m_panel.reset();
        m_ui.reset();
        m_session.reset();
    }

    void clickOpens()
    {
        QTest::mouseClick(viewport(), Qt::LeftButton, {}, centre(session().withTomasz));
        QCOMPARE(opened(), session().withTomasz);
        QCOMPARE(m_view->open(), session().withTomasz);
    }

    void theRowUnderThePressedButtonNeverChanges()
    {
        const QPoint at = centre(session().site);
        QTest::mousePress(viewport(), Qt::LeftButton, {}, at);
        session().receive(session().withHyejin, {session().hyejin, "to the top"});
        session().flush();
        QTest::mouseRelease(viewport(), Qt::LeftButton, {}, at);
        QCOMPARE(opened(), session().site);
        QVERIFY(m_panel->model()->indexOf(session().withHyejin) < 3);
    }

    void releaseElsewhereOpensNothing()
    {
        QTest::mousePress(viewport(), Qt::LeftButton, {}, centre(session().site));
        QTest::mouseRelease(viewport(), Qt::LeftButton, {}, centre(session().withTomasz));
        QCOMPARE(m_opened->size(), 0);
    }

    void keysMoveTheCursorAndEnterOpens()
    {
        m_panel->focusList();
        press(m_panel.get(), Qt::Key_Home);
        press(m_panel.get(), Qt::Key_Down);
        press(m_panel.get(), Qt::Key_Down);
        press(m_panel.get(), Qt::Key_Up);
        QCOMPARE(m_opened->size(), 0); // moving is not opening
        press(m_panel.get(), Qt::Key_Return);
        QCOMPARE(opened(), m_panel->model()->idAt(1));
        press(m_panel.get(), Qt::Key_End);
        QCOMPARE(m_view->currentItem(), m_panel->model()->count() - 1);
        QVERIFY(viewport()->rect().contains(m_view->rowRect(m_view->currentItem()).center()));
    }

    void selectionAndCursorGoWithTheirRow()
    {
        m_panel->setOpen(session().withJon);
        const int before = m_view->currentItem();
        session().receive(session().withJon, {session().jon, "up I go"});
        session().flush();
        QVERIFY(m_view->currentItem() < before);
        QCOMPARE(m_panel->model()->idAt(m_view->currentItem()), session().withJon);
        QVERIFY(m_view->isItemSelected(m_view->currentItem()));
    }

    void whatIsInViewStaysThere()
    {
        m_panel->resize(340, 420);
        QTest::qWait(1);
        m_view->verticalScrollBar()->setValue(250);
        const int row = m_view->rowAt(100);
        const ChatId chat = m_panel->model()->idAt(row);
        const int y = m_view->rowRect(row).top();
        const ChatId last = m_panel->model()->idAt(m_panel->model()->count() - 1);
        session().receive(last, {session().hyejin, "from the bottom to the top"});
        session().flush();
        QCOMPARE(m_view->rowRect(m_panel->model()->indexOf(chat)).top(), y);
    }

    void lettersGoToTheSearch()
    {
        m_panel->focusList();
        press(m_panel.get(), Qt::Key_L);
        auto *search = named<SearchField>(m_panel.get(), "Search");
        QVERIFY(search && search->hasFocus());
        typeText(m_panel.get(), "ant");
        QCOMPARE(search->text(), "lant");
        QCOMPARE(m_panel->model()->count(), 1);
        press(m_panel.get(), Qt::Key_Return);
        QCOMPARE(opened(), session().lantern);
        press(m_panel.get(), Qt::Key_Escape);
        QCOMPARE(search->text(), "");
        press(m_panel.get(), Qt::Key_Escape);
        QVERIFY(m_view->hasFocus());
    }

    void nothingFoundOffersToClear()
    {
        m_panel->focusSearch();
        typeText(m_panel.get(), "pontoon");
        QVERIFY(shows(m_panel.get(), "pontoon"));
        click(named(m_panel.get(), "Clear search")); // the field's own, or the empty list's: the same
        QVERIFY(m_panel->model()->count() > 3);
        QVERIFY(m_view->isVisible());
    }

    void chipsFilter()
    {
        click(named(m_panel.get(), "Groups 3"));
        QCOMPARE(m_panel->model()->filter(), ChatListFilter::Groups);
        QCOMPARE(m_panel->model()->count(), 3);
        click(named(m_panel.get(), "Archived"));
        QVERIFY(shows(m_panel.get(), "Nothing archived"));
    }

    void menuActsOnItsChat()
    {
        const auto open = [this](const ChatId &chat) {
            emit m_view->menuRequested(chat, m_view->mapToGlobal(centre(chat)));
            return qobject_cast<PopupMenu *>(QApplication::activePopupWidget());
        };
        PopupMenu *menu = open(session().withTomasz);
        QVERIFY(menu);
        QVERIFY(entry(menu, "Pin") && entry(menu, "Archive") && entry(menu, QString::fromUtf8("Block…")));
        QVERIFY(!entry(menu, QString::fromUtf8("Leave group…")));
        entry(menu, "Mark as read")->trigger();
        menu->close();
        QTRY_COMPARE(session().chat(session().withTomasz)->unread, 0);

        menu = open(session().withTomasz);
        entry(menu, "Mark as unread")->trigger();
        menu->close();
        QTRY_VERIFY(session().chat(session().withTomasz)->markedUnread);

        menu = open(session().withTomasz);
        QAction *mute = entry(menu, "Mute");
        QVERIFY(mute && mute->menu());
        entry(mute->menu(), "For 8 hours")->trigger();
        menu->close();
        QTRY_COMPARE(session().chat(session().withTomasz)->mutedUntil, m_ui->now + 8 * 3'600'000);

        menu = open(session().lantern);
        entry(menu, QString::fromUtf8("Leave group…"))->trigger();
        menu->close();
        QVERIFY(Sheet::on(m_panel.get())); // asks first
        QCOMPARE(session().script.callCount("leave"), 0);
        click(named(Sheet::on(m_panel.get()), "Leave"));
        QTRY_COMPARE(session().script.callCount("leave"), 1);
    }

    void archivingCanBeUndone()
    {
        emit m_view->menuRequested(session().withJon, {});
        auto *menu = qobject_cast<PopupMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        entry(menu, "Archive")->trigger();
        menu->close();
        QTRY_VERIFY(m_panel->model()->indexOf(session().withJon) < 0);
        click(named(m_panel.get(), "Undo"));
        QTRY_VERIFY(m_panel->model()->indexOf(session().withJon) >= 0);
    }

    void aRefusedLeaveIsSaid()
    {
        session().script.failNext("leave", ErrorCode::Busy, "The server is busy.");
        emit m_view->menuRequested(session().lantern, {});
        auto *menu = qobject_cast<PopupMenu *>(QApplication::activePopupWidget());
        entry(menu, QString::fromUtf8("Leave group…"))->trigger();
        menu->close();
        click(named(Sheet::on(m_panel.get()), "Leave"));
        QTRY_VERIFY(shows(m_panel.get(), "The server is busy."));
    }

    void narrowListShowsAvatars()
    {
        m_panel->resize(72, 740);
        QTest::qWait(1);
        QVERIFY(m_panel->isNarrow());
        QVERIFY(!named<SearchField>(m_panel.get(), "Search"));
        QTest::mouseClick(viewport(), Qt::LeftButton, {}, centre(session().site));
        QCOMPARE(opened(), session().site);
    }

    void connectionLineWithTryNow()
    {
        session().setPhase(ConnectionPhase::Waiting, "No network", m_ui->now + 7'000);
        QVERIFY(!shows(m_panel.get(), "Connecting"));
        m_ui->now += 2'000;
        session().setPhase(ConnectionPhase::Waiting, "No network", m_ui->now + 7'000);
        QVERIFY(shows(m_panel.get(), "Reconnecting in 7"));
        click(named(m_panel.get(), "Try now"));
        QCOMPARE(session().reconnects, 1);
        session().setPhase(ConnectionPhase::Online);
        QVERIFY(!shows(m_panel.get(), "Reconnecting"));
    }

    void firstRunHasOneAction()
    {
        FakeSession empty(FakeSession::Seed::Empty);
        TestUi ui(&empty);
        ChatListPanel panel(ui.context());
        present(&panel, {340, 740});
        QSignalSpy wanted(&panel, &ChatListPanel::newChatRequested);
        QVERIFY(shows(&panel, "No chats yet"));
        click(named(&panel, "Add by user name"));
        QCOMPARE(wanted.size(), 1);
    }

    // ---- screen readers ----

    void rowsAreReadAsSentences()
    {
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_view);
        QCOMPARE(list->role(), QAccessible::List);
        QCOMPARE(list->childCount(), m_panel->model()->count());
        const int row = m_panel->model()->indexOf(session().site);
        const QString text = list->child(row)->text(QAccessible::Name);
        for (const char *part : {"Site build", "group", "7 unread", "you are mentioned", "Kofi"})
            QVERIFY2(text.contains(part), qPrintable(text));
        list->child(row)->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(opened(), session().site);
    }

    void nothingFocusableIsUnnamed() { QCOMPARE(unnamedFocusables(m_panel.get()), QStringList()); }

    void tabReachesEverything()
    {
        const QStringList order = tabOrder(m_panel.get());
        for (const char *name : {"Your profile and settings", "New chat", "Menu", "Search", "All", "Chats"})
            QVERIFY2(order.contains(name), qPrintable(order.join(", ")));
    }

    // ---- painting ----

    void idleListDoesNotPaint()
    {
        QTest::qWait(50);
        PaintCounter paints;
        QTest::qWait(1'500);
        QCOMPARE(paints.count, 0);
        session().setPresence(session().tomasz, PresenceState::Offline, session().now);
        QTRY_VERIFY(paints.count > 0); // it does count
    }

    void aChangeRepaintsItsRowOnly()
    {
        QTest::qWait(50);
        QRegion painted;
        class Watch : public QObject {
        public:
            QRegion *region;
            bool eventFilter(QObject *, QEvent *event) override
            {
                if (event->type() == QEvent::Paint)
                    *region |= static_cast<QPaintEvent *>(event)->region();
                return false;
            }
        } watch;
        watch.region = &painted;
        viewport()->installEventFilter(&watch);
        session().setTypingOf(session().site, {session().jon});
        QTRY_VERIFY(!painted.isEmpty());
        QCOMPARE(painted.boundingRect(), m_view->rowRect(m_panel->model()->indexOf(session().site)));
    }

    void paintsTheSameAtEveryRatio_data()
    {
        QTest::addColumn<qreal>("dpr");
        for (qreal dpr : {1.0, 1.5, 2.0})
            QTest::addRow("%g", dpr) << dpr;
    }
    // Goldens by structure, since fonts differ between machines: grounds, badge and dot stand where the measures say.
    void paintsTheSameAtEveryRatio()
    {
        QFETCH(qreal, dpr);
        m_panel->setOpen(session().lantern);
        QImage image(viewport()->size() * dpr, QImage::Format_RGB32);
        image.setDevicePixelRatio(dpr);
        QPainter painter(&image);
        viewport()->render(&painter);
        painter.end();
        const auto at = [&](QPoint p) { return image.pixelColor(int((p.x() + 0.5) * dpr), int((p.y() + 0.5) * dpr)); };
        const Theme &theme = m_ui->theme;
        const QRect selected = m_view->rowRect(m_panel->model()->indexOf(session().lantern));
        QCOMPARE(at({2, selected.center().y()}), theme.color(Token::BgWindow)); // 4 px beside the row
        QCOMPARE(at({8, selected.center().y()}), theme.color(Token::RowSelected));
        QCOMPARE(at({5, selected.top() + 1}), theme.color(Token::BgWindow)); // outside of the round corner
        const QRect tomasz = m_view->rowRect(m_panel->model()->indexOf(session().withTomasz));
        const QPoint dot(16 + 48 - 6, tomasz.top() + 11 + 48 - 6);
        QCOMPARE(at(dot), theme.color(Token::Online));
        QCOMPARE(at({340 - 16 - 17, tomasz.top() + 48}), theme.color(Token::Badge));
        const QRect kitchen = m_view->rowRect(m_panel->model()->indexOf(session().kitchen));
        QCOMPARE(at({340 - 16 - 4, kitchen.top() + 48}), theme.color(Token::BadgeMuted));
    }

    void paintARow()
    {
        QImage image(680, 140, QImage::Format_RGB32);
        image.setDevicePixelRatio(2);
        ChatRowPainter painter(m_ui->context());
        const ChatRow row = m_view->content(m_panel->model()->indexOf(session().site));
        QBENCHMARK {
            QPainter p(&image);
            painter.paint(&p, QRect(0, 0, 340, 70), row, {});
        }
    }

private:
    FakeSession &session() { return *m_session; }
    QWidget *viewport() { return m_view->viewport(); }
    QPoint centre(const ChatId &chat) { return m_view->rowRect(m_panel->model()->indexOf(chat)).center(); }
    ChatId opened() { return m_opened->isEmpty() ? ChatId() : m_opened->last().first().value<ChatId>(); }

    std::unique_ptr<FakeSession> m_session;
    std::unique_ptr<TestUi> m_ui;
    std::unique_ptr<ChatListPanel> m_panel;
    std::unique_ptr<QSignalSpy> m_opened;
    ChatListView *m_view = nullptr;
};

QTEST_MAIN(TestList)
#include "test_list.moc"
