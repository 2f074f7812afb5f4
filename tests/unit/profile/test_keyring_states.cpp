#include "core/profile/sealed_key_vault.h"
#include "tests/unit/profile/gate_fixture.h"

// Every state that a keyring can be in, against every question of a gate that involves one: no key is lost, none is kept
// in the clear, nothing waits for ever, and the old wrapping holds until the new one is proven.

using namespace confab;
using namespace confab::tests;
using State = FakeKeyring::State;
using Kind = GateError::Kind;

Q_DECLARE_METATYPE(confab::test::FakeKeyring::State)

namespace {

constexpr Protection byKeyring {true, false, false};
constexpr Protection byPassphrase {false, true, false};
constexpr Protection byBoth {true, true, false};
const QString words = QStringLiteral("correct horse");

} // namespace

class TestKeyringStates : public QObject {
    Q_OBJECT
    std::unique_ptr<GateFixture> m_fixture;

    //! What a keyring in this state makes of a write that is read back.
    static int keeping(State state)
    {
        switch (state) {
        case State::Ok:
        case State::ForgetsAfterRead:
            return -1;
        case State::Locked:
            return int(Kind::KeyringLocked);
        case State::Missing:
        case State::WrongValue:
            return int(Kind::KeyringForgets);
        case State::Denied:
            return int(Kind::KeyringDenied);
        case State::Hangs:
        case State::HangsLater:
            return int(Kind::KeyringSilent);
        case State::None:
            return int(Kind::NoKeyring);
        }
        return -1;
    }
    static int reading(State state)
    {
        if (state == State::Missing)
            return int(Kind::KeyringMissing);
        if (state == State::WrongValue)
            return int(Kind::KeyringWrong);
        return keeping(state);
    }
    static void states()
    {
        QTest::addColumn<State>("state");
        QTest::newRow("ok") << State::Ok;
        QTest::newRow("locked") << State::Locked;
        QTest::newRow("missing") << State::Missing;
        QTest::newRow("wrong value") << State::WrongValue;
        QTest::newRow("denied") << State::Denied;
        QTest::newRow("hangs") << State::Hangs;
        QTest::newRow("hangs later") << State::HangsLater;
        QTest::newRow("disappears after write") << State::ForgetsAfterRead;
        QTest::newRow("none") << State::None;
    }

    GateFixture &f() { return *m_fixture; }
    OpenProfilePtr made(const Protection &protection)
    {
        const auto result = waitFor(f().gate()->protect(protection, protection.passphrase ? words : QString()));
        return result ? *result : nullptr;
    }

private slots:
    void init() { m_fixture = std::make_unique<GateFixture>(); }

    void protect_data() { states(); }
    void protect()
    {
        QFETCH(State, state);
        f().login->state = state;
        const auto gate = f().gate();
        const auto result = waitFor(gate->protect(byKeyring, {}));
        QCOMPARE(kindOf(result), keeping(state));
        const auto facts = waitFor(gate->inspect());
        if (result) {
            QCOMPARE(facts.state, ProfileFacts::State::Sealed);
            QCOMPARE(facts.protection, byKeyring);
        } else {
            QVERIFY(!result.error().message.isEmpty());
            QCOMPARE(facts.state, ProfileFacts::State::New); // and not, by itself, unprotected
            QVERIFY(!QFile::exists(f().path(profile::masterKey)));
            QVERIFY(f().login->entries.isEmpty());
        }
    }

    void unlock_data() { states(); }
    void unlock()
    {
        QFETCH(State, state);
        const auto profile = made(byBoth);
        QVERIFY(profile);
        const QByteArray file = contentOf(f().path(profile::masterKey));
        f().login->state = state;
        const auto gate = f().gate();
        const auto byRing = waitFor(gate->unlockWithKeyring());
        QCOMPARE(kindOf(byRing), reading(state));
        if (byRing)
            QVERIFY((*byRing)->master().sameAs(profile->master()));
        const auto byWords = waitFor(gate->unlockWithPassphrase(words)); // whatever the keyring is at
        QVERIFY(byWords);
        QVERIFY((*byWords)->master().sameAs(profile->master()));
        QCOMPARE(contentOf(f().path(profile::masterKey)), file);
    }

    void changeToKeyring_data() { states(); }
    void changeToKeyring()
    {
        QFETCH(State, state);
        const auto profile = made(byPassphrase);
        QVERIFY(profile);
        const QByteArray file = contentOf(f().path(profile::masterKey));
        f().login->state = state;
        const auto gate = f().gate();
        const auto changed = waitFor(gate->changeProtection(profile, byKeyring, {}));
        QCOMPARE(kindOf(changed), keeping(state));
        const auto byWords = waitFor(gate->unlockWithPassphrase(words));
        QCOMPARE(bool(byWords), !changed);
        if (changed) {
            QCOMPARE(waitFor(gate->inspect()).protection, byKeyring);
        } else {
            QCOMPARE(contentOf(f().path(profile::masterKey)), file);
            QVERIFY(f().login->entries.isEmpty());
        }
    }

    //! The passphrase may go only if the keyring still opens the profile, or a new entry does.
    void giveUpThePassphrase_data() { states(); }
    void giveUpThePassphrase()
    {
        QFETCH(State, state);
        const auto profile = made(byBoth);
        QVERIFY(profile);
        const QByteArray file = contentOf(f().path(profile::masterKey));
        f().login->state = state;
        const auto gate = f().gate();
        const auto changed = waitFor(gate->changeProtection(profile, byKeyring, {}));
        QCOMPARE(kindOf(changed), keeping(state));
        if (changed) {
            if (state == State::Ok)
                QVERIFY(waitFor(gate->unlockWithKeyring()));
        } else {
            QCOMPARE(contentOf(f().path(profile::masterKey)), file);
            QVERIFY(waitFor(gate->unlockWithPassphrase(words)));
        }
    }

    //! The way out of a keyring that does not work is always open.
    void changeToPassphrase_data() { states(); }
    void changeToPassphrase()
    {
        QFETCH(State, state);
        const auto profile = made(byKeyring);
        QVERIFY(profile);
        f().login->state = state;
        const auto gate = f().gate();
        QCOMPARE(kindOf(waitFor(gate->changeProtection(profile, byPassphrase, words))), -1);
        QCOMPARE(waitFor(gate->inspect()).protection, byPassphrase);
        const auto byWords = waitFor(gate->unlockWithPassphrase(words));
        QVERIFY(byWords);
        QVERIFY((*byWords)->master().sameAs(profile->master()));
        if (state == State::Ok)
            QVERIFY(f().login->entries.isEmpty()); // nothing is left behind
    }

    void aLostEntryIsMadeAgain()
    {
        const auto profile = made(byBoth);
        QVERIFY(profile);
        f().login->entries.clear();
        const auto gate = f().gate();
        QCOMPARE(kindOf(waitFor(gate->unlockWithKeyring())), int(Kind::KeyringMissing));
        QVERIFY(waitFor(gate->changeProtection(profile, byBoth, {})));
        const auto byRing = waitFor(gate->unlockWithKeyring());
        QVERIFY(byRing);
        QVERIFY((*byRing)->master().sameAs(profile->master()));
        QVERIFY(waitFor(gate->unlockWithPassphrase(words)));
        QCOMPARE(f().login->entries.size(), 1);
    }

    void aQuestionThatHangsCanBeCancelled()
    {
        f().login->state = State::HangsLater;
        const auto gate = std::make_unique<FolderGate>(f().folder(), std::make_unique<FakeKeyring>(f().login), GateOptions());
        QSignalSpy working(gate.get(), &ProfileGate::working);
        const auto asked = gate->protect(byKeyring, {});
        QTRY_VERIFY(!working.isEmpty());
        QCOMPARE(kindOf(waitFor(gate->unlockUnprotected())), int(Kind::Busy)); // one at a time
        gate->cancel();
        QCOMPARE(kindOf(waitFor(asked)), int(Kind::Cancelled));
        QCOMPARE(waitFor(gate->inspect()).state, ProfileFacts::State::New);
        f().login->state = State::Ok;
        QVERIFY(waitFor(gate->protect(byKeyring, {})));
    }

    void noStateOfTheKeyringHidesTheProfile_data() { states(); }
    void noStateOfTheKeyringHidesTheProfile()
    {
        QFETCH(State, state);
        QVERIFY(made(byBoth));
        f().login->state = state;
        const auto facts = waitFor(f().gate()->inspect());
        QCOMPARE(facts.state, ProfileFacts::State::Sealed);
        QCOMPARE(facts.protection, byBoth);
        QCOMPARE(facts.keyringAvailable, state != State::None && state != State::Hangs);
    }
};

QTEST_GUILESS_MAIN(TestKeyringStates)
#include "test_keyring_states.moc"
