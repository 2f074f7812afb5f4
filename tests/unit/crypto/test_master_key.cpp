#include "core/crypto/master_key.h"

#include <QtTest>

using namespace confab;

namespace {

//! The least that Argon2id takes, so that the test does not wait.
constexpr PassphraseCost cheap {1, 8 * 1024};

} // namespace

class TestMasterKey : public QObject {
    Q_OBJECT
    const SymmetricKey m_master = SymmetricKey::random();
    const Secret<32> m_value = Secret<32>::random();
    const QByteArray m_entry = randomBytes(16);

    WrappedKey full() const
    {
        WrappedKey key;
        if (!key.setPassphrase(m_master, QStringLiteral("korrektes Pferd ü"), cheap))
            qFatal("no memory");
        key.setKeyring(m_master, m_entry, m_value);
        return key;
    }

private slots:
    void eachSlotOpensAlone()
    {
        const auto read = WrappedKey::parse(full().toFile());
        QVERIFY(read);
        QCOMPARE(read->kinds(), (QList<KeySlot> {KeySlot::Passphrase, KeySlot::Keyring}));
        QCOMPARE(read->keyringEntry(), m_entry);
        const auto byWords = read->openWithPassphrase(QStringLiteral("korrektes Pferd ü"));
        QVERIFY(byWords);
        QVERIFY(byWords->sameAs(m_master));
        const auto byRing = read->openWithKeyring(m_value);
        QVERIFY(byRing);
        QVERIFY(byRing->sameAs(m_master));
        QCOMPARE(read->openUnprotected().error(), UnwrapError::NoSlot);
    }

    void aPassphraseIsTheSameHoweverItsLettersAreComposed()
    {
        const auto opened = full().openWithPassphrase(QStringLiteral("korrektes Pferd u\u0308"));
        QVERIFY(opened);
        QVERIFY(opened->sameAs(m_master));
    }

    void whatIsWrongDoesNotOpen()
    {
        const WrappedKey key = full();
        QCOMPARE(key.openWithPassphrase(QStringLiteral("korrektes Pferd u")).error(), UnwrapError::Wrong);
        QCOMPARE(key.openWithPassphrase(QString()).error(), UnwrapError::Wrong);
        QCOMPARE(key.openWithKeyring(Secret<32>::random()).error(), UnwrapError::Wrong);
    }

    void unprotectedIsOnlyThereWhenAskedFor()
    {
        QVERIFY(!full().toFile().contains(m_master.view().toByteArray()));
        WrappedKey key;
        key.setUnprotected(m_master);
        const auto read = WrappedKey::parse(key.toFile());
        QVERIFY(read);
        const auto opened = read->openUnprotected();
        QVERIFY(opened);
        QVERIFY(opened->sameAs(m_master));
    }

    void changingThePassphraseKeepsTheKeyAndEndsTheOldOne()
    {
        WrappedKey key = full();
        QVERIFY(key.setPassphrase(m_master, QStringLiteral("new"), cheap));
        QCOMPARE(key.kinds().size(), 2);
        QCOMPARE(key.openWithPassphrase(QStringLiteral("korrektes Pferd ü")).error(), UnwrapError::Wrong);
        QVERIFY(key.openWithPassphrase(QStringLiteral("new")));
        key.remove(KeySlot::Passphrase);
        QCOMPARE(key.openWithPassphrase(QStringLiteral("new")).error(), UnwrapError::NoSlot);
    }

    void everyFlippedBitAndEveryCutIsDamage()
    {
        const QByteArray file = full().toFile();
        for (qsizetype bit = 0; bit < file.size() * 8; ++bit) {
            QByteArray flipped = file;
            flipped[bit / 8] = char(flipped.at(bit / 8) ^ (1 << (bit % 8)));
            QCOMPARE(WrappedKey::parse(flipped).error(), UnwrapError::Damaged);
        }
        for (qsizetype size = 0; size < file.size(); ++size)
            QCOMPARE(WrappedKey::parse(file.left(size)).error(), UnwrapError::Damaged);
        QCOMPARE(WrappedKey::parse(QByteArray(100'000, 'x')).error(), UnwrapError::Damaged);
    }

    void strengthGrowsWithWhatIsHardToGuess()
    {
        const QStringList weakToStrong {QString(), QStringLiteral("12345678"), QStringLiteral("aaaaaaaa"),
            QStringLiteral("sommer19"), QStringLiteral("Tr0ub4dor&3x"), QStringLiteral("vier zufällige Wörter, gut gemischt")};
        for (int i = 1; i < weakToStrong.size(); ++i)
            QVERIFY2(passphraseBits(weakToStrong.at(i - 1)) <= passphraseBits(weakToStrong.at(i)),
                qPrintable(weakToStrong.at(i)));
        QVERIFY(passphraseBits(QStringLiteral("Password123")) < 30);
        QVERIFY(passphraseBits(weakToStrong.last()) > 80);
    }
};

QTEST_APPLESS_MAIN(TestMasterKey)
#include "test_master_key.moc"
