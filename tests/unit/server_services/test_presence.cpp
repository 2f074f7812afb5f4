#include "tests/unit/server_services/house.h"

using namespace confab;
using namespace confab::server;
using namespace confab::server::test;

class PresenceTest : public QObject {
    Q_OBJECT
private slots:
    void graceFloorAndLease()
    {
        House house;
        Client a(house, Person(1)), b(house, Person(2));
        a.joined();
        b.joined();
        a.direct(Person(2));
        QCOMPARE(a.ask(PresenceWatch {{Person(2).id}, 300}).as<PresenceStates>().states.first().state, PresenceState::Offline);
        QVERIFY(b.ask(PresenceSet {PresenceState::Active}).ok());
        QCOMPARE(a.expect<PresenceMoved>()->state, PresenceState::Active); // coming online is told at once
        QVERIFY(b.ask(PresenceSet {PresenceState::Away}).ok());
        QVERIFY(a.pushed("presence").empty()); // anything else at most once in 30 s
        house.tick(29'000);
        QVERIFY(a.pushed("presence").empty());
        house.tick(1000);
        QCOMPARE(bodyAs<PresenceMoved>(a.pushed("presence").at(0)).value().state, PresenceState::Away);

        b.hangUp();
        house.tick(29'000);
        QVERIFY(a.pushed("presence").empty()); // 30 s of grace
        Client back(house, Person(2));
        back.joined();
        QVERIFY(back.ask(PresenceSet {PresenceState::Away}).ok());
        house.tick(60'000);
        QVERIFY(a.pushed("presence").empty()); // a reconnect is not seen
        back.hangUp();
        house.tick(30'000);
        const auto offline = bodyAs<PresenceMoved>(a.pushed("presence").at(0)).value();
        QCOMPARE(offline.state, PresenceState::Offline);
        QVERIFY(offline.seen);
        QCOMPARE(*offline.seen % 60'000, 0);

        house.tick(300'000); // the lease is over
        Client third(house, Person(2));
        third.joined();
        QVERIFY(third.ask(PresenceSet {PresenceState::Active}).ok());
        house.tick(30'000);
        QVERIFY(a.pushed("presence").empty());
        QCOMPARE(a.ask(PresenceSet {PresenceState::Offline}).code(), ErrorCode::BadArg);
    }

    void onlyThoseWhoShareAChatAreSeen()
    {
        House house;
        Client a(house, Person(1)), b(house, Person(2)), c(house, Person(3));
        for (auto *client : {&a, &b, &c})
            client->joined();
        a.group({Person(2).id});
        QVERIFY(b.ask(PresenceSet {PresenceState::Active}).ok());
        QCOMPARE(a.ask(PresenceWatch {{Person(2).id, Person(3).id, Person(99).id}, 300}).as<PresenceStates>().states.size(), 1);
        QVERIFY(c.ask(PresenceWatch {{Person(1).id, Person(2).id}, 300}).as<PresenceStates>().states.isEmpty());
        QVERIFY(a.ask(Block {Person(2).id, true}).ok()); // ends the lease
        house.tick(60'000);
        QVERIFY(b.ask(PresenceSet {PresenceState::Away}).ok());
        house.tick(60'000);
        QVERIFY(a.pushed("presence").empty());
    }

    void R5_lastSeenIsHiddenMutually()
    {
        House house;
        Client a(house, Person(1)), b(house, Person(2));
        a.joined();
        b.joined();
        a.direct(Person(2));
        QVERIFY(a.ask(PresenceSet {PresenceState::Active}).ok());
        QVERIFY(b.ask(PresenceSet {PresenceState::Active}).ok());
        const auto seenBy = [](Client &viewer, const UserId &user) {
            return viewer.ask(PresenceWatch {{user}, 300}).as<PresenceStates>().states.first().seen;
        };
        QVERIFY(seenBy(a, Person(2).id));
        QCOMPARE(*seenBy(a, Person(2).id) % 60'000, 0);
        UserSet hide;
        hide.privacy = Privacy {true, false, false};
        QVERIFY(b.ask(hide).ok());
        QVERIFY(!seenBy(a, Person(2).id));
        QVERIFY(!seenBy(b, Person(1).id));
        house.tick(60'000);
        QVERIFY(b.ask(PresenceSet {PresenceState::Away}).ok());
        QVERIFY(a.ask(PresenceSet {PresenceState::Away}).ok());
        for (auto *viewer : {&a, &b})
            QVERIFY(!viewer->expect<PresenceMoved>()->seen);
        // Of others' devices neither last seen nor online is told.
        for (const auto &device : a.ask(DevList {Person(2).id}).as<DevListReply>().devices)
            QVERIFY(device.seen == 0 && !device.online);
        QVERIFY(b.ask(DevList {Person(2).id}).as<DevListReply>().devices.first().online);
    }

    //! Everybody flaps as fast as they can; what is sent stays at one update a lease in 30 s.
    void R3_stormIsHeldToTheFloor()
    {
        House house;
        Client watcher(house, Person(0));
        watcher.joined();
        constexpr int people = 150; // of a lease of at most 200
        std::vector<std::unique_ptr<Client>> flapping;
        QList<UserId> users;
        for (int n = 1; n <= people; ++n) {
            flapping.push_back(std::make_unique<Client>(house, Person(n)));
            flapping.back()->joined();
            users.append(Person(n).id);
        }
        watcher.group(users);
        QCOMPARE(watcher.ask(PresenceWatch {users, 300}).as<PresenceStates>().states.size(), people);
        constexpr int rounds = 60; // of 2 s each
        for (int round = 0; round < rounds; ++round) {
            for (auto &client : flapping)
                client->tell(PresenceSet {round % 2 ? PresenceState::Away : PresenceState::Active});
            house.clock->advance(2000);
            house.services().tick();
        }
        house.settle();
        const auto sent = house.services().metrics().presenceUpdates.load();
        constexpr qint64 seconds = rounds * 2;
        QVERIFY2(sent <= people * (seconds / 30 + 1), qPrintable(QString::number(sent)));
        QVERIFY(sent >= people); // and they were told that everybody came
    }
};

QTEST_GUILESS_MAIN(PresenceTest)
#include "test_presence.moc"
