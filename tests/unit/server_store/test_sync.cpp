#include "tests/unit/server_store/store_fixture.h"

#include <QRandomGenerator>
#include <QTest>
#include <map>
#include <set>
#include <thread>

using namespace confab;
using namespace confab::server;
using namespace confab::server::test;

//! What a client that only ever says `sync` knows of heads.
struct Mirror {
    std::map<ChatId, std::pair<qint64, qint64>> heads; //!< seq, own read
    std::optional<QByteArray> since;

    bool round(StoreFixture &f, const UserId &user, qint64 limit)
    {
        for (bool more = true; more;) {
            const auto page = f.sync(user, since, limit);
            if (!page)
                return false;
            for (const auto &row : page.value().chats)
                heads[row.head.chat] = {row.head.seq.value, row.head.me.read.value};
            since = page.value().next;
            more = page.value().more;
        }
        return true;
    }
};

class SyncTest : public QObject {
    Q_OBJECT
private slots:
    void S2_cursorsMissNothing_data()
    {
        QTest::addColumn<int>("limit");
        QTest::newRow("pages of 1") << 1;
        QTest::newRow("pages of 3") << 3;
        QTest::newRow("one page") << int(limits::syncPage);
    }
    //! A reader that goes on from cursor to cursor while four writers write ends with what a fresh reader sees.
    void S2_cursorsMissNothing()
    {
        QFETCH(int, limit);
        StoreFixture f;
        std::vector<UserId> users;
        for (int i = 0; i < 5; ++i)
            users.push_back(f.addUser(i));
        QList<ChatId> chats;
        for (int i = 0; i < 8; ++i)
            chats.append(f.group(users[0], {users[1], users[2], users[3], users[4]}));
        std::atomic<bool> writing {true};
        std::vector<std::thread> writers;
        for (int w = 0; w < 4; ++w) {
            writers.emplace_back([&, w] {
                QRandomGenerator random(quint32(w + 1));
                for (int i = 0; i < 120; ++i) {
                    const auto chat = chats[random.bounded(int(chats.size()))];
                    const auto user = users[std::size_t(w)];
                    const auto sent = f.send(user, deviceOf(w), chat);
                    if (random.bounded(3) == 0)
                        f.mark(users[4], chat, sent.value().appended.seq, true);
                }
            });
        }
        std::thread stopper([&] {
            for (auto &writer : writers)
                writer.join();
            writing = false;
        });
        Mirror mirror;
        int rounds = 0;
        while (writing) {
            QVERIFY(mirror.round(f, users[4], limit));
            ++rounds;
        }
        stopper.join();
        QVERIFY(rounds > 1);
        QVERIFY(mirror.round(f, users[4], limit));
        Mirror fresh;
        QVERIFY(fresh.round(f, users[4], limits::syncPage));
        QCOMPARE(fresh.heads.size(), std::size_t(8));
        QVERIFY(mirror.heads == fresh.heads);
    }

    void newestFirstAndNothingTwiceInOneRound()
    {
        StoreFixture f;
        const auto a = f.addUser(1), b = f.addUser(2);
        QList<ChatId> order;
        for (int i = 0; i < 20; ++i)
            order.prepend(f.group(a, {b}));
        QVERIFY(f.send(a, deviceOf(1), order.last())); // the oldest one moves
        order.prepend(order.takeLast());
        QList<ChatId> told;
        std::optional<QByteArray> since;
        for (bool more = true; more;) {
            const auto page = f.sync(b, since, 7);
            QVERIFY(page);
            for (const auto &row : page.value().chats)
                told.append(row.head.chat);
            since = page.value().next;
            more = page.value().more;
        }
        QCOMPARE(told, order);
        const auto idle = f.sync(b, since);
        QVERIFY(idle.value().chats.empty() && idle.value().account.isEmpty() && !idle.value().more);
    }

    void tailsFitIntoAFrame()
    {
        StoreFixture f;
        const auto a = f.addUser(1), b = f.addUser(2);
        const QByteArray body(limits::body, 'x');
        QList<ChatId> chats;
        for (int i = 0; i < 6; ++i) {
            chats.append(f.group(a, {b}));
            for (int n = 0; n < 3; ++n)
                QVERIFY(f.send(a, deviceOf(1), chats.last(), newCid(), EventKind::Msg, body));
        }
        std::set<ChatId> seen;
        std::optional<QByteArray> since;
        for (bool more = true; more;) {
            const auto page = f.sync(b, since, limits::syncPage, limits::syncTail);
            QVERIFY(page);
            SyncReply reply;
            reply.account = page.value().account;
            reply.next = page.value().next;
            for (const auto &row : page.value().chats) {
                reply.chats.append(row.head);
                seen.insert(row.head.chat);
                // The tail is the newest part, without a hole.
                qint64 expected = row.head.seq.value - row.head.events.size() + 1;
                for (const auto &event : row.head.events)
                    QCOMPARE(event.seq.value, expected++);
            }
            for (const auto encoding : {Encoding::Json, Encoding::Cbor})
                QVERIFY(encodeOk(1, reply, encoding).size() <= limits::frameOut);
            since = page.value().next;
            more = page.value().more;
        }
        QCOMPARE(seen.size(), std::size_t(chats.size()));
        // hist pages fit as well.
        for (int n = 0; n < 3; ++n)
            QVERIFY(f.send(a, deviceOf(1), chats[0], newCid(), EventKind::Msg, body));
        const auto page = await<HistPage>([&](auto cb) { f.store().hist({b, {chats[0], Seq(0), {}, 200}}, cb); });
        QVERIFY(page.value().more);
        QVERIFY(encodeOk(1, page.value(), Encoding::Json).size() <= limits::frameOut);
    }

    void accountStateThenLogThenStateAgainWhereTheLogIsCut()
    {
        StoreFixture f;
        const auto a = f.addUser(1), b = f.addUser(2);
        f.direct(a, b);
        const auto setPref = [&](const QString &key, const QByteArray &value) {
            QVERIFY(await<Changed>([&](auto cb) { f.store().setPrefs(a, {{{key, value}}}, cb); }));
        };
        Prefs many;
        for (int i = 0; i < 250; ++i) {
            many.items.append({QStringLiteral("chat:%1").arg(i), QByteArray(200, 'v')});
            if (many.items.size() == 50) {
                QVERIFY(await<Changed>([&](auto cb) { f.store().setPrefs(a, many, cb); }));
                many.items.clear();
            }
        }
        QVERIFY(await<Changed>([&](auto cb) { f.store().setBlock(a, {b, true}, cb); }));

        std::map<QString, int> kinds;
        std::set<QString> prefs;
        std::optional<QByteArray> since;
        int pages = 0;
        const auto read = [&] {
            kinds.clear();
            prefs.clear();
            pages = 0;
            for (bool more = true; more; ++pages) {
                const auto page = f.sync(a, since);
                QVERIFY(page);
                for (const auto &entry : page.value().account) {
                    ++kinds[entry.kind];
                    if (entry.kind == QStringLiteral("prefs"))
                        prefs.insert(bodyAs<Prefs>(entry.data, Encoding::Cbor).value().items.first().key);
                }
                since = page.value().next;
                more = page.value().more;
            }
        };
        read();
        QVERIFY(pages > 1);
        QCOMPARE(kinds[QStringLiteral("device")], 1);
        QCOMPARE(kinds[QStringLiteral("profile")], 1);
        QCOMPARE(kinds[QStringLiteral("privacy")], 1);
        QCOMPARE(kinds[QStringLiteral("block")], 1);
        QCOMPARE(kinds[QStringLiteral("contact")], 1);
        QCOMPARE(prefs.size(), std::size_t(250));

        setPref(QStringLiteral("chat:7"), "new");
        read();
        QCOMPARE(prefs.size(), std::size_t(1));
        QCOMPARE(kinds.size(), std::size_t(1));

        many.items = QList<Pref>(limits::prefsPerFrame, {QStringLiteral("chat:9"), "again"});
        for (int i = 0; i < 1300; i += int(many.items.size()))
            QVERIFY(await<Changed>([&](auto cb) { f.store().setPrefs(a, many, cb); }));
        read(); // further behind than the log reaches
        QCOMPARE(prefs.size(), std::size_t(250));
        QCOMPARE(kinds[QStringLiteral("device")], 1);
        setPref(QStringLiteral("chat:9"), {}); // removed
        const auto last = f.sync(a, since);
        QVERIFY(bodyAs<Prefs>(last.value().account.first().data, Encoding::Cbor).value().items.first().value.isEmpty());
    }

    void contactsHearOfProfilesAndOfDeletion()
    {
        StoreFixture f;
        const auto a = f.addUser(1), b = f.addUser(2), c = f.addUser(3);
        f.group(a, {b});
        const auto cursorB = f.sync(b).value().next, cursorC = f.sync(c).value().next;
        UserSet change;
        change.name = QStringLiteral("New Name");
        QVERIFY(await<Changed>([&](auto cb) { f.store().setProfile(a, change, f.now, cb); }));
        const auto toB = f.sync(b, cursorB);
        QCOMPARE(toB.value().account.size(), 1);
        QCOMPARE(bodyAs<Profile>(toB.value().account.first().data, Encoding::Cbor).value().name, QStringLiteral("New Name"));
        QVERIFY(f.sync(c, cursorC).value().account.isEmpty());
        QVERIFY(await<Departure>([&](auto cb) { f.store().deleteUser(a, f.now, cb); }));
        const auto gone = f.sync(b, toB.value().next);
        QVERIFY(bodyAs<Profile>(gone.value().account.first().data, Encoding::Cbor).value().username.isEmpty());
    }

    void badAndForeignCursors()
    {
        StoreFixture f, other;
        const auto a = f.addUser(1), b = f.addUser(2);
        other.addUser(1);
        f.direct(a, b);
        QCOMPARE(f.sync(a, QByteArray("nonsense")).error().code, ErrorCode::BadArg);
        QCOMPARE(f.sync(a, QByteArray()).error().code, ErrorCode::BadArg);
        QCOMPARE(f.sync(a, QByteArray(limits::cursor, '\x01')).value().chats.size(), std::size_t(1));
        // Of a server that has lost its data, or another one: everything again.
        const auto foreign = other.sync(a).value().next;
        QCOMPARE(f.sync(a, foreign).value().chats.size(), std::size_t(1));
    }

    void formerMembersHearOfTheirLeavingOnce()
    {
        StoreFixture f;
        const auto a = f.addUser(1), b = f.addUser(2);
        const auto chat = f.group(a, {b});
        auto cursor = f.sync(b).value().next;
        QVERIFY(await<SysOutcome>([&](auto cb) { f.store().leaveChat(b, chat, f.now, cb); }));
        const auto page = f.sync(b, cursor, limits::syncPage, limits::syncTail);
        QCOMPARE(page.value().chats.size(), std::size_t(1));
        QCOMPARE(*page.value().chats[0].head.me.left, Seq(2));
        QVERIFY(page.value().chats[0].head.members.isEmpty());
        QCOMPARE(page.value().chats[0].head.events.last().seq, Seq(2));
        QVERIFY(f.send(a, deviceOf(1), chat));
        QVERIFY(f.sync(b, page.value().next).value().chats.empty());
    }

    void S4_digestNamesHeadsThatMoved()
    {
        StoreFixture f;
        const auto a = f.addUser(1), b = f.addUser(2);
        QList<ChatId> chats;
        for (int i = 0; i < 5; ++i)
            chats.append(f.group(a, {b}));
        const auto since = f.sync(b).value().change;
        QVERIFY(since > 0);
        const auto digest = [&](qint64 from, int limit = 1024) {
            return await<HeadsMoved>([&](auto cb) { f.store().headsMoved(b, from, limit, cb); }).value();
        };
        QVERIFY(digest(since).heads.isEmpty());
        QVERIFY(f.send(a, deviceOf(1), chats[1]));
        QVERIFY(f.send(a, deviceOf(1), chats[3]));
        f.mark(a, chats[4], Seq(1), true); // marks are no heads
        const auto moved = digest(since);
        QCOMPARE(moved.heads, (QList<ChatSeq> {{chats[1], Seq(2)}, {chats[3], Seq(2)}}));
        QVERIFY(digest(moved.change).heads.isEmpty());
        // Too many for one: the rest comes with the next.
        const auto part = digest(since, 1);
        QCOMPARE(part.heads.size(), 1);
        QCOMPARE(digest(part.change).heads, (QList<ChatSeq> {{chats[3], Seq(2)}}));
    }

    void S10_firstPageOfTenThousandChats()
    {
        StoreFixture f;
        const auto a = f.addUser(1), b = f.addUser(2);
        constexpr int count = 10'000;
        std::atomic<int> left {count};
        std::promise<void> made;
        for (int i = 0; i < count; ++i) {
            CreateRequest request {a, {ChatKind::Group, newChat(), {b}, newCid()}, f.now};
            f.store().createChat(request, [&](const Answer<CreateOutcome> &) {
                if (--left == 0)
                    made.set_value();
            });
        }
        made.get_future().wait();
        f.settle();
        QElapsedTimer timer;
        timer.start();
        auto page = f.sync(b, {}, limits::syncPage, limits::syncTail);
        qInfo("first of %d chats after %lld ms", count, timer.elapsed());
        int told = int(page.value().chats.size());
        while (page.value().more) {
            page = f.sync(b, page.value().next, limits::syncPage, 0);
            told += int(page.value().chats.size());
        }
        qInfo("all of them after %lld ms", timer.elapsed());
        QCOMPARE(told, count);
        timer.restart();
        QVERIFY(f.sync(b, page.value().next).value().chats.empty());
        qInfo("nothing new after %lld ms", timer.elapsed());
    }
};

QTEST_GUILESS_MAIN(SyncTest)
#include "test_sync.moc"
