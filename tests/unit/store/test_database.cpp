#include "tests/unit/store/store_fixture.h"

#include "core/store/folder_lock.h"
#include "core/store/migrations.h"
#include "core/store/sql_connection.h"

#include <QProcess>
#include <QSqlError>
#include <QtTest>

using namespace confab;
using namespace confab::test;

//! The file itself: schema, lock, damage, versions.
class TestDatabase : public QObject {
    Q_OBJECT
private slots:
    void M1_everyOldSchemaBecomesTheFreshOne();
    void M2_newerVersionIsRefusedUntouched();
    void secondOpeningIsRefused();
    void whatACrashLeftOfALockLocksNobodyOut();
    void anotherAccountIsRefused();
    void notADatabaseIsMovedAside();
    void truncatedFileIsSalvaged();
    void flippedBytesNeverStopIt();
    void uncleanEndIsNoticedAndChecked();
    void L12_copiesTakenMidWriteOpenClean();
    void L10_aFullDiskCommitsNothing();
    void foldersThatCannotBeUsedAreSaid();
    void aReaderSeesCommitsOfTheWriter();

private:
    static QString schemaOf(const QString &file);
    static void fill(ProfileFolder &p, int messages);
};

QString TestDatabase::schemaOf(const QString &file)
{
    auto connection = SqlConnection::open(file, SqlConnection::Mode::ReadOnly);
    QStringList parts;
    QSqlQuery query((*connection)->handle());
    query.exec(QStringLiteral("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name"));
    while (query.next())
        parts.append(query.value(0).toString() + query.value(1).toString() + query.value(2).toString());
    parts.append((*connection)->scalar(QStringLiteral("PRAGMA user_version")).toString());
    return parts.join(QLatin1Char('\n'));
}

void TestDatabase::fill(ProfileFolder &p, int messages)
{
    p.addChat(chatA);
    Log log(chatA);
    for (int i = 0; i < messages; ++i)
        log.message(ada, QStringLiteral("message number %1 with some length to it").arg(i));
    p.apply(log.events());
    p.write([](StoreTransaction &t) {
        OutboxItem item;
        item.chat = chatA;
        item.cid = idOf<Cid>(7);
        item.content.text = QStringLiteral("not sent yet");
        t.enqueue(item);
        Draft draft;
        draft.text = QStringLiteral("half a thought");
        draft.editedAt = 5;
        t.setDraft(chatA, draft);
        t.setSyncCursor("cursor");
    });
}

void TestDatabase::M1_everyOldSchemaBecomesTheFreshOne()
{
    ProfileFolder fresh;
    const QString wanted = schemaOf(fresh.file());
    for (int version = 0; version < migrations::newest(); ++version) {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("profile.db"));
        {
            auto old = SqlConnection::open(file, SqlConnection::Mode::ReadWrite);
            QVERIFY(old);
            QVERIFY(migrations::migrate(**old, version));
        }
        auto database = Database::open(folder.path(), owner);
        QVERIFY2(bool(database), qPrintable(database ? QString() : database.error().message));
        QCOMPARE(schemaOf(file), wanted);
        QVERIFY((*database)->notice().isEmpty());
    }
}

void TestDatabase::M2_newerVersionIsRefusedUntouched()
{
    ProfileFolder p;
    fill(p, 10);
    p.close();
    {
        auto connection = SqlConnection::open(p.file(), SqlConnection::Mode::ReadWrite);
        QVERIFY((*connection)->exec(QStringLiteral("PRAGMA user_version=%1").arg(migrations::newest() + 1)));
    }
    QFile file(p.file());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray before = file.readAll();
    const auto refused = Database::open(p.folder(), owner);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, StoreError::Kind::Newer);
    QVERIFY(!refused.error().message.isEmpty());
    file.seek(0);
    QCOMPARE(file.readAll(), before);
}

void TestDatabase::secondOpeningIsRefused()
{
    ProfileFolder p;
    const auto second = Database::open(p.folder(), owner);
    QVERIFY(!second);
    QCOMPARE(second.error().kind, StoreError::Kind::Locked);
    p.close();
    QVERIFY(Database::open(p.folder(), owner));
}

//! A power cut leaves such files: with the id of a process that is another one now, half written, or empty.
void TestDatabase::whatACrashLeftOfALockLocksNobodyOut()
{
    for (const QByteArray &left : {QByteArray(), QByteArray("123"), QByteArray::number(QCoreApplication::applicationPid()) + "\nconfab\nhost\n"}) {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("profile.lock"));
        {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(left);
        }
        {
            auto lock = FolderLock::take(path);
            QVERIFY(lock);
            const auto second = FolderLock::take(path);
            QVERIFY(!second);
            QCOMPARE(second.error(), FolderLock::Refusal::Held);
        }
        QVERIFY(!QFile::exists(path));
        QVERIFY(Database::open(folder.path(), owner));
    }
    const auto nowhere = FolderLock::take(QStringLiteral("/nonexistent/profile.lock"));
    QVERIFY(!nowhere);
    QCOMPARE(nowhere.error(), FolderLock::Refusal::Failed);
}

void TestDatabase::anotherAccountIsRefused()
{
    ProfileFolder p;
    p.close();
    const auto refused = Database::open(p.folder(), Owner {ada, ownDevice});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, StoreError::Kind::Foreign);
}

void TestDatabase::notADatabaseIsMovedAside()
{
    QTemporaryDir folder;
    const QByteArray nonsense = QByteArray("this is no database at all ").repeated(500);
    {
        QFile file(folder.filePath(QStringLiteral("profile.db")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(nonsense);
    }
    auto database = Database::open(folder.path(), owner);
    QVERIFY(database);
    QVERIFY(!(*database)->notice().isEmpty());
    const auto aside = QDir(folder.path()).entryList({QStringLiteral("profile.db.damaged-*")});
    QCOMPARE(aside.size(), 1);
    QFile kept(folder.filePath(aside.first()));
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), nonsense);
    database->reset();
    auto again = Database::open(folder.path(), owner); // no loop: the fresh one is fine
    QVERIFY(again);
    QVERIFY((*again)->notice().isEmpty());
}

void TestDatabase::truncatedFileIsSalvaged()
{
    ProfileFolder p;
    fill(p, 6'000);
    p.close();
    const qint64 size = QFileInfo(p.file()).size();
    QVERIFY(QFile::resize(p.file(), size / 4096 * 7 / 8 * 4096));
    p.open();
    QVERIFY(!p.database().notice().isEmpty());
    QVERIFY(p.read().syncCursor().isEmpty()); // the next sync tells everything again
    QCOMPARE(p.read().outbox().size(), 1); // what only this device knew
    QCOMPARE(p.summary(chatA).draft.text, QStringLiteral("half a thought"));
    qint64 covered = 0;
    for (const SeqRange &range : p.read().ranges(chatA)) {
        for (Seq seq = range.low; seq <= range.high; seq = seq.next(), ++covered)
            QVERIFY(p.read().row(chatA, seq)); // nothing is claimed that is not there
    }
    QVERIFY2(covered > 500, qPrintable(QString::number(covered)));
    // History comes back by seq.
    Log log(chatA);
    for (int i = 0; i < 6'000; ++i)
        log.message(ada, QStringLiteral("message number %1 with some length to it").arg(i));
    QCOMPARE(p.apply(log.events()), Verdict::Applied);
    QCOMPARE(p.read().ranges(chatA), (QList<SeqRange> {{Seq(1), Seq(6'000)}}));
    QCOMPARE(p.summary(chatA).unread, 6'000);
}

void TestDatabase::flippedBytesNeverStopIt()
{
    QTemporaryDir original;
    {
        ProfileFolder p;
        fill(p, 400);
        p.close();
        QVERIFY(QFile::copy(p.file(), original.filePath(QStringLiteral("profile.db"))));
    }
    QFile source(original.filePath(QStringLiteral("profile.db")));
    QVERIFY(source.open(QIODevice::ReadOnly));
    const QByteArray sound = source.readAll();
    for (quint32 seed = 1; seed <= 25; ++seed) {
        QRandomGenerator random(seed);
        QByteArray bytes = sound;
        for (int i = 0; i < 40; ++i)
            bytes[random.bounded(int(bytes.size()))] = char(random.bounded(256));
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("profile.db")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        // At most: found at once, or found while reading and mended by the next start. Never a loop, never a refusal.
        bool usable = false;
        for (int start = 0; start < 3 && !usable; ++start) {
            auto database = Database::open(folder.path(), owner);
            if (!database && database.error().kind == StoreError::Kind::Foreign) {
                usable = true; // the owner's own record was hit: a clear refusal
                break;
            }
            if (!database)
                continue;
            auto writer = (*database)->writer();
            QVERIFY(writer);
            (*writer)->read().summaries();
            (*writer)->read().newest(chatA, 50);
            usable = (*database)->checkIntegrity().result() && !(*writer)->read().failed();
        }
        QVERIFY2(usable, qPrintable(QString::number(seed)));
    }
}

void TestDatabase::uncleanEndIsNoticedAndChecked()
{
    ProfileFolder p;
    fill(p, 50);
    QVERIFY(!p.database().endedUnclean());
    QTemporaryDir crashed;
    for (const QString &name : {QStringLiteral("profile.db"), QStringLiteral("profile.db-wal")})
        QVERIFY(QFile::copy(QDir(p.folder()).filePath(name), crashed.filePath(name)));
    auto database = Database::open(crashed.path(), owner);
    QVERIFY(database);
    QVERIFY((*database)->endedUnclean());
    QVERIFY((*database)->checkIntegrity().result());
    auto writer = (*database)->writer();
    QCOMPARE((*writer)->read().newest(chatA, 100).page.rows.size(), 51);
    writer->reset();
    database->reset();
    auto again = Database::open(crashed.path(), owner);
    QVERIFY(!(*again)->endedUnclean());
}

void TestDatabase::L12_copiesTakenMidWriteOpenClean()
{
    ProfileFolder p;
    p.addChat(chatA);
    Log log(chatA);
    QTemporaryDir copies;
    for (int round = 0; round < 30; ++round) {
        QList<Event> events;
        for (int i = 0; i < 20; ++i)
            events.append(log.message(ada, QStringLiteral("text %1").arg(i)));
        p.apply(events);
        const QString folder = copies.filePath(QString::number(round));
        QVERIFY(QDir().mkpath(folder));
        for (const QString &name : {QStringLiteral("profile.db"), QStringLiteral("profile.db-wal")})
            QVERIFY(QFile::copy(QDir(p.folder()).filePath(name), QDir(folder).filePath(name)));
        // The power goes in the middle of writing the log: its end is cut at any byte.
        QFile wal(QDir(folder).filePath(QStringLiteral("profile.db-wal")));
        QVERIFY(wal.resize(std::max<qint64>(32, wal.size() - round * 311)));
        auto database = Database::open(folder, owner);
        QVERIFY(database);
        QVERIFY((*database)->notice().isEmpty());
        QVERIFY((*database)->checkIntegrity().result());
        auto writer = (*database)->writer();
        const auto ranges = (*writer)->read().ranges(chatA);
        for (const SeqRange &range : ranges) // whole transactions, nothing between
            QCOMPARE(range.high.value % 20, 0);
    }
}

void TestDatabase::L10_aFullDiskCommitsNothing()
{
    ProfileFolder p;
    fill(p, 20);
    const auto before = p.summary(chatA);
    // A limit on pages is what SQLite makes of a full disk: the same error, at the same places.
    p.close();
    {
        auto limited = SqlConnection::open(p.file(), SqlConnection::Mode::ReadWrite);
        QVERIFY(limited);
        (*limited)->scalar(QStringLiteral("PRAGMA max_page_count=1"));
        StoreWriter writer(std::move(*limited), owner);
        Log log(chatA);
        QList<OpenedEvent> events;
        for (int i = 0; i < 2'000; ++i)
            events.append(opened(log.message(ada, QString(500, QLatin1Char('x')))));
        const auto result = writer.transaction(StoreWriter::Durability::Full,
            [&](StoreTransaction &t) { t.applyEvents(chatA, events, SeqRange {Seq(1), Seq(2'000)}); });
        QVERIFY(!result);
        QCOMPARE(result.error().kind, StoreError::Kind::Full);
        QCOMPARE(writer.read().summary(chatA), std::optional(before));
        // Space is there again: the same writer goes on.
        const auto small = writer.transaction(
            StoreWriter::Durability::Normal, [&](StoreTransaction &t) { t.setSyncCursor("later"); });
        QVERIFY(small);
    }
    p.open();
    QCOMPARE(p.summary(chatA), before);
}

void TestDatabase::foldersThatCannotBeUsedAreSaid()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("file")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto refused = Database::open(file.fileName() + QStringLiteral("/profile"), owner);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, StoreError::Kind::Io);
    QVERIFY(!refused.error().message.isEmpty());
}

void TestDatabase::aReaderSeesCommitsOfTheWriter()
{
    ProfileFolder p;
    auto reader = p.database().reader();
    QVERIFY(reader);
    QVERIFY((*reader)->summaries().isEmpty());
    fill(p, 5);
    QCOMPARE((*reader)->newest(chatA, 10).page.rows.size(), 6);
    QCOMPARE((*reader)->summary(chatA), p.read().summary(chatA));
}

QTEST_GUILESS_MAIN(TestDatabase)
#include "test_database.moc"
