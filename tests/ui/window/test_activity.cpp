#include "tests/ui/support/ui_probe.h"
#include "ui/common/sheet.h"
#include "ui/window/user_activity.h"

#include <QSignalSpy>
#include <QTest>
#include <QWindow>

using namespace confab;
using namespace confab::test;
using namespace std::chrono_literals;

class TestActivity : public QObject {
    Q_OBJECT
private slots:
    void inputMakesActiveFor30Seconds()
    {
        Instant now = 1'000'000ms;
        QWidget window;
        UserActivity activity(&window, [&] { return now; });
        present(&window, {400, 300});
        now += 31s;
        activity.refresh();
        QVERIFY(!activity.isUserActive());
        QSignalSpy changed(&activity, &UserActivity::userActiveChanged), input(&activity, &ActivitySource::input);
        QTest::keyClick(window.windowHandle(), Qt::Key_A);
        QVERIFY(input.size() >= 1);
        QVERIFY(activity.isUserActive());
        QCOMPARE(changed.size(), 1);
        now += 29s;
        activity.refresh();
        QVERIFY(activity.isUserActive());
        now += 1s;
        activity.refresh();
        QVERIFY(!activity.isUserActive());
        QCOMPARE(changed.size(), 2);
    }

    void withoutTheFocusNobodyIsActive()
    {
        QWidget window, other;
        UserActivity activity(&window);
        present(&window, {400, 300});
        QTest::mouseClick(window.windowHandle(), Qt::LeftButton, {}, QPoint(20, 20));
        QVERIFY(activity.isUserActive() && activity.facts().active);
        present(&other, {200, 200});
        QTRY_VERIFY(!activity.facts().active);
        QVERIFY(!activity.isUserActive());
    }

    void aSheetIsModal()
    {
        TestUi ui;
        QWidget window;
        UserActivity activity(&window);
        present(&window, {700, 500});
        QVERIFY(!activity.facts().modal);
        QSignalSpy facts(&activity, &ActivitySource::factsChanged);
        auto *sheet = new Sheet(ui.context(), &window, "Title");
        sheet->open();
        QTRY_VERIFY(activity.facts().modal);
        sheet->closeSheet();
        QTRY_VERIFY(!activity.facts().modal);
        QVERIFY(facts.size() >= 2);
    }

    void hiddenIsNotExposed()
    {
        QWidget window;
        UserActivity activity(&window);
        QVERIFY(!activity.facts().exposed);
        present(&window, {400, 300});
        QTRY_VERIFY(activity.facts().exposed);
        window.hide();
        QTRY_VERIFY(!activity.facts().exposed);
    }
};

QTEST_MAIN(TestActivity)
#include "test_activity.moc"
