#include "ui/timeline/mosaic.h"

#include <QTest>

using namespace confab;

//! The album's layout: a pure function of sizes and room.
class TestMosaic : public QObject {
    Q_OBJECT
private slots:
    void fillsItsRectangle_data();
    void fillsItsRectangle();
    void oneKeepsItsShape_data();
    void oneKeepsItsShape();
};

void TestMosaic::fillsItsRectangle_data()
{
    QTest::addColumn<QList<QSize>>("sizes");
    const QList<QSize> shapes{{1280, 960}, {960, 1280}, {2000, 800}, {500, 500}, {0, 0}, {1, 65'000}, {65'000, 1},
        {1920, 1080}, {1080, 1920}, {640, 480}};
    for (int count = 2; count <= 10; ++count) {
        for (int shift = 0; shift < shapes.size(); ++shift) {
            QList<QSize> sizes;
            for (int i = 0; i < count; ++i)
                sizes += shapes[(i * 3 + shift) % shapes.size()];
            QTest::addRow("%d pictures, %d", count, shift) << sizes;
        }
        QTest::addRow("%d alike", count) << QList<QSize>(count, QSize(1280, 960));
        QTest::addRow("%d tall", count) << QList<QSize>(count, QSize(700, 1280));
    }
}

void TestMosaic::fillsItsRectangle()
{
    QFETCH(QList<QSize>, sizes);
    for (const int width : {394, 240, 163}) {
        constexpr int gap = 3;
        const auto rects = mosaic(sizes, width, 430, gap);
        QCOMPARE(rects.size(), sizes.size());
        QRect whole;
        for (qsizetype i = 0; i < rects.size(); ++i) {
            QVERIFY2(rects[i].width() >= 20 && rects[i].height() >= 20, qPrintable(QString::number(i)));
            for (qsizetype j = 0; j < i; ++j) // apart by the gap at least
                QVERIFY(!rects[i].adjusted(-gap, -gap, 0, 0).intersects(rects[j]));
            whole |= rects[i];
        }
        QCOMPARE(whole.topLeft(), QPoint(0, 0));
        QCOMPARE(whole.width(), width);
        QVERIFY(whole.height() <= 430);
        // Every place of the rectangle is at a picture or in a gap beside one.
        for (int y = 0; y < whole.height(); y += 7)
            for (int x = 0; x < width; x += 7)
                QVERIFY2(std::any_of(rects.cbegin(), rects.cend(),
                             [&](const QRect &r) { return r.adjusted(-gap, -gap, gap, gap).contains(x, y); }),
                    qPrintable(QStringLiteral("%1,%2").arg(x).arg(y)));
    }
}

void TestMosaic::oneKeepsItsShape_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QSize>("shown");
    QTest::newRow("landscape") << QSize(1280, 960) << QSize(394, 296);
    QTest::newRow("portrait") << QSize(960, 1280) << QSize(323, 430);
    QTest::newRow("small stays small") << QSize(200, 150) << QSize(200, 150);
    QTest::newRow("tiny is enlarged") << QSize(10, 10) << QSize(120, 120);
    QTest::newRow("a line") << QSize(65'000, 1) << QSize(394, 99);
    QTest::newRow("a thread") << QSize(1, 65'000) << QSize(120, 400);
    QTest::newRow("unknown") << QSize() << QSize(394, 394);
}

void TestMosaic::oneKeepsItsShape()
{
    QFETCH(QSize, size);
    QFETCH(QSize, shown);
    const auto rects = mosaic({size}, 394, 430, 3);
    QCOMPARE(rects.size(), 1);
    QVERIFY2(std::abs(rects[0].width() - shown.width()) <= 1 && std::abs(rects[0].height() - shown.height()) <= 1,
        qPrintable(QStringLiteral("%1x%2").arg(rects[0].width()).arg(rects[0].height())));
}

QTEST_APPLESS_MAIN(TestMosaic)
#include "test_mosaic.moc"
