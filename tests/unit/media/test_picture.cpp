#include "core/media/picture.h"

#include <QBuffer>
#include <QElapsedTimer>
#include <QImageReader>
#include <QTest>
#include <QTransform>

using namespace confab;

namespace {

QByteArray encoded(const QImage &image, const char *format, int quality = 90)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format, quality);
    return bytes;
}

//! Four quarters: red, green / blue, white.
QImage quarters(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    const int w = size.width() / 2, h = size.height() / 2;
    for (int y = 0; y < size.height(); ++y)
        for (int x = 0; x < size.width(); ++x)
            image.setPixel(x, y, y < h ? (x < w ? qRgb(255, 0, 0) : qRgb(0, 255, 0)) : (x < w ? qRgb(0, 0, 255) : qRgb(255, 255, 255)));
    return image;
}

//! A JPEG whose EXIF says `orientation`, and the maker of the camera.
QByteArray oriented(const QImage &image, int orientation)
{
    QByteArray exif("Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 6 + 8 + 2 + 9);
    exif += char(orientation);
    exif += QByteArray("\0\0\0\0\0\0", 6) + "SECRET CAMERA AND PLACE";
    QByteArray marker("\xff\xe1");
    const int length = int(exif.size()) + 2;
    marker += char(length >> 8);
    marker += char(length & 0xff);
    return encoded(image, "jpeg").insert(2, marker + exif);
}

//! The header of a PNG, with nothing behind it that would fill such a picture.
QByteArray pngHeader(quint32 width, quint32 height, int depth = 8)
{
    QByteArray bytes = encoded(QImage(8, 8, QImage::Format_RGB32), "png");
    const auto put = [&](int at, quint32 value) {
        for (int i = 0; i < 4; ++i)
            bytes[at + i] = char(value >> (24 - 8 * i));
    };
    put(16, width);
    put(20, height);
    bytes[24] = char(depth);
    quint32 crc = 0xffffffff;
    for (int i = 12; i < 29; ++i) {
        crc ^= quint8(bytes[i]);
        for (int bit = 0; bit < 8; ++bit)
            crc = crc & 1 ? 0xedb88320 ^ (crc >> 1) : crc >> 1;
    }
    put(29, ~crc);
    return bytes;
}

//! A baseline JPEG's header says it is progressive.
QByteArray asProgressive(QByteArray jpeg)
{
    jpeg[jpeg.indexOf("\xff\xc0") + 1] = char(0xc2);
    return jpeg;
}

struct Opened : QBuffer {
    explicit Opened(const QByteArray &bytes)
    {
        setData(bytes);
        open(QIODevice::ReadOnly);
    }
};

bool isNear(QRgb a, QRgb b) { return std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b)) + std::abs(qBlue(a) - qBlue(b)) < 90; }

} // namespace

class TestPicture : public QObject {
    Q_OBJECT
private slots:
    void everyOrientationIsSentUprightAndWithoutMetadata_data()
    {
        QTest::addColumn<QTransform>("stored");
        QTest::newRow("1") << QTransform();
        QTest::newRow("2") << QTransform(-1, 0, 0, 1, 0, 0);
        QTest::newRow("3") << QTransform().rotate(180);
        QTest::newRow("4") << QTransform(1, 0, 0, -1, 0, 0);
        QTest::newRow("5") << QTransform(0, 1, 1, 0, 0, 0);
        QTest::newRow("6") << QTransform().rotate(-90);
        QTest::newRow("7") << QTransform(0, -1, -1, 0, 0, 0);
        QTest::newRow("8") << QTransform().rotate(90);
    }
    void everyOrientationIsSentUprightAndWithoutMetadata()
    {
        QFETCH(QTransform, stored);
        const QByteArray bytes = oriented(quarters({320, 160}).transformed(stored), QByteArray(QTest::currentDataTag()).toInt());
        QVERIFY(bytes.contains("SECRET"));
        Opened source(bytes);
        const auto info = lookAtPicture(source);
        QVERIFY(info);
        QCOMPARE(info->size, QSize(320, 160));
        const auto sent = recodePicture(source, 80);
        QVERIFY(sent);
        QCOMPARE(sent->size, QSize(80, 40));
        QVERIFY(!sent->bytes.contains("SECRET") && !sent->bytes.contains("Exif"));
        const QImage picture = QImage::fromData(sent->bytes);
        QCOMPARE(picture.size(), QSize(80, 40));
        QVERIFY(isNear(picture.pixel(15, 8), qRgb(255, 0, 0)));
        QVERIFY(isNear(picture.pixel(65, 8), qRgb(0, 255, 0)));
        QVERIFY(isNear(picture.pixel(15, 32), qRgb(0, 0, 255)));
        QVERIFY(isNear(picture.pixel(65, 32), qRgb(255, 255, 255)));
    }

    void hostileBytesAreRefusedBeforeTheyCost_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<PictureFault>("fault");
        QTest::newRow("decompression bomb") << pngHeader(60'000, 60'000) << PictureFault::TooLarge;
        QTest::newRow("beyond any screen") << pngHeader(70'000, 1) << PictureFault::TooLarge;
        QTest::newRow("100 megapixels of PNG") << pngHeader(10'000, 10'000) << PictureFault::TooLarge;
        QTest::newRow("deep") << pngHeader(5'000, 4'000, 16) << PictureFault::TooLarge; // 160 MB at eight bytes a pixel
        QTest::newRow("negative") << pngHeader(0x80000001, 10) << PictureFault::Broken;
        QTest::newRow("no pixels") << pngHeader(0, 10) << PictureFault::Broken;
        QTest::newRow("SVG") << QByteArray("<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>") << PictureFault::NotAPicture;
        QTest::newRow("XPM") << encoded(quarters({8, 8}), "xpm") << PictureFault::NotAPicture;
        QTest::newRow("text") << QByteArray("a holiday.jpg") << PictureFault::NotAPicture;
        QTest::newRow("nothing") << QByteArray() << PictureFault::NotAPicture;
        // With the plug-in it would be tried, and found broken.
        QTest::newRow("HEIC") << QByteArray("\0\0\0\x18" "ftypheic\0\0\0\0mif1heic", 24)
                              << (QImageReader::supportedImageFormats().contains("heic") ? PictureFault::Broken : PictureFault::NoDecoder);
        QTest::newRow("magic alone") << QByteArray("\x89PNG\r\n\x1a\n") << PictureFault::Broken;
        QTest::newRow("half a WebP") << QByteArray("RIFF\x10\0\0\0WEBPVP8 ", 16) << PictureFault::Broken;
        QTest::newRow("half a JPEG's header") << encoded(quarters({64, 64}), "jpeg").left(30) << PictureFault::Broken;
        QTest::newRow("half a PNG") << encoded(quarters({400, 400}), "png").left(60) << PictureFault::Broken;
    }
    void hostileBytesAreRefusedBeforeTheyCost()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(PictureFault, fault);
        Opened source(bytes);
        const auto picture = readPicture(source, {400, 400}, PictureFit::Cover);
        QCOMPARE(picture.fault, fault);
        QVERIFY(picture.image.isNull());
        QVERIFY(!recodePicture(source, 400));
    }

    void hundredMegapixelsOfJpegAreScaledWhileRead()
    {
        QImage huge(10'000, 10'000, QImage::Format_Grayscale8);
        QVERIFY(!huge.isNull());
        huge.fill(128);
        const QByteArray bytes = encoded(huge, "jpeg");
        huge = {};
        Opened source(bytes);
        const auto picture = readPicture(source, {400, 400}, PictureFit::Contain);
        QCOMPARE(picture.fault, PictureFault::None);
        QCOMPARE(picture.source, QSize(10'000, 10'000));
        QCOMPARE(picture.image.size(), QSize(400, 400));
        const auto sent = recodePicture(source, 1'280);
        QVERIFY(sent && sent->size == QSize(1'280, 1'280));
        // The same as a progressive one would be held whole.
        Opened progressive(asProgressive(bytes));
        QCOMPARE(readPicture(progressive, {400, 400}, PictureFit::Contain).fault, PictureFault::TooLarge);
    }

    void endlessSegmentsBeforeTheHeaderEnd()
    {
        QByteArray jpeg = encoded(QImage(4, 4, QImage::Format_RGB32), "jpeg");
        QByteArray padding;
        for (int i = 0; i < 500'000; ++i)
            padding += QByteArray("\xff\xe5\x00\x02", 4);
        Opened source(jpeg.insert(2, padding));
        QElapsedTimer timer;
        timer.start();
        (void)lookAtPicture(source); // whatever it says, it says it
        qInfo("500,000 empty segments: %lld ms", qlonglong(timer.elapsed()));
        QVERIFY(!readPicture(source, {40, 40}, PictureFit::Contain).image.isNull()); // it is small all the same
    }

    void pngStaysLosslessWhereItIsSmaller()
    {
        Opened flat(encoded(quarters({600, 400}), "png"));
        const auto screenshot = recodePicture(flat, 2'560);
        QVERIFY(screenshot);
        QCOMPARE(screenshot->mime, QStringLiteral("image/png"));
        QCOMPARE(QImage::fromData(screenshot->bytes).convertToFormat(QImage::Format_RGB32), quarters({600, 400}));
        QImage noise(600, 400, QImage::Format_RGB32);
        for (int y = 0; y < noise.height(); ++y)
            for (int x = 0; x < noise.width(); ++x)
                noise.setPixel(x, y, qRgb(x * 240 / 600 + (x * 7919 + y * 104'729) % 11, y * 240 / 400 + (x * y * 31) % 13, (x + y) / 5 + (x * x + y) % 7));
        Opened photo(encoded(noise, "png"));
        QCOMPARE(recodePicture(photo, 2'560)->mime, QStringLiteral("image/jpeg"));
        QImage glass(600, 400, QImage::Format_ARGB32);
        glass.fill(qRgba(10, 20, 30, 40));
        Opened transparent(encoded(glass, "png"));
        QCOMPARE(recodePicture(transparent, 300)->mime, QStringLiteral("image/png"));
    }

    void formatsAreReadByContent()
    {
        for (const char *format : {"png", "jpeg", "webp", "bmp"}) {
            const QByteArray bytes = encoded(quarters({64, 64}), format);
            QCOMPARE(pictureFormat(bytes), QByteArray(format));
            QCOMPARE(pictureFormat(bytes.first(16)), QByteArray(format));
            Opened source(bytes);
            QCOMPARE(lookAtPicture(source)->size, QSize(64, 64));
            QCOMPARE(decodePicture(source, {32, 16}).size(), QSize(16, 16));
        }
    }

    void previewsFitIntoAMessage()
    {
        QImage noise(4'000, 100, QImage::Format_RGB32);
        for (int y = 0; y < noise.height(); ++y)
            for (int x = 0; x < noise.width(); ++x)
                noise.setPixel(x, y, qRgb((x * 7919) % 256, (y * 104'729) % 256, (x * y) % 256));
        for (const QImage &picture : {noise, noise.copy(0, 0, 1, 100), noise.copy(0, 0, 100, 100)}) {
            const QByteArray preview = blurredPreview(picture);
            QVERIFY(!preview.isEmpty() && preview.size() <= 4'096);
            QVERIFY(!QImage::fromData(preview).isNull());
        }
        QVERIFY(blurredPreview({}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestPicture)
#include "test_picture.moc"
