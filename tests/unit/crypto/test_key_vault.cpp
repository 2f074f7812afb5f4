#include "core/crypto/key_vault.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>

using namespace confab;

namespace {

AccountKeysPtr someKeys(bool registered = true)
{
    const auto account = AccountKey::generate();
    const auto device = DeviceKey::generate();
    return std::make_shared<AccountKeys>(AccountKeys {account.seed().clone(), device.seed().clone(), account.user(),
        account.certify(newDeviceId(), device.publicKey(), 1000, QStringLiteral("laptop")), QStringLiteral("chat.example.org"),
        QStringLiteral("alice"), QStringLiteral("Alice"), registered});
}

template <typename T>
T waitFor(QFuture<T> future)
{
    future.waitForFinished();
    return future.result();
}

} // namespace

class KeyVaultTest : public QObject {
    Q_OBJECT
private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void keepsWhatItWasGiven()
    {
        const auto keys = someKeys();
        QVERIFY(!FileKeyVault::exists(folder()));
        QCOMPARE(waitFor(FileKeyVault(folder()).state()), KeyVault::State::Empty);
        QVERIFY(waitFor(FileKeyVault(folder()).create(keys)));
        QVERIFY(FileKeyVault::exists(folder()));

        FileKeyVault again(folder());
        QCOMPARE(waitFor(again.state()), KeyVault::State::Open);
        const auto loaded = waitFor(again.load());
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

    void onlyTheOwnerMayRead()
    {
        QVERIFY(waitFor(FileKeyVault(folder()).create(someKeys())));
        QCOMPARE(modeOf(folder()), 0700u);
        QCOMPARE(modeOf(file()), 0600u);
        QCOMPARE(QDir(folder()).entryList(QDir::Files | QDir::Hidden), QStringList {QStringLiteral("account.keys")});

        ::chmod(QFile::encodeName(file()).constData(), 0644); // e.g. restored from an archive
        QVERIFY(waitFor(FileKeyVault(folder()).load()));
        QCOMPARE(modeOf(file()), 0600u);
    }

    void neverReplacesAnAccount()
    {
        const auto keys = someKeys();
        FileKeyVault vault(folder());
        QVERIFY(waitFor(vault.create(keys)));
        const auto before = content();
        const auto second = waitFor(vault.create(someKeys()));
        QVERIFY(!second);
        QCOMPARE(second.error().kind, VaultError::Kind::Occupied);
        const auto update = waitFor(vault.update(someKeys()));
        QVERIFY(!update);
        QCOMPARE(update.error().kind, VaultError::Kind::Occupied);
        QCOMPARE(content(), before);
    }

    void updatesTheSameAccount()
    {
        const auto keys = someKeys(false);
        FileKeyVault vault(folder());
        QVERIFY(waitFor(vault.create(keys)));
        auto registered = std::make_shared<AccountKeys>(AccountKeys {keys->aikSeed.clone(), keys->deviceSeed.clone(), keys->user,
            keys->device, keys->server, keys->username, QStringLiteral("Alice B."), true});
        QVERIFY(waitFor(vault.update(registered)));
        const auto loaded = waitFor(vault.load());
        QVERIFY((*loaded)->registered);
        QCOMPARE((*loaded)->name, QStringLiteral("Alice B."));
        QCOMPARE(modeOf(file()), 0600u);
    }

    void erasedIsEmpty()
    {
        FileKeyVault vault(folder());
        QVERIFY(waitFor(vault.erase())); // nothing there yet
        QVERIFY(waitFor(vault.create(someKeys())));
        QVERIFY(waitFor(vault.erase()));
        const auto loaded = waitFor(vault.load());
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().kind, VaultError::Kind::Empty);
        QVERIFY(waitFor(vault.create(someKeys())));
    }

    void damagedFileIsReportedAndLeftAlone()
    {
        QVERIFY(waitFor(FileKeyVault(folder()).create(someKeys())));
        const auto whole = content();
        QList<QByteArray> damages {QByteArray(), QByteArray("nonsense"), whole + 'x', whole.left(whole.size() - 1), QByteArray(100'000, 'x')};
        for (qsizetype i = 0; i < whole.size(); i += 7) {
            QByteArray flipped = whole;
            flipped[i] = char(flipped[i] ^ 1);
            damages << flipped << whole.left(i);
        }
        for (const auto &damage : std::as_const(damages)) {
            put(damage);
            FileKeyVault vault(folder());
            const auto loaded = waitFor(vault.load());
            QVERIFY(!loaded);
            QCOMPARE(loaded.error().kind, VaultError::Kind::Damaged);
            QVERIFY(loaded.error().message.contains(file()));
            QCOMPARE(waitFor(vault.state()), KeyVault::State::Damaged);
            QVERIFY(!waitFor(vault.create(someKeys())));
            QVERIFY(!waitFor(vault.update(someKeys())));
            QCOMPARE(content(), damage);
        }
    }

    void keysThatDoNotBelongTogetherAreRefused()
    {
        const auto one = someKeys();
        const auto other = someKeys();
        const auto mixed = std::make_shared<AccountKeys>(AccountKeys {one->aikSeed.clone(), other->deviceSeed.clone(), one->user,
            one->device, one->server, one->username, one->name, true});
        QVERIFY(waitFor(FileKeyVault(folder()).create(mixed)));
        const auto loaded = waitFor(FileKeyVault(folder()).load());
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().kind, VaultError::Kind::Damaged);
    }

    void unusableFolderIsAnError()
    {
        QFile blocker(m_dir->filePath(QStringLiteral("profile")));
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        const auto created = waitFor(FileKeyVault(folder()).create(someKeys()));
        QVERIFY(!created);
        QCOMPARE(created.error().kind, VaultError::Kind::Io);
    }

private:
    QString folder() const { return m_dir->filePath(QStringLiteral("profile")); }
    QString file() const { return folder() + QStringLiteral("/account.keys"); }
    QByteArray content() const
    {
        QFile f(file());
        return f.open(QIODevice::ReadOnly) ? f.readAll() : QByteArray();
    }
    void put(const QByteArray &bytes) const
    {
        QFile f(file());
        QVERIFY(f.open(QIODevice::WriteOnly | QIODevice::Truncate));
        f.write(bytes);
    }
    static unsigned modeOf(const QString &path)
    {
        struct stat s {};
        ::stat(QFile::encodeName(path).constData(), &s);
        return s.st_mode & 0777;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_GUILESS_MAIN(KeyVaultTest)
#include "test_key_vault.moc"
