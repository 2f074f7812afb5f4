#include "core/crypto/hkdf.h"
#include "core/crypto/hpke.h"

#include <QTest>

using namespace confab;

namespace {

QByteArray hex(const char *digits)
{
    return QByteArray::fromHex(digits);
}

QByteArray bytesOf(const SecretBytes &secret)
{
    return secret.view().toByteArray();
}

// RFC 9180, A.2.1: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305, base mode.
const QByteArray info = hex("4f6465206f6e2061204772656369616e2055726e");
const QByteArray plain = hex("4265617574792069732074727574682c20747275746820626561757479");
const QByteArray enc = hex("1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a");

} // namespace

class HpkeTest : public QObject {
    Q_OBJECT
private slots:
    void rfc9180_A_2_1_deriveKeyPair()
    {
        const auto ephemeral = hpke::deriveKeyPair(hex("909a9b35d3dc4713a5e72a4da274b55d3d3821a37e5d099e74a647db583a904b"));
        QCOMPARE(ephemeral.secret.view().toByteArray().toHex(), QByteArray("f4ec9b33b792c372c1d2c2063507b684ef925b8c75a42dbcbf57d63ccd381600"));
        QCOMPARE(ephemeral.publicKey.toBytes(), enc);
        const auto recipient = hpke::deriveKeyPair(hex("1ac01f181fdf9f352797655161c58b75c656a6cc2716dcb66372da835542e1df"));
        QCOMPARE(recipient.secret.view().toByteArray().toHex(), QByteArray("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb"));
        QCOMPARE(recipient.publicKey.toBytes().toHex(), QByteArray("4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a"));
    }

    void rfc9180_A_2_1_sealAndOpen()
    {
        const auto ephemeral = hpke::deriveKeyPair(hex("909a9b35d3dc4713a5e72a4da274b55d3d3821a37e5d099e74a647db583a904b"));
        const auto recipient = hpke::deriveKeyPair(hex("1ac01f181fdf9f352797655161c58b75c656a6cc2716dcb66372da835542e1df"));
        const auto sealed = hpke::sealWithEphemeral(ephemeral, recipient.publicKey, hpke::Info(info), hex("436f756e742d30"), plain);
        QVERIFY(sealed);
        QCOMPARE(sealed->kemOutput, enc);
        QCOMPARE(sealed->ciphertext.toHex(), QByteArray("1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28"));
        const auto opened = hpke::open(recipient, sealed->kemOutput, hpke::Info(info), hex("436f756e742d30"), sealed->ciphertext);
        QVERIFY(opened);
        QCOMPARE(bytesOf(*opened), plain);
    }

    void rfc9180_A_2_1_exports_data()
    {
        QTest::addColumn<QByteArray>("context");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("empty") << QByteArray() << hex("4bbd6243b8bb54cec311fac9df81841b6fd61f56538a775e7c80a9f40160606e");
        QTest::newRow("00") << hex("00") << hex("8c1df14732580e5501b00f82b10a1647b40713191b7c1240ac80e2b68808ba69");
        QTest::newRow("TestContext") << hex("54657374436f6e74657874") << hex("5acb09211139c43b3090489a9da433e8a30ee7188ba8b0a9a1ccf0c229283e53");
    }
    void rfc9180_A_2_1_exports()
    {
        QFETCH(QByteArray, context);
        QFETCH(QByteArray, value);
        const auto recipient = hpke::deriveKeyPair(hex("1ac01f181fdf9f352797655161c58b75c656a6cc2716dcb66372da835542e1df"));
        const auto exported = hpke::receiveExport(recipient, enc, hpke::Info(info), context, 32);
        QVERIFY(exported);
        QCOMPARE(bytesOf(*exported).toHex(), value.toHex());
    }

    void bothEndsExportTheSame()
    {
        const auto recipient = hpke::generateKeyPair();
        const auto sent = hpke::sendExport(recipient.publicKey, hpke::Info(info), "context", 48);
        QVERIFY(sent);
        QCOMPARE(bytesOf(*hpke::receiveExport(recipient, sent->kemOutput, hpke::Info(info), "context", 48)), bytesOf(sent->secret));
        QVERIFY(bytesOf(*hpke::receiveExport(recipient, sent->kemOutput, hpke::Info(info), "other", 48)) != bytesOf(sent->secret));
    }

    void opensOnlyUntouched()
    {
        const auto recipient = hpke::generateKeyPair();
        const auto sealed = *hpke::seal(recipient.publicKey, hpke::Info(info), "aad", plain);
        QVERIFY(hpke::open(recipient, sealed.kemOutput, hpke::Info(info), "aad", sealed.ciphertext));
        QVERIFY(!hpke::open(recipient, sealed.kemOutput, hpke::Info(info), "aaD", sealed.ciphertext));
        QVERIFY(!hpke::open(recipient, sealed.kemOutput, hpke::Info("other"), "aad", sealed.ciphertext));
        QVERIFY(!hpke::open(hpke::generateKeyPair(), sealed.kemOutput, hpke::Info(info), "aad", sealed.ciphertext));
        for (qsizetype i = 0; i < sealed.ciphertext.size(); ++i) {
            QByteArray touched = sealed.ciphertext;
            touched[i] = char(touched[i] ^ 0x10);
            QVERIFY(!hpke::open(recipient, sealed.kemOutput, hpke::Info(info), "aad", touched));
            QVERIFY(!hpke::open(recipient, sealed.kemOutput, hpke::Info(info), "aad", sealed.ciphertext.left(i)));
        }
        for (qsizetype i = 0; i < sealed.kemOutput.size(); ++i) {
            QByteArray touched = sealed.kemOutput;
            touched[i] = char(touched[i] ^ 1);
            QVERIFY(!hpke::open(recipient, touched, hpke::Info(info), "aad", sealed.ciphertext));
            QVERIFY(!hpke::open(recipient, sealed.kemOutput.left(i), hpke::Info(info), "aad", sealed.ciphertext));
        }
    }

    //! Every encoding of a point of low order on the curve and its twist, with and without the bit that does not count.
    void lowOrder_data()
    {
        QTest::addColumn<QByteArray>("point");
        const std::pair<const char *, const char *> points[] = {
            {"0", "0000000000000000000000000000000000000000000000000000000000000000"},
            {"1", "0100000000000000000000000000000000000000000000000000000000000000"},
            {"order 8", "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"},
            {"order 8, the other", "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"},
            {"p - 1", "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"},
            {"p", "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"},
            {"p + 1", "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"},
        };
        for (const auto &[name, digits] : points) {
            QByteArray point = hex(digits);
            QTest::newRow(name) << point;
            point[31] = char(point[31] | 0x80);
            QTest::newRow((QByteArray(name) + ", top bit set").constData()) << point;
        }
    }
    void lowOrder()
    {
        QFETCH(QByteArray, point);
        const auto key = *PublicKey::fromBytes(point);
        // X25519 itself says which points these are: the list is no more and no less than that.
        QVERIFY(!x25519(X25519Secret::random(), key));
        QVERIFY(!hpke::isUsablePublicKey(point));
        QVERIFY(!hpke::seal(key, hpke::Info(info), {}, plain));
        QVERIFY(!hpke::sendExport(key, hpke::Info(info), {}, 32));
        const auto mine = hpke::generateKeyPair();
        QVERIFY(!hpke::open(mine, point, hpke::Info(info), {}, QByteArray(40, 'c')));
        QVERIFY(!hpke::receiveExport(mine, point, hpke::Info(info), {}, 32));
    }

    void usableKeysAreUsable()
    {
        QVERIFY(hpke::isUsablePublicKey(hpke::generateKeyPair().publicKey.toBytes()));
        QVERIFY(hpke::isUsablePublicKey(hex("0900000000000000000000000000000000000000000000000000000000000000")));
        for (const int size : {0, 31, 33})
            QVERIFY(!hpke::isUsablePublicKey(QByteArray(size, 'k')));
    }

    // The intermediate values of RFC 5869, appendix A; the outputs are in test_primitives.
    void rfc5869_extract_data()
    {
        QTest::addColumn<QByteArray>("salt");
        QTest::addColumn<QByteArray>("ikm");
        QTest::addColumn<QByteArray>("prk");
        QTest::newRow("A.1") << hex("000102030405060708090a0b0c") << QByteArray(22, '\x0b')
                             << hex("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5");
        QTest::newRow("A.3") << QByteArray() << QByteArray(22, '\x0b') << hex("19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04");
    }
    void rfc5869_extract()
    {
        QFETCH(QByteArray, salt);
        QFETCH(QByteArray, ikm);
        QFETCH(QByteArray, prk);
        QCOMPARE(bytesOf(hkdf::extract(salt, ikm)).toHex(), prk.toHex());
    }
    void rfc5869_expand()
    {
        const QByteArray okm = hex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
        const QByteArray prk = hex("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5");
        for (qsizetype size = 0; size <= okm.size(); ++size)
            QCOMPARE(bytesOf(hkdf::expand(prk, hex("f0f1f2f3f4f5f6f7f8f9"), std::size_t(size))), okm.left(size));
        QCOMPARE(hkdf::expand(prk, {}, 255 * 32).size(), std::size_t(255 * 32));
        QCOMPARE(hkdf::expand(prk, {}, 255 * 32 + 1).size(), std::size_t(0));
    }
};

QTEST_APPLESS_MAIN(HpkeTest)
#include "test_hpke.moc"
