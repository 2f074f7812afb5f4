#include "core/video/matroska.h"

#include <QBuffer>
#include <QTest>

using namespace confab;

class MatroskaTest : public QObject {
    Q_OBJECT

    static qint64 durationOf(QByteArray bytes)
    {
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::ReadOnly);
        return matroskaDurationMs(buffer);
    }
    static QByteArray element(const char *id, const QByteArray &content)
    {
        return QByteArray::fromHex(id) + char(0x80 | content.size()) + content;
    }
    static QByteArray file(const QByteArray &info, const QByteArray &before = {})
    {
        // A segment of unknown size, as live recordings have it.
        return element("1a45dfa3", "") + QByteArray::fromHex("18538067" "01ffffffffffffff") + before + element("1549a966", info);
    }

private slots:
    void durations_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<qint64>("ms");
        const QByteArray seconds3 = element("4489", QByteArray::fromHex("453b8000")); // 3000.0 as a float
        QTest::newRow("float") << file(seconds3) << qint64(3'000);
        QTest::newRow("double, ten hours") << file(element("4489", QByteArray::fromHex("41812a8800000000"))) << qint64(36'000'000);
        QTest::newRow("scale before") << file(element("2ad7b1", QByteArray::fromHex("0186a0")) + seconds3) << qint64(300);
        QTest::newRow("scale behind") << file(seconds3 + element("2ad7b1", QByteArray::fromHex("0186a0"))) << qint64(300);
        QTest::newRow("behind others") << file(seconds3, element("ec", QByteArray(100, 'v'))) << qint64(3'000);
        QTest::newRow("not said") << file(element("4d80", "muxer")) << qint64(0);
        QTest::newRow("nothing") << QByteArray() << qint64(0);
        QTest::newRow("another file") << QByteArray(5'000, 'x') << qint64(0);
        QTest::newRow("zeros") << QByteArray(5'000, '\0') << qint64(0);
        QTest::newRow("cut in the header") << file(seconds3).left(7) << qint64(0);
        QTest::newRow("size beyond the file") << file(seconds3).left(28) << qint64(0);
        QTest::newRow("not a number") << file(element("4489", QByteArray::fromHex("7ff8000000000000"))) << qint64(0);
        QTest::newRow("endless") << file(element("4489", QByteArray::fromHex("7ff0000000000000"))) << qint64(0);
        QTest::newRow("negative") << file(element("4489", QByteArray::fromHex("c53b8000"))) << qint64(0);
        QTest::newRow("odd width") << file(element("4489", QByteArray::fromHex("453b80"))) << qint64(0);
        QTest::newRow("many small ones") << file(seconds3, element("ec", "").repeated(100'000)) << qint64(0);
    }
    void durations()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(qint64, ms);
        QCOMPARE(durationOf(bytes), ms);
    }
};

QTEST_GUILESS_MAIN(MatroskaTest)
#include "test_matroska.moc"
