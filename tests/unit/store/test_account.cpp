#include "tests/unit/store/store_fixture.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QThread>
#include <QtTest>
#include <atomic>
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace confab;
using namespace confab::test;

//! People, devices, cursors; and the promise that what was committed is there whatever happens.
class TestAccount : public QObject {
    Q_OBJECT
private slots:
    void contactsAndBlocks();
    void strangersAreNamedOnce();
    void ownDevices();
    void cursorsAndValues();
    void removedChatTakesAllWithIt();
    void aFailedTransactionLeavesNothing();
    void readersNeverSeeHalfATransaction();
    void L1_killedWriterLosesNothingThatWasPromised();
};

void TestAccount::contactsAndBlocks()
{
    ProfileFolder p;
    const Contact contact {ada, QStringLiteral("ada"), QStringLiteral("Ada"), idOf<PublicKey>(5), idOf<BlobId>(6), QStringLiteral("hi"), false};
    StoreChanges changes = p.write([&](StoreTransaction &t) { t.putContact(contact); });
    QCOMPARE(changes.contacts, QList<Contact> {contact});
    p.write([](StoreTransaction &t) {
        t.setBlocked(ada, true);
        t.setBlocked(bo, true); // not met before
    });
    QVERIFY(p.read().contact(ada)->blocked);
    QCOMPARE(p.read().blocked().size(), 2);
    p.write([&](StoreTransaction &t) { t.putContact(contact); }); // a new profile unblocks nobody
    QVERIFY(p.read().contact(ada)->blocked);
    p.write([](StoreTransaction &t) { t.setBlocked(ada, false); });
    QCOMPARE(p.read().contact(ada), contact);
    QVERIFY(!p.read().contact(idOf<UserId>(99)));
}

void TestAccount::strangersAreNamedOnce()
{
    ProfileFolder p;
    p.write([](StoreTransaction &t) { t.putContact({ada, QStringLiteral("ada"), {}, {}, {}, {}, false}); });
    StoreChanges changes;
    changes = p.write([](StoreTransaction &t) {
        t.applyHead(headOf(chatA, ChatKind::Group, Log(chatA), {ada, bo}));
    });
    QCOMPARE(changes.unknownUsers, QList<UserId> {bo});
    QVERIFY(changes.chats.first().members);
}

void TestAccount::ownDevices()
{
    ProfileFolder p;
    const Device here {ownDevice, QStringLiteral("laptop"), 1, 2, false, true, true};
    const Device there {otherOwnDevice, QStringLiteral("desk"), 3, 4, false, false, false};
    QVERIFY(p.write([&](StoreTransaction &t) { t.setDevices({here, there}); }).devices);
    QCOMPARE(p.read().devices().size(), 2);
    QVERIFY(p.read().devices().contains(here));
    QVERIFY(p.read().devices().contains(there));
    p.write([](StoreTransaction &t) { t.removeDevice(otherOwnDevice); });
    QCOMPARE(p.read().devices(), QList<Device> {here});
}

void TestAccount::cursorsAndValues()
{
    ProfileFolder p;
    QVERIFY(p.read().syncCursor().isEmpty());
    p.write([](StoreTransaction &t) {
        t.setSyncCursor(QByteArray("\0\1\2", 3));
        t.setAccountCursor(17);
        t.setValue(QStringLiteral("name"), "Ada");
        t.setValue(QStringLiteral("gone"), "x");
        t.setValue(QStringLiteral("gone"), {});
    });
    p.reopen();
    QCOMPARE(p.read().syncCursor(), QByteArray("\0\1\2", 3));
    QCOMPARE(p.read().accountCursor(), 17);
    QCOMPARE(p.read().value(QStringLiteral("name")), QByteArray("Ada"));
    QVERIFY(p.read().value(QStringLiteral("gone")).isEmpty());
}

void TestAccount::removedChatTakesAllWithIt()
{
    ProfileFolder p;
    p.addChat(chatA);
    p.addChat(chatB);
    Log log(chatA);
    log.message(ada, QStringLiteral("x"));
    log.react(bo, Seq(1), QStringLiteral("👍"));
    p.apply(log.events());
    const StoreChanges changes = p.write([](StoreTransaction &t) { t.removeChat(chatA); });
    QVERIFY(changes.chats.first().removed);
    QVERIFY(!changes.chats.first().summary);
    QCOMPARE(p.read().summaries().size(), 1);
    QVERIFY(p.read().newest(chatA, 10).page.rows.isEmpty());
    p.addChat(chatA);
    QVERIFY(p.read().newest(chatA, 10).page.rows.isEmpty());
    QVERIFY(p.read().ranges(chatA).isEmpty());
}

void TestAccount::aFailedTransactionLeavesNothing()
{
    ProfileFolder p;
    p.addChat(chatA);
    p.close();
    // Another process holds the lock for good: the writer gives up after its busy timeout and nothing has happened.
    auto blocker = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("blocker"));
    p.open();
    blocker.setDatabaseName(p.file());
    QVERIFY(blocker.open());
    QVERIFY(QSqlQuery(blocker).exec(QStringLiteral("BEGIN IMMEDIATE")));
    const auto refused = p.writer().transaction(
        StoreWriter::Durability::Normal, [](StoreTransaction &t) { t.setSyncCursor("never"); });
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, StoreError::Kind::Busy);
    QVERIFY(QSqlQuery(blocker).exec(QStringLiteral("ROLLBACK")));
    blocker.close();
    blocker = {};
    QSqlDatabase::removeDatabase(QStringLiteral("blocker"));
    QVERIFY(p.read().syncCursor().isEmpty());
    p.write([](StoreTransaction &t) { t.setSyncCursor("now"); });
    QCOMPARE(p.read().syncCursor(), QByteArray("now"));
}

void TestAccount::readersNeverSeeHalfATransaction()
{
    ProfileFolder p;
    p.addChat(chatA);
    std::atomic<bool> stop {false};
    std::atomic<int> wrong {0};
    std::atomic<int> looks {0};
    std::unique_ptr<QThread> thread(QThread::create([&] {
        auto reader = p.database().reader();
        while (!stop && reader) {
            const auto page = (*reader)->newest(chatA, 1'000);
            wrong += page.page.rows.size() % 10 != 0; // ten a transaction
            const auto summary = (*reader)->summary(chatA);
            wrong += summary && summary->unread % 10 != 0;
            ++looks;
        }
    }));
    thread->start();
    Log log(chatA);
    for (int round = 0; round < 60; ++round) {
        QList<Event> events;
        for (int i = 0; i < 10; ++i)
            events.append(log.message(ada, QString::number(i)));
        p.apply(events);
    }
    QTRY_VERIFY(looks > 5);
    stop = true;
    thread->wait();
    QCOMPARE(wrong.load(), 0);
}

//! A child writes and says so after each commit; it is killed at any moment, again and again.
void TestAccount::L1_killedWriterLosesNothingThatWasPromised()
{
    QTemporaryDir folder;
    qint64 promised = 0;
    for (int round = 0; round < 12; ++round) {
        int pipes[2];
        QCOMPARE(::pipe(pipes), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            auto database = Database::open(folder.path(), owner);
            auto writer = (*database)->writer();
            (void)(*writer)->transaction(StoreWriter::Durability::Normal,
                [](StoreTransaction &t) { t.applyHead(headOf(chatA, ChatKind::Group, Log(chatA), {ada}), Seq()); });
            for (qint64 n = (*writer)->read().outbox().size();; ++n) {
                OutboxItem item;
                item.chat = chatA;
                item.cid = idOf<Cid>(int(n) + 1);
                item.content.text = QString::number(n);
                const auto done = (*writer)->transaction(StoreWriter::Durability::Full, [&](StoreTransaction &t) { t.enqueue(item); });
                if (!done || ::write(pipes[1], &n, sizeof n) != sizeof n)
                    ::_exit(1);
            }
        }
        ::close(pipes[1]);
        qint64 n = 0;
        for (int i = 0; i < 5 + round && ::read(pipes[0], &n, sizeof n) == sizeof n; ++i)
            promised = std::max(promised, n + 1);
        ::kill(child, SIGKILL);
        while (::read(pipes[0], &n, sizeof n) == sizeof n)
            promised = std::max(promised, n + 1);
        ::waitpid(child, nullptr, 0);
        ::close(pipes[0]);
    }
    auto database = Database::open(folder.path(), owner);
    QVERIFY(database);
    QVERIFY((*database)->notice().isEmpty());
    auto writer = (*database)->writer();
    const auto outbox = (*writer)->read().outbox();
    QVERIFY(promised > 50);
    QVERIFY(outbox.size() >= promised);
    for (qsizetype i = 0; i < outbox.size(); ++i)
        QCOMPARE(outbox.at(i).content.text, QString::number(i));
    QVERIFY((*database)->checkIntegrity().result());
}

QTEST_GUILESS_MAIN(TestAccount)
#include "test_account.moc"
