#include "core/store/vfs/cipher_vfs.h"
#include "tests/unit/store/store_fixture.h"

#include <QDir>
#include <QFile>
#include <QtTest>

using namespace confab;
using namespace confab::test;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString word(int n) { return QStringLiteral("geheimnis%1").arg(n); }

} // namespace

//! The store on the sealing VFS (e2ee.md "At rest"). What the VFS does with torn and flipped blocks is tested there.
class TestSealed : public QObject {
    Q_OBJECT
    SymmetricKey m_key = SymmetricKey::random();

    Result<std::unique_ptr<Database>, StoreError> open(const QString &folder, const SymmetricKey *key)
    {
        return Database::open(folder, owner, key ? CipherVfs::create(*key) : nullptr);
    }

private slots:
    //! R: known words in messages, names, drafts and the outbox.
    void R_noKnownWordInAnyFile()
    {
        ProfileFolder profile(&m_key);
        profile.addChat(chatA);
        Log log(chatA);
        QList<Event> events;
        for (int n = 0; n < 2000; ++n)
            events += log.message(ada, word(n) + QStringLiteral(" and more"));
        events += log.meta(ada, word(9000));
        QCOMPARE(profile.apply(events), Verdict::Applied);
        profile.write([&](StoreTransaction &t) {
            Draft draft;
            draft.text = word(9001);
            t.setDraft(chatA, draft);
        });
        QStringList seen;
        const QDir folder(profile.folder());
        const auto search = [&] {
            for (const QString &name : folder.entryList(QDir::Files)) {
                if (!seen.contains(name))
                    seen += name;
                const QByteArray bytes = contentOf(folder.filePath(name));
                QVERIFY2(!bytes.contains("geheimnis"), qPrintable(name));
                QVERIFY2(!bytes.contains(m_key.view().toByteArray()), qPrintable(name));
            }
        };
        search();
        profile.close();
        search();
        profile.open();
        QCOMPARE(profile.summary(chatA).title, word(9000));
        QCOMPARE(profile.summary(chatA).draft.text, word(9001));
        QCOMPARE(profile.read().newest(chatA, 3).page.rows.last().kind, EventKind::Meta);
        seen.sort();
        QCOMPARE(seen, (QStringList {"profile.db", "profile.db-shm", "profile.db-wal", "profile.lock"}));
    }

    void aFileUnderAnotherKeyIsLeftAlone()
    {
        ProfileFolder profile(&m_key);
        profile.addChat(chatA);
        profile.close();
        const QByteArray before = contentOf(profile.file());
        const SymmetricKey other = SymmetricKey::random();
        for (const SymmetricKey *key : {&other, static_cast<const SymmetricKey *>(nullptr)}) {
            const auto refused = open(profile.folder(), key);
            QVERIFY(!refused);
            QCOMPARE(refused.error().kind, StoreError::Kind::WrongKey);
        }
        QCOMPARE(contentOf(profile.file()), before);
        QCOMPARE(QDir(profile.folder()).entryList({QStringLiteral("*damaged*")}), QStringList());
        QVERIFY(open(profile.folder(), &m_key));
    }

    void aPlainProfileIsLeftAlone()
    {
        ProfileFolder profile;
        profile.addChat(chatA);
        profile.close();
        const QByteArray before = contentOf(profile.file());
        const auto refused = open(profile.folder(), &m_key);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, StoreError::Kind::WrongKey);
        QCOMPARE(contentOf(profile.file()), before);
    }

    void damagedBlocksAreMovedAsideAndTheRestComesBack()
    {
        ProfileFolder profile(&m_key);
        profile.addChat(chatA);
        Log log(chatA);
        for (int part = 0; part < 20; ++part) {
            QList<Event> events;
            for (int n = 0; n < 100; ++n)
                events += log.message(ada, QString(500, QLatin1Char('x')));
            QCOMPARE(profile.apply(events), Verdict::Applied);
        }
        profile.close();
        QByteArray bytes = contentOf(profile.file());
        const qsizetype middle = bytes.size() / 2;
        bytes[middle] = char(bytes.at(middle) ^ 1);
        {
            QFile file(profile.file());
            QVERIFY(file.open(QIODevice::WriteOnly));
            QCOMPARE(file.write(bytes), bytes.size());
        }
        {
            auto database = open(profile.folder(), &m_key);
            QVERIFY(database);
            auto check = (*database)->checkIntegrity();
            check.waitForFinished();
            QVERIFY(!check.result());
        }
        auto mended = open(profile.folder(), &m_key);
        QVERIFY(mended);
        QVERIFY(!(*mended)->notice().isEmpty());
        auto reader = (*mended)->reader();
        QVERIFY(reader);
        int found = 0;
        for (int seq = 2; seq <= 2001; seq += 50)
            found += int((*reader)->before(chatA, Seq(seq + 50), 50).page.rows.size());
        QVERIFY2(found > 1500, qPrintable(QString::number(found)));
    }
};

QTEST_GUILESS_MAIN(TestSealed)
#include "test_sealed.moc"
