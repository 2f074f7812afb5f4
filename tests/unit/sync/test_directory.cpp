#include "tests/unit/sync/sync_rig.h"

#include "core/sync/directory.h"

#include <QSignalSpy>

using namespace confab;
using namespace confab::test;

//! A server that makes up keys: what it says of people and devices is believed only where ids and signatures fit.
class TestDirectory : public QObject {
    Q_OBJECT
private slots:
    void G2_aKeyThatIsNotThePersonsIsRefused();
    void G2_aDeviceThatTheAccountHasNotSignedIsShownAsSuch();
    void G2_anotherAccountKeyForTheOwnDevicesIsRefused();
};

void TestDirectory::G2_aKeyThatIsNotThePersonsIsRefused()
{
    SyncRig rig;
    Directory directory(rig.committer, rig.connection, owner);
    QSignalSpy forged(&directory, &Directory::forged);
    const AccountKey person = AccountKey::generate();
    const AccountKey attacker = AccountKey::generate();
    Profile profile;
    profile.user = person.user();
    profile.username = "carol";
    profile.aik = attacker.publicKey();
    for (int i = 0; i < 2; ++i) {
        std::optional<Outcome<Contact>> found;
        directory.find("carol", [&](const Outcome<Contact> &outcome) { found = outcome; });
        const auto frame = rig.next(UserFind::verb);
        QVERIFY(frame);
        rig.line.socket()->ok(*frame, profile);
        QTRY_VERIFY(found);
        QVERIFY(!*found);
        QCOMPARE(found->error().code, ErrorCode::Forbidden);
    }
    QCOMPARE(forged.size(), 1); // said once
    QVERIFY(!rig.committer.read().contact(person.user()));

    // A true key under a name that was not asked for is no answer either.
    profile.aik = person.publicKey();
    profile.username = "mallory";
    std::optional<Outcome<Contact>> found;
    directory.find("carol", [&](const Outcome<Contact> &outcome) { found = outcome; });
    const auto frame = rig.next(UserFind::verb);
    QVERIFY(frame);
    rig.line.socket()->ok(*frame, profile);
    QTRY_VERIFY(found);
    QVERIFY(!*found);
}

void TestDirectory::G2_aDeviceThatTheAccountHasNotSignedIsShownAsSuch()
{
    SyncRig rig;
    const AccountKey account = AccountKey::generate();
    const AccountKey attacker = AccountKey::generate();
    const DeviceKey key = DeviceKey::generate();
    Directory directory(rig.committer, rig.connection, {account.user(), ownDevice});
    QSignalSpy forged(&directory, &Directory::forged);
    DevListReply reply;
    reply.aik = account.publicKey();
    DeviceInfo good;
    good.dev = account.certify(ownDevice, key.publicKey(), 1, "mine");
    DeviceInfo bad;
    bad.dev = attacker.certify(otherOwnDevice, key.publicKey(), 2, "theirs");
    reply.devices = {good, bad};
    std::optional<Outcome<QList<Device>>> listed;
    directory.listDevices([&](const Outcome<QList<Device>> &outcome) { listed = outcome; });
    const auto frame = rig.next(DevList::verb);
    QVERIFY(frame);
    rig.line.socket()->ok(*frame, reply);
    QTRY_VERIFY(listed);
    QVERIFY(listed->has_value());
    QCOMPARE((*listed)->size(), 2);
    QVERIFY((*listed)->at(0).verified);
    QVERIFY((*listed)->at(0).current);
    QVERIFY(!(*listed)->at(1).verified);
    QCOMPARE(forged.size(), 1);
    QVERIFY(forged.first().first().toString().contains("theirs"));
}

void TestDirectory::G2_anotherAccountKeyForTheOwnDevicesIsRefused()
{
    SyncRig rig;
    const AccountKey account = AccountKey::generate();
    const AccountKey attacker = AccountKey::generate();
    const DeviceKey key = DeviceKey::generate();
    Directory directory(rig.committer, rig.connection, {account.user(), ownDevice});
    DevListReply reply;
    reply.aik = attacker.publicKey();
    DeviceInfo device;
    device.dev = attacker.certify(ownDevice, key.publicKey(), 1, "mine");
    reply.devices = {device};
    std::optional<Outcome<QList<Device>>> listed;
    directory.listDevices([&](const Outcome<QList<Device>> &outcome) { listed = outcome; });
    const auto frame = rig.next(DevList::verb);
    QVERIFY(frame);
    rig.line.socket()->ok(*frame, reply);
    QTRY_VERIFY(listed);
    QVERIFY(!*listed);
    QCOMPARE(listed->error().code, ErrorCode::Forbidden);
    QVERIFY(rig.committer.read().devices().isEmpty());
}

QTEST_GUILESS_MAIN(TestDirectory)
#include "test_directory.moc"
