#include "core/crypto/identity.h"
#include "core/protocol/derive.h"

#include <QTest>

using namespace confab;

class IdentityTest : public QObject {
    Q_OBJECT
private slots:
    void userIdCertifiesItsOwnKey()
    {
        const auto key = AccountKey::generate();
        QCOMPARE(key.user(), userIdOf(key.publicKey()));
        QVERIFY(key.user() != AccountKey::generate().user());
        QCOMPARE(AccountKey(key.seed().clone()).publicKey(), key.publicKey());
    }

    void certificateVerifies()
    {
        const auto account = AccountKey::generate();
        const auto device = DeviceKey::generate();
        const auto record = account.certify(newDeviceId(), device.publicKey(), 1'700'000'000'000, QStringLiteral("laptop"));
        QVERIFY(verifyDevice(account.publicKey(), account.user(), record));

        auto renamed = record;
        renamed.name = QStringLiteral("phone");
        QVERIFY(verifyDevice(account.publicKey(), account.user(), renamed)); // names are not certified
    }
    void forgedCertificateIsRefused_data()
    {
        QTest::addColumn<QByteArray>("what");
        for (const char *what : {"device id", "device key", "created", "signature", "other account signs", "user of another key"})
            QTest::newRow(what) << QByteArray(what);
    }
    void forgedCertificateIsRefused()
    {
        const auto account = AccountKey::generate();
        const auto other = AccountKey::generate();
        const auto device = DeviceKey::generate();
        const auto record = account.certify(newDeviceId(), device.publicKey(), 1000, QStringLiteral("laptop"));
        auto forged = record;
        auto aik = account.publicKey();
        auto user = account.user();
        QFETCH(QByteArray, what);
        if (what == "device id")
            forged.id = newDeviceId();
        else if (what == "device key")
            forged.key = DeviceKey::generate().publicKey();
        else if (what == "created")
            forged.created += 1;
        else if (what == "signature")
            forged.cert.data()[5] ^= 1;
        else if (what == "other account signs")
            forged = other.certify(record.id, record.key, record.created, record.name);
        else
            aik = other.publicKey();
        QVERIFY(!verifyDevice(aik, user, forged));
    }

    void authSignatureIsBoundToConnection()
    {
        const auto device = DeviceKey::generate();
        const QByteArray nonce(32, 'n'), host("chat.example.org:7345"), protocol(subprotocolCbor);
        const auto sig = device.signAuth(nonce, host, protocol);
        QVERIFY(verifyAuth(device.publicKey(), nonce, host, protocol, sig));
        QVERIFY(!verifyAuth(device.publicKey(), QByteArray(32, 'm'), host, protocol, sig)); // replayed elsewhere
        QVERIFY(!verifyAuth(device.publicKey(), nonce, "evil.example.org:7345", protocol, sig)); // relayed by another host
        QVERIFY(!verifyAuth(device.publicKey(), nonce, host, subprotocolJson, sig));
        QVERIFY(!verifyAuth(DeviceKey::generate().publicKey(), nonce, host, protocol, sig));
    }

    void freshIdsDiffer()
    {
        QVERIFY(newDeviceId() != newDeviceId());
        QVERIFY(newCid() != newCid());
    }
};

QTEST_APPLESS_MAIN(IdentityTest)
#include "test_identity.moc"
