#include "tests/unit/server_store/store_fixture.h"

#include <QHash>
#include <QRandomGenerator>
#include <QTest>
#include <thread>

using namespace confab;
using namespace confab::server;
using namespace confab::server::test;

namespace {

constexpr qint64 day = qint64(24) * 3600 * 1000;
constexpr qint64 quota = qint64(1) << 40;

BlobId blobOf(int n)
{
    QByteArray bytes(32, 'b');
    bytes.replace(0, 8, QByteArray::number(n).rightJustified(8, '0'));
    return *BlobId::fromBytes(bytes);
}

struct Fixture : StoreFixture {
    Answer<BlobFacts> grant(const UserId &user, int n, qint64 size = 100, qint64 limit = quota)
    {
        return await<BlobFacts>([&](auto cb) { store().grantBlob({user, size, keyOf(n), blobOf(n), now, limit}, cb); });
    }
    bool finish(const BlobId &blob)
    {
        return await<Done>([&](auto cb) { store().finishBlob(blob, now, cb); }).has_value();
    }
    bool isThere(const BlobId &blob)
    {
        return await<BlobFacts>([&](auto cb) { store().blob(blob, cb); }).has_value();
    }
    std::vector<BlobId> condemn(int limit = 10'000)
    {
        return await<BlobList>([&](auto cb) { store().condemnBlobs(now - day, limit, cb); })->blobs;
    }
    bool forget(std::vector<BlobId> blobs)
    {
        return await<Done>([&](auto cb) { store().forgetBlobs({std::move(blobs)}, cb); }).has_value();
    }
    Answer<AppendOutcome> sendMedia(const UserId &from, const DeviceId &dev, const ChatId &chat, const QList<BlobId> &media)
    {
        Send send;
        send.chat = chat;
        send.cid = newCid();
        send.media = media;
        return await<AppendOutcome>([&](auto cb) { store().append({from, dev, send, now}, cb); });
    }
    bool redact(const UserId &from, const DeviceId &dev, const ChatId &chat, Seq seq)
    {
        return send(from, dev, chat, newCid(), EventKind::Redact, {}, seq).has_value();
    }
    bool setAvatar(const UserId &user, const BlobId &blob)
    {
        UserSet set;
        set.avatar = blob;
        return await<Changed>([&](auto cb) { store().setProfile(user, set, now, cb); }).has_value();
    }
};

} // namespace

class BlobRowsTest : public QObject {
    Q_OBJECT

private slots:
    void grantsOfOneUserAndOneContentAreOneBlob()
    {
        Fixture f;
        const auto a = f.addUser(1), b = f.addUser(2);
        const auto first = f.grant(a, 1);
        QVERIFY(first);
        QVERIFY(!first->complete);
        const auto sameContent = await<BlobFacts>([&](auto cb) { f.store().grantBlob({a, 100, keyOf(1), blobOf(2), f.now, quota}, cb); });
        QCOMPARE(sameContent->blob, blobOf(1));
        const auto otherUser = await<BlobFacts>([&](auto cb) { f.store().grantBlob({b, 100, keyOf(1), blobOf(3), f.now, quota}, cb); });
        QCOMPARE(otherUser->blob, blobOf(3));
        QVERIFY(f.finish(blobOf(1)));
        QVERIFY(f.finish(blobOf(1))); // a retry
        f.reopen();
        QVERIFY(f.grant(a, 1)->complete);
        QVERIFY(!f.finish(blobOf(99)));
    }

    void quotaCountsWhatIsGrantedAndForgetsWhatIsGone()
    {
        Fixture f;
        const auto a = f.addUser(1);
        QVERIFY(f.grant(a, 1, 60'000, 100'000));
        QCOMPARE(f.grant(a, 2, 60'000, 100'000).error().code, ErrorCode::Quota);
        QVERIFY(f.grant(a, 1, 60'000, 100'000));
        for (int n = 3; n < 12; ++n)
            QVERIFY(f.grant(a, n, 1, 100'000)); // a byte takes a block of 4 KiB
        QCOMPARE(f.grant(a, 12, 1, 100'000).error().code, ErrorCode::Quota);
        f.now += day + 1;
        QCOMPARE(f.condemn().size(), std::size_t(10));
        QVERIFY(f.grant(a, 2, 60'000, 100'000));
    }

    void unfinishedOnesAreBounded()
    {
        Fixture f;
        const auto a = f.addUser(1);
        for (int n = 0; n < 1000; ++n)
            f.store().grantBlob({a, 1, keyOf(n), blobOf(n), f.now, quota}, [](const auto &) {});
        QCOMPARE(f.grant(a, 1000).error().code, ErrorCode::Quota);
        QVERIFY(f.finish(blobOf(5)));
        QVERIFY(f.grant(a, 1000));
    }

    void aCondemnedBlobIsGoneForEverybodyUntilItIsForgotten()
    {
        Fixture f;
        const auto a = f.addUser(1), b = f.addUser(2);
        const auto chat = f.direct(a, b);
        QVERIFY(f.grant(a, 1) && f.finish(blobOf(1)));
        f.now += day;
        QCOMPARE(f.condemn(), std::vector {blobOf(1)});
        QVERIFY(!f.isThere(blobOf(1)));
        QCOMPARE(f.sendMedia(a, deviceOf(1), chat, {blobOf(1)}).error().code, ErrorCode::NotFound);
        QVERIFY(!f.setAvatar(a, blobOf(1)));
        QVERIFY(!f.finish(blobOf(1)));
        // The process ended before its bytes went: it is told again.
        f.reopen();
        QCOMPARE(f.condemn(), std::vector {blobOf(1)});
        // The same content may be sent anew meanwhile, under another id.
        const auto again = await<BlobFacts>([&](auto cb) { f.store().grantBlob({a, 100, keyOf(1), blobOf(2), f.now, quota}, cb); });
        QCOMPARE(again->blob, blobOf(2));
        QVERIFY(f.forget({blobOf(1), blobOf(2)})); // only what is condemned is forgotten
        QCOMPARE(f.condemn().size(), std::size_t(0));
        QVERIFY(f.isThere(blobOf(2)));
    }

    void whatIsWorkedOnStays()
    {
        Fixture f;
        const auto a = f.addUser(1);
        QVERIFY(f.grant(a, 1));
        f.now += day - 1;
        f.store().touchBlob(blobOf(1), f.now);
        f.settle();
        f.now += day - 1;
        QCOMPARE(f.condemn().size(), std::size_t(0));
        QVERIFY(f.grant(a, 1)); // so does a new grant
        f.now += day - 1;
        QCOMPARE(f.condemn().size(), std::size_t(0));
        f.now += 1;
        QCOMPARE(f.condemn().size(), std::size_t(1));
    }

    //! A retry of a message whose blob has gone since gets its first answer.
    void L2_aRetryDoesNotAskForTheMediaAgain()
    {
        Fixture f;
        const auto a = f.addUser(1), b = f.addUser(2);
        const auto chat = f.direct(a, b);
        QVERIFY(f.grant(a, 1) && f.finish(blobOf(1)));
        Send send;
        send.chat = chat;
        send.cid = newCid();
        send.media = {blobOf(1)};
        const auto append = [&] { return await<AppendOutcome>([&](auto cb) { f.store().append({a, deviceOf(1), send, f.now}, cb); }); };
        const auto first = append();
        QVERIFY(first);
        QVERIFY(f.redact(a, deviceOf(1), chat, first->appended.seq));
        f.now += day;
        QCOMPARE(f.condemn().size(), std::size_t(1));
        const auto again = append();
        QVERIFY(again && again->appended.dup);
        QCOMPARE(again->appended.seq, first->appended.seq);
    }

    //! Random grants, messages, forwards, redactions, avatars, departures and collections; a plain model says what may go.
    void M5_whatIsReferredToIsNeverCondemned()
    {
        Fixture f;
        QRandomGenerator random(5);
        constexpr int people = 4;
        std::vector<UserId> users;
        for (int n = 1; n <= people; ++n)
            users.push_back(f.addUser(n));
        const auto chat = f.group(users[0], QList<UserId>(users.begin() + 1, users.end()));

        struct Blob {
            bool complete = false;
            qint64 idle = 0;
            int references = 0;
        };
        std::map<BlobId, Blob> model; // of those that are not condemned
        struct Message {
            int sender;
            Seq seq;
            QList<BlobId> media;
        };
        std::vector<Message> messages;
        std::array<BlobId, people> avatars;
        const auto refer = [&](const BlobId &blob) { ++model[blob].references; };
        const auto drop = [&](const BlobId &blob) {
            if (--model[blob].references == 0)
                model[blob].idle = f.now;
        };
        const auto anyBlob = [&] { return model.empty() ? BlobId() : std::next(model.begin(), random.bounded(int(model.size())))->first; };
        int granted = 0, condemned = 0, kept = 0;
        for (int step = 0; step < 3000; ++step) {
            const int who = random.bounded(people);
            const auto user = users[std::size_t(who)];
            switch (random.bounded(7)) {
            case 0: {
                const auto facts = f.grant(user, ++granted);
                QVERIFY(facts);
                model[facts->blob] = {false, f.now, 0};
                break;
            }
            case 1:
                if (const auto blob = anyBlob(); !blob.isNull() && !model[blob].complete) {
                    QVERIFY(f.finish(blob));
                    model[blob].complete = true;
                    model[blob].idle = f.now;
                }
                break;
            case 2:
            case 3: {
                QList<BlobId> media;
                for (int i = random.bounded(3); i >= 0; --i)
                    if (const auto blob = anyBlob(); !blob.isNull() && !media.contains(blob))
                        media.append(blob);
                const bool allowed = std::all_of(media.begin(), media.end(), [&](const auto &blob) { return model[blob].complete; });
                const auto sent = f.sendMedia(user, deviceOf(who + 1), chat, media);
                QCOMPARE(sent.has_value(), allowed);
                if (allowed) {
                    std::for_each(media.begin(), media.end(), refer);
                    messages.push_back({who, sent->appended.seq, media});
                }
                break;
            }
            case 4:
                if (!messages.empty()) {
                    const auto at = messages.begin() + random.bounded(int(messages.size()));
                    QVERIFY(f.redact(users[std::size_t(at->sender)], deviceOf(at->sender + 1), chat, at->seq));
                    std::for_each(at->media.begin(), at->media.end(), drop);
                    messages.erase(at);
                }
                break;
            case 5: {
                const auto blob = random.bounded(4) ? anyBlob() : BlobId();
                const bool allowed = blob.isNull() || model[blob].complete;
                QCOMPARE(f.setAvatar(user, blob), allowed);
                auto &mine = avatars[std::size_t(who)];
                if (allowed && mine != blob) {
                    if (!blob.isNull())
                        refer(blob);
                    if (!mine.isNull())
                        drop(mine);
                    mine = blob;
                }
                break;
            }
            case 6: {
                f.now += random.bounded(12) * 3'600'000;
                if (step % 50 == 0)
                    f.reopen();
                const auto gone = f.condemn();
                std::vector<BlobId> expected;
                for (const auto &[blob, state] : model)
                    if (state.references == 0 && state.idle <= f.now - day)
                        expected.push_back(blob);
                kept += int(model.size() - expected.size());
                condemned += int(expected.size());
                auto sorted = gone;
                std::sort(sorted.begin(), sorted.end());
                QCOMPARE(sorted, expected);
                for (const auto &blob : gone)
                    model.erase(blob);
                QVERIFY(f.forget(gone));
                break;
            }
            }
        }
        QVERIFY2(condemned > 50 && kept > 50, "the run was too tame to show anything");
        for (const auto &[blob, state] : model)
            QVERIFY(f.isThere(blob));
    }

    //! Collection and a new reference at the same time: one of them comes first, and the other sees it.
    void M5_aRaceOfReferenceAndCollectionIsSafe()
    {
        Fixture f;
        const auto a = f.addUser(1), b = f.addUser(2);
        const auto chat = f.direct(a, b);
        constexpr int rounds = 200;
        for (int n = 0; n < rounds; ++n)
            QVERIFY(f.grant(a, n) && f.finish(blobOf(n)));
        f.now += day;
        std::array<std::atomic<bool>, rounds> sent {};
        std::atomic<bool> all {false};
        std::vector<BlobId> condemned;
        std::thread collector([&] {
            while (!all) {
                const auto found = f.condemn(7);
                condemned.insert(condemned.end(), found.begin(), found.end());
                f.forget(found);
            }
        });
        for (int n = 0; n < rounds; ++n)
            sent[std::size_t(n)] = f.sendMedia(a, deviceOf(1), chat, {blobOf(n)}).has_value();
        all = true;
        collector.join();
        int won = 0;
        for (int n = 0; n < rounds; ++n) {
            const bool gone = std::find(condemned.begin(), condemned.end(), blobOf(n)) != condemned.end();
            QVERIFY2(!(gone && sent[std::size_t(n)]), "a blob of a stored message was collected");
            QCOMPARE(f.isThere(blobOf(n)), !gone);
            won += sent[std::size_t(n)] ? 1 : 0;
        }
        QVERIFY(won + int(condemned.size()) >= rounds);
    }

    void userDeleteFreesWhatNobodyElseRefersTo()
    {
        Fixture f;
        const auto a = f.addUser(1), b = f.addUser(2);
        const auto chat = f.direct(a, b);
        for (int n = 0; n < 4; ++n)
            QVERIFY(f.grant(a, n) && (n == 3 || f.finish(blobOf(n))));
        QVERIFY(f.sendMedia(a, deviceOf(1), chat, {blobOf(0)}));
        QVERIFY(f.setAvatar(a, blobOf(1)));
        QVERIFY(await<Departure>([&](auto cb) { f.store().deleteUser(a, f.now, cb); }));
        auto gone = f.condemn();
        std::sort(gone.begin(), gone.end());
        QCOMPARE(gone, (std::vector {blobOf(1), blobOf(2), blobOf(3)}));
        QVERIFY(f.isThere(blobOf(0)));
        QVERIFY(await<BlobFacts>([&](auto cb) { f.store().blob(blobOf(0), cb); })->owner.isNull());
    }

    void theKeyOfTokensStays()
    {
        Fixture f;
        const auto ask = [&](char tag) {
            return *await<QByteArray>([&](auto cb) { f.store().blobKey(QByteArray(32, tag), cb); });
        };
        QCOMPARE(ask('a'), QByteArray(32, 'a'));
        QCOMPARE(ask('b'), QByteArray(32, 'a'));
        f.reopen();
        QCOMPARE(ask('c'), QByteArray(32, 'a'));
    }
};

QTEST_GUILESS_MAIN(BlobRowsTest)
#include "test_blobs.moc"
