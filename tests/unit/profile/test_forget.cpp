#include "core/profile/forget_profile.h"
#include "core/profile/profile_files.h"

#include <QTemporaryDir>
#include <QTest>

using namespace confab;

//! Logging out leaves nothing of the account behind.
class TestForget : public QObject {
    Q_OBJECT
private slots:
    void everythingOfTheAccountGoes();
    void anEmptyFolderIsFine();
};

void TestForget::everythingOfTheAccountGoes()
{
    QTemporaryDir dir;
    const QDir folder(dir.path());
    QVERIFY(folder.mkpath("media/received/ab"));
    QStringList account{"media/received/ab/file", "profile.db", "profile.db-wal", "profile.db-shm", "profile.lock",
        "master.key", "master.key.1", "master.key.2", "master.lock", "identity.db", "identity.db-journal", "identity.0.db",
        "identity.1.db", "identity.2.db", "identity.3.db", "account.keys", "account.keys.AbCdEf"};
    const QStringList stays{"settings.ini", "holiday.jpg"};
    for (const auto &name : account + stays) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("x");
    }
    QVERIFY(forgetProfile(dir.path()));
    auto left = folder.entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
    QCOMPARE(left, (QStringList{"holiday.jpg", "settings.ini"}));
}

void TestForget::anEmptyFolderIsFine()
{
    QTemporaryDir dir;
    QVERIFY(forgetProfile(dir.path()));
    QVERIFY(forgetProfile(dir.filePath("never made")));
}

QTEST_APPLESS_MAIN(TestForget)
#include "test_forget.moc"
