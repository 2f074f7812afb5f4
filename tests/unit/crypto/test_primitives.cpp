#include "core/crypto/primitives.h"
#include "core/crypto/sealed_prefs.h"

#include <QTest>

using namespace confab;

namespace {

QByteArray hex(const char *digits)
{
    return QByteArray::fromHex(digits);
}

} // namespace

class PrimitivesTest : public QObject {
    Q_OBJECT
private slots:
    void hkdf_data()
    {
        QTest::addColumn<QByteArray>("ikm");
        QTest::addColumn<QByteArray>("salt");
        QTest::addColumn<QByteArray>("info");
        QTest::addColumn<QByteArray>("okm");
        QTest::newRow("RFC 5869 A.1") << QByteArray(22, '\x0b') << hex("000102030405060708090a0b0c") << hex("f0f1f2f3f4f5f6f7f8f9")
                                      << hex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
        QByteArray ikm, salt, info;
        for (int i = 0; i < 0x50; ++i) {
            ikm += char(i);
            salt += char(0x60 + i);
            info += char(0xb0 + i);
        }
        QTest::newRow("RFC 5869 A.2") << ikm << salt << info
                                      << hex("b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
                                             "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
                                             "cc30c58179ec3e87c14c01d5c1f3434f1d87");
        QTest::newRow("RFC 5869 A.3") << QByteArray(22, '\x0b') << QByteArray() << QByteArray()
                                      << hex("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
    }
    void hkdf()
    {
        QFETCH(QByteArray, ikm);
        QFETCH(QByteArray, salt);
        QFETCH(QByteArray, info);
        QFETCH(QByteArray, okm);
        QCOMPARE(hkdfSha256(ikm, salt, info, std::size_t(okm.size())).view().toByteArray().toHex(), okm.toHex());
    }
    void hkdfRefusesMoreThanItsCounterCanCount()
    {
        QCOMPARE(hkdfSha256("k", {}, {}, 255 * 32).size(), std::size_t(255 * 32));
        QCOMPARE(hkdfSha256("k", {}, {}, 255 * 32 + 1).size(), std::size_t(0));
    }

    void ed25519_data()
    {
        QTest::addColumn<QByteArray>("seed");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("signature");
        QTest::newRow("RFC 8032 7.1 test 1")
            << hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
            << hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a") << QByteArray()
            << hex("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                   "d25bf5f0595bbe24655141438e7a100b");
        QTest::newRow("RFC 8032 7.1 test 2")
            << hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
            << hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c") << hex("72")
            << hex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
                   "387b2eaeb4302aeeb00d291612bb0c00");
        QTest::newRow("RFC 8032 7.1 test 3")
            << hex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7")
            << hex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025") << hex("af82")
            << hex("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
                   "4a7c15e9716ed28dc027beceea1ec40a");
    }
    void ed25519()
    {
        QFETCH(QByteArray, seed);
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, signature);
        const auto secret = *Seed::fromBytes(seed);
        QCOMPARE(publicKeyOf(secret).toBytes(), key);
        QCOMPARE(signWith(secret, message).toBytes(), signature);
        const auto openKey = *PublicKey::fromBytes(key);
        QVERIFY(verifySignature(openKey, message, *Signature::fromBytes(signature)));
        for (int byte : {0, 31, 32, 63}) {
            QByteArray forged = signature;
            forged[byte] = char(forged[byte] ^ 1);
            QVERIFY(!verifySignature(openKey, message, *Signature::fromBytes(forged)));
        }
        QVERIFY(!verifySignature(openKey, message + '!', *Signature::fromBytes(signature)));
    }
    void ed25519RefusesKeysOfLowOrder()
    {
        // With the identity as key, R = identity and S = 0 would verify for every message.
        QByteArray identity(32, '\0');
        identity[0] = 1;
        QVERIFY(!verifySignature(*PublicKey::fromBytes(identity), "anything", *Signature::fromBytes(identity + QByteArray(32, '\0'))));
    }

    void x25519Rfc7748()
    {
        // Section 5.2, first vector.
        const auto scalar = *X25519Secret::fromBytes(hex("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4"));
        const auto point = *PublicKey::fromBytes(hex("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c"));
        const auto shared = x25519(scalar, point);
        QVERIFY(shared);
        QCOMPARE(shared->view().toByteArray().toHex(), QByteArray("c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552"));
    }
    void P6_x25519RefusesLowOrder_data()
    {
        QTest::addColumn<QByteArray>("point");
        QTest::newRow("0") << QByteArray(32, '\0');
        QTest::newRow("1") << hex("0100000000000000000000000000000000000000000000000000000000000000");
        QTest::newRow("order 8") << hex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800");
        QTest::newRow("order 8, the other") << hex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157");
        QTest::newRow("p - 1") << hex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
        QTest::newRow("p") << hex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
        QTest::newRow("p + 1") << hex("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    }
    void P6_x25519RefusesLowOrder()
    {
        QFETCH(QByteArray, point);
        QVERIFY(!x25519(X25519Secret::random(), *PublicKey::fromBytes(point)));
    }
    void x25519Agrees()
    {
        const auto a = X25519Secret::random();
        const auto b = X25519Secret::random();
        QVERIFY(x25519(a, x25519PublicKeyOf(b))->sameAs(*x25519(b, x25519PublicKeyOf(a))));
    }

    void sealOpensOnlyUntouched()
    {
        const auto key = SymmetricKey::random();
        const auto sealed = seal(key, "plain", "context");
        QCOMPARE(sealed.size(), sealOverhead + 5);
        QCOMPARE(unseal(key, sealed, "context")->view().toByteArray(), QByteArray("plain"));
        QVERIFY(!unseal(key, sealed, "contexT"));
        QVERIFY(!unseal(SymmetricKey::random(), sealed, "context"));
        for (qsizetype i = 0; i < sealed.size(); ++i) {
            QByteArray touched = sealed;
            touched[i] = char(touched[i] ^ 0x40);
            QVERIFY(!unseal(key, touched, "context"));
            QVERIFY(!unseal(key, sealed.left(i), "context"));
        }
        QVERIFY(!unseal(key, sealed + '\0', "context"));
        QVERIFY(seal(key, "plain", "context") != sealed); // a fresh nonce each time
    }

    void secretsMoveAndLeaveNothing()
    {
        auto a = Secret<32>::random();
        const auto copy = a.clone();
        QVERIFY(copy.sameAs(a));
        const auto b = std::move(a);
        QVERIFY(copy.sameAs(b));
        QVERIFY(a.sameAs(Secret<32>())); // moved from: zero
        static_assert(!std::is_copy_constructible_v<Secret<32>> && !std::is_copy_assignable_v<SecretBytes>);
        static_assert(!std::is_convertible_v<Secret<32>, QByteArray>);
        QVERIFY(!Secret<32>::fromBytes(QByteArray(31, 'x')));
    }
    void secretsAreZeroedWhenTheyDie()
    {
        alignas(Secret<32>) unsigned char place[sizeof(Secret<32>)];
        auto *secret = new (place) Secret<32>(Secret<32>::random());
        QVERIFY(std::any_of(place, place + 32, [](unsigned char c) { return c != 0; }));
        secret->~Secret();
        QVERIFY(std::all_of(place, place + 32, [](unsigned char c) { return c == 0; }));

        QByteArray bytes("secret words");
        const QByteArray shared = bytes; // as a Value inside the codec would
        { const WipedOnExit wiped(bytes); }
        QCOMPARE(shared, QByteArray(shared.size(), '\0'));
    }

    void prefsAreReadByTheSameAccountForTheSameKeyOnly()
    {
        const auto seed = Seed::random();
        const PrefsSealer one(seed);
        const PrefsSealer linked(seed);
        const auto sealed = one.seal(QStringLiteral("chat:a"), "muted");
        QVERIFY(!sealed.contains("muted"));
        QCOMPARE(*linked.open(QStringLiteral("chat:a"), sealed), QByteArray("muted"));
        QVERIFY(!linked.open(QStringLiteral("chat:b"), sealed));
        QVERIFY(!PrefsSealer(Seed::random()).open(QStringLiteral("chat:a"), sealed));
        QVERIFY(!one.open(QStringLiteral("chat:a"), {}));
    }
};

QTEST_APPLESS_MAIN(PrimitivesTest)
#include "test_primitives.moc"
