#include "tests/unit/server_store/store_fixture.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTest>
#include <map>
#include <thread>

using namespace confab;
using namespace confab::server;
using namespace confab::server::test;

//! The log of a chat: order, duplicates, gaps, and who may write.
class LogTest : public QObject {
    Q_OBJECT
private slots:
    void L2_repeatedCidIsAnsweredFirstAnswerWhateverTheBody()
    {
        StoreFixture f;
        const auto a = f.addUser(1), b = f.addUser(2);
        const auto chat = f.direct(a, b);
        const auto cid = newCid();
        const auto first = f.send(a, deviceOf(1), chat, cid);
        QVERIFY(first);
        QVERIFY(first.value().event);
        QVERIFY(f.send(b, deviceOf(2), chat));
        f.now += 5000;
        for (int round = 0; round < 2; ++round) {
            const auto again = f.send(a, deviceOf(1), chat, cid, EventKind::Msg, "another body");
            QVERIFY(again);
            QVERIFY(again.value().appended.dup);
            QVERIFY(!again.value().event);
            QCOMPARE(again.value().appended.seq, first.value().appended.seq);
            QCOMPARE(again.value().appended.vi, first.value().appended.vi);
            QCOMPARE(again.value().appended.ts, first.value().appended.ts);
            f.reopen(); // unique for ever: also when nothing is in memory any more
        }
        QCOMPARE(f.all(b, chat).items.size(), 3);
        // The same cid from another device is another message.
        const auto other = f.send(b, deviceOf(2), chat, cid);
        QVERIFY(other && !other.value().appended.dup);
    }

    void L2_retryAfterRemovalStillGetsTheFirstAnswer()
    {
        StoreFixture f;
        const auto a = f.addUser(1), b = f.addUser(2);
        const auto chat = f.group(a, {b});
        const auto cid = newCid();
        const auto first = f.send(b, deviceOf(2), chat, cid);
        QVERIFY(first);
        MembersRequest remove {a, {chat, {}, {b}, {}}, f.now};
        QVERIFY(await<SysOutcome>([&](auto cb) { f.store().changeMembers(remove, cb); }));
        const auto again = f.send(b, deviceOf(2), chat, cid);
        QVERIFY(again && again.value().appended.dup);
        QCOMPARE(again.value().appended.seq, first.value().appended.seq);
        const auto fresh = f.send(b, deviceOf(2), chat);
        QVERIFY(!fresh);
        QCOMPARE(fresh.error().code, ErrorCode::NotMember);
    }

    void L3_gaplessAtAllTimesUnderConcurrency()
    {
        StoreFixture f;
        std::vector<UserId> users;
        for (int i = 0; i < 4; ++i)
            users.push_back(f.addUser(i));
        QList<ChatId> chats;
        for (int i = 0; i < 3; ++i)
            chats.append(f.group(users[0], {users[1], users[2], users[3]}));

        std::atomic<bool> writing {true};
        std::atomic<int> holes {0}, looks {0};
        std::thread reader([&] {
            while (writing) {
                for (const auto &chat : chats) {
                    const auto page = f.all(users[3], chat);
                    qint64 expected = 1;
                    for (const auto &event : page.items)
                        holes += event.seq.value == expected++ ? 0 : 1;
                    // Pages are snapshots of their own, so the head may run ahead, but never behind.
                    holes += page.head.value >= page.items.size() ? 0 : 1;
                    ++looks;
                }
            }
        });
        std::vector<std::thread> writers;
        std::atomic<int> acknowledged {0};
        constexpr int each = 300;
        for (int w = 0; w < 4; ++w) {
            writers.emplace_back([&, w] {
                for (int i = 0; i < each; ++i)
                    acknowledged += f.send(users[std::size_t(w)], deviceOf(w), chats[(w + i) % chats.size()]) ? 1 : 0;
            });
        }
        for (auto &writer : writers)
            writer.join();
        writing = false;
        reader.join();
        QCOMPARE(acknowledged.load(), 4 * each);
        QVERIFY(looks > 0);
        QCOMPARE(holes.load(), 0);
        qint64 stored = 0;
        for (const auto &chat : chats) {
            const auto page = f.all(users[0], chat);
            QCOMPARE(page.head.value, qint64(page.items.size()));
            stored += page.items.size() - 1; // `created`
        }
        QCOMPARE(stored, qint64(4 * each));
    }

    void groupCommit_manyRequestsShareATransactionAndNoneIsAnsweredBeforeIt()
    {
        StoreFixture f;
        const auto a = f.addUser(1), b = f.addUser(2);
        const auto chat = f.direct(a, b);
        const auto before = f.store().metrics().transactions.load();
        constexpr int count = 2000;
        std::atomic<int> answered {0}, unseen {0}, outOfOrder {0};
        qint64 last = 0; // only the store's answering thread touches it
        for (int i = 0; i < count; ++i) {
            AppendRequest request {a, deviceOf(1), {}, f.now};
            request.send.chat = chat;
            request.send.cid = newCid();
            f.store().append(request, [&](const Answer<AppendOutcome> &out) {
                outOfOrder += out && out.value().appended.seq.value > last ? 0 : 1;
                last = out ? out.value().appended.seq.value : last;
                if (++answered % 500 == 0) {
                    // Whoever was answered can be read by anybody else at once.
                    const auto seq = last;
                    f.store().hist({b, {chat, Seq(seq - 1), {}, 1}}, [&, seq](const Answer<HistPage> &page) {
                        unseen += page && page.value().items.size() == 1 && page.value().items.first().seq.value == seq ? 0 : 1;
                    });
                }
            });
        }
        QTRY_COMPARE(answered.load(), count);
        f.close(); // the reads are answered, too
        QCOMPARE(unseen.load(), 0);
        QCOMPARE(outOfOrder.load(), 0);
        const auto transactions = f.store().metrics().transactions.load() - before;
        QVERIFY2(transactions < count / 4, qPrintable(QString::number(transactions)));
    }

    void L5_okThenHistContainsIt()
    {
        StoreFixture f;
        const auto a = f.addUser(1), b = f.addUser(2);
        const auto chat = f.direct(a, b);
        for (int i = 0; i < 200; ++i) {
            const auto sent = f.send(a, deviceOf(1), chat);
            QVERIFY(sent);
            const auto seq = sent.value().appended.seq;
            const auto page = await<HistPage>([&](auto cb) { f.store().hist({b, {chat, seq.previous(), {}, 10}}, cb); });
            QVERIFY(page);
            QCOMPARE(page.value().items.size(), 1);
            QCOMPARE(page.value().head, seq);
        }
    }

    void L9_clockJumpsDoNotChangeTheOrder()
    {
        StoreFixture f;
        const auto a = f.addUser(1), b = f.addUser(2);
        const auto chat = f.direct(a, b);
        QList<Cid> sent;
        for (int i = 0; i < 20; ++i) {
            f.now += (i % 2 ? 1 : -1) * qint64(3'600'000);
            sent.append(newCid());
            QVERIFY(f.send(a, deviceOf(1), chat, sent.last()));
        }
        const auto page = f.all(b, chat);
        QCOMPARE(page.items.size(), 21);
        for (int i = 0; i < 20; ++i) {
            QCOMPARE(page.items[i + 1].cid, sent[i]);
            QCOMPARE(page.items[i + 1].seq.value, qint64(i + 2));
        }
    }

    void R1_viCountsWhatIsCountable()
    {
        StoreFixture f;
        const auto a = f.addUser(1), b = f.addUser(2);
        const auto chat = f.group(a, {b});
        qint64 countable = 0;
        for (const auto kind : {EventKind::Msg, EventKind::Edit, EventKind::React, EventKind::Msg, EventKind::Meta, EventKind::Pin, EventKind::Msg}) {
            const auto sent = f.send(a, deviceOf(1), chat, newCid(), kind);
            QVERIFY(sent);
            countable += isCountable(kind) ? 1 : 0;
            QCOMPARE(sent.value().appended.vi.value, countable);
        }
        // Unread by arithmetic equals unread by counting, wherever the mark stands.
        const auto events = f.all(b, chat).items;
        for (qint64 seq = 1; seq <= events.size(); ++seq) {
            f.mark(b, chat, Seq(seq), true);
            const auto head = f.head(b, chat);
            const auto counted = std::count_if(events.begin(), events.end(), [&](const Event &e) { return e.seq.value > seq && isCountable(e.kind); });
            QCOMPARE(head.value().head.vi.value - head.value().head.me.readVi.value, qint64(counted));
        }
    }

    void R1_marksGoForwardOnlyAndReadImpliesRecv()
    {
        StoreFixture f;
        const auto a = f.addUser(1), b = f.addUser(2);
        const auto chat = f.direct(a, b);
        for (int i = 0; i < 5; ++i)
            QVERIFY(f.send(a, deviceOf(1), chat));
        QCOMPARE(f.mark(b, chat, Seq(3), true), std::size_t(1));
        auto me = f.head(b, chat).value().head.me;
        QCOMPARE(me.recv, Seq(3));
        QCOMPARE(me.read, Seq(3));
        QCOMPARE(f.mark(b, chat, Seq(2), true), std::size_t(0));
        QCOMPARE(f.mark(b, chat, Seq(3), false), std::size_t(0));
        QCOMPARE(f.mark(b, chat, Seq(5), false), std::size_t(1));
        me = f.head(b, chat).value().head.me;
        QCOMPARE(me.recv, Seq(5));
        QCOMPARE(me.read, Seq(3));
        // Not past the head.
        f.mark(b, chat, Seq(limits::maxInteger), true);
        QCOMPARE(f.head(b, chat).value().head.me.read, Seq(6));
        // Strangers move nothing.
        const auto c = f.addUser(3);
        QCOMPARE(f.mark(c, chat, Seq(1), true), std::size_t(0));
    }

    void R2_aggregateEqualsBruteForce()
    {
        StoreFixture f;
        const auto admin = f.addUser(0);
        QList<UserId> others;
        constexpr int members = 120;
        for (int i = 1; i < members; ++i)
            others.append(f.addUser(i));
        const auto chat = f.group(admin, others);
        for (int i = 0; i < 50; ++i)
            QVERIFY(f.send(admin, deviceOf(0), chat));
        std::map<UserId, std::pair<qint64, qint64>> marks; // recv, read
        marks[admin] = {0, 0};
        for (const auto &user : others)
            marks[user] = {0, 0};
        for (int round = 0; round < 6; ++round) {
            for (int i = 0; i < members; ++i) {
                const auto user = i == 0 ? admin : others[i - 1];
                const qint64 read = (i * 7 + round * 9) % 50, recv = read + (i % 2);
                f.store().moveMarks({user, {{chat, Seq(recv)}}, false, false, f.now}, {});
                f.store().moveMarks({user, {{chat, Seq(read)}}, true, false, f.now}, {});
                auto &m = marks[user];
                m = {std::max({m.first, recv, read}), std::max(m.second, read)};
            }
            f.settle();
            const auto view = await<AggregateView>([&](auto cb) { f.store().aggregate(chat, cb); });
            QVERIFY(view);
            for (const auto &[viewer, own] : marks) {
                qint64 recvAll = limits::maxInteger, readAll = limits::maxInteger;
                for (const auto &[user, m] : marks) {
                    if (user == viewer)
                        continue;
                    recvAll = std::min(recvAll, m.first);
                    readAll = std::min(readAll, m.second);
                }
                QCOMPARE(view.value().recv.without(viewer).value, recvAll);
                QCOMPARE(view.value().read.without(viewer).value, readAll);
            }
        }
    }

    void membersSeeFromJoinedToLeft()
    {
        StoreFixture f;
        const auto a = f.addUser(1), b = f.addUser(2), c = f.addUser(3);
        const auto chat = f.group(a, {b});
        QVERIFY(f.send(a, deviceOf(1), chat)); // 2
        MembersRequest add {a, {chat, {c}, {}, {}}, f.now};
        const auto added = await<SysOutcome>([&](auto cb) { f.store().changeMembers(add, cb); }); // 3
        QVERIFY(added);
        QVERIFY(f.send(a, deviceOf(1), chat)); // 4
        QCOMPARE(f.all(c, chat).items.first().seq, Seq(3));
        auto head = f.head(c, chat).value().head;
        QCOMPARE(head.vi.value - head.me.readVi.value, 1); // what came before is not unread
        const auto left = await<SysOutcome>([&](auto cb) { f.store().leaveChat(c, chat, f.now, cb); }); // 5
        QVERIFY(left);
        QCOMPARE(left.value().gone, std::vector<UserId> {c});
        QVERIFY(f.send(a, deviceOf(1), chat)); // 6
        const auto seen = f.all(c, chat);
        QCOMPARE(seen.items.last().seq, Seq(5));
        QCOMPARE(seen.head, Seq(5));
        QCOMPARE(*f.head(c, chat).value().head.me.left, Seq(5));
        // Leaving again is the same answer; coming back starts a new window.
        const auto again = await<SysOutcome>([&](auto cb) { f.store().leaveChat(c, chat, f.now, cb); });
        QVERIFY(again && again.value().last.dup);
        QCOMPARE(again.value().last.seq, Seq(5));
        QVERIFY(await<SysOutcome>([&](auto cb) { f.store().changeMembers(add, cb); })); // 7
        QCOMPARE(f.all(c, chat).items.first().seq, Seq(7));
    }

    void lastAdminHandsOnAndAGroupKeepsOne()
    {
        StoreFixture f;
        const auto a = f.addUser(1), b = f.addUser(2), c = f.addUser(3);
        const auto chat = f.group(a, {b});
        MembersRequest add {a, {chat, {c}, {}, {}}, f.now};
        QVERIFY(await<SysOutcome>([&](auto cb) { f.store().changeMembers(add, cb); }));
        MembersRequest demote {a, {chat, {}, {}, {{a, Role::Member}}}, f.now};
        const auto refused = await<SysOutcome>([&](auto cb) { f.store().changeMembers(demote, cb); });
        QCOMPARE(refused.error().code, ErrorCode::Forbidden);
        const auto left = await<SysOutcome>([&](auto cb) { f.store().leaveChat(a, chat, f.now, cb); });
        QVERIFY(left);
        QCOMPARE(left.value().events.size(), std::size_t(2)); // left, role
        QCOMPARE(left.value().roster->find(b)->role, Role::Admin); // the longest-standing one
        QCOMPARE(left.value().roster->find(c)->role, Role::Member);
        const auto content = decodeContent(left.value().events.back()->body);
        QCOMPARE(*content.value().what, QStringLiteral("role"));
    }

    void redactLeavesATombstone()
    {
        StoreFixture f;
        const auto a = f.addUser(1), b = f.addUser(2);
        const auto chat = f.group(a, {b});
        const auto mine = f.send(b, deviceOf(2), chat).value().appended.seq;
        const auto admins = f.send(a, deviceOf(1), chat).value().appended.seq;
        QCOMPARE(f.send(b, deviceOf(2), chat, newCid(), EventKind::Redact, {}, admins).error().code, ErrorCode::Forbidden);
        QCOMPARE(f.send(b, deviceOf(2), chat, newCid(), EventKind::Redact, {}, Seq(1)).error().code, ErrorCode::Forbidden); // sys
        QCOMPARE(f.send(b, deviceOf(2), chat, newCid(), EventKind::Redact, {}, Seq(99)).error().code, ErrorCode::NotFound);
        QVERIFY(f.send(a, deviceOf(1), chat, newCid(), EventKind::Redact, {}, mine)); // any, by an admin
        const auto events = f.all(b, chat).items;
        const auto &tombstone = events[int(mine.value - 1)];
        QVERIFY(tombstone.redacted);
        QVERIFY(tombstone.body.isEmpty());
        QCOMPARE(tombstone.seq, mine);
        QVERIFY(!events[int(admins.value - 1)].redacted);
        QCOMPARE(*events.last().ref, mine);
    }

    void chatsAreCreatedOnce()
    {
        StoreFixture f;
        const auto a = f.addUser(1), b = f.addUser(2), c = f.addUser(3);
        const auto chat = f.direct(a, b);
        QCOMPARE(f.direct(b, a), chat);
        QCOMPARE(f.all(a, chat).items.size(), 1);
        CreateRequest group {a, {ChatKind::Group, newChat(), {b}, newCid()}, f.now};
        const auto first = await<CreateOutcome>([&](auto cb) { f.store().createChat(group, cb); });
        QCOMPARE(first.value().events.size(), std::size_t(1));
        const auto again = await<CreateOutcome>([&](auto cb) { f.store().createChat(group, cb); });
        QVERIFY(again && again.value().events.empty());
        group.by = c;
        QCOMPARE(await<CreateOutcome>([&](auto cb) { f.store().createChat(group, cb); }).error().code, ErrorCode::Conflict);
    }

    void blockedAndDeletedPeersAreNotWrittenTo()
    {
        StoreFixture f;
        const auto a = f.addUser(1), b = f.addUser(2);
        const auto chat = f.direct(a, b);
        const auto group = f.group(a, {b});
        const auto block = [&](bool on) { return await<Changed>([&](auto cb) { f.store().setBlock(b, {a, on}, cb); }); };
        QCOMPARE(block(true).value().news.size(), std::size_t(1));
        QVERIFY(block(true).value().news.empty()); // nothing new
        QCOMPARE(f.send(a, deviceOf(1), chat).error().code, ErrorCode::Blocked);
        QCOMPARE(f.send(b, deviceOf(2), chat).error().code, ErrorCode::Blocked);
        QVERIFY(f.send(a, deviceOf(1), group)); // groups are unaffected
        f.reopen();
        QCOMPARE(f.send(a, deviceOf(1), chat).error().code, ErrorCode::Blocked);
        QVERIFY(block(false));
        QVERIFY(f.send(a, deviceOf(1), chat));
        QVERIFY(await<Departure>([&](auto cb) { f.store().deleteUser(b, f.now, cb); }));
        QCOMPARE(f.send(a, deviceOf(1), chat).error().code, ErrorCode::NotFound);
        QCOMPARE(f.all(a, chat).items.size(), 2); // the other's history stays
    }

    void fullQueueAnswersBusy()
    {
        SqliteOptions options;
        options.writeQueue = 10;
        StoreFixture f(options);
        const auto a = f.addUser(1), b = f.addUser(2);
        const auto chat = f.direct(a, b);
        std::atomic<int> stored {0}, busy {0};
        constexpr int count = 3000;
        for (int i = 0; i < count; ++i) {
            AppendRequest request {a, deviceOf(1), {}, f.now};
            request.send.chat = chat;
            request.send.cid = newCid();
            f.store().append(request, [&](const Answer<AppendOutcome> &out) {
                if (out)
                    ++stored;
                else if (out.error().code == ErrorCode::Busy)
                    ++busy;
            });
        }
        QTRY_COMPARE(stored + busy, count);
        QVERIFY(busy > 0);
        QCOMPARE(f.all(a, chat).head.value, qint64(stored + 1)); // refused means not stored
    }

    void benchmarkAppends()
    {
        StoreFixture f;
        std::vector<std::pair<ChatId, std::pair<UserId, DeviceId>>> chats;
        for (int i = 0; i < 50; ++i) {
            const auto a = f.addUser(2 * i), b = f.addUser(2 * i + 1);
            chats.push_back({f.direct(a, b), {a, deviceOf(2 * i)}});
        }
        constexpr int count = 20'000;
        std::promise<void> finished;
        std::atomic<int> left {count};
        QElapsedTimer timer;
        timer.start();
        const QByteArray body(300, 'x');
        for (int i = 0; i < count; ++i) {
            const auto &[chat, who] = chats[std::size_t(i) % chats.size()];
            AppendRequest request {who.first, who.second, {}, f.now};
            request.send.chat = chat;
            request.send.cid = newCid();
            request.send.body = body;
            f.store().append(request, [&](const Answer<AppendOutcome> &) {
                if (--left == 0)
                    finished.set_value();
            });
        }
        finished.get_future().wait();
        qInfo("%d appends in %lld ms: %.0f/s, %lld transactions", count, timer.elapsed(), count * 1000.0 / double(timer.elapsed()),
            qint64(f.store().metrics().transactions.load()));
    }
};

QTEST_GUILESS_MAIN(LogTest)
#include "test_log.moc"
