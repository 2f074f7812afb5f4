#include "core/mls/messages.h"
#include "core/mls/ratchet_tree.h"

#include <QTest>

using namespace confab::mls;

// RFC 9420, section 2.1: the presentation language with hostile bytes.
class CodecTest : public QObject {
    Q_OBJECT
private slots:
    void section2_1_2_lengths_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("size"); // of the vector; -1: refused
        const auto with = [](const char *hex, int content) { return QByteArray::fromHex(hex) + QByteArray(content, 'x'); };
        QTest::newRow("0") << with("00", 0) << 0;
        QTest::newRow("63 in one byte") << with("3f", 63) << 63;
        QTest::newRow("64 in two bytes") << with("4040", 64) << 64;
        QTest::newRow("16383 in two bytes") << with("7fff", 16383) << 16383;
        QTest::newRow("16384 in four bytes") << with("80004000", 16384) << 16384;
        QTest::newRow("63 in two bytes is not the shortest form") << with("403f", 63) << -1;
        QTest::newRow("16383 in four bytes is not the shortest form") << with("80003fff", 16383) << -1;
        QTest::newRow("a prefix of 11") << with("ff", 100) << -1;
        QTest::newRow("more than there is") << with("05", 4) << -1;
        QTest::newRow("2^30 - 1 in a message of 40 bytes") << with("bfffffff", 36) << -1;
        QTest::newRow("a length that is cut") << with("80", 1) << -1;
        QTest::newRow("nothing") << QByteArray() << -1;
    }
    void section2_1_2_lengths()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, size);
        const auto read = decode<Bytes>(bytes);
        QCOMPARE(bool(read), size >= 0);
        if (read) {
            QCOMPARE(read->size(), qsizetype(size));
            QCOMPARE(encode(*read), bytes); // and back
        }
    }

    void optionalsAreNoneOrOne()
    {
        for (const int present : {0, 1, 2, 255}) {
            Writer w;
            w.vector(std::vector<ProposalOrRef>());
            w.u8(std::uint8_t(present));
            QCOMPARE(bool(decode<Commit>(std::move(w).take())), present == 0);
        }
    }

    void aHostileLengthIsRefusedInEveryMessage()
    {
        // Every position of a message replaced by the largest length: refused or read, never more memory than bytes.
        LeafNode leaf;
        leaf.encryptionKey = Bytes(32, 'e');
        leaf.signatureKey = Bytes(32, 's');
        leaf.credential.identity = "who";
        KeyPackage package;
        package.leaf = leaf;
        const Bytes whole = encode(Message {package});
        QVERIFY(decode<Message>(whole));
        for (qsizetype i = 0; i + 4 <= whole.size(); ++i) {
            Bytes bent = whole;
            bent.replace(i, 4, QByteArray::fromHex("bfffffff"));
            if (const auto read = decode<Message>(bent))
                QCOMPARE(encode(*read), bent);
            QVERIFY(!decode<Message>(whole.left(i)));
            QVERIFY(!decode<Message>(whole + whole.left(i + 1)));
        }
    }
};

QTEST_APPLESS_MAIN(CodecTest)
#include "test_codec.moc"
