#include "core/profile/sealed_key_vault.h"
#include "core/store/database.h"
#include "core/store/reader.h"
#include "tests/support/profile_generator.h"
#include "tests/unit/profile/gate_fixture.h"

#include <QDir>

using namespace confab;
using namespace confab::tests;
using State = FakeKeyring::State;
using Kind = GateError::Kind;

namespace {

constexpr Protection byKeyring {true, false, false};
constexpr Protection byPassphrase {false, true, false};
constexpr Protection byBoth {true, true, false};
constexpr Protection unprotected {false, false, true};
const QString words = QStringLiteral("correct horse");

} // namespace

//! The gate's long work, moving and rotating, together with how the key is kept.
class TestGateWork : public QObject {
    Q_OBJECT
    std::unique_ptr<GateFixture> m_fixture;
    Owner m_owner;

    GateFixture &f() { return *m_fixture; }
    void makePlain(int messages)
    {
        const auto owner = test::generatePlainAccount(f().folder(), QStringLiteral("ws://127.0.0.1:9"));
        QVERIFY(owner);
        m_owner = *owner;
        test::ProfilePlan plan;
        plan.chats = 2;
        plan.messages = messages;
        QVERIFY(test::generateProfile(f().folder(), m_owner, plan));
    }
    bool isWhole(const OpenProfilePtr &profile, int chats) const
    {
        const auto keys = SealedKeyVault(profile).load().result();
        auto database = Database::open(profile->folder(), m_owner, profile->cipher());
        if (!keys || !database)
            return false;
        auto reader = (*database)->reader();
        return (*keys)->user == m_owner.user && reader && (*reader)->summaries().size() == chats;
    }
    GateResult<OpenProfilePtr> unlock(const Protection &protection)
    {
        const auto gate = f().gate();
        return waitFor(protection.keyring ? gate->unlockWithKeyring()
                : protection.passphrase   ? gate->unlockWithPassphrase(words)
                                          : gate->unlockUnprotected());
    }
    static void protections()
    {
        QTest::addColumn<bool>("keyring");
        QTest::addColumn<bool>("passphrase");
        QTest::newRow("unprotected") << false << false;
        QTest::newRow("keyring") << true << false;
        QTest::newRow("passphrase") << false << true;
        QTest::newRow("both") << true << true;
    }

private slots:
    void init() { m_fixture = std::make_unique<GateFixture>(); }

    void aPlainProfileIsMoved_data() { protections(); }
    void aPlainProfileIsMoved()
    {
        QFETCH(bool, keyring);
        QFETCH(bool, passphrase);
        const Protection protection {keyring, passphrase, !keyring && !passphrase};
        makePlain(50);
        const auto gate = f().gate();
        QCOMPARE(waitFor(gate->inspect()).state, ProfileFacts::State::Plain);
        QSignalSpy working(gate.get(), &ProfileGate::working);
        const auto moved = waitFor(gate->protect(protection, passphrase ? words : QString()), 30'000);
        QCOMPARE(kindOf(moved), -1);
        QVERIFY(isWhole(*moved, 2));
        bool copied = false;
        for (const auto &told : working)
            copied = copied || told.first().value<ProfileWork>().step == ProfileWork::Step::Copying;
        QVERIFY(copied);
        const auto facts = waitFor(gate->inspect());
        QCOMPARE(facts.state, ProfileFacts::State::Sealed);
        QCOMPARE(facts.protection, protection);
        QVERIFY(!QFile::exists(f().path(profile::plainKeys)));
        const auto again = unlock(protection);
        QVERIFY(again);
        QVERIFY(isWhole(*again, 2));
    }

    void aKeyringThatFailsLeavesThePlainProfile_data()
    {
        QTest::addColumn<int>("state");
        QTest::newRow("locked") << int(State::Locked);
        QTest::newRow("forgets") << int(State::Missing);
        QTest::newRow("hangs") << int(State::HangsLater);
        QTest::newRow("none") << int(State::None);
    }
    void aKeyringThatFailsLeavesThePlainProfile()
    {
        QFETCH(int, state);
        makePlain(10);
        const QByteArray keys = contentOf(f().path(profile::plainKeys));
        f().login->state = State(state);
        const auto gate = f().gate();
        QVERIFY(!waitFor(gate->protect(byKeyring, {})));
        QCOMPARE(waitFor(gate->inspect()).state, ProfileFacts::State::Plain);
        QCOMPARE(contentOf(f().path(profile::plainKeys)), keys);
        f().login->state = State::Ok;
        const auto moved = waitFor(gate->protect(byKeyring, {}), 30'000);
        QVERIFY(moved);
        QVERIFY(isWhole(*moved, 2));
    }

    void aMoveThatIsCancelledChangesNothing()
    {
        makePlain(2'000);
        const auto gate = f().gate();
        connect(gate.get(), &ProfileGate::working, gate.get(), [&](const ProfileWork &work) {
            if (work.step == ProfileWork::Step::Copying)
                gate->cancel();
        });
        QCOMPARE(kindOf(waitFor(gate->protect(byKeyring, {}), 30'000)), int(Kind::Cancelled));
        QCOMPARE(waitFor(gate->inspect()).state, ProfileFacts::State::Plain);
        QVERIFY(f().login->entries.isEmpty()); // what was written for it is taken back
        gate->disconnect(gate.get());
        const auto moved = waitFor(gate->protect(byKeyring, {}), 30'000);
        QVERIFY(moved);
        QVERIFY(isWhole(*moved, 2));
    }

    void aNewKeyIsKeptAsTheOldOneWas_data() { protections(); }
    void aNewKeyIsKeptAsTheOldOneWas()
    {
        QFETCH(bool, keyring);
        QFETCH(bool, passphrase);
        const Protection protection {keyring, passphrase, !keyring && !passphrase};
        makePlain(50);
        const auto gate = f().gate();
        const auto before = waitFor(gate->protect(protection, passphrase ? words : QString()), 30'000);
        QVERIFY(before);
        if (passphrase) {
            QCOMPARE(kindOf(waitFor(gate->rotateKey(*before, words + 'x'))), int(Kind::WrongPassphrase));
            QVERIFY(isWhole(*before, 2));
        }
        const auto after = waitFor(gate->rotateKey(*before, passphrase ? words : QString()), 30'000);
        QCOMPARE(kindOf(after), -1);
        QVERIFY(!(*after)->master().sameAs((*before)->master()));
        QVERIFY(isWhole(*after, 2));
        QCOMPARE(waitFor(gate->inspect()).protection, protection);
        QCOMPARE(f().login->entries.size(), keyring ? 1 : 0); // the old entry is gone
        const auto again = unlock(protection);
        QVERIFY(again);
        QVERIFY((*again)->master().sameAs((*after)->master()));
        // Who still has the old key can neither read nor wrap.
        QVERIFY(!Database::open(f().folder(), m_owner, (*before)->cipher()));
        QCOMPARE(kindOf(waitFor(gate->changeProtection(*before, byPassphrase, words))), int(Kind::Damaged));
        QVERIFY(unlock(protection));
    }

    void aProfileInUseIsNotRotated()
    {
        makePlain(10);
        const auto gate = f().gate();
        const auto profile = waitFor(gate->protect(byBoth, words), 30'000);
        QVERIFY(profile);
        const auto entries = f().login->entries;
        const auto database = Database::open(f().folder(), m_owner, (*profile)->cipher());
        QVERIFY(database);
        QCOMPARE(kindOf(waitFor(gate->rotateKey(*profile, words))), int(Kind::Busy));
        QCOMPARE(kindOf(waitFor(gate->setAside())), int(Kind::Busy));
        QCOMPARE(f().login->entries, entries);
        const auto again = unlock(byBoth);
        QVERIFY(again);
        QVERIFY((*again)->master().sameAs((*profile)->master()));
    }

    void aKeyringThatFailsLeavesTheOldKey()
    {
        makePlain(10);
        const auto gate = f().gate();
        const auto profile = waitFor(gate->protect(byBoth, words), 30'000);
        QVERIFY(profile);
        f().login->state = State::HangsLater;
        QCOMPARE(kindOf(waitFor(gate->rotateKey(*profile, words))), int(Kind::KeyringSilent));
        f().login->state = State::Ok;
        const auto again = unlock(byKeyring);
        QVERIFY(again);
        QVERIFY(isWhole(*again, 2));
    }
};

QTEST_GUILESS_MAIN(TestGateWork)
#include "test_gate_work.moc"
