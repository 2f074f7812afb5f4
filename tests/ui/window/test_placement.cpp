#include "ui/common/settings.h"
#include "ui/window/shortcuts.h"
#include "ui/window/window_placement.h"

#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace confab;

class TestPlacement : public QObject {
    Q_OBJECT
private slots:
    void clampsToAScreen_data()
    {
        QTest::addColumn<QRect>("stored");
        QTest::addColumn<QList<QRect>>("screens");
        QTest::addColumn<QRect>("expected");
        const QRect left(0, 0, 1920, 1080), right(1920, 0, 2560, 1440);
        QTest::newRow("inside") << QRect(100, 100, 1100, 740) << QList<QRect> {left} << QRect(100, 100, 1100, 740);
        QTest::newRow("never stored") << QRect() << QList<QRect> {left} << QRect();
        QTest::newRow("no screen") << QRect(0, 0, 900, 700) << QList<QRect>() << QRect();
        QTest::newRow("screen is gone") << QRect(2500, 300, 1100, 740) << QList<QRect> {left} << QRect(820, 300, 1100, 740);
        QTest::newRow("half out to the left") << QRect(-600, -50, 1100, 740) << QList<QRect> {left} << QRect(0, 0, 1100, 740);
        QTest::newRow("larger than the screen") << QRect(0, 0, 4000, 3000) << QList<QRect> {left} << left;
        QTest::newRow("smaller than may be") << QRect(10, 10, 50, 50) << QList<QRect> {left} << QRect(10, 10, 400, 520);
        QTest::newRow("mostly on the second") << QRect(1800, 200, 1100, 740) << QList<QRect> {left, right} << QRect(1920, 200, 1100, 740);
        QTest::newRow("screen smaller than the least size") << QRect(0, 0, 500, 600) << QList<QRect> {QRect(0, 0, 320, 480)} << QRect(0, 0, 320, 480);
    }
    void clampsToAScreen()
    {
        QFETCH(QRect, stored);
        QFETCH(QList<QRect>, screens);
        QFETCH(QRect, expected);
        QCOMPARE((WindowPlacement {stored, false}).on(screens, {400, 520}), expected);
    }

    void survivesARestart()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath("settings.ini");
        {
            UiSettings settings(file);
            WindowPlacement {QRect(7, 8, 900, 700), true}.save(&settings);
            settings.setTextScale(130);
            settings.setThemeMode(Theme::Mode::Dark);
        }
        UiSettings settings(file);
        const WindowPlacement placement = WindowPlacement::load(settings);
        QCOMPARE(placement.normal, QRect(7, 8, 900, 700));
        QVERIFY(placement.maximised);
        QCOMPARE(settings.textScale(), 130);
        QCOMPARE(settings.themeMode(), Theme::Mode::Dark);
    }

    void settingsSurviveNonsense()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath("settings.ini");
        QFile broken(file);
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("[look]\ntheme=Purple\ntext_scale=-3\n[state]\ngeometry=@Invalid()\n\x01\xff garbage");
        broken.close();
        UiSettings settings(file);
        QCOMPARE(settings.themeMode(), Theme::Mode::System);
        QCOMPARE(settings.textScale(), 85);
        QVERIFY(!WindowPlacement::load(settings).normal.isValid());
    }

    void everyShortcutIsThereOnce()
    {
        QSet<int> ids;
        QSet<QString> keys;
        for (const ShortcutRow &row : shortcutTable()) {
            if (row.id == ShortcutId::Count)
                continue;
            QVERIFY(!ids.contains(int(row.id)));
            ids.insert(int(row.id));
            for (const QKeySequence &key : row.keys) {
                QVERIFY2(!key.isEmpty() && !keys.contains(key.toString()), qPrintable(key.toString()));
                keys.insert(key.toString());
            }
        }
        QCOMPARE(ids.size(), int(ShortcutId::Count));
    }

    void theListIsGroupedBySection()
    {
        QStringList sections;
        for (const ShortcutInfo &info : shortcutList()) {
            QVERIFY(!info.what.isEmpty() && !info.keys.isEmpty());
            if (sections.isEmpty() || sections.last() != info.section)
                sections.append(info.section);
        }
        QCOMPARE(QSet<QString>(sections.begin(), sections.end()).size(), sections.size());
    }
};

QTEST_MAIN(TestPlacement)
#include "test_placement.moc"
