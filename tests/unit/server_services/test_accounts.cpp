#include "tests/unit/server_services/house.h"

#include <future>

using namespace confab;
using namespace confab::server;
using namespace confab::server::test;

//! Registration, authentication, devices, linking, profiles.
class AccountsTest : public QObject {
    Q_OBJECT
private slots:
    void registerThenAuth_data()
    {
        QTest::addColumn<int>("encoding");
        QTest::newRow("json") << int(Encoding::Json);
        QTest::newRow("cbor") << int(Encoding::Cbor);
    }
    void registerThenAuth()
    {
        QFETCH(int, encoding);
        House house;
        {
            Client client(house, Person(1), 1, Encoding(encoding));
            const auto reply = client.registerUser();
            QVERIFY(reply.ok());
            QCOMPARE(reply.as<Authenticated>().user, Person(1).id);
            QCOMPARE(client.connection->admissions.load(), 1);
        }
        Client client(house, Person(1), 1, Encoding(encoding));
        QVERIFY(client.auth().ok());
        QCOMPARE(client.auth().code(), ErrorCode::BadArg); // once is enough
    }

    void usernamesAreCheckedAndUnique()
    {
        House house;
        Client first(house, Person(1));
        QVERIFY(first.registerUser().ok());
        for (const auto *name : {"User", "ab", "with space", "ümlaut", ""}) {
            Client client(house, Person(2));
            Register form {QString::fromUtf8(name), QStringLiteral("N"), Person(2).aik, Person(2).device(1), {}, {}};
            QCOMPARE(client.registerAs(form).code(), ErrorCode::BadArg);
        }
        Client second(house, Person(2));
        Register form {QStringLiteral("user1"), QStringLiteral("N"), Person(2).aik, Person(2).device(1), {}, {}};
        QCOMPARE(second.registerAs(form).code(), ErrorCode::UsernameTaken);
        form.username = QStringLiteral("another");
        QVERIFY(second.registerAs(form).ok()); // the same connection may try again
    }

    void forgedCertificatesAreRefused()
    {
        House house;
        const Person person(1), other(2);
        const auto refuses = [&](const DeviceRecord &record) {
            Client client(house, person);
            return client.registerAs({QStringLiteral("forged"), {}, person.aik, record, {}, {}}).code() == ErrorCode::BadArg
                && client.connection->admissions == 0;
        };
        auto record = person.device(1);
        record.created += 1; // not what was signed
        QVERIFY(refuses(record));
        record = person.device(1);
        record.key = other.device(1).key;
        QVERIFY(refuses(record));
        QVERIFY(refuses(other.device(1))); // signed by somebody else
        record = person.device(1);
        record.id = DeviceId();
        QVERIFY(refuses(record));

        Client client(house, person);
        client.joined();
        QCOMPARE(client.ask(DevAdd {other.device(1)}).code(), ErrorCode::BadArg);
        QVERIFY(client.ask(DevAdd {person.device(2)}).ok());
        QVERIFY(client.ask(DevAdd {person.device(2)}).ok()); // a retry
    }

    void registrationNeedsTheKeyOfTheDevice()
    {
        House house;
        const Person person(1);
        const Register read {QStringLiteral("user1"), {}, person.aik, person.device(1), {}, {}}; // from some `dev.list`
        Client unsigned_(house, person);
        QCOMPARE(unsigned_.ask(read).code(), ErrorCode::Unauth);
        QCOMPARE(*unsigned_.connection->waitForClose(), CloseCode::AuthFailed);
        Client other(house, Person(2)); // signs with a key of its own
        QCOMPARE(other.registerAs(read).code(), ErrorCode::Unauth);
        QCOMPARE(other.connection->admissions.load(), 0);
        QVERIFY(Client(house, person).registerUser().ok()); // the name and the id are still free
    }

    void certificateAloneDoesNotLetIn()
    {
        House house;
        Client(house, Person(1)).joined();
        Client thief(house, Person(1)); // knows the public record of the device, from dev.list
        QCOMPARE(thief.registerUser().code(), ErrorCode::Conflict);
        QCOMPARE(thief.connection->admissions.load(), 0);
    }

    void replayedAndForgedAuthIsRefusedAndClosed()
    {
        House house;
        const Person person(1);
        Client(house, person).joined();
        Client watched(house, person);
        const auto record = person.device(1);
        const Auth good {person.id, record.id,
            person.sign(1, authMessage(watched.connection->nonce(), watched.connection->hostHeader(), subprotocolCbor))};
        QVERIFY(watched.ask(good).ok());
        Client replayer(house, person);
        QCOMPARE(replayer.ask(good).code(), ErrorCode::Unauth); // the nonce is another
        QCOMPARE(*replayer.connection->waitForClose(), CloseCode::AuthFailed);

        const auto refuses = [&](const QByteArray &nonce, const QByteArray &host, const QByteArray &protocol) {
            Client client(house, person);
            const auto n = nonce.isEmpty() ? client.connection->nonce() : nonce;
            return client.ask(Auth {person.id, record.id, person.sign(1, authMessage(n, host, protocol))}).code() == ErrorCode::Unauth
                && client.connection->waitForClose() == CloseCode::AuthFailed;
        };
        QVERIFY(refuses(QByteArray(32, 'n'), "chat.example:7345", subprotocolCbor));
        QVERIFY(refuses({}, "evil.example", subprotocolCbor)); // relayed from another server
        QVERIFY(refuses({}, "chat.example:7345", subprotocolJson));
        Client stranger(house, Person(9)); // unknown: the same answer as a wrong signature
        QCOMPARE(stranger.auth().code(), ErrorCode::Unauth);
        QCOMPARE(*stranger.connection->waitForClose(), CloseCode::AuthFailed);
    }

    void W3_verbsBeforeAuthCloseTheConnection()
    {
        House house;
        Client client(house, Person(1));
        QCOMPARE(client.ask(Sync {}).code(), ErrorCode::Unauth);
        QCOMPARE(*client.connection->waitForClose(), CloseCode::BeforeAuth);
        Client silent(house, Person(1));
        silent.tell(Typing {{}, true});
        QCOMPARE(*silent.connection->waitForClose(), CloseCode::BeforeAuth);
    }

    void newestConnectionOfADeviceWins()
    {
        House house;
        Client old(house, Person(1));
        old.joined();
        Client fresh(house, Person(1));
        QVERIFY(fresh.auth().ok());
        QCOMPARE(*old.connection->waitForClose(), CloseCode::Replaced);
        QVERIFY(!fresh.connection->closeCode());
        QCOMPARE(house.services().metrics().authenticated.load(), 1);
        old.hangUp();
        QCOMPARE(house.services().metrics().authenticated.load(), 1);
    }

    void W7_revokedDevicesAreClosedAndStayOut()
    {
        House house;
        Client first(house, Person(1), 1);
        first.joined();
        QVERIFY(first.ask(DevAdd {Person(1).device(2)}).ok());
        Client second(house, Person(1), 2);
        second.joined();
        QVERIFY(first.ask(DevRevoke {Person(1).device(2).id}).ok());
        QCOMPARE(*second.connection->waitForClose(), CloseCode::Revoked);
        Client again(house, Person(1), 2);
        QCOMPARE(again.auth().code(), ErrorCode::DevRevoked);
        QCOMPARE(*again.connection->waitForClose(), CloseCode::Revoked);
        QCOMPARE(first.ask(DevAdd {Person(1).device(2)}).code(), ErrorCode::DevRevoked);
        const auto list = first.ask(DevList {Person(1).id}).as<DevListReply>();
        QCOMPARE(list.devices.size(), 2);
        QCOMPARE(std::count_if(list.devices.begin(), list.devices.end(), [](const auto &d) { return d.revoked; }), 1);
        QVERIFY(list.version >= 3);
        QCOMPARE(first.ask(DevRevoke {Person(2).device(1).id}).code(), ErrorCode::NotFound);
    }

    void tenDevicesAndNoMore()
    {
        House house;
        Client client(house, Person(1));
        client.joined();
        for (int n = 2; n <= limits::devicesPerUser; ++n)
            QVERIFY(client.ask(DevAdd {Person(1).device(n)}).ok());
        QCOMPARE(client.ask(DevAdd {Person(1).device(99)}).code(), ErrorCode::Quota);
        QVERIFY(client.ask(DevRevoke {Person(1).device(2).id}).ok());
        QVERIFY(client.ask(DevAdd {Person(1).device(99)}).ok());
    }

    void linkSlotsRelayOnceAndExpire()
    {
        House house;
        Client oldDevice(house, Person(1)), intruder(house, Person(2)), newDevice(house, Person(1), 2);
        oldDevice.joined();
        intruder.joined();
        const auto slot = newDevice.ask(LinkWait {}).as<LinkSlot>().slot;
        QCOMPARE(slot.size(), 12);
        QCOMPARE(newDevice.connection->waits.load(), 1);
        QCOMPARE(newDevice.ask(LinkRelay {slot, "too early"}).code(), ErrorCode::NotFound);
        const auto typed = slot.left(4).toLower() + u'-' + slot.mid(4, 4) + u' ' + slot.mid(8);
        QVERIFY(oldDevice.ask(LinkRelay {typed, "commit"}).ok());
        const auto got = newDevice.connection->take([](const Frame &f) { return f.t == LinkRelay::verb; }, Client::patience);
        QVERIFY(got);
        QCOMPARE(bodyAs<LinkRelay>(*got).value().bytes, QByteArray("commit"));
        QCOMPARE(bodyAs<LinkRelay>(*got).value().slot, slot);
        QVERIFY(newDevice.ask(LinkRelay {slot, "reveal"}).ok());
        QVERIFY(oldDevice.connection->take([](const Frame &f) { return f.t == LinkRelay::verb; }, Client::patience));
        QCOMPARE(intruder.ask(LinkRelay {slot, "me too"}).code(), ErrorCode::NotFound); // it works once
        // The new device is certified and enters on the same connection.
        QVERIFY(oldDevice.ask(DevAdd {Person(1).device(2)}).ok());
        QVERIFY(newDevice.auth().ok());
        newDevice.hangUp();
        QCOMPARE(oldDevice.ask(LinkRelay {slot, "late"}).code(), ErrorCode::NotFound);

        Client late(house, Person(3));
        const auto expired = late.ask(LinkWait {}).as<LinkSlot>().slot;
        house.tick(120'000);
        QCOMPARE(oldDevice.ask(LinkRelay {expired, "hello"}).code(), ErrorCode::NotFound);
    }

    void profilesFindAndSet()
    {
        House house;
        Client a(house, Person(1)), b(house, Person(2));
        a.joined();
        b.joined();
        const auto chat = a.direct(Person(2));
        QVERIFY(!chat.isNull());
        const auto found = a.ask(UserFind {QStringLiteral("user2")}).as<Profile>();
        QCOMPARE(found.user, Person(2).id);
        QCOMPARE(found.aik, Person(2).aik);
        QCOMPARE(a.ask(UserFind {QStringLiteral("User2")}).code(), ErrorCode::NotFound);
        QCOMPARE(a.ask(UserFind {QStringLiteral("nobody")}).code(), ErrorCode::NotFound);
        b.pushed("account");
        UserSet set;
        set.name = QStringLiteral("New");
        set.about = QStringLiteral("about");
        QVERIFY(a.ask(set).ok());
        const auto told = b.expect<AccountMoved>([](const AccountMoved &m) { return m.entries.first().kind == QStringLiteral("contact"); });
        QVERIFY(told);
        QCOMPARE(bodyAs<Profile>(told->entries.first().data, b.encoding).value().name, QStringLiteral("New"));
        const auto profiles = b.ask(UserGet {{Person(1).id, Person(77).id}}).as<Profiles>();
        QCOMPARE(profiles.users.size(), 1);
        QCOMPARE(profiles.users.first().about, QStringLiteral("about"));
    }

    void userDeleteEndsEverything()
    {
        House house;
        Client a(house, Person(1), 1), a2(house, Person(1), 2), b(house, Person(2));
        a.joined();
        QVERIFY(a.ask(DevAdd {Person(1).device(2)}).ok());
        a2.joined();
        b.joined();
        const auto direct = a.direct(Person(2));
        const auto group = a.group({Person(2).id});
        QVERIFY(a.send(direct).ok());
        QVERIFY(a.send(group).ok());
        b.pushed("event");
        QVERIFY(a.ask(UserDelete {}).ok());
        QCOMPARE(*a.connection->waitForClose(), CloseCode::Disabled);
        QCOMPARE(*a2.connection->waitForClose(), CloseCode::Disabled);
        const auto left = b.expectEvent(group);
        QVERIFY(left);
        QCOMPARE(*decodeContent(left->body).value().what, QStringLiteral("left"));
        QCOMPARE(b.head(group).me.role, Role::Admin);
        QCOMPARE(b.ask(Hist {direct, Seq(0), {}, 10}).as<HistPage>().items.size(), 2); // events stay
        QCOMPARE(b.send(direct).code(), ErrorCode::NotFound);
        QCOMPARE(b.ask(UserFind {QStringLiteral("user1")}).code(), ErrorCode::NotFound);
        Client again(house, Person(1));
        QCOMPARE(again.auth().code(), ErrorCode::Unauth);
        // The name is kept for 30 days, then free.
        Client c(house, Person(3));
        Register form {QStringLiteral("user1"), {}, Person(3).aik, Person(3).device(1), {}, {}};
        QCOMPARE(c.registerAs(form).code(), ErrorCode::UsernameTaken);
        house.clock->advance(qint64(31) * 24 * 3600 * 1000);
        QVERIFY(c.registerAs(form).ok());
    }

    void invitesAdmitOnce()
    {
        House house(ServerOptions {false, true, false, false});
        std::promise<void> stored;
        house.store().addInvite(QStringLiteral("welcome"), [&](const Answer<Done> &) { stored.set_value(); });
        stored.get_future().wait();
        QCOMPARE(Client(house, Person(1)).registerUser().code(), ErrorCode::Invite);
        Register form {QStringLiteral("guest"), {}, Person(1).aik, Person(1).device(1), QStringLiteral("welcome"), {}};
        QVERIFY(Client(house, Person(1)).registerAs(form).ok());
        form = {QStringLiteral("guest2"), {}, Person(2).aik, Person(2).device(1), QStringLiteral("welcome"), {}};
        QCOMPARE(Client(house, Person(2)).registerAs(form).code(), ErrorCode::Invite);
    }
};

QTEST_GUILESS_MAIN(AccountsTest)
#include "test_accounts.moc"
