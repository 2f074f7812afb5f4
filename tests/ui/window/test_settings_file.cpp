#include "ui/common/settings.h"

#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace confab;

//! R: settings.ini is not sealed. What says something of its user does not go there.
class TestSettingsFile : public QObject {
    Q_OBJECT
    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void R_personalThingsAreKeptElsewhere()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("settings.ini"));
        QByteArray kept;
        {
            UiSettings settings(path);
            settings.keepPrivately({}, [&kept](const QByteArray &bytes) { kept = bytes; });
            settings.setTextScale(120);
            settings.setWindow(QStringLiteral("geometry"), QRect(1, 2, 300, 400));
            settings.setPersonal(QStringLiteral("recentEmoji"), QStringList {QStringLiteral("known-word")});
            QCOMPARE(settings.personal(QStringLiteral("recentEmoji")).toStringList(), QStringList {QStringLiteral("known-word")});
        }
        QVERIFY(contentOf(path).contains("120"));
        QVERIFY(!contentOf(path).contains("known-word"));
        QVERIFY(!contentOf(path).contains("recentEmoji"));
        UiSettings again(path);
        QVERIFY(!again.personal(QStringLiteral("recentEmoji")).isValid());
        again.keepPrivately(kept, {});
        QCOMPARE(again.personal(QStringLiteral("recentEmoji")).toStringList(), QStringList {QStringLiteral("known-word")});
    }

    void whatAnEarlierVersionLeftThereIsTakenOver()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("settings.ini"));
        {
            QSettings old(path, QSettings::IniFormat);
            old.setValue(QStringLiteral("state/recentEmoji"), QStringList {QStringLiteral("known-word")});
            old.setValue(QStringLiteral("state/playedVoice"), QStringList {QStringLiteral("known-id")});
            old.setValue(QStringLiteral("look/text_scale"), 130);
        }
        QByteArray kept;
        UiSettings settings(path);
        settings.keepPrivately({}, [&kept](const QByteArray &bytes) { kept = bytes; });
        QCOMPARE(settings.personal(QStringLiteral("recentEmoji")).toStringList(), QStringList {QStringLiteral("known-word")});
        QCOMPARE(settings.personal(QStringLiteral("playedVoice")).toStringList(), QStringList {QStringLiteral("known-id")});
        QVERIFY(kept.contains("known-word"));
        QCOMPARE(settings.textScale(), 130);
        QVERIFY(!contentOf(path).contains("known"));
    }

    void nonsenseIsNothing()
    {
        UiSettings settings({});
        settings.keepPrivately("\xff\x00 no map", {});
        QVERIFY(!settings.personal(QStringLiteral("recentEmoji")).isValid());
        settings.setPersonal(QStringLiteral("recentEmoji"), QStringList {QStringLiteral("x")});
        QCOMPARE(settings.personal(QStringLiteral("recentEmoji")).toStringList().size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestSettingsFile)
#include "test_settings_file.moc"
