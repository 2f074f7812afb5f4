#include "core/crypto/key_file.h"
#include "core/profile/plain_keys.h"
#include "core/profile/profile_files.h"
#include "tests/unit/profile/gate_fixture.h"

#include <sys/stat.h>

using namespace confab;
using namespace confab::tests;

namespace {

AccountKeysPtr someKeys()
{
    const auto account = AccountKey::generate();
    const auto device = DeviceKey::generate();
    return std::make_shared<AccountKeys>(AccountKeys {account.seed().clone(), device.seed().clone(), account.user(),
        account.certify(newDeviceId(), device.publicKey(), 1000, QStringLiteral("laptop")), QStringLiteral("chat.example.org"),
        QStringLiteral("alice"), QStringLiteral("Alice"), true});
}

} // namespace

//! The file of keys that earlier versions left: read to be moved, whole or not at all.
class PlainKeysTest : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_dir;

    QString path() const { return profile::pathOf(m_dir->path(), profile::plainKeys); }
    void put(const QByteArray &bytes) const { QCOMPARE(int(writePrivateFile(path(), bytes, true)), int(WriteOutcome::Written)); }

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void whatWasWrittenIsRead()
    {
        QCOMPARE(profile::readPlainKeys(m_dir->path()).error().kind, VaultError::Kind::Empty);
        const auto keys = someKeys();
        put(keyFileOf(*keys));
        ::chmod(QFile::encodeName(path()).constData(), 0644); // e.g. restored from an archive
        const auto read = profile::readPlainKeys(m_dir->path());
        QVERIFY(read);
        QVERIFY((*read)->aikSeed.sameAs(keys->aikSeed));
        QVERIFY((*read)->deviceSeed.sameAs(keys->deviceSeed));
        QCOMPARE((*read)->user, keys->user);
        QCOMPARE((*read)->device.cert, keys->device.cert);
        QCOMPARE((*read)->server, keys->server);
        QCOMPARE((*read)->username, keys->username);
        QCOMPARE((*read)->name, keys->name);
        QVERIFY((*read)->registered);
        QVERIFY(!(QFile::permissions(path()) & (QFile::ReadGroup | QFile::ReadOther))); // closed to others again
    }

    void damageIsReportedAndLeftAlone()
    {
        const QByteArray whole = keyFileOf(*someKeys());
        QByteArrayList damages {QByteArray(), QByteArray("nonsense"), whole + 'x', whole.left(whole.size() - 1), QByteArray(100'000, 'x')};
        for (qsizetype i = 0; i < whole.size(); i += 7) {
            QByteArray flipped = whole;
            flipped[i] = char(flipped[i] ^ 1);
            damages << flipped << whole.left(i);
        }
        for (const QByteArray &damage : std::as_const(damages)) {
            put(damage);
            const auto read = profile::readPlainKeys(m_dir->path());
            QVERIFY(!read);
            QCOMPARE(read.error().kind, VaultError::Kind::Damaged);
            QVERIFY(read.error().message.contains(path()));
            QCOMPARE(contentOf(path()), damage);
        }
    }

    void keysThatDoNotBelongTogetherAreRefused()
    {
        const auto one = someKeys();
        const auto other = someKeys();
        put(keyFileOf({one->aikSeed.clone(), other->deviceSeed.clone(), one->user, one->device, one->server, one->username, one->name, true}));
        QCOMPARE(profile::readPlainKeys(m_dir->path()).error().kind, VaultError::Kind::Damaged);
    }

    void aDamagedAccountIsNotMovedAndNotLost()
    {
        GateFixture f;
        QVERIFY(makePrivateFolder(f.folder()));
        const QByteArray damage("nonsense");
        QCOMPARE(int(writePrivateFile(f.path(profile::plainKeys), damage, false)), int(WriteOutcome::Written));
        const auto gate = f.gate();
        QCOMPARE(waitFor(gate->inspect()).state, ProfileFacts::State::Plain);
        const auto moved = waitFor(gate->protect({false, false, true}, {}));
        QCOMPARE(kindOf(moved), int(GateError::Kind::Damaged));
        QVERIFY(moved.error().message.contains("account.keys"));
        QCOMPARE(contentOf(f.path(profile::plainKeys)), damage);
        QVERIFY(!QFile::exists(f.path(profile::masterKey)));
        QCOMPARE(waitFor(gate->inspect()).state, ProfileFacts::State::Plain);
    }
};

QTEST_GUILESS_MAIN(PlainKeysTest)
#include "test_plain_keys.moc"
