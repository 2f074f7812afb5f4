#include "core/protocol/codec.h"

#include <QElapsedTimer>
#include <QTest>

using namespace confab;

namespace {

QByteArray hex(const char *digits)
{
    return QByteArray::fromHex(digits);
}

QByteArray nestedCbor(int depth)
{
    // {"t": [[[…]]]}: the map is the first level.
    return hex("a16174") + QByteArray(depth - 1, '\x81') + '\0';
}
QByteArray nestedJson(int depth)
{
    return "{\"t\":" + QByteArray(depth - 1, '[') + "0" + QByteArray(depth - 1, ']') + "}";
}

bool isRefused(const QByteArray &bytes, Encoding encoding)
{
    return !decodeValue(bytes, encoding, limits::frameIn);
}

} // namespace

class BombsTest : public QObject {
    Q_OBJECT
private slots:
    void W9_cbor_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("good");
        const auto bad = [](const char *name, const QByteArray &bytes) { QTest::newRow(name) << bytes << false; };
        const auto good = [](const char *name, const QByteArray &bytes) { QTest::newRow(name) << bytes << true; };
        good("empty map", hex("a0"));
        bad("nothing", {});
        bad("array", hex("80"));
        bad("number", hex("01"));
        good("depth 8", nestedCbor(8));
        bad("depth 9", nestedCbor(9));
        bad("depth 60,000", nestedCbor(60'000));
        bad("a key twice", hex("a2616101616102"));
        bad("a number as key", hex("a10101"));
        bad("bytes as key", hex("a1416101"));
        good("2^53-1", hex("a161611b001fffffffffffff"));
        bad("2^53", hex("a161611b0020000000000000"));
        bad("2^64-1", hex("a161611bffffffffffffffff"));
        good("-(2^53-1)", hex("a161613b001ffffffffffffe"));
        bad("-2^53", hex("a161613b001fffffffffffff"));
        bad("-2^64", hex("a161613bffffffffffffffff"));
        good("a half float", hex("a16161f93c00"));
        bad("half NaN", hex("a16161f97e00"));
        bad("half infinity", hex("a16161f97c00"));
        bad("float NaN", hex("a16161fa7fc00000"));
        bad("double NaN", hex("a16161fb7ff8000000000000"));
        bad("double infinity", hex("a16161fbfff0000000000000"));
        bad("indefinite map", hex("bf616101ff"));
        bad("indefinite array", hex("a161619f01ff"));
        bad("indefinite text", hex("a161617f616161ff"));
        bad("indefinite bytes", hex("a161615f4161ff"));
        bad("break alone", hex("a16161ff"));
        bad("tag", hex("a16161c001"));
        bad("tag in front", hex("d9d9f7a0"));
        bad("undefined", hex("a16161f7"));
        bad("simple 32", hex("a16161f820"));
        bad("reserved length", hex("a161611c"));
        bad("text not UTF-8", hex("a1616161ff"));
        bad("overlong UTF-8", hex("a1616162c080"));
        bad("surrogate in UTF-8", hex("a1616163eda080"));
        bad("key not UTF-8", hex("a161ff01"));
        bad("text of 2^64-1 bytes", hex("a161617bffffffffffffffff"));
        bad("bytes of 2^32 bytes", hex("a161615b0000000100000000"));
        bad("array of 2^64-1", hex("a161619bffffffffffffffff"));
        bad("map of 2^63", hex("bb8000000000000000"));
        bad("array of 8193", hex("a16161992001") + QByteArray(8193, '\x01'));
        good("array of 8192", hex("a16161992000") + QByteArray(8192, '\x01'));
        bad("a byte behind", hex("a000"));
        bad("two maps", hex("a0a0"));
    }
    void W9_cbor()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, good);
        QCOMPARE(!isRefused(bytes, Encoding::Cbor), good);
    }

    void W9_json_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("good");
        const auto bad = [](const char *name, const QByteArray &bytes) { QTest::newRow(name) << bytes << false; };
        const auto good = [](const char *name, const QByteArray &bytes) { QTest::newRow(name) << bytes << true; };
        good("empty map", "{}");
        good("blanks around", " {} \n");
        bad("nothing", {});
        bad("array", "[]");
        bad("number", "1");
        good("depth 8", nestedJson(8));
        bad("depth 9", nestedJson(9));
        bad("depth 30,000", nestedJson(30'000));
        bad("a key twice", "{\"a\":1,\"a\":2}");
        bad("a key twice, escaped", "{\"a\":1,\"\\u0061\":2}");
        good("2^53-1", "{\"a\":9007199254740991}");
        bad("2^53", "{\"a\":9007199254740992}");
        bad("-2^53", "{\"a\":-9007199254740992}");
        bad("a thousand digits", "{\"a\":" + QByteArray(1000, '9') + "}");
        bad("NaN", "{\"a\":NaN}");
        bad("Infinity", "{\"a\":Infinity}");
        bad("1e999", "{\"a\":1e999}");
        bad("comment", "{/**/}");
        bad("trailing comma", "{\"a\":1,}");
        bad("single quotes", "{'a':1}");
        bad("text not UTF-8", "{\"a\":\"\xff\"}");
        bad("overlong UTF-8", "{\"a\":\"\xc0\x80\"}");
        bad("surrogate in UTF-8", "{\"a\":\"\xed\xa0\x80\"}");
        bad("half a surrogate pair", "{\"a\":\"\\ud800\"}");
        bad("key not UTF-8", "{\"\xff\":1}");
        bad("array of 8193", "{\"a\":[" + QByteArray("1,").repeated(8192) + "1]}");
        bad("something behind", "{} x");
        bad("a NUL behind", QByteArray("{}\0", 3));
        bad("a NUL and more behind", QByteArray("{}\0{}", 5));
        bad("BOM", "\xef\xbb\xbf{}");
    }
    void W9_json()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, good);
        QCOMPARE(!isRefused(bytes, Encoding::Json), good);
    }

    void W9_tooBigAsksFor1009()
    {
        for (const auto encoding : {Encoding::Cbor, Encoding::Json}) {
            const auto error = decodeFrame(QByteArray(limits::frameIn + 1, ' '), encoding, limits::frameIn);
            QVERIFY(!error && error.error().tooBig);
            const auto other = decodeFrame("x", encoding, limits::frameIn);
            QVERIFY(!other && !other.error().tooBig);
        }
    }

    void envelope_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("good");
        QTest::newRow("verb alone") << QByteArray("{\"t\":\"ping\"}") << true;
        QTest::newRow("without verb") << QByteArray("{\"i\":1}") << false;
        QTest::newRow("verb a number") << QByteArray("{\"t\":1}") << false;
        QTest::newRow("verb of 33") << QByteArray("{\"t\":\"") + QByteArray(33, 'x') + "\"}" << false;
        QTest::newRow("id 2^32-1") << QByteArray("{\"t\":\"x\",\"i\":4294967295}") << true;
        QTest::newRow("id 2^32") << QByteArray("{\"t\":\"x\",\"i\":4294967296}") << false;
        QTest::newRow("id negative") << QByteArray("{\"t\":\"x\",\"i\":-1}") << false;
        QTest::newRow("id text") << QByteArray("{\"t\":\"x\",\"i\":\"1\"}") << false;
        QTest::newRow("body a list") << QByteArray("{\"t\":\"x\",\"b\":[]}") << false;
        QTest::newRow("body null") << QByteArray("{\"t\":\"x\",\"b\":null}") << false;
        QTest::newRow("error text") << QByteArray("{\"t\":\"err\",\"e\":\"no\"}") << false;
        QTest::newRow("error empty") << QByteArray("{\"t\":\"err\",\"e\":{}}") << true;
    }
    void envelope()
    {
        QFETCH(QByteArray, json);
        QFETCH(bool, good);
        QCOMPARE(bool(decodeFrame(json, Encoding::Json, limits::frameIn)), good);
    }

    //! Sorting instead of comparing each with each: a map full of keys is no way to burn time.
    void W9_manyKeysAreCheckedQuickly()
    {
        Value::Map map;
        for (int i = 0; i < 8000; ++i)
            map.emplace_back("k" + std::to_string(i), Value(true));
        const auto bytes = encodeValue(Value(map), Encoding::Cbor);
        QVERIFY(decodeValue(bytes, Encoding::Cbor, limits::frameOut));
        map.emplace_back("k17", Value(true));
        QVERIFY(!decodeValue(encodeValue(Value(map), Encoding::Cbor), Encoding::Cbor, limits::frameOut));
    }
};

QTEST_APPLESS_MAIN(BombsTest)
#include "test_bombs.moc"
