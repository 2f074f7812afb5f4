#include "server-stub/store/sqlite/database.h"
#include "tests/unit/server_store/store_fixture.h"

#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace confab;
using namespace confab::server;
using namespace confab::server::test;

//! Disks that are full, that fail, and that lose their power.
class FaultsTest : public QObject {
    Q_OBJECT
private slots:
    void L10_fullDiskIsBusyAndRecovers()
    {
        SqliteOptions options;
        options.maxPages = 90;
        StoreFixture f(options);
        const auto a = f.addUser(1), b = f.addUser(2);
        const auto chat = f.direct(a, b);
        const QByteArray body(4000, 'x');
        int stored = 0;
        Answer<AppendOutcome> last = f.send(a, deviceOf(1), chat);
        for (; last && stored < 1000; ++stored)
            last = f.send(a, deviceOf(1), chat, newCid(), EventKind::Msg, body);
        QVERIFY(!last);
        QCOMPARE(last.error().code, ErrorCode::Busy);
        const auto cid = newCid();
        QCOMPARE(f.send(a, deviceOf(1), chat, cid, EventKind::Msg, body).error().code, ErrorCode::Busy);
        // Reading goes on, and what was acknowledged is all there is.
        QCOMPARE(f.all(b, chat).items.size(), stored + 1);
        QVERIFY(f.store().metrics().refused.load() > 0);

        // Somebody makes room; the same cid is stored once.
        f.close();
        StoreFixture roomy;
        QFile::remove(roomy.path());
        roomy.close();
        QVERIFY(QFile::copy(f.path(), roomy.path()) || replace(f.path(), roomy.path()));
        QFile::remove(roomy.path() + QStringLiteral("-wal"));
        QFile::remove(roomy.path() + QStringLiteral("-shm"));
        roomy.reopen();
        const auto again = roomy.send(a, deviceOf(1), chat, cid, EventKind::Msg, body);
        QVERIFY(again && !again.value().appended.dup);
        QCOMPARE(again.value().appended.seq.value, qint64(stored + 2));
    }

    void L10_failingDiskIsBusyAndRecoversByItself()
    {
        StoreFixture f;
        const auto a = f.addUser(1), b = f.addUser(2);
        const auto chat = f.direct(a, b);
        QVERIFY(f.send(a, deviceOf(1), chat));

        // A limit on file sizes makes the engine's writes fail with EFBIG, which it takes for SQLITE_IOERR.
        ::signal(SIGXFSZ, SIG_IGN);
        rlimit before {};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
        rlimit tight = before;
        tight.rlim_cur = rlim_t(QFileInfo(f.path() + QStringLiteral("-wal")).size());
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &tight), 0);
        const auto cid = newCid();
        const auto refused = f.send(a, deviceOf(1), chat, cid);
        const auto alsoRefused = f.send(b, deviceOf(2), chat);
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Busy);
        QVERIFY(!alsoRefused);

        QCOMPARE(f.all(b, chat).items.size(), 2);
        const auto again = f.send(a, deviceOf(1), chat, cid);
        QVERIFY(again && !again.value().appended.dup);
        QCOMPARE(again.value().appended.seq, Seq(3)); // no hole where the failed ones would have been
        f.reopen();
        QCOMPARE(f.all(b, chat).items.size(), 3);
    }

    void L12_powerCutOpensCleanWithEverythingAcknowledged()
    {
        StoreFixture f;
        const auto a = f.addUser(1), b = f.addUser(2);
        const auto chat = f.direct(a, b);
        std::atomic<qint64> acknowledged {0};
        constexpr int count = 3000;
        std::atomic<int> answered {0};
        for (int i = 0; i < count; ++i) {
            AppendRequest request {a, deviceOf(1), {}, f.now};
            request.send.chat = chat;
            request.send.cid = newCid();
            request.send.body = QByteArray(500, 'x');
            f.store().append(request, [&](const Answer<AppendOutcome> &out) {
                if (out)
                    acknowledged = out.value().appended.seq.value;
                ++answered;
            });
        }
        int cuts = 0;
        while (answered.load() < count) {
            QTemporaryDir copy;
            const auto path = copy.filePath(QStringLiteral("confab.db"));
            const auto promised = acknowledged.load();
            if (!snapshot(f.path(), path))
                continue;
            ++cuts;
            {
                Database db;
                QVERIFY(db.open(path, Database::Access::ReadWrite));
                auto check = db.run("PRAGMA integrity_check");
                QVERIFY(check.next());
                QCOMPARE(check.text(0), QStringLiteral("ok"));
            }
            auto opened = SqliteStore::open({path});
            QVERIFY2(opened, opened ? "" : qPrintable(opened.error()));
            const auto head = await<HeadRow>([&](auto cb) { (*opened)->head(b, chat, cb); });
            QVERIFY(head);
            const auto max = head.value().head.seq.value;
            QVERIFY2(max >= promised, qPrintable(QStringLiteral("%1 acknowledged, %2 stored").arg(promised).arg(max)));
            // Gapless, too.
            qint64 seen = 0;
            Hist hist {chat, Seq(0), {}, limits::histPage};
            for (bool more = true; more;) {
                const auto page = await<HistPage>([&](auto cb) { (*opened)->hist({b, hist}, cb); });
                QVERIFY(page);
                for (const auto &event : page.value().items)
                    QCOMPARE(event.seq.value, ++seen);
                hist.after = page.value().high;
                more = page.value().more;
            }
            QCOMPARE(seen, max);
        }
        QTRY_COMPARE(answered.load(), count);
        QVERIFY(cuts > 0);
    }

private:
    static qint64 modified(const QString &path)
    {
        struct stat info {};
        ::stat(QFile::encodeName(path).constData(), &info);
        return qint64(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec;
    }
    //! What the disk holds at one moment: the database while no checkpoint touches it, and the log, which only grows
    //! meanwhile, up to some byte in the middle of a write.
    static bool snapshot(const QString &from, const QString &to)
    {
        const auto wal = QStringLiteral("-wal");
        const auto before = modified(from);
        return QFile::copy(from, to) && QFile::copy(from + wal, to + wal) && modified(from) == before;
    }
    static bool replace(const QString &from, const QString &to) { return QFile::remove(to) && QFile::copy(from, to); }
};

QTEST_GUILESS_MAIN(FaultsTest)
#include "test_faults.moc"
