#include "core/profile/identity_file.h"
#include "core/profile/sealed_key_vault.h"
#include "core/store/sql_connection.h"
#include "tests/support/unprotected_profile.h"
#include "tests/unit/profile/gate_fixture.h"

#include <QDir>
#include <sys/stat.h>

using namespace confab;
using namespace confab::tests;

namespace {

AccountKeysPtr someKeys(bool registered = true)
{
    const auto account = AccountKey::generate();
    const auto device = DeviceKey::generate();
    return std::make_shared<AccountKeys>(AccountKeys {account.seed().clone(), device.seed().clone(), account.user(),
        account.certify(newDeviceId(), device.publicKey(), 1000, QStringLiteral("laptop")), QStringLiteral("chat.example.org"),
        QStringLiteral("alice"), QStringLiteral("Alice"), registered});
}

AccountKeysPtr renamed(const AccountKeysPtr &keys, const QString &name)
{
    return std::make_shared<AccountKeys>(AccountKeys {keys->aikSeed.clone(), keys->deviceSeed.clone(), keys->user, keys->device,
        keys->server, keys->username, name, true});
}

unsigned modeOf(const QString &path)
{
    struct stat s {};
    ::stat(QFile::encodeName(path).constData(), &s);
    return s.st_mode & 0777;
}

} // namespace

//! The account's keys in identity.db, and the copies that stand in for it.
class SealedKeyVaultTest : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_dir;
    OpenProfilePtr m_profile;

    QString path(QLatin1String name) const { return profile::pathOf(m_profile->folder(), name); }
    VaultResult<AccountKeysPtr> load() const { return waitFor(SealedKeyVault(m_profile).load()); }
    QString loadedName() const
    {
        const auto loaded = load();
        return loaded ? (*loaded)->name : QString();
    }
    static void put(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(bytes);
    }
    //! Three states, each with its copy.
    void fill()
    {
        const auto keys = someKeys();
        SealedKeyVault vault(m_profile);
        QVERIFY(waitFor(vault.create(keys)));
        for (const char *name : {"two", "three", "four"})
            QVERIFY(waitFor(vault.update(renamed(keys, QLatin1String(name)))));
    }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_profile = test::openUnprotected(m_dir->filePath(QStringLiteral("profile")));
        QVERIFY(m_profile);
    }

    void keepsWhatItWasGiven()
    {
        const auto keys = someKeys();
        QCOMPARE(waitFor(SealedKeyVault(m_profile).state()), KeyVault::State::Empty);
        QVERIFY(waitFor(SealedKeyVault(m_profile).create(keys)));
        QCOMPARE(waitFor(SealedKeyVault(m_profile).state()), KeyVault::State::Open);
        const auto loaded = load();
        QVERIFY(loaded);
        const AccountKeys &back = **loaded;
        QVERIFY(back.aikSeed.sameAs(keys->aikSeed));
        QVERIFY(back.deviceSeed.sameAs(keys->deviceSeed));
        QCOMPARE(back.user, keys->user);
        QCOMPARE(back.device.id, keys->device.id);
        QCOMPARE(back.device.cert, keys->device.cert);
        QCOMPARE(back.server, keys->server);
        QCOMPARE(back.username, keys->username);
        QCOMPARE(back.name, keys->name);
        QVERIFY(back.registered);
    }

    void nothingOfItCanBeReadInTheFolder()
    {
        const auto keys = someKeys();
        QVERIFY(waitFor(SealedKeyVault(m_profile).create(keys)));
        const QDir dir(m_profile->folder());
        for (const QString &name : dir.entryList(QDir::Files | QDir::Hidden)) {
            const QByteArray content = contentOf(dir.filePath(name));
            for (const QByteArray &secret : {keys->aikSeed.view().toByteArray(), keys->deviceSeed.view().toByteArray(),
                     QByteArray("alice"), QByteArray("chat.example.org"), QByteArray("laptop"), QByteArray("SQLite format")})
                QVERIFY2(!content.contains(secret), qPrintable(name + ": " + secret));
            QCOMPARE(modeOf(dir.filePath(name)) & 077u, name.endsWith(QLatin1String(".lock")) ? modeOf(dir.filePath(name)) & 077u : 0u);
        }
        QCOMPARE(modeOf(m_profile->folder()), 0700u);
    }

    void neverReplacesAnAccount()
    {
        SealedKeyVault vault(m_profile);
        QVERIFY(waitFor(vault.create(someKeys())));
        const QByteArray before = contentOf(path(profile::identity));
        const auto second = waitFor(vault.create(someKeys()));
        QVERIFY(!second);
        QCOMPARE(second.error().kind, VaultError::Kind::Occupied);
        const auto update = waitFor(vault.update(someKeys()));
        QVERIFY(!update);
        QCOMPARE(update.error().kind, VaultError::Kind::Occupied);
        QCOMPARE(contentOf(path(profile::identity)), before);
    }

    void updatesTheSameAccount()
    {
        const auto keys = someKeys(false);
        SealedKeyVault vault(m_profile);
        QVERIFY(waitFor(vault.create(keys)));
        QVERIFY(waitFor(vault.update(renamed(keys, QStringLiteral("Alice B.")))));
        const auto loaded = waitFor(vault.load());
        QVERIFY((*loaded)->registered);
        QCOMPARE((*loaded)->name, QStringLiteral("Alice B."));
    }

    void erasedIsEmpty()
    {
        SealedKeyVault vault(m_profile);
        QVERIFY(waitFor(vault.erase())); // nothing there yet
        fill();
        QVERIFY(waitFor(vault.erase()));
        const auto loaded = load();
        QVERIFY(!loaded); // and no copy brings it back
        QCOMPARE(loaded.error().kind, VaultError::Kind::Empty);
        QVERIFY(waitFor(vault.create(someKeys())));
    }

    void theLastThreeGoodStatesAreKept()
    {
        fill();
        QCOMPARE(loadedName(), QStringLiteral("four"));
        for (const char *name : {"four", "three", "two"}) {
            // Each round the database and its newest copy go; the next newest is what is left.
            QVERIFY(QFile::remove(path(profile::identity)));
            SealedKeyVault vault(m_profile);
            const auto loaded = waitFor(vault.load());
            QVERIFY(loaded);
            QCOMPARE((*loaded)->name, QLatin1String(name));
            QVERIFY(!vault.notice().isEmpty()); // told
            SealedKeyVault again(m_profile);
            QVERIFY(waitFor(again.load()));
            QVERIFY(again.notice().isEmpty()); // once
            for (const QLatin1String copy : profile::identityCopies)
                if (QFile::remove(path(copy)))
                    break;
        }
        QVERIFY(QFile::remove(path(profile::identity)));
        QCOMPARE(load().error().kind, VaultError::Kind::Empty);
    }

    void aDamagedDatabaseIsReplacedByItsNewestCopy()
    {
        fill();
        const QByteArray whole = contentOf(path(profile::identity));
        QList<QByteArray> damages {QByteArray(), QByteArray("nonsense"), QByteArray(100'000, 'x'), whole.left(100), whole.left(whole.size() / 2)};
        for (qsizetype at : {qsizetype(3), qsizetype(20), qsizetype(40), qsizetype(5'000), whole.size() / 2, whole.size() - 100}) {
            QByteArray flipped = whole;
            for (qsizetype i = at; i < std::min(at + 64, whole.size()); ++i)
                flipped[i] = char(flipped[i] ^ 0x55);
            damages << flipped;
        }
        int mended = 0;
        for (const QByteArray &damage : std::as_const(damages)) {
            put(path(profile::identity), damage);
            QFile::remove(path(profile::identity) + "-wal");
            SealedKeyVault vault(m_profile);
            const auto loaded = waitFor(vault.load());
            QVERIFY(loaded);
            QCOMPARE((*loaded)->name, QStringLiteral("four")); // nothing else, ever
            mended += !vault.notice().isEmpty();
            QCOMPARE(loadedName(), QStringLiteral("four"));
        }
        QVERIFY(mended >= 9); // a place that nobody reads is not damage
        QCOMPARE(QDir(m_profile->folder()).entryList({QStringLiteral("identity.db.damaged-*")}).size(), mended);
    }

    void lookingAlongsideMendsNothing()
    {
        fill();
        const QByteArray damage(9'000, 'x');
        put(path(profile::identity), damage);
        SealedKeyVault vault(m_profile);
        const auto seen = waitFor(vault.peek());
        QVERIFY(seen);
        QCOMPARE((*seen)->name, QStringLiteral("four"));
        QVERIFY(vault.notice().isEmpty());
        QCOMPARE(contentOf(path(profile::identity)), damage);
        QVERIFY(waitFor(vault.load()));
        QVERIFY(!vault.notice().isEmpty()); // left to who can tell
    }

    void aDamagedCopyIsPassedOver()
    {
        fill();
        put(path(profile::identityCopies[0]), QByteArray(9'000, 'x'));
        put(path(profile::identity), QByteArray(9'000, 'x'));
        QCOMPARE(loadedName(), QStringLiteral("three"));
    }

    void whereNothingOpensNothingIsTouched()
    {
        fill();
        QList<QLatin1String> names {profile::identity};
        for (const QLatin1String copy : profile::identityCopies)
            names.append(copy);
        const QByteArray damage(9'000, 'x');
        for (const QLatin1String name : names)
            put(path(name), damage);
        SealedKeyVault vault(m_profile);
        const auto loaded = waitFor(vault.load());
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().kind, VaultError::Kind::Damaged);
        QCOMPARE(waitFor(vault.state()), KeyVault::State::Damaged);
        QVERIFY(!waitFor(vault.create(someKeys())));
        QVERIFY(!waitFor(vault.update(someKeys())));
        for (const QLatin1String name : names)
            QCOMPARE(contentOf(path(name)), damage);
    }

    void keysThatDoNotBelongTogetherAreRefused()
    {
        const auto one = someKeys();
        const auto other = someKeys();
        const AccountKeys mixed {one->aikSeed.clone(), other->deviceSeed.clone(), one->user, one->device, one->server,
            one->username, one->name, true};
        QVERIFY(profile::writeIdentity(m_profile->folder(), *m_profile->cipher(), mixed));
        QCOMPARE(load().error().kind, VaultError::Kind::Damaged);
    }

    void aKillInMidWriteLosesNothing()
    {
        fill();
        // What a crash leaves: a log that was never played into the database.
        const QString other = m_dir->filePath(QStringLiteral("other"));
        {
            const auto cipher = m_profile->cipher();
            auto connection = SqlConnection::open({path(profile::identity), cipher->name()}, SqlConnection::Mode::ReadWrite);
            QVERIFY(connection);
            (*connection)->scalar(QStringLiteral("PRAGMA journal_mode=WAL"));
            QVERIFY((*connection)->exec(QStringLiteral("UPDATE account SET used = 1")));
            QVERIFY(QDir().mkpath(other));
            for (const QString &name : QDir(m_profile->folder()).entryList(QDir::Files))
                QVERIFY(QFile::copy(m_profile->folder() + '/' + name, other + '/' + name));
        }
        QVERIFY(QFile(other + "/identity.db-wal").size() > 0);
        SealedKeyVault vault(std::make_shared<OpenProfile>(other, m_profile->master().clone()));
        const auto loaded = waitFor(vault.load());
        QVERIFY(loaded);
        QCOMPARE((*loaded)->name, QStringLiteral("four"));
        QVERIFY(vault.wasUsed());
        QVERIFY(vault.notice().isEmpty());
    }

    void whetherThereWereMessagesIsRemembered()
    {
        fill();
        {
            SealedKeyVault vault(m_profile);
            QVERIFY(waitFor(vault.load()));
            QVERIFY(!vault.wasUsed());
            vault.markUsed();
        }
        QVERIFY(QFile::remove(path(profile::identity))); // the copy knows as well
        SealedKeyVault vault(m_profile);
        QVERIFY(waitFor(vault.load()));
        QVERIFY(vault.wasUsed());
    }

    void unusableFolderIsAnError()
    {
        const QString folder = m_dir->filePath(QStringLiteral("blocked"));
        QFile blocker(folder);
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        const auto nowhere = std::make_shared<OpenProfile>(folder, SymmetricKey::random());
        const auto created = waitFor(SealedKeyVault(nowhere).create(someKeys()));
        QVERIFY(!created);
        QCOMPARE(created.error().kind, VaultError::Kind::Io);
    }
};

QTEST_GUILESS_MAIN(SealedKeyVaultTest)
#include "test_sealed_key_vault.moc"
