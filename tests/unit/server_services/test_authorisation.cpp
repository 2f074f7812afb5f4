#include "tests/unit/server_services/house.h"

using namespace confab;
using namespace confab::server;
using namespace confab::server::test;

namespace {

constexpr auto allowed = ErrorCode(255);

//! A group and a direct chat, and everybody who might ask something of them.
struct Scene {
    House house;
    Client admin {house, Person(1)}, member {house, Person(2)}, exMember {house, Person(3)}, stranger {house, Person(4)},
        blocked {house, Person(5)};
    ChatId group, direct, withBlocked;

    Scene()
    {
        for (auto *client : {&admin, &member, &exMember, &stranger, &blocked})
            client->joined();
        group = admin.group({Person(2).id, Person(3).id, Person(5).id});
        direct = admin.direct(Person(2));
        withBlocked = admin.direct(Person(5));
        admin.send(group);
        admin.ask(ChatMembers {group, {}, {Person(3).id}, {}});
        admin.ask(Block {Person(5).id, true});
    }
};

using Ask = std::function<Reply(Scene &, Client &)>;

struct Line {
    const char *name;
    Ask ask;
    ErrorCode admin, member, exMember, stranger;
};

Send sendOf(const ChatId &chat, EventKind kind, std::optional<Seq> ref = {})
{
    Send s;
    s.chat = chat;
    s.cid = Client::randomCid();
    s.kind = kind;
    s.ref = ref;
    return s;
}

const std::vector<Line> &matrix()
{
    using E = ErrorCode;
    static const std::vector<Line> lines {
        {"send msg", [](Scene &s, Client &c) { return c.ask(sendOf(s.group, EventKind::Msg)); }, allowed, allowed, E::NotMember, E::NotFound},
        {"send react", [](Scene &s, Client &c) { return c.ask(sendOf(s.group, EventKind::React)); }, allowed, allowed, E::NotMember, E::NotFound},
        {"send edit", [](Scene &s, Client &c) { return c.ask(sendOf(s.group, EventKind::Edit)); }, allowed, allowed, E::NotMember, E::NotFound},
        {"send pin", [](Scene &s, Client &c) { return c.ask(sendOf(s.group, EventKind::Pin)); }, allowed, allowed, E::NotMember, E::NotFound},
        {"send meta", [](Scene &s, Client &c) { return c.ask(sendOf(s.group, EventKind::Meta)); }, allowed, E::Forbidden, E::NotMember, E::NotFound},
        {"redact another's", [](Scene &s, Client &c) { return c.ask(sendOf(s.group, EventKind::Redact, Seq(2))); }, allowed, E::Forbidden,
            E::NotMember, E::NotFound},
        {"send sys", [](Scene &s, Client &c) { return c.ask(sendOf(s.group, EventKind::Sys)); }, E::BadArg, E::BadArg, E::BadArg, E::BadArg},
        {"send mls", [](Scene &s, Client &c) { return c.ask(sendOf(s.group, EventKind::Mls)); }, E::BadArg, E::BadArg, E::BadArg, E::BadArg},
        {"hist", [](Scene &s, Client &c) { return c.ask(Hist {s.group, Seq(0), {}, 10}); }, allowed, allowed, allowed, E::NotFound},
        {"chat.get", [](Scene &s, Client &c) { return c.ask(ChatGet {s.group}); }, allowed, allowed, allowed, E::NotFound},
        {"marks.get", [](Scene &s, Client &c) { return c.ask(MarksGet {s.group, Seq(2)}); }, allowed, allowed, E::NotMember, E::NotFound},
        {"chat.members add", [](Scene &s, Client &c) { return c.ask(ChatMembers {s.group, {Person(4).id}, {}, {}}); }, allowed, E::Forbidden,
            E::NotMember, E::NotFound},
        {"chat.members remove", [](Scene &s, Client &c) { return c.ask(ChatMembers {s.group, {}, {Person(5).id}, {}}); }, allowed,
            E::Forbidden, E::NotMember, E::NotFound},
        {"chat.members role", [](Scene &s, Client &c) { return c.ask(ChatMembers {s.group, {}, {}, {{Person(2).id, Role::Admin}}}); },
            allowed, E::Forbidden, E::NotMember, E::NotFound},
        {"chat.leave", [](Scene &s, Client &c) { return c.ask(ChatLeave {s.group}); }, allowed, allowed, allowed, E::NotFound},
        {"chat.accept", [](Scene &s, Client &c) { return c.ask(ChatAccept {s.group}); }, allowed, allowed, E::NotMember, E::NotFound},
        {"direct: send", [](Scene &s, Client &c) { return c.ask(sendOf(s.direct, EventKind::Msg)); }, allowed, allowed, E::NotFound, E::NotFound},
        {"direct: meta", [](Scene &s, Client &c) { return c.ask(sendOf(s.direct, EventKind::Meta)); }, E::Forbidden, E::Forbidden, E::NotFound,
            E::NotFound},
        {"direct: hist", [](Scene &s, Client &c) { return c.ask(Hist {s.direct, Seq(0), {}, 10}); }, allowed, allowed, E::NotFound, E::NotFound},
        {"direct: members", [](Scene &s, Client &c) { return c.ask(ChatMembers {s.direct, {Person(4).id}, {}, {}}); }, E::Forbidden,
            E::Forbidden, E::NotFound, E::NotFound},
        {"direct: leave", [](Scene &s, Client &c) { return c.ask(ChatLeave {s.direct}); }, E::Forbidden, E::Forbidden, E::NotFound, E::NotFound},
        {"direct: accept", [](Scene &s, Client &c) { return c.ask(ChatAccept {s.direct}); }, allowed, allowed, E::NotFound, E::NotFound},
        {"no chat: send", [](Scene &, Client &c) { return c.ask(sendOf(ChatId(), EventKind::Msg)); }, E::NotFound, E::NotFound, E::NotFound,
            E::NotFound},
    };
    return lines;
}

} // namespace

class AuthorisationTest : public QObject {
    Q_OBJECT
private slots:
    void W6_everyVerbByEverybody_data()
    {
        QTest::addColumn<int>("line");
        for (std::size_t i = 0; i < matrix().size(); ++i)
            QTest::newRow(matrix()[i].name) << int(i);
    }
    void W6_everyVerbByEverybody()
    {
        QFETCH(int, line);
        const auto &l = matrix()[std::size_t(line)];
        Scene scene;
        // The strangest first: what the later ones may do changes the scene.
        const std::vector<std::tuple<const char *, Client *, ErrorCode>> cases {{"stranger", &scene.stranger, l.stranger},
            {"ex-member", &scene.exMember, l.exMember}, {"member", &scene.member, l.member}, {"admin", &scene.admin, l.admin}};
        for (const auto &[who, client, expected] : cases) {
            const auto reply = l.ask(scene, *client);
            QVERIFY2(reply.frame, who);
            const auto got = reply.ok() ? allowed : reply.code();
            QVERIFY2(got == expected, qPrintable(QStringLiteral("%1: got %2").arg(QLatin1String(who)).arg(int(got))));
        }
    }

    void W6_blocked()
    {
        Scene s;
        QCOMPARE(s.blocked.send(s.withBlocked).code(), ErrorCode::Blocked);
        QCOMPARE(s.admin.send(s.withBlocked).code(), ErrorCode::Blocked);
        QVERIFY(s.blocked.send(s.group).ok()); // groups are unaffected
        QCOMPARE(s.blocked.ask(ChatMembers {s.group, {}, {Person(1).id}, {}}).code(), ErrorCode::Forbidden);
        // Nobody is drawn into a new chat by somebody they have blocked.
        const auto newGroup = s.blocked.group({});
        QCOMPARE(s.blocked.ask(ChatMembers {newGroup, {Person(1).id}, {}, {}}).code(), ErrorCode::Blocked);
        QVERIFY(s.blocked.ask(Hist {s.withBlocked, Seq(0), {}, 10}).ok()); // what was said stays readable
        // Receipts neither way.
        s.admin.pushed("marks");
        s.blocked.ask(Read {{{s.withBlocked, Seq(1)}, {s.group, Seq(2)}}, false});
        s.house.tick(1000);
        QVERIFY(s.admin.pushed("marks").empty());
        QVERIFY(s.admin.head(s.withBlocked).marks.isEmpty());
        // A presence neither.
        s.blocked.ask(PresenceSet {PresenceState::Active});
        QVERIFY(s.admin.ask(PresenceWatch {{Person(5).id}, 300}).as<PresenceStates>().states.isEmpty());
        QVERIFY(s.blocked.ask(PresenceWatch {{Person(1).id}, 300}).as<PresenceStates>().states.isEmpty());
        QVERIFY(s.admin.ask(Block {Person(5).id, false}).ok());
        QVERIFY(s.blocked.send(s.withBlocked).ok());
    }

    void exMemberHearsNothingMore()
    {
        Scene s;
        s.exMember.pushed("event");
        QVERIFY(s.admin.send(s.group).ok());
        QVERIFY(s.exMember.pushed("event").empty());
        const auto page = s.exMember.ask(Hist {s.group, Seq(0), {}, 100}).as<HistPage>();
        QCOMPARE(page.items.last().seq, Seq(3)); // the removal is the last thing they see
        QVERIFY(s.exMember.head(s.group).members.isEmpty());
    }

    void groupsAreNotPutInTheWayOfDirectChats()
    {
        House house;
        Client a(house, Person(1)), b(house, Person(2));
        a.joined();
        b.joined();
        // Whoever knows two ids knows the id of their chat; a group of that id would shut them out of it.
        Client stranger(house, Person(3));
        stranger.joined();
        const auto reserved = directChatOf(Person(1).id, Person(2).id);
        QCOMPARE(stranger.ask(ChatCreate {ChatKind::Group, reserved, {}, Client::randomCid()}).code(), ErrorCode::BadArg);
        const auto cid = Client::randomCid();
        const auto made = stranger.ask(ChatCreate {ChatKind::Group, groupChatOf(Person(3).id, cid), {}, cid});
        QCOMPARE(made.as<ChatCreated>().chat, groupChatOf(Person(3).id, cid));
        QCOMPARE(a.ask(ChatCreate {ChatKind::Group, groupChatOf(Person(3).id, cid), {}, cid}).code(), ErrorCode::BadArg);
        QVERIFY(b.ask(ChatCreate {ChatKind::Direct, {}, {Person(1).id}, Client::randomCid()}).ok());
        QCOMPARE(a.ask(ChatCreate {ChatKind::Group, reserved, {Person(2).id}, Client::randomCid()}).code(), ErrorCode::BadArg);
        QCOMPARE(a.ask(ChatCreate {ChatKind::Direct, ChatId(reserved), {Person(2).id, Person(3).id}, Client::randomCid()}).code(),
            ErrorCode::BadArg);
        QCOMPARE(a.ask(ChatCreate {ChatKind::Direct, *ChatId::fromBytes(QByteArray(16, 'x')), {Person(2).id}, Client::randomCid()}).code(),
            ErrorCode::BadArg);
        QCOMPARE(a.ask(ChatCreate {ChatKind::Direct, {}, {Person(9).id}, Client::randomCid()}).code(), ErrorCode::NotFound);
        QVERIFY(a.ask(ChatCreate {ChatKind::Self, {}, {}, Client::randomCid()}).ok());
        QVERIFY(a.send(directChatOf(Person(1).id, Person(1).id)).ok());
    }

    void plaintextCanBeForbidden()
    {
        House house(ServerOptions {true, false, false, false});
        Client a(house, Person(1)), b(house, Person(2));
        a.joined();
        b.joined();
        QCOMPARE(a.send(a.direct(Person(2))).code(), ErrorCode::Forbidden);
        QVERIFY(!house.services().capabilities().contains(QStringLiteral("plaintext")));
    }
};

QTEST_GUILESS_MAIN(AuthorisationTest)
#include "test_authorisation.moc"
