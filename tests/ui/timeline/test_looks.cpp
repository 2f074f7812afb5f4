#include "tests/ui/support/fake_session.h"
#include "tests/ui/support/ui_probe.h"
#include "ui/timeline/timeline_view.h"

#include <QSignalSpy>
#include <QTest>

using namespace confab;
using namespace confab::test;

//! Pictures for people (CONFAB_SHOTS names the folder); what is asserted is that all of it paints.
class TestLooks : public QObject {
    Q_OBJECT
private slots:
    void timeline_data();
    void timeline();
};

void TestLooks::timeline_data()
{
    QTest::addColumn<Theme::Mode>("mode");
    QTest::newRow("light") << Theme::Mode::Light;
    QTest::newRow("dark") << Theme::Mode::Dark;
}

void TestLooks::timeline()
{
    QFETCH(Theme::Mode, mode);
    FakeSession session(
        FakeSession::Seed::World, QDateTime(QDate(2026, 11, 24), QTime(14, 40), Qt::UTC).toMSecsSinceEpoch());
    TestUi ui(&session, mode, session.now);
    TimelineView view(ui.context());
    present(&view, {760, 1100});
    view.openChat(session.lantern);
    QTRY_VERIFY(view.isReady());
    QTest::qWait(50);
    shoot(&view, QStringLiteral("timeline-") + QTest::currentDataTag());
    view.openChat(session.withYutong);
    QTRY_VERIFY(view.isReady());
    shoot(&view, QStringLiteral("direct-") + QTest::currentDataTag());
    QVERIFY(view.paintCount() > 0);
}

QTEST_MAIN(TestLooks)
#include "test_looks.moc"
