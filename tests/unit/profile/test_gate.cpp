#include "core/profile/sealed_key_vault.h"
#include "tests/unit/profile/gate_fixture.h"

#include <QDir>

using namespace confab;
using namespace confab::tests;
using Kind = GateError::Kind;

namespace {

constexpr Protection byPassphrase {false, true, false};
constexpr Protection unprotected {false, false, true};
const QString words = QStringLiteral("correct horse");

AccountKeysPtr someKeys()
{
    const auto account = AccountKey::generate();
    const auto device = DeviceKey::generate();
    return std::make_shared<AccountKeys>(AccountKeys {account.seed().clone(), device.seed().clone(), account.user(),
        account.certify(newDeviceId(), device.publicKey(), 1000, QStringLiteral("laptop")), QStringLiteral("chat.example.org"),
        QStringLiteral("alice"), QStringLiteral("Alice"), true});
}

void damage(const QString &path)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QByteArray bytes = file.readAll();
    bytes[bytes.size() / 2] = char(bytes[bytes.size() / 2] ^ 0x20);
    file.seek(0);
    file.write(bytes);
}

} // namespace

class TestGate : public QObject {
    Q_OBJECT
    std::unique_ptr<GateFixture> m_fixture;

    GateFixture &f() { return *m_fixture; }
    OpenProfilePtr made(const Protection &protection)
    {
        const auto result = waitFor(f().gate()->protect(protection, protection.passphrase ? words : QString()));
        return result ? *result : nullptr;
    }
    QStringList keyFiles() const
    {
        QStringList paths {m_fixture->path(profile::masterKey)};
        for (const QLatin1String copy : profile::masterKeyCopies)
            paths.append(m_fixture->path(copy));
        return paths;
    }

private slots:
    void init() { m_fixture = std::make_unique<GateFixture>(); }

    void aNewProfileIsMadeAndOpensAgain_data()
    {
        QTest::addColumn<bool>("words");
        QTest::newRow("unprotected") << false;
        QTest::newRow("passphrase") << true;
    }
    void aNewProfileIsMadeAndOpensAgain()
    {
        QFETCH(bool, words);
        const auto gate = f().gate();
        QCOMPARE(waitFor(gate->inspect()).state, ProfileFacts::State::New);
        const auto profile = made(words ? byPassphrase : unprotected);
        QVERIFY(profile);
        QCOMPARE(profile->folder(), f().folder());
        const auto facts = waitFor(gate->inspect());
        QCOMPARE(facts.state, ProfileFacts::State::Sealed);
        QCOMPARE(facts.protection, words ? byPassphrase : unprotected);
        const auto again = waitFor(words ? gate->unlockWithPassphrase(::words) : gate->unlockUnprotected());
        QVERIFY(again);
        QVERIFY((*again)->master().sameAs(profile->master()));
        QCOMPARE(kindOf(waitFor(words ? gate->unlockUnprotected() : gate->unlockWithPassphrase(::words))), int(Kind::Damaged));
        for (const QString &path : keyFiles()) {
            QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
            QCOMPARE(contentOf(path).contains(profile->master().view().toByteArray()), !words);
        }
    }

    void whatMakesNoSenseIsRefused()
    {
        const auto gate = f().gate();
        QVERIFY(!waitFor(gate->protect({}, {})));
        QVERIFY(!waitFor(gate->protect({true, false, true}, {})));
        QVERIFY(!waitFor(gate->protect(byPassphrase, QString())));
        QCOMPARE(waitFor(gate->inspect()).state, ProfileFacts::State::New);
        const auto profile = made(unprotected);
        QVERIFY(!waitFor(gate->changeProtection(profile, {}, {})));
        QVERIFY(!waitFor(gate->changeProtection(profile, byPassphrase, QString())));
        QVERIFY(waitFor(gate->unlockUnprotected()));
    }

    void aWrongPassphraseChangesNothing()
    {
        QVERIFY(made(byPassphrase));
        const QByteArray file = contentOf(f().path(profile::masterKey));
        const auto gate = f().gate();
        QSignalSpy working(gate.get(), &ProfileGate::working);
        QCOMPARE(kindOf(waitFor(gate->unlockWithPassphrase(words + 'x'))), int(Kind::WrongPassphrase));
        QCOMPARE(working.first().first().value<ProfileWork>().step, ProfileWork::Step::Deriving);
        QCOMPARE(contentOf(f().path(profile::masterKey)), file);
        QVERIFY(waitFor(gate->unlockWithPassphrase(words)));
    }

    void aNewPassphraseReplacesTheOldOneEverywhere()
    {
        const auto profile = made(byPassphrase);
        const QByteArray before = contentOf(f().path(profile::masterKey));
        const auto gate = f().gate();
        QVERIFY(waitFor(gate->changeProtection(profile, byPassphrase, QStringLiteral("battery staple"))));
        QCOMPARE(kindOf(waitFor(gate->unlockWithPassphrase(words))), int(Kind::WrongPassphrase));
        const auto again = waitFor(gate->unlockWithPassphrase(QStringLiteral("battery staple")));
        QVERIFY(again);
        QVERIFY((*again)->master().sameAs(profile->master()));
        for (const QString &path : keyFiles())
            QVERIFY(contentOf(path) != before); // no copy that the old one still opens
    }

    void theKeyItselfDoesNotStayWhenItIsProtected()
    {
        const auto profile = made(unprotected);
        QVERIFY(waitFor(f().gate()->changeProtection(profile, byPassphrase, words)));
        const QDir dir(f().folder());
        for (const QString &name : dir.entryList(QDir::Files))
            QVERIFY2(!contentOf(dir.filePath(name)).contains(profile->master().view().toByteArray()), qPrintable(name));
    }

    void anyTwoOfTheKeysFilesMayBeLost()
    {
        const auto profile = made(byPassphrase);
        const QStringList paths = keyFiles();
        for (const QString &spared : paths) {
            for (const QString &path : paths)
                if (path != spared)
                    path == paths.first() ? damage(path) : void(QFile::remove(path));
            QCOMPARE(waitFor(f().gate()->inspect()).state, ProfileFacts::State::Sealed);
            const auto opened = waitFor(f().gate()->unlockWithPassphrase(words));
            QVERIFY(opened);
            QVERIFY((*opened)->master().sameAs(profile->master()));
            for (const QString &path : paths) // mended by that
                QCOMPARE(contentOf(path), contentOf(spared));
        }
    }

    void aDamagedKeyIsNeverReplaced()
    {
        QVERIFY(made(unprotected));
        for (const QString &path : keyFiles())
            damage(path);
        const QByteArray file = contentOf(f().path(profile::masterKey));
        const auto gate = f().gate();
        QCOMPARE(waitFor(gate->inspect()).state, ProfileFacts::State::Damaged);
        QCOMPARE(kindOf(waitFor(gate->protect(unprotected, {}))), int(Kind::Damaged));
        QCOMPARE(kindOf(waitFor(gate->unlockUnprotected())), int(Kind::Damaged));
        QCOMPARE(contentOf(f().path(profile::masterKey)), file);
    }

    void noKeyIsMadeBesideASealedDatabase()
    {
        const auto profile = made(unprotected);
        QVERIFY(SealedKeyVault(profile).create(someKeys()).result());
        for (const QString &path : keyFiles())
            QVERIFY(QFile::remove(path));
        const auto gate = f().gate();
        QCOMPARE(waitFor(gate->inspect()).state, ProfileFacts::State::Damaged);
        QCOMPARE(kindOf(waitFor(gate->protect(unprotected, {}))), int(Kind::Damaged));
        QVERIFY(!QFile::exists(f().path(profile::masterKey)));
    }

    void theKeyOfAnotherProfileIsRefused()
    {
        const auto profile = made(unprotected);
        const auto keys = someKeys();
        QVERIFY(SealedKeyVault(profile).create(keys).result());
        GateFixture other;
        QVERIFY(waitFor(other.gate()->protect(unprotected, {})));
        for (const QLatin1String name : {profile::masterKey, profile::masterKeyCopies[0], profile::masterKeyCopies[1]}) {
            QVERIFY(QFile::remove(f().path(name)));
            QVERIFY(QFile::copy(other.path(name), f().path(name)));
        }
        QCOMPARE(kindOf(waitFor(f().gate()->unlockUnprotected())), int(Kind::Damaged));
        const auto loaded = SealedKeyVault(profile).load().result(); // untouched
        QVERIFY(loaded);
        QVERIFY((*loaded)->aikSeed.sameAs(keys->aikSeed));
        // The key that was opened earlier must not be wrapped into files that are not its own.
        GateFixture third;
        const auto stranger = waitFor(third.gate()->protect(unprotected, {}));
        QCOMPARE(kindOf(waitFor(f().gate()->changeProtection(*stranger, byPassphrase, words))), int(Kind::Damaged));
    }

    void ofTwoProgramsOneMakesTheKey()
    {
        const auto one = f().gate(), other = f().gate();
        const auto first = one->protect(unprotected, {});
        const auto second = other->protect(byPassphrase, words);
        const auto a = waitFor(first), b = waitFor(second);
        QVERIFY(bool(a) != bool(b));
        QCOMPARE(a ? kindOf(b) : kindOf(a), int(Kind::Busy));
        const auto opened = waitFor(a ? one->unlockUnprotected() : one->unlockWithPassphrase(words));
        QVERIFY(opened);
        QVERIFY((*opened)->master().sameAs((*(a ? a : b))->master()));
    }

    void whileOneProgramChangesTheOtherWaits()
    {
        const auto profile = made(unprotected);
        f().login->state = FakeKeyring::State::HangsLater;
        const auto one = f().gate(), other = f().gate();
        QSignalSpy working(one.get(), &ProfileGate::working);
        const auto first = one->changeProtection(profile, {true, false, false}, {});
        QTRY_VERIFY(!working.isEmpty());
        QCOMPARE(kindOf(waitFor(other->changeProtection(profile, byPassphrase, words))), int(Kind::Busy));
        QVERIFY(waitFor(other->unlockUnprotected())); // reading is not changing
        QCOMPARE(kindOf(waitFor(first)), int(Kind::KeyringSilent));
        QVERIFY(waitFor(other->changeProtection(profile, byPassphrase, words)));
    }

    void aLostProfileIsSetAsideWhole()
    {
        const auto profile = made(byPassphrase);
        const auto keys = someKeys();
        QVERIFY(SealedKeyVault(profile).create(keys).result());
        QVERIFY(QDir(f().folder()).mkpath(QStringLiteral("media/ab")));
        const auto gate = f().gate();
        const auto aside = waitFor(gate->setAside());
        QVERIFY(aside);
        QCOMPARE(waitFor(gate->inspect()).state, ProfileFacts::State::New);
        QVERIFY(QFileInfo(*aside + "/media/ab").isDir());
        // With the passphrase, should it be remembered one day, it opens there.
        FolderGate there(*aside, std::make_unique<FakeKeyring>(f().login), quickOptions());
        const auto opened = waitFor(there.unlockWithPassphrase(words));
        QVERIFY(opened);
        const auto loaded = SealedKeyVault(*opened).load().result();
        QVERIFY(loaded);
        QVERIFY((*loaded)->aikSeed.sameAs(keys->aikSeed));
        QVERIFY(waitFor(gate->protect(unprotected, {})));
    }

    void aFolderThatCannotBeIsAnError()
    {
        QFile file(f().folder());
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto gate = std::make_unique<FolderGate>(f().folder() + "/profile", std::make_unique<FakeKeyring>(f().login), quickOptions());
        const auto result = waitFor(gate->protect(unprotected, {}));
        QCOMPARE(kindOf(result), int(Kind::Io));
        QVERIFY(!result.error().message.isEmpty());
    }

    void aGateThatGoesTakesItsQuestionsWithIt()
    {
        f().login->state = FakeKeyring::State::HangsLater;
        auto gate = f().gate();
        QSignalSpy working(gate.get(), &ProfileGate::working);
        const auto asked = gate->protect({true, false, false}, {});
        QTRY_VERIFY(!working.isEmpty());
        gate.reset();
        QTRY_VERIFY(asked.isFinished());
        f().login->state = FakeKeyring::State::Ok;
        QVERIFY(waitFor(f().gate()->protect(unprotected, {})));
    }
};

QTEST_GUILESS_MAIN(TestGate)
#include "test_gate.moc"
