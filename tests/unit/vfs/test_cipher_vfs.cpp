#include "core/store/vfs/page_file.h"
#include "tests/unit/vfs/vfs_fixture.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace confab;
using vfs::PageFile;

namespace {

constexpr int rowsWritten = 400;

//! Row n says a text of its own, long enough for a few pages in all.
QByteArray textOf(int n) { return "marker-" + QByteArray::number(n) + '-' + QByteArray(300, char('a' + n % 26)); }

bool insertRows(SealedDatabase &db, int from, int to)
{
    bool good = db.exec("BEGIN");
    for (int n = from; n < to; ++n)
        good = good && db.exec("INSERT INTO words VALUES (" + QByteArray::number(n) + ", '" + textOf(n) + "')");
    return good && db.exec("COMMIT");
}

} // namespace

//! e2ee.md "At rest" and check R: what stands on the disk, and what becomes of it when it is damaged.
class TestCipherVfs : public QObject {
    Q_OBJECT
    std::optional<QTemporaryDir> m_folder;
    SymmetricKey m_key = SymmetricKey::random();
    std::unique_ptr<CipherVfs> m_vfs;

    QString path() const { return m_folder->filePath(QStringLiteral("profile.db")); }
    QString wal() const { return path() + QStringLiteral("-wal"); }

    //! A database of `rowsWritten` rows; half in the database file, half in the log, and no connection open.
    void makeHalfAndHalf()
    {
        SealedDatabase db(path(), m_vfs->name());
        QVERIFY(db.setUp());
        QVERIFY(db.exec("CREATE TABLE words (n INTEGER PRIMARY KEY, t TEXT)"));
        QVERIFY(insertRows(db, 0, rowsWritten / 2));
        QVERIFY(db.exec("PRAGMA wal_checkpoint(TRUNCATE)"));
        QVERIFY(insertRows(db, rowsWritten / 2, rowsWritten));
        db.abandon();
        QVERIFY(QFile::exists(wal()));
        QFile::remove(path() + QStringLiteral("-shm"));
    }

    enum class Found { Intact, Reported, Wrong };
    //! Opens what is there and compares it with what was committed.
    Found look(QString *how = nullptr)
    {
        SealedDatabase db(path(), m_vfs->name());
        const auto report = [&](const char *what) {
            if (how)
                *how = QStringLiteral("%1: %2").arg(QLatin1String(what)).arg(db.lastError());
            return Found::Reported;
        };
        if (!db.exec("PRAGMA wal_autocheckpoint=0"))
            return report("pragma");
        const auto rows = db.rows("SELECT t FROM words ORDER BY n");
        if (!rows)
            return report("read");
        if (rows->size() != rowsWritten) {
            if (how)
                *how = QStringLiteral("%1 rows").arg(rows->size());
            db.abandon();
            return Found::Wrong;
        }
        for (int n = 0; n < rowsWritten; ++n)
            if (rows->at(n).toUtf8() != textOf(n))
                return Found::Wrong;
        if (db.value("PRAGMA integrity_check") != QLatin1String("ok"))
            return report("integrity");
        db.abandon();
        return Found::Intact;
    }

    void restore(const QByteArray &database, const QByteArray &log)
    {
        writeBytes(path(), database);
        writeBytes(wal(), log);
        QFile::remove(path() + QStringLiteral("-shm"));
    }

private slots:
    void init()
    {
        m_folder.emplace();
        m_vfs = CipherVfs::create(m_key);
        QVERIFY(m_vfs);
    }
    void cleanup()
    {
        m_vfs.reset();
        m_folder.reset();
    }

    void readsBackWhatWasWritten()
    {
        makeHalfAndHalf();
        QCOMPARE(look(), Found::Intact);
        {
            SealedDatabase db(path(), m_vfs->name());
            QVERIFY(db.exec("PRAGMA wal_checkpoint(TRUNCATE)"));
            QVERIFY(db.exec("VACUUM"));
        }
        QCOMPARE(look(), Found::Intact);
    }

    void R_noPlaintextInAnyFile()
    {
        SealedDatabase db(path(), m_vfs->name());
        QVERIFY(db.setUp("NORMAL"));
        QVERIFY(db.exec("CREATE TABLE words (n INTEGER PRIMARY KEY, t TEXT)"));
        QVERIFY(db.exec("CREATE VIRTUAL TABLE found USING fts5(t, tokenize='trigram')"));
        QVERIFY(insertRows(db, 0, 100));
        QVERIFY(db.exec("INSERT INTO found SELECT t FROM words"));
        QVERIFY(db.exec("PRAGMA wal_checkpoint(PASSIVE)"));
        QVERIFY(insertRows(db, 100, 200));
        QStringList kinds;
        const QDir folder(m_folder->path());
        for (const QString &name : folder.entryList(QDir::Files)) {
            kinds += name;
            const QByteArray bytes = fileBytes(folder.filePath(name));
            QVERIFY2(!bytes.contains("marker-"), qPrintable(name));
            QVERIFY2(!bytes.contains("CREATE TABLE"), qPrintable(name));
            QVERIFY2(!bytes.contains(m_key.view().toByteArray()), qPrintable(name));
        }
        QCOMPARE(kinds, (QStringList {"profile.db", "profile.db-shm", "profile.db-wal"}));
    }

    void anotherKeyDoesNotOpenIt()
    {
        makeHalfAndHalf();
        const auto other = CipherVfs::create(SymmetricKey::random());
        SealedDatabase db(path(), other->name());
        QVERIFY(!db.rows("SELECT t FROM words"));
        QCOMPARE(db.lastError(), SQLITE_NOTADB);
    }

    void aPlainDatabaseIsRefused()
    {
        {
            SealedDatabase plain(path(), {});
            QVERIFY(plain.exec("CREATE TABLE words (n, t)"));
        }
        const QByteArray before = fileBytes(path());
        SealedDatabase db(path(), m_vfs->name());
        QVERIFY(!db.exec("CREATE TABLE more (n)"));
        QCOMPARE(db.lastError(), SQLITE_NOTADB);
        QCOMPARE(fileBytes(path()), before);
    }

    void severalConnectionsSeeEachOther()
    {
        SealedDatabase writer(path(), m_vfs->name());
        QVERIFY(writer.setUp());
        QVERIFY(writer.exec("CREATE TABLE words (n INTEGER PRIMARY KEY, t TEXT)"));
        SealedDatabase reader(path(), m_vfs->name());
        for (int round = 0; round < 20; ++round) {
            QVERIFY(insertRows(writer, round * 20, round * 20 + 20));
            if (round % 3 == 0)
                QVERIFY(writer.exec(round % 2 ? "PRAGMA wal_checkpoint(RESTART)" : "PRAGMA wal_checkpoint(PASSIVE)"));
            QCOMPARE(reader.value("SELECT count(*) FROM words").toInt(), round * 20 + 20);
        }
    }

    void growsAndShrinksAcrossGroups()
    {
        SealedDatabase db(path(), m_vfs->name());
        QVERIFY(db.setUp("NORMAL"));
        QVERIFY(db.exec("CREATE TABLE big (b BLOB)"));
        for (int i = 0; i < 6; ++i) {
            QVERIFY(db.exec("INSERT INTO big VALUES (randomblob(2000000))"));
            QVERIFY(db.exec("PRAGMA wal_checkpoint(TRUNCATE)"));
        }
        QVERIFY(db.value("PRAGMA page_count").toInt() > 2 * PageFile::groupBlocks);
        QVERIFY(db.exec("DELETE FROM big WHERE rowid > 1"));
        QVERIFY(db.exec("VACUUM"));
        QVERIFY(db.exec("PRAGMA wal_checkpoint(TRUNCATE)"));
        QVERIFY(db.value("PRAGMA page_count").toInt() < PageFile::groupBlocks + 10);
        for (int i = 0; i < 4; ++i)
            QVERIFY(db.exec("INSERT INTO big VALUES (randomblob(2000000))"));
        QVERIFY(db.exec("PRAGMA wal_checkpoint(TRUNCATE)"));
        db.close();
        SealedDatabase again(path(), m_vfs->name());
        QCOMPARE(again.value("PRAGMA integrity_check"), QStringLiteral("ok"));
        QCOMPARE(again.value("SELECT sum(length(b)) FROM big").toInt(), 10'000'000);
    }

    void flippedBitsAreReported()
    {
        makeHalfAndHalf();
        const QByteArray database = fileBytes(path()), log = fileBytes(wal());
        QRandomGenerator random(20261124);
        int reported = 0;
        for (int round = 0; round < 300; ++round) {
            QByteArray db = database, l = log;
            QByteArray &victim = round % 2 ? l : db;
            const qsizetype at = random.bounded(int(victim.size()));
            victim[at] = char(victim.at(at) ^ (1 << random.bounded(8)));
            restore(db, l);
            QString how;
            const Found found = look(&how);
            QVERIFY2(found != Found::Wrong,
                qPrintable(QStringLiteral("%1 byte %2: %3").arg(round % 2 ? "log" : "database").arg(at).arg(how)));
            reported += found == Found::Reported;
        }
        QVERIFY2(reported > 200, qPrintable(QString::number(reported))); // the others hit padding or a spare slot
    }

    void swappedBlocksAreReported()
    {
        makeHalfAndHalf();
        const QByteArray database = fileBytes(path()), log = fileBytes(wal());
        const int blocks = int(PageFile::blocksIn(database.size()));
        QVERIFY(blocks > 10);
        for (int a = 1; a + 1 < blocks; ++a) {
            QByteArray db = database;
            const auto record = [&](int i) { return database.mid(PageFile::recordOffset(i), PageFile::record); };
            db.replace(PageFile::recordOffset(a), PageFile::record, record(a + 1));
            db.replace(PageFile::recordOffset(a + 1), PageFile::record, record(a));
            restore(db, log);
            // A block whose newer content stands in the log is not read at all.
            QVERIFY(look() != Found::Wrong);
        }
    }

    void rolledBackBlocksAreReported()
    {
        SealedDatabase db(path(), m_vfs->name());
        QVERIFY(db.setUp());
        QVERIFY(db.exec("CREATE TABLE words (n INTEGER PRIMARY KEY, t TEXT)"));
        QVERIFY(insertRows(db, 0, rowsWritten));
        QVERIFY(db.exec("UPDATE words SET t = replace(t, 'marker', 'former')"));
        QVERIFY(db.exec("PRAGMA wal_checkpoint(TRUNCATE)"));
        const QByteArray former = fileBytes(path());
        QVERIFY(db.exec("UPDATE words SET t = replace(t, 'former', 'marker')"));
        QVERIFY(db.exec("PRAGMA wal_checkpoint(TRUNCATE)"));
        db.close();
        const QByteArray now = fileBytes(path());
        QCOMPARE(look(), Found::Intact);
        QCOMPARE(now.size(), former.size());

        int reported = 0;
        const int blocks = int(PageFile::blocksIn(now.size()));
        for (int i = 0; i < blocks; ++i) {
            QByteArray mixed = now;
            mixed.replace(PageFile::recordOffset(i), PageFile::record, former.mid(PageFile::recordOffset(i), PageFile::record));
            restore(mixed, {});
            const Found found = look();
            QVERIFY2(found != Found::Wrong, qPrintable(QString::number(i)));
            reported += found == Found::Reported;
        }
        QVERIFY(reported > blocks / 2);
        for (int slot = 0; slot < 2; ++slot) {
            QByteArray mixed = now;
            const qsizetype at = PageFile::firstGroup + slot * PageFile::tableRecord;
            mixed.replace(at, PageFile::tableRecord, former.mid(at, PageFile::tableRecord));
            restore(mixed, {});
            QVERIFY(look() != Found::Wrong);
        }
    }

    void truncatedFilesAreReported()
    {
        makeHalfAndHalf();
        const QByteArray database = fileBytes(path()), log = fileBytes(wal());
        for (qsizetype size = database.size() - 1; size > 0; size -= 1777) {
            restore(database.left(size), log);
            QString how;
            QVERIFY2(look(&how) != Found::Wrong, qPrintable(QStringLiteral("database %1: %2").arg(size).arg(how)));
        }
        for (qsizetype size = log.size() - 1; size > 0; size -= 1777) {
            restore(database, log.left(size));
            QString how;
            QVERIFY2(look(&how) == Found::Reported, qPrintable(QStringLiteral("log %1: %2").arg(size).arg(how)));
        }
    }

    //! L12: the files as they are at any moment of a transaction that never ends, or of a checkpoint.
    void L12_copiesTakenInMidTransactionOpenClean()
    {
        SealedDatabase db(path(), m_vfs->name());
        QVERIFY(db.setUp());
        QVERIFY(db.exec("PRAGMA cache_size=5")); // spills into the log before the commit
        QVERIFY(db.exec("CREATE TABLE words (n INTEGER PRIMARY KEY, t TEXT)"));
        QVERIFY(insertRows(db, 0, rowsWritten));
        QVERIFY(db.exec("BEGIN"));
        for (int n = rowsWritten; n < rowsWritten + 200; ++n)
            QVERIFY(db.exec("INSERT INTO words VALUES (" + QByteArray::number(n) + ", '" + textOf(n) + "')"));
        const QByteArray database = fileBytes(path()), log = fileBytes(wal());
        QVERIFY(db.exec("ROLLBACK"));
        db.close();
        restore(database, log);
        QCOMPARE(look(), Found::Intact);
    }

    //! The end of a log that was never synced may be torn anywhere: what was committed before stays.
    void aTornEndOfTheLogCostsOnlyWhatWasNotSynced()
    {
        SealedDatabase db(path(), m_vfs->name());
        QVERIFY(db.setUp());
        QVERIFY(db.exec("CREATE TABLE words (n INTEGER PRIMARY KEY, t TEXT)"));
        QVERIFY(insertRows(db, 0, rowsWritten));
        const qsizetype synced = fileBytes(wal()).size();
        QVERIFY(db.exec("PRAGMA synchronous=NORMAL"));
        QVERIFY(db.exec("UPDATE words SET t = 'later'"));
        const QByteArray database = fileBytes(path()), log = fileBytes(wal());
        QVERIFY(log.size() > synced + 10 * 4160);
        db.abandon();
        for (qsizetype size = synced; size < log.size(); size += 2048) {
            restore(database, log.left(size) + QByteArray(log.size() - size, '\0'));
            QCOMPARE(look(), Found::Intact);
            restore(database, log.left(size));
            QCOMPARE(look(), Found::Intact);
        }
    }

    //! A checkpoint that was interrupted: any mixture of old and new blocks and tables in the database, the whole log.
    void aTornCheckpointIsDoneAgain()
    {
        makeHalfAndHalf();
        const QByteArray before = fileBytes(path()), log = fileBytes(wal());
        {
            SealedDatabase db(path(), m_vfs->name());
            QVERIFY(db.exec("PRAGMA wal_checkpoint(PASSIVE)"));
            db.abandon();
        }
        const QByteArray after = fileBytes(path());
        QVERIFY(after.size() >= before.size());
        QRandomGenerator random(7);
        for (int round = 0; round < 100; ++round) {
            QByteArray mixed = after;
            // The blocks become durable before the tables do: first some sectors of the blocks, the old tables.
            for (qsizetype at = 0; at < after.size(); at += 512) {
                const bool table = at + 512 > PageFile::firstGroup && at < PageFile::firstGroup + 2 * PageFile::tableRecord;
                if (table || random.bounded(2))
                    mixed.replace(at, 512, (before + QByteArray(after.size() - before.size(), '\0')).mid(at, 512));
            }
            restore(mixed, log);
            QString how;
            QVERIFY2(look(&how) == Found::Intact, qPrintable(how));
            SealedDatabase db(path(), m_vfs->name());
            QVERIFY(db.exec("PRAGMA wal_checkpoint(TRUNCATE)"));
            db.close();
            QCOMPARE(look(), Found::Intact);
        }
    }
};

QTEST_APPLESS_MAIN(TestCipherVfs)
#include "test_cipher_vfs.moc"
