#include "tests/unit/server_services/house.h"

#include <map>

using namespace confab;
using namespace confab::server;
using namespace confab::server::test;

//! Sending and fan-out, sync with what is pushed, receipts, typing.
class ChatsTest : public QObject {
    Q_OBJECT
private slots:
    void eventsReachEverybodyButTheSendingDevice()
    {
        House house;
        Client a(house, Person(1), 1, Encoding::Json), a2(house, Person(1), 2), b(house, Person(2));
        a.joined();
        QVERIFY(a.ask(DevAdd {Person(1).device(2)}).ok());
        a2.joined();
        b.joined();
        const auto chat = a.direct(Person(2));
        const auto news = b.expect<AccountMoved>();
        QVERIFY(news); // whose chat it is
        QCOMPARE(bodyAs<Profile>(news->entries.first().data, b.encoding).value().user, Person(1).id);
        QCOMPARE(*decodeContent(b.expectEvent(chat)->body).value().what, QStringLiteral("created"));
        a2.expectEvent(chat);
        a.pushed("event");
        const auto sent = a.send(chat, EventKind::Msg, Client::randomCid(), QByteArray("\x00\x01{}", 4)).as<Appended>();
        QCOMPARE(sent.seq, Seq(2));
        for (auto *client : {&a2, &b}) {
            const auto event = client->expectEvent(chat);
            QVERIFY(event);
            QCOMPARE(event->seq, Seq(2));
            QCOMPARE(event->from, Person(1).id);
            QCOMPARE(event->body, QByteArray("\x00\x01{}", 4));
        }
        QVERIFY(a.pushed("event").empty());
    }

    void nothingIsPushedBeforeTheFirstSync()
    {
        House house;
        Client a(house, Person(1)), b(house, Person(2));
        a.joined();
        QVERIFY(b.registerUser().ok());
        const auto chat = a.direct(Person(2));
        QVERIFY(b.pushed("event").empty());
        b.sync();
        QVERIFY(a.send(chat).ok());
        QVERIFY(b.expectEvent(chat));
    }

    void L2_retriedSendIsNotPushedAgain()
    {
        House house;
        Client a(house, Person(1)), b(house, Person(2));
        a.joined();
        b.joined();
        const auto chat = a.direct(Person(2));
        const auto cid = Client::randomCid();
        const auto first = a.send(chat, EventKind::Msg, cid, "one").as<Appended>();
        b.pushed("event");
        const auto again = a.send(chat, EventKind::Msg, cid, "two").as<Appended>();
        QVERIFY(again.dup);
        QCOMPARE(again.seq, first.seq);
        QVERIFY(b.pushed("event").empty());
    }

    //! What a client knows from a snapshot and the events pushed since equals a fresh snapshot, for every kind.
    void S2_snapshotPlusPushedEqualsFresh()
    {
        House house;
        Client a(house, Person(1)), b(house, Person(2)), c(house, Person(3));
        for (auto *client : {&a, &b, &c})
            client->joined();
        const auto group = a.group({Person(2).id});
        b.pushed("event");
        std::map<qint64, Event> known;
        for (const auto &head : b.sync().chats)
            for (const auto &event : head.events)
                known[event.seq.value] = event;
        Seq last;
        for (const auto kind : {EventKind::Msg, EventKind::Edit, EventKind::React, EventKind::Pin, EventKind::Meta})
            last = a.send(group, kind).as<Appended>().seq;
        QVERIFY(a.send(group, EventKind::Redact, Client::randomCid(), {}, Seq(2)).ok());
        QVERIFY(a.ask(ChatMembers {group, {Person(3).id}, {}, {}}).ok());
        QVERIFY(a.ask(ChatMembers {group, {}, {}, {{Person(2).id, Role::Admin}}}).ok());
        QVERIFY(c.ask(ChatLeave {group}).ok());
        QVERIFY(b.send(group).ok());
        QVERIFY(a.send(group).ok());
        for (const auto &frame : b.pushed("event")) {
            const auto event = bodyAs<Event>(frame).value();
            QVERIFY2(!known.contains(event.seq.value), "told twice");
            known[event.seq.value] = event;
            if (event.kind == EventKind::Redact) {
                auto &target = known[event.ref->value];
                target.body.clear();
                target.media.clear();
                target.redacted = true;
            }
        }
        const auto fresh = b.ask(Hist {group, Seq(0), {}, 200}).as<HistPage>();
        for (const auto &event : fresh.items) {
            if (event.from == Person(2).id)
                continue; // own: known from its `ok`
            QVERIFY2(known.contains(event.seq.value), qPrintable(QString::number(event.seq.value)));
            const auto &mine = known[event.seq.value];
            QCOMPARE(ValueWriter::write(mine) == ValueWriter::write(event), true);
        }
        QCOMPARE(qsizetype(known.size()) + 1, fresh.items.size());
    }

    void S4_pongTellsHeadsThatWereMissed()
    {
        House house;
        Client a(house, Person(1)), b(house, Person(2));
        a.joined();
        b.joined();
        const auto chat = a.direct(Person(2));
        QVERIFY(a.send(chat).ok());
        b.connection->drain(); // as if the hints had been lost
        b.tell(Ping {});
        const auto pong = b.expect<Pong>();
        QVERIFY(pong);
        QCOMPARE(pong->now, house.clock->wallMs());
        QCOMPARE(pong->heads, (QList<ChatSeq> {{chat, Seq(2)}}));
        b.tell(Ping {});
        QVERIFY(b.expect<Pong>()->heads.isEmpty());
        QVERIFY(b.ask(Ping {}).ok()); // with `i`: the pong and the answer
        QVERIFY(b.expect<Pong>());
    }

    void S9_devicesOfOneUserAgree()
    {
        House house;
        Client a(house, Person(1), 1), a2(house, Person(1), 2), b(house, Person(2));
        a.joined();
        QVERIFY(a.ask(DevAdd {Person(1).device(2)}).ok());
        a2.joined();
        b.joined();
        const auto chat = b.direct(Person(1));
        for (int i = 0; i < 3; ++i)
            QVERIFY(b.send(chat).ok());
        const auto since = a2.sync().next;
        QVERIFY(a.send(chat).ok());
        QVERIFY(a2.expectEvent(chat, Seq(5)));
        QVERIFY(a.ask(Read {{{chat, Seq(3)}}, false}).ok());
        house.tick(500);
        const auto marks = a2.expect<MarksMoved>([](const MarksMoved &m) { return m.user == Person(1).id && m.read == Seq(3); });
        QVERIFY(marks);
        QCOMPARE(*marks->readVi, Vi(2));
        QVERIFY(a.ask(Prefs {{{QStringLiteral("chat:x"), "muted"}}}).ok());
        const auto told = a2.expect<AccountMoved>([](const AccountMoved &m) { return m.entries.first().kind == QStringLiteral("prefs"); });
        QVERIFY(told);
        QVERIFY(a.send(chat, EventKind::Redact, Client::randomCid(), {}, Seq(5)).ok());
        QCOMPARE(*a2.expectEvent(chat, Seq(6))->ref, Seq(5));
        // One that was away learns the same.
        a2.hangUp();
        Client back(house, Person(1), 2);
        QVERIFY(back.auth().ok());
        const auto sync = back.sync(since);
        QCOMPARE(sync.chats.size(), 1);
        QCOMPARE(sync.chats.first().me.read, Seq(3));
        QCOMPARE(sync.chats.first().me.readVi, Vi(2));
        QVERIFY(std::any_of(sync.account.begin(), sync.account.end(), [](const AccountEntry &e) { return e.kind == QStringLiteral("prefs"); }));
    }

    void R1_receiptsGoForwardAndAreCoalesced()
    {
        House house;
        Client a(house, Person(1)), b(house, Person(2));
        a.joined();
        b.joined();
        const auto chat = a.direct(Person(2));
        for (int i = 0; i < 10; ++i)
            QVERIFY(a.send(chat).ok());
        a.pushed("marks");
        for (int seq = 2; seq <= 8; ++seq)
            QVERIFY(b.ask(Recv {{{chat, Seq(seq)}}}).ok());
        QCOMPARE(a.pushed("marks").size(), std::size_t(1)); // the first at once
        house.tick(500);
        const auto later = a.pushed("marks");
        QCOMPARE(later.size(), std::size_t(1)); // the others together, within 500 ms
        QCOMPARE(bodyAs<MarksMoved>(later[0]).value().recv, Seq(8));
        house.tick(500);
        QVERIFY(b.ask(Recv {{{chat, Seq(4)}}}).ok());
        house.tick(500);
        QVERIFY(a.pushed("marks").empty());
        QVERIFY(b.ask(Read {{{chat, Seq(9)}}, false}).ok());
        const auto read = bodyAs<MarksMoved>(a.pushed("marks").at(0)).value();
        QCOMPARE(read.read, Seq(9));
        QCOMPARE(read.recv, Seq(9)); // read implies recv
        QVERIFY(!read.readVi);
        const auto info = a.ask(MarksGet {chat, Seq(3)}).as<MarksReply>();
        QCOMPARE(info.marks.size(), 1);
        QCOMPARE(info.marks.first().read, Seq(9));
        QVERIFY(info.marks.first().readAt && info.marks.first().recvAt);
    }

    void R2_largeGroupsAreToldTheMinimum()
    {
        House house;
        Client a(house, Person(1));
        a.joined();
        QList<UserId> members;
        std::vector<std::unique_ptr<Client>> others;
        for (int n = 2; n <= limits::marksInHead + 2; ++n) {
            others.push_back(std::make_unique<Client>(house, Person(n)));
            others.back()->joined();
            members.append(Person(n).id);
        }
        const auto group = a.group(members);
        QVERIFY(a.send(group).ok());
        a.pushed("agg");
        for (auto &other : others)
            QVERIFY(other->ask(Recv {{{group, Seq(2)}}}).ok());
        QVERIFY(a.pushed("agg").empty()); // at least two seconds apart
        house.tick(2000);
        const auto agg = a.expect<AggregateMoved>();
        QVERIFY(agg);
        QCOMPARE(agg->recvAll, Seq(2)); // of the others: the sender's own place does not count
        QCOMPARE(agg->readAll, Seq(0));
        QVERIFY(a.pushed("marks").empty());
        QCOMPARE(others[0]->expect<AggregateMoved>()->recvAll, Seq(0)); // the sender has said nothing
        const auto head = a.head(group);
        QVERIFY(head.marks.isEmpty());
        QCOMPARE(head.agg->recvAll, Seq(2));
        QCOMPARE(a.ask(MarksGet {group, Seq(2)}).as<MarksReply>().marks.size(), members.size());
    }

    void R4_privateReadIsNotVisible()
    {
        House house;
        Client a(house, Person(1)), b(house, Person(2)), b2(house, Person(2), 2);
        a.joined();
        b.joined();
        QVERIFY(b.ask(DevAdd {Person(2).device(2)}).ok());
        b2.joined();
        const auto chat = a.direct(Person(2));
        QVERIFY(a.send(chat).ok());
        a.pushed("marks");
        QVERIFY(b.ask(Read {{{chat, Seq(2)}}, true}).ok());
        house.tick(1000);
        QVERIFY(a.pushed("marks").empty());
        QCOMPARE(b2.expect<MarksMoved>()->read, Seq(2));
        QCOMPARE(a.head(chat).marks.first().read, Seq(0));
        QCOMPARE(a.ask(MarksGet {chat, Seq(2)}).as<MarksReply>().marks.first().read, Seq(0));
        QCOMPARE(b.head(chat).me.read, Seq(2));
    }

    void R5_hiddenReceiptsAreMutual()
    {
        House house;
        Client a(house, Person(1)), b(house, Person(2));
        a.joined();
        b.joined();
        const auto chat = a.direct(Person(2));
        QVERIFY(a.send(chat).ok());
        QVERIFY(b.send(chat).ok());
        UserSet hide;
        hide.privacy = Privacy {false, true, false};
        QVERIFY(b.ask(hide).ok());
        a.pushed("marks");
        b.pushed("marks");
        QVERIFY(b.ask(Read {{{chat, Seq(3)}}, false}).ok());
        QVERIFY(a.ask(Read {{{chat, Seq(3)}}, false}).ok());
        house.tick(1000);
        for (auto *viewer : {&a, &b}) {
            const auto other = viewer == &a ? Person(2).id : Person(1).id;
            bool received = false;
            for (const auto &frame : viewer->pushed("marks")) {
                const auto marks = bodyAs<MarksMoved>(frame).value();
                if (marks.user != other)
                    continue;
                QCOMPARE(marks.read, Seq(0));
                received = received || marks.recv == Seq(3);
            }
            QVERIFY(received); // recv still flows
            QCOMPARE(viewer->head(chat).marks.first().read, Seq(0));
            QCOMPARE(viewer->head(chat).me.read, Seq(3)); // own devices still agree
        }
    }

    void P1_receiptsWaitForAcceptance()
    {
        House house;
        Client a(house, Person(1)), b(house, Person(2));
        a.joined();
        b.joined();
        UserSet careful;
        careful.privacy = Privacy {false, false, true};
        QVERIFY(b.ask(careful).ok());
        const auto chat = a.direct(Person(2));
        QVERIFY(a.send(chat).ok());
        a.pushed("marks");
        QVERIFY(b.ask(Read {{{chat, Seq(2)}}, false}).ok());
        house.tick(1000);
        QVERIFY(a.pushed("marks").empty());
        QVERIFY(a.head(chat).marks.isEmpty());
        QVERIFY(!b.head(chat).me.accepted);
        QVERIFY(b.ask(ChatAccept {chat}).ok());
        QCOMPARE(a.expect<MarksMoved>()->read, Seq(2));
        QCOMPARE(a.head(chat).marks.first().read, Seq(2));
        QVERIFY(b.head(chat).me.accepted);
    }

    void typingGoesToThoseWhoLook()
    {
        House house;
        Client a(house, Person(1)), b(house, Person(2)), c(house, Person(3)), stranger(house, Person(4));
        for (auto *client : {&a, &b, &c, &stranger})
            client->joined();
        const auto group = a.group({Person(2).id, Person(3).id});
        b.tell(Focus {{group}, false});
        c.tell(Focus {{group}, true}); // looks at it, but is idle
        stranger.tell(Focus {{group}, false});
        house.settle();
        a.tell(Typing {group, true});
        const auto typing = b.expect<TypingMoved>();
        QVERIFY(typing);
        QVERIFY(typing->on);
        QCOMPARE(typing->user, Person(1).id);
        QVERIFY(c.pushed("typing").empty());
        QVERIFY(stranger.pushed("typing").empty());
        a.tell(Typing {group, true});
        QVERIFY(b.pushed("typing").empty()); // one in 3 s
        a.tell(Typing {group, false});
        QVERIFY(!b.expect<TypingMoved>()->on);
        house.tick(3000);
        a.tell(Typing {group, true});
        QVERIFY(b.expect<TypingMoved>());
        stranger.tell(Typing {group, true});
        QVERIFY(b.pushed("typing").empty());
        QVERIFY(a.ask(ChatMembers {group, {}, {Person(2).id}, {}}).ok());
        house.tick(3000);
        a.tell(Typing {group, true});
        QVERIFY(b.pushed("typing").empty()); // no longer a member
    }

    void L9_clockJumpsMatterToNothing()
    {
        House house;
        Client a(house, Person(1)), b(house, Person(2));
        a.joined();
        b.joined();
        const auto chat = a.direct(Person(2));
        b.expectEvent(chat);
        for (int i = 0; i < 6; ++i) {
            house.clock->jumpWall((i % 2 ? 1 : -1) * qint64(3'600'000));
            const auto sent = a.send(chat).as<Appended>();
            QCOMPARE(sent.seq, Seq(i + 2));
            QCOMPARE(b.expectEvent(chat)->seq, sent.seq);
            QVERIFY(b.ask(Recv {{{chat, sent.seq}}}).ok());
            house.tick(500);
            QVERIFY(a.expect<MarksMoved>([&](const MarksMoved &m) { return m.recv == sent.seq; }));
        }
    }

    void twoNodesOverOneStoreTellEachOther()
    {
        House one;
        House two(one);
        Client a(one, Person(1)), b(two, Person(2)), a2(two, Person(1), 2);
        a.joined();
        QVERIFY(a.ask(DevAdd {Person(1).device(2)}).ok());
        a2.joined();
        b.joined();
        const auto chat = a.direct(Person(2));
        QVERIFY(b.expectEvent(chat));
        const auto cid = Client::randomCid();
        const auto sent = a.send(chat, EventKind::Msg, cid).as<Appended>();
        QCOMPARE(b.expectEvent(chat)->seq, sent.seq);
        // L5: read your write on any node. L6: the same cid elsewhere is the same answer.
        QCOMPARE(a2.ask(Hist {chat, sent.seq.previous(), {}, 10}).as<HistPage>().items.size(), 1);
        a.hangUp();
        Client moved(two, Person(1), 1);
        QVERIFY(moved.auth().ok());
        const auto again = moved.send(chat, EventKind::Msg, cid).as<Appended>();
        QVERIFY(again.dup);
        QCOMPARE(again.seq, sent.seq);

        Client first(one, Person(3)), second(two, Person(4));
        first.joined();
        second.joined();
        const auto other = first.direct(Person(4));
        QVERIFY(first.send(other).ok());
        QVERIFY(second.expectEvent(other));
        QVERIFY(second.ask(Read {{{other, Seq(2)}}, false}).ok());
        QVERIFY(first.expect<MarksMoved>([](const MarksMoved &m) { return m.read == Seq(2); }));
        QCOMPARE(first.ask(PresenceWatch {{Person(4).id}, 300}).as<PresenceStates>().states.first().state, PresenceState::Offline);
        QVERIFY(second.ask(PresenceSet {PresenceState::Active}).ok());
        QCOMPARE(first.expect<PresenceMoved>()->state, PresenceState::Active);
        // The same device on another node: the newest wins.
        Client copy(two, Person(3));
        QVERIFY(copy.auth().ok());
        QCOMPARE(*first.connection->waitForClose(), CloseCode::Replaced);
    }
};

QTEST_GUILESS_MAIN(ChatsTest)
#include "test_chats.moc"
