#include "core/store/mending.h"
#include "core/store/sql_connection.h"
#include "core/store/vfs/cipher_vfs.h"
#include "core/store/vfs/page_file.h"
#include "tests/unit/store/store_fixture.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QtTest>
#include <csignal>
#include <functional>
#include <sys/resource.h>

using namespace confab;
using namespace confab::test;
using vfs::PageFile;

namespace {

constexpr int chatCount = 6;
constexpr int perChat = 300;

constexpr int messagePage = 40; // some block in the middle of the messages
constexpr int schemaPage = 20; // the schema is longer than the first page; later migrations have put its end here

ChatId chatOf(int n) { return idOf<ChatId>(10 + n); }

//! The files of a sealed profile as bytes, to be damaged at will.
struct Files {
    QByteArray database;
    QByteArray log;
};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void putFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(bytes), bytes.size());
}

void overwrite(QByteArray &bytes, qsizetype at, qsizetype size) { bytes.replace(at, size, QByteArray(size, '\x5a')); }

using Damage = std::function<void(Files &)>;

} // namespace
Q_DECLARE_METATYPE(Damage)

//! What becomes of a sealed profile's messages when their file is harmed in any way, while the key is known to be right
//! (e2ee.md "Corruption"): moved aside, salvaged, told once, never a loop.
class TestRecovery : public QObject {
    Q_OBJECT
    SymmetricKey m_key = SymmetricKey::random();
    QHash<ChatId, QList<Event>> m_events; //!< what the server has
    Files m_whole; //!< closed well, no log
    Files m_crashed; //!< half of it is in the log only

    static SealedAccess access(const SymmetricKey &key) { return {CipherVfs::create(key), true, true}; }
    Result<std::unique_ptr<Database>, StoreError> open(const QString &folder) const { return Database::open(folder, owner, access(m_key)); }
    static QString fileIn(const QString &folder) { return folder + QStringLiteral("/profile.db"); }
    static void place(const QString &folder, const Files &files)
    {
        putFile(fileIn(folder), files.database);
        if (!files.log.isEmpty())
            putFile(fileIn(folder) + QStringLiteral("-wal"), files.log);
    }
    static int rowsIn(const Database &database)
    {
        const auto reader = database.reader();
        int rows = 0;
        for (int n = 0; n < chatCount; ++n)
            for (const SeqRange &range : (*reader)->ranges(chatOf(n)))
                rows += int(range.high.value - range.low.value + 1);
        return rows;
    }
    //! What the server sends when it is asked again makes it whole.
    void syncAgain(Database &database) const
    {
        const auto writer = database.writer();
        QVERIFY(writer);
        for (auto it = m_events.cbegin(); it != m_events.cend(); ++it) {
            const auto done = (*writer)->transaction(StoreWriter::Durability::Normal, [&](StoreTransaction &t) {
                Log log(it.key());
                t.applyHead(headOf(it.key(), ChatKind::Group, log, {ada}));
                QList<OpenedEvent> list;
                for (const Event &event : *it)
                    list.append(opened(event));
                t.applyEvents(it.key(), list, SeqRange {Seq(1), Seq(list.size())});
            });
            QVERIFY(done);
            QCOMPARE((*writer)->read().ranges(it.key()), (QList<SeqRange> {{Seq(1), Seq(perChat)}}));
            QCOMPARE((*writer)->read().summary(it.key())->unread, perChat);
            QCOMPARE((*writer)->read().row(it.key(), Seq(perChat))->content.text.value_or(QString()), QStringLiteral("text %1").arg(perChat - 1));
        }
    }

private slots:
    void initTestCase()
    {
        ProfileFolder p(&m_key);
        QList<Log> logs;
        for (int n = 0; n < chatCount; ++n)
            logs.append(Log(chatOf(n)));
        for (int part = 0; part < 2; ++part) {
            for (int n = 0; n < chatCount; ++n) {
                if (part == 0)
                    p.addChat(chatOf(n));
                QList<Event> events;
                for (int i = 0; i < perChat / 2; ++i)
                    events.append(logs[n].message(ada, QStringLiteral("text %1").arg(part * perChat / 2 + i)));
                QCOMPARE(p.apply(events), Verdict::Applied);
                m_events[chatOf(n)] += events;
            }
            if (part == 0)
                p.reopen(); // what is there so far goes from the log into the database
        }
        const auto last = p.writer().transaction(StoreWriter::Durability::Full, [](StoreTransaction &t) {
            OutboxItem item;
            item.chat = chatOf(0);
            item.cid = idOf<Cid>(7);
            item.content.text = QStringLiteral("not sent yet");
            t.enqueue(item);
            t.setSyncCursor("cursor");
        });
        QVERIFY(last);
        m_crashed = {contentOf(p.file()), contentOf(p.file() + QStringLiteral("-wal"))};
        p.close();
        m_whole = {contentOf(p.file()), {}};
        QVERIFY(m_crashed.log.size() > 100'000);
        QVERIFY(!QFile::exists(p.file() + QStringLiteral("-wal")));
    }

    void anyDamage_data()
    {
        QTest::addColumn<bool>("crashed");
        QTest::addColumn<Damage>("damage");
        QTest::addColumn<int>("least"); //!< rows that come back without the server, of 1,800
        QTest::addColumn<bool>("told");
        const auto row = [](const char *name, bool crashed, int least, Damage damage, bool told = true) {
            QTest::newRow(name) << crashed << damage << least << told;
        };
        constexpr int all = chatCount * perChat, half = all / 2;
        row("not a database", false, 0, [](Files &f) { overwrite(f.database, 0, 4096); });
        row("one bit of the header", false, 0, [](Files &f) { f.database[20] = char(f.database.at(20) ^ 4); });
        row("five bytes", false, 0, [](Files &f) { f.database.truncate(5); });
        row("thirty bytes", false, 0, [](Files &f) { f.database.truncate(30); });
        row("empty", false, 0, [](Files &f) { f.database.clear(); });
        row("nonsense in its place", false, 0, [](Files &f) { f.database = QByteArray("no database ").repeated(900); });
        row("cut to three quarters", false, all / 10, [](Files &f) { f.database.truncate(f.database.size() * 3 / 4); });
        row("cut by a byte", false, half, [](Files &f) { f.database.chop(1); });
        row("a block", false, all * 3 / 4, [](Files &f) { overwrite(f.database, PageFile::recordOffset(messagePage) + 70, 10); });
        row("a block of the schema", false, 0, [](Files &f) { overwrite(f.database, PageFile::recordOffset(schemaPage) + 70, 10); });
        row("every ninth block", false, all / 20, [](Files &f) {
            for (int i = messagePage; i < PageFile::blocksIn(f.database.size()); i += 9)
                overwrite(f.database, PageFile::recordOffset(i), 50);
        });
        row("both tables of versions", false, all, [](Files &f) { overwrite(f.database, PageFile::firstGroup, 2 * PageFile::tableRecord); });
        row("a swapped pair", false, half, [](Files &f) {
            const QByteArray one = f.database.mid(PageFile::recordOffset(messagePage), PageFile::record);
            f.database.replace(PageFile::recordOffset(messagePage), PageFile::record, f.database.mid(PageFile::recordOffset(messagePage + 1), PageFile::record));
            f.database.replace(PageFile::recordOffset(messagePage + 1), PageFile::record, one);
        });
        row("the log's header", true, half, [](Files &f) { overwrite(f.log, 0, 48); });
        row("the log's beginning", true, half, [](Files &f) { overwrite(f.log, 0, 1024); });
        row("the middle of the log", true, half, [](Files &f) { overwrite(f.log, f.log.size() / 2, 100); });
        row("half of the log", true, half, [](Files &f) { f.log.truncate(f.log.size() / 2); });
        // A log that is not there is nothing that a file could tell; what was in it is older than the server's.
        row("no log", true, half, [](Files &f) { f.log.clear(); }, false);
    }
    void anyDamage()
    {
        QFETCH(bool, crashed);
        QFETCH(Damage, damage);
        QFETCH(int, least);
        QFETCH(bool, told);
        Files files = crashed ? m_crashed : m_whole;
        damage(files);
        QTemporaryDir folder;
        place(folder.path(), files);
        // Found when it is opened, or by the check in the background and mended by the start after that. Told once.
        QStringList notices;
        for (int start = 0; start < 4; ++start) {
            auto database = open(folder.path());
            QVERIFY2(database, qPrintable(QString::number(start)));
            if (!(*database)->notice().isEmpty()) {
                QVERIFY2(rowsIn(**database) >= least, qPrintable(QString::number(rowsIn(**database))));
                QCOMPARE((*(*database)->reader())->syncCursor(), QByteArray());
                notices += (*database)->notice();
            }
            (*database)->checkIntegrity().waitForFinished();
        }
        QCOMPARE(notices.size(), told ? 1 : 0);
        QVERIFY(!mending::isDue(fileIn(folder.path())));
        QVERIFY(mending::movedAside(fileIn(folder.path())).size() <= 2); // a database and its log
        auto database = open(folder.path());
        QVERIFY(rowsIn(**database) >= least);
        syncAgain(**database);
        QVERIFY((*database)->checkIntegrity().result());
    }

    void aMissingDatabaseIsToldWhereOneWasExpected()
    {
        QTemporaryDir folder;
        {
            auto database = open(folder.path());
            QVERIFY(database);
            QVERIFY(!(*database)->notice().isEmpty());
            syncAgain(**database);
        }
        QVERIFY((*open(folder.path()))->notice().isEmpty());
        QTemporaryDir first;
        auto fresh = Database::open(first.path(), owner, SealedAccess {CipherVfs::create(m_key), true, false});
        QVERIFY((*fresh)->notice().isEmpty());
    }

    void whatOnlyThisDeviceKnewIsSalvaged()
    {
        Files files = m_whole;
        overwrite(files.database, PageFile::recordOffset(int(PageFile::blocksIn(files.database.size())) - 3), 100);
        QTemporaryDir folder;
        place(folder.path(), files);
        (*open(folder.path()))->checkIntegrity().waitForFinished();
        auto database = open(folder.path());
        QVERIFY(!(*database)->notice().isEmpty());
        const auto outbox = (*(*database)->reader())->outbox();
        QCOMPARE(outbox.size(), 1);
        QCOMPARE(outbox.first().content.text, QStringLiteral("not sent yet"));
    }

    void aKeyThatIsNotProvenHarmsNothing()
    {
        QTemporaryDir folder;
        place(folder.path(), m_whole);
        const auto refused = Database::open(folder.path(), owner, SealedAccess {CipherVfs::create(SymmetricKey::random()), false, true});
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, StoreError::Kind::WrongKey);
        QCOMPARE(contentOf(fileIn(folder.path())), m_whole.database);
    }

    //! The program ended while it was salvaging: it begins again with what was moved aside, not with its own half.
    void mendingThatWasCutShortBeginsAgain()
    {
        for (const int attempts : {0, 1, 2}) {
            Files files = m_whole;
            overwrite(files.database, PageFile::recordOffset(messagePage), 100);
            QTemporaryDir folder;
            const QString aside = QStringLiteral("profile.db.damaged-20260101-000000-000");
            putFile(folder.filePath(aside), files.database);
            { // the half
                const SymmetricKey key = m_key.clone();
                QVERIFY(Database::open(folder.path(), owner, CipherVfs::create(key)));
            }
            putFile(SqlConnection::damageMarkOf(fileIn(folder.path())), aside.toUtf8() + '\n' + QByteArray::number(attempts) + '\n');
            auto database = open(folder.path());
            QVERIFY(database);
            QVERIFY(!(*database)->notice().isEmpty());
            // Over what ended the program twice it is not led a third time.
            QCOMPARE(rowsIn(**database) > chatCount * perChat / 2, attempts < 2);
            QVERIFY(!mending::isDue(fileIn(folder.path())));
            database->reset();
            QVERIFY((*open(folder.path()))->notice().isEmpty());
        }
    }

    void aMarkThatLeadsElsewhereIsNotFollowed()
    {
        for (const char *name : {"../outside", "/etc/passwd", "profile.db.damaged-../../x", "other.db", ""}) {
            QTemporaryDir folder;
            place(folder.path(), m_whole);
            putFile(SqlConnection::damageMarkOf(fileIn(folder.path())), QByteArray(name) + "\n0\n");
            auto database = open(folder.path());
            QVERIFY(database);
            QCOMPARE(rowsIn(**database), chatCount * perChat);
        }
    }

    //! L10: mending needs space; without it nothing is lost, and it goes on once there is some.
    void L10_mendingOnAFullDisk()
    {
        Files files = m_whole;
        overwrite(files.database, PageFile::recordOffset(messagePage), 100);
        QTemporaryDir folder;
        place(folder.path(), files);
        SqlConnection::markDamaged(fileIn(folder.path()));
        {
            // No file may grow beyond a page or two: what a full disk looks like to a new file.
            rlimit before {};
            ::getrlimit(RLIMIT_FSIZE, &before);
            struct sigaction ignored {}, former {};
            ignored.sa_handler = SIG_IGN;
            ::sigaction(SIGXFSZ, &ignored, &former);
            const rlimit small {64 * 1024, before.rlim_max};
            ::setrlimit(RLIMIT_FSIZE, &small);
            for (int start = 0; start < 4; ++start)
                QVERIFY(!open(folder.path()));
            ::setrlimit(RLIMIT_FSIZE, &before);
            ::sigaction(SIGXFSZ, &former, nullptr);
        }
        auto database = open(folder.path());
        QVERIFY(database);
        QVERIFY(!(*database)->notice().isEmpty());
        QVERIFY(rowsIn(**database) > chatCount * perChat / 2);
    }

    //! The check ends with the database, whose key it needs.
    void closingDoesNotWaitForTheCheck()
    {
        QTemporaryDir folder;
        place(folder.path(), m_crashed);
        for (int i = 0; i < 20; ++i) {
            auto database = open(folder.path());
            QVERIFY(database);
            const auto check = (*database)->checkIntegrity();
            database->reset();
            QVERIFY(check.isFinished());
            QVERIFY(check.result());
        }
        QVERIFY(!mending::isDue(fileIn(folder.path())));
    }

    void quickCheckWorksOnSealedFiles()
    {
        QTemporaryDir folder;
        place(folder.path(), m_crashed);
        auto database = open(folder.path());
        QVERIFY((*database)->endedUnclean());
        QVERIFY((*database)->checkIntegrity().result());
        QVERIFY((*database)->notice().isEmpty());
    }

    void flippedBitsNeverStopIt()
    {
        QRandomGenerator random(20261124);
        for (int round = 0; round < 40; ++round) {
            Files files = round % 2 ? m_crashed : m_whole;
            QByteArray &victim = round % 4 == 1 ? files.log : files.database;
            for (int i = 0; i < 8; ++i) {
                const qsizetype at = random.bounded(int(victim.size()));
                victim[at] = char(victim.at(at) ^ (1 << random.bounded(8)));
            }
            QTemporaryDir folder;
            place(folder.path(), files);
            int notices = 0;
            bool sound = false;
            for (int start = 0; start < 3; ++start) {
                auto database = open(folder.path());
                QVERIFY2(database, qPrintable(QString::number(round)));
                notices += !(*database)->notice().isEmpty();
                sound = (*database)->checkIntegrity().result();
            }
            QVERIFY2(sound, qPrintable(QString::number(round)));
            QVERIFY(notices <= 1);
        }
    }

    //! Ids that were lost with the table of people are given again. No message may change its sender by that.
    void nobodyGetsAnothersWords()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 12; ++round) {
            Files files = m_whole;
            // The first pages are those of the small tables: people, devices, chats.
            for (int i = 0; i < 2; ++i)
                overwrite(files.database, PageFile::recordOffset(1 + random.bounded(18)), 50);
            QTemporaryDir folder;
            place(folder.path(), files);
            (*open(folder.path()))->checkIntegrity().waitForFinished();
            auto database = open(folder.path());
            QVERIFY(database);
            syncAgain(**database);
            const auto reader = (*database)->reader();
            for (int n = 0; n < chatCount; ++n)
                for (const MessageRow &row : (*reader)->range(chatOf(n), Seq(1), Seq(perChat)))
                    QCOMPARE(row.from, ada);
        }
    }

    //! L12: through the real store, sealed: copies taken while it writes, and the log's unsynced end cut at any byte.
    void L12_copiesTakenMidWriteOpenClean()
    {
        ProfileFolder p(&m_key);
        p.addChat(chatA);
        Log log(chatA);
        QTemporaryDir copies;
        for (int round = 0; round < 30; ++round) {
            QList<Event> events;
            for (int i = 0; i < 20; ++i)
                events.append(log.message(ada, QStringLiteral("text %1").arg(i)));
            QCOMPARE(p.apply(events), Verdict::Applied);
            const QString folder = copies.filePath(QString::number(round));
            QVERIFY(QDir().mkpath(folder));
            QByteArray tail = contentOf(p.file() + QStringLiteral("-wal"));
            tail.truncate(std::max<qsizetype>(1024, tail.size() - round * 311));
            place(folder, {contentOf(p.file()), tail});
            auto database = open(folder);
            QVERIFY(database);
            QVERIFY((*database)->notice().isEmpty());
            QVERIFY((*database)->checkIntegrity().result());
            const auto writer = (*database)->writer();
            for (const SeqRange &range : (*writer)->read().ranges(chatA)) // whole transactions, nothing between
                QCOMPARE(range.high.value % 20, 0);
        }
    }

    //! What was promised as durable is there whatever of the log's end was torn: cut, zeroed, or old bytes in its place.
    void L12_whatWasSyncedSurvivesATornEnd()
    {
        ProfileFolder p(&m_key);
        p.addChat(chatA);
        Log log(chatA);
        QCOMPARE(p.apply({log.message(ada, QStringLiteral("before"))}), Verdict::Applied);
        const auto promised = p.writer().transaction(StoreWriter::Durability::Full, [](StoreTransaction &t) {
            OutboxItem item;
            item.chat = chatA;
            item.cid = idOf<Cid>(7);
            item.content.text = QStringLiteral("promised");
            t.enqueue(item);
        });
        QVERIFY(promised);
        const qsizetype synced = contentOf(p.file() + QStringLiteral("-wal")).size();
        QList<Event> events;
        for (int i = 0; i < 400; ++i)
            events.append(log.message(ada, QString(80, QLatin1Char('y'))));
        QCOMPARE(p.apply(events), Verdict::Applied);
        const Files files {contentOf(p.file()), contentOf(p.file() + QStringLiteral("-wal"))};
        QVERIFY(files.log.size() > synced + 8 * 4160);
        int round = 0;
        for (qsizetype at = synced; at < files.log.size(); at += 2'900, ++round) {
            QByteArray torn = files.log;
            if (round % 3 == 0)
                torn.truncate(at);
            else if (round % 3 == 1)
                torn.replace(at, torn.size() - at, QByteArray(torn.size() - at, '\0'));
            else
                overwrite(torn, at, std::min<qsizetype>(512, torn.size() - at));
            QTemporaryDir folder;
            place(folder.path(), {files.database, torn});
            auto database = open(folder.path());
            QVERIFY(database);
            QVERIFY2((*database)->notice().isEmpty(), qPrintable(QString::number(at)));
            QCOMPARE((*(*database)->reader())->outbox().size(), 1);
            QVERIFY((*database)->checkIntegrity().result());
        }
        QVERIFY(round > 9);
    }
};

QTEST_GUILESS_MAIN(TestRecovery)
#include "test_recovery.moc"
