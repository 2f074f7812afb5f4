#include "tests/ui/support/fake_session.h"
#include "tests/ui/support/ui_probe.h"
#include "ui/media/media_desk.h"

#include <QBuffer>
#include <QElapsedTimer>
#include <QPainter>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

using namespace confab;
using namespace confab::test;

namespace {

QByteArray encoded(const QImage &image, const char *format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format, 90);
    return bytes;
}

//! Four quarters: red, green / blue, white.
QImage quarters(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    QPainter painter(&image);
    const int w = size.width() / 2;
    const int h = size.height() / 2;
    painter.fillRect(0, 0, w, h, Qt::red);
    painter.fillRect(w, 0, w, h, Qt::green);
    painter.fillRect(0, h, w, h, Qt::blue);
    painter.fillRect(w, h, w, h, Qt::white);
    return image;
}

//! A JPEG whose EXIF says `orientation` (1 to 8).
QByteArray oriented(const QImage &image, int orientation)
{
    QByteArray exif("Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 6 + 8 + 2 + 9);
    exif += char(orientation);
    exif += QByteArray("\0\0\0\0\0\0", 6);
    QByteArray marker("\xff\xe1");
    const int length = int(exif.size()) + 2;
    marker += char(length >> 8);
    marker += char(length & 0xff);
    auto jpeg = encoded(image, "jpeg");
    return jpeg.insert(2, marker + exif);
}

//! Only the header of a PNG of that size: a bomb as far as a reader knows before it allocates.
QByteArray pngHeader(quint32 width, quint32 height)
{
    QByteArray bytes = encoded(QImage(8, 8, QImage::Format_RGB32), "png");
    const auto put = [&](int at, quint32 value) {
        for (int i = 0; i < 4; ++i)
            bytes[at + i] = char(value >> (24 - 8 * i));
    };
    put(16, width);
    put(20, height);
    // The checksum of the header, so that nothing but the size is wrong.
    quint32 crc = 0xffffffff;
    for (int i = 12; i < 29; ++i) {
        crc ^= quint8(bytes[i]);
        for (int bit = 0; bit < 8; ++bit)
            crc = crc & 1 ? 0xedb88320 ^ (crc >> 1) : crc >> 1;
    }
    put(29, ~crc);
    return bytes;
}

//! Red above blue; empty without ffmpeg.
QByteArray sampleVideo()
{
    QTemporaryDir folder;
    const auto path = folder.filePath("clip.mp4");
    QProcess ffmpeg;
    ffmpeg.start("ffmpeg", {"-v", "error", "-f", "lavfi", "-i", "color=c=red:s=640x180:d=2:r=25", "-f", "lavfi", "-i",
                               "color=c=blue:s=640x180:d=2:r=25", "-filter_complex", "vstack", "-pix_fmt", "yuv420p", path});
    QFile file(path);
    return ffmpeg.waitForFinished(60'000) && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool isNear(QRgb a, QColor b) { return std::abs(qRed(a) - b.red()) + std::abs(qGreen(a) - b.green()) + std::abs(qBlue(a) - b.blue()) < 90; }

} // namespace

//! Decoding and the cache, from outside.
class TestPictures : public QObject {
    Q_OBJECT
private slots:
    void everyExifOrientationStandsUpright_data();
    void everyExifOrientationStandsUpright();
    void hostilePicturesAreRefusedBeforeTheyCost_data();
    void hostilePicturesAreRefusedBeforeTheyCost();
    void formatsAreReadByContent();
    void coverFillsExactlyAndContainNeverGrows();
    void hundredMegapixelsOfJpegAreScaledWhileRead();
    void previewsAreBounded();
    void wantedPicturesComeNearestFirst();
    void whatScrolledAwayIsNotDecoded();
    void theBudgetHolds();
    void aRemotePictureIsDecodedOnceItIsHere();
    void aVideoGetsASharpPoster();
    void aVideoThatCannotBeReadKeepsItsBlur();
    void figureFirstFrameOfACachedPicture();
};

void TestPictures::everyExifOrientationStandsUpright_data()
{
    QTest::addColumn<int>("orientation");
    QTest::addColumn<QTransform>("stored");
    // How the upright picture was turned before it was stored.
    QTest::newRow("1") << 1 << QTransform();
    QTest::newRow("2 mirrored") << 2 << QTransform(-1, 0, 0, 1, 0, 0);
    QTest::newRow("3 upside down") << 3 << QTransform().rotate(180);
    QTest::newRow("4 flipped") << 4 << QTransform(1, 0, 0, -1, 0, 0);
    QTest::newRow("5 transposed") << 5 << QTransform(0, 1, 1, 0, 0, 0);
    QTest::newRow("6 turned left") << 6 << QTransform().rotate(-90);
    QTest::newRow("7 transversed") << 7 << QTransform(0, -1, -1, 0, 0, 0);
    QTest::newRow("8 turned right") << 8 << QTransform().rotate(90);
}

void TestPictures::everyExifOrientationStandsUpright()
{
    QFETCH(int, orientation);
    QFETCH(QTransform, stored);
    const QImage upright = quarters({320, 160});
    const auto picture = decodePicture(oriented(upright.transformed(stored), orientation), {80, 80}, PictureFit::Contain);
    QCOMPARE(picture.fault, PictureFault::None);
    QCOMPARE(picture.source, upright.size());
    QCOMPARE(picture.image.size(), QSize(80, 40));
    QVERIFY(isNear(picture.image.pixel(15, 8), Qt::red));
    QVERIFY(isNear(picture.image.pixel(65, 8), Qt::green));
    QVERIFY(isNear(picture.image.pixel(15, 32), Qt::blue));
    QVERIFY(isNear(picture.image.pixel(65, 32), Qt::white));
}

void TestPictures::hostilePicturesAreRefusedBeforeTheyCost_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<PictureFault>("fault");
    QTest::newRow("bomb") << pngHeader(60'000, 60'000) << PictureFault::TooLarge;
    QTest::newRow("sides beyond any screen") << pngHeader(70'000, 1) << PictureFault::TooLarge;
    QTest::newRow("negative size") << pngHeader(0x80000001, 10) << PictureFault::Broken;
    QTest::newRow("100 megapixels of PNG") << pngHeader(10'000, 10'000) << PictureFault::TooLarge;
    QTest::newRow("SVG") << QByteArray("<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>")
                         << PictureFault::NotAPicture;
    QTest::newRow("text") << QByteArray("hello, I am holiday.jpg") << PictureFault::NotAPicture;
    QTest::newRow("nothing") << QByteArray() << PictureFault::NotAPicture;
    QTest::newRow("header alone") << QByteArray("\x89PNG\r\n\x1a\n") << PictureFault::Broken;
    QTest::newRow("truncated GIF") << QByteArray("GIF89a\x10") << PictureFault::Broken;
    QTest::newRow("truncated WebP") << QByteArray("RIFF\x10\0\0\0WEBPVP8 ", 16) << PictureFault::Broken;
    QTest::newRow("half a PNG") << encoded(quarters({400, 400}), "png").left(60) << PictureFault::Broken;
}

void TestPictures::hostilePicturesAreRefusedBeforeTheyCost()
{
    QFETCH(QByteArray, bytes);
    QFETCH(PictureFault, fault);
    const auto picture = decodePicture(bytes, {400, 400}, PictureFit::Cover);
    QCOMPARE(picture.fault, fault);
    QVERIFY(picture.image.isNull());
    QVERIFY(!faultSentence(fault).isEmpty());
}

void TestPictures::formatsAreReadByContent()
{
    for (const char *format : {"png", "jpeg", "webp", "bmp"}) {
        const auto bytes = encoded(quarters({64, 64}), format);
        QVERIFY2(!bytes.isEmpty(), format);
        QCOMPARE(pictureFormat(bytes), QByteArray(format));
        const auto picture = decodePicture(bytes, {32, 32}, PictureFit::Cover);
        QCOMPARE(picture.fault, PictureFault::None);
        QVERIFY(isNear(picture.image.pixel(4, 4), Qt::red));
    }
}

void TestPictures::coverFillsExactlyAndContainNeverGrows()
{
    const auto bytes = encoded(quarters({200, 100}), "png");
    QCOMPARE(decodePicture(bytes, {50, 50}, PictureFit::Cover).image.size(), QSize(50, 50));
    QCOMPARE(decodePicture(bytes, {300, 300}, PictureFit::Cover).image.size(), QSize(300, 300));
    QCOMPARE(decodePicture(bytes, {50, 50}, PictureFit::Contain).image.size(), QSize(50, 25));
    QCOMPARE(decodePicture(bytes, {900, 900}, PictureFit::Contain).image.size(), QSize(200, 100));
}

void TestPictures::hundredMegapixelsOfJpegAreScaledWhileRead()
{
    QImage huge(10'000, 9'990, QImage::Format_Grayscale8);
    QVERIFY(!huge.isNull());
    huge.fill(128);
    const auto bytes = encoded(huge, "jpeg");
    huge = {};
    const auto picture = decodePicture(bytes, {400, 400}, PictureFit::Cover);
    QCOMPARE(picture.fault, PictureFault::None);
    QCOMPARE(picture.image.size(), QSize(400, 400));
    QCOMPARE(picture.source, QSize(10'000, 9'990));
}

void TestPictures::previewsAreBounded()
{
    QVERIFY(!decodePreview(encoded(quarters({32, 32}), "jpeg")).isNull());
    QVERIFY(decodePreview(encoded(quarters({600, 600}), "bmp")).isNull()); // longer than 4 KiB
    QVERIFY(decodePreview("rubbish").isNull());
    QVERIFY(decodePreview(pngHeader(30'000, 30'000)).isNull());
}

void TestPictures::wantedPicturesComeNearestFirst()
{
    FakeSession session(FakeSession::Seed::Empty);
    PictureCache cache(&session);
    QList<MediaWant> wants;
    for (int i = 0; i < 12; ++i) {
        const auto file = session.files.add(encoded(quarters({640, 480}), "jpeg"), "image/jpeg", "p.jpg", {640, 480});
        wants.append({ChatId(), file, mediaIdOf(file), {160, 120}});
    }
    QList<MediaId> came;
    connect(&cache, &PictureCache::changed, this, [&](const MediaId &media) { came += media; });
    cache.setWanted(this, wants);
    QCOMPARE(session.files.visible.first(), wants.first().media);
    QTRY_COMPARE(came.size(), 12);
    QVERIFY(came.mid(0, 4).contains(wants.first().media));
    for (const auto &want : wants)
        QCOMPARE(cache.picture(want.media, {160, 120}).size(), QSize(160, 120));
}

void TestPictures::whatScrolledAwayIsNotDecoded()
{
    FakeSession session(FakeSession::Seed::Empty);
    PictureCache cache(&session);
    QList<MediaWant> first, second;
    for (int i = 0; i < 40; ++i) {
        const auto file = session.files.add(encoded(quarters({640, 480}), "jpeg"), "image/jpeg", "p.jpg", {640, 480});
        (i < 30 ? first : second).append({ChatId(), file, mediaIdOf(file), {160, 120}});
    }
    cache.setWanted(this, first);
    cache.setWanted(this, second);
    QTRY_VERIFY(std::all_of(second.cbegin(), second.cend(),
        [&](const MediaWant &want) { return !cache.picture(want.media, want.pixels).isNull(); }));
    const auto stale = std::count_if(first.cbegin(), first.cend(),
        [&](const MediaWant &want) { return !cache.picture(want.media, want.pixels).isNull(); });
    QVERIFY2(stale <= 3, qPrintable(QString::number(stale))); // what was under way
}

void TestPictures::theBudgetHolds()
{
    FakeSession session(FakeSession::Seed::Empty);
    PictureCache cache(&session);
    constexpr qsizetype budget = 4 * 1024 * 1024;
    cache.setBudget(budget);
    QList<MediaWant> wants;
    for (int i = 0; i < 40; ++i) {
        const auto file = session.files.add(encoded(quarters({500, 500}), "jpeg"), "image/jpeg", "p.jpg", {500, 500});
        wants = {{ChatId(), file, mediaIdOf(file), {400, 400}}};
        cache.setWanted(this, wants);
        QTRY_VERIFY(!cache.picture(wants.first().media, {400, 400}).isNull());
        QVERIFY(cache.usedBytes() <= budget);
    }
}

void TestPictures::aRemotePictureIsDecodedOnceItIsHere()
{
    FakeSession session(FakeSession::Seed::Empty);
    PictureCache cache(&session);
    const auto file = session.files.add(encoded(quarters({64, 64}), "png"), "image/png", "p.png", {64, 64}, false);
    const auto media = mediaIdOf(file);
    QSignalSpy changed(&cache, &PictureCache::changed);
    cache.setWanted(this, {{ChatId(), file, media, {32, 32}}});
    QTest::qWait(30);
    QCOMPARE(session.files.reads, 0); // nothing pulls in what the rules leave out
    session.files.setTransfer({media, TransferPhase::Local, false, file.size, file.size, {}});
    QTRY_VERIFY(!cache.picture(media, {32, 32}).isNull());
    QCOMPARE(changed.size(), 1);
}

void TestPictures::aVideoGetsASharpPoster()
{
    const auto bytes = sampleVideo();
    if (bytes.isEmpty())
        QSKIP("ffmpeg is not installed");
    FakeSession session(FakeSession::Seed::Empty);
    PictureCache cache(&session);
    const auto file = session.files.add(bytes, "video/mp4", "clip.mp4", {640, 360}, false);
    const auto media = mediaIdOf(file);
    const auto wants = [&](QSize pixels) {
        MediaWant want{ChatId(), file, media, pixels};
        want.source = MediaWant::Source::Poster;
        return QList<MediaWant>{want};
    };
    cache.setWanted(this, wants({160, 160}));
    QTest::qWait(50);
    QCOMPARE(session.files.reads, 0); // nothing is fetched only to look at it
    session.files.setTransfer({media, TransferPhase::Running, false, file.size / 100, file.size, {}});
    cache.setWanted(this, wants({160, 160}));
    QCOMPARE(session.files.reads, 0);
    session.files.setTransfer({media, TransferPhase::Local, false, file.size, file.size, {}});
    QTRY_VERIFY_WITH_TIMEOUT(!cache.picture(media, {160, 160}).isNull(), 20'000);
    const QImage poster = cache.picture(media, {160, 160});
    QCOMPARE(poster.size(), QSize(160, 160));
    QVERIFY(isNear(poster.pixel(80, 20), Qt::red)); // upper half
    QVERIFY(isNear(poster.pixel(80, 140), Qt::blue));
    // Another size of it costs no second reading of the video.
    const int reads = session.files.reads;
    cache.setWanted(this, wants({64, 36}));
    QTRY_VERIFY(!cache.picture(media, {64, 36}).isNull());
    QCOMPARE(session.files.reads, reads);
}

void TestPictures::aVideoThatCannotBeReadKeepsItsBlur()
{
    FakeSession session(FakeSession::Seed::Empty);
    PictureCache cache(&session);
    auto file = session.files.add("this is no video", "video/mp4", "clip.mp4", {640, 360});
    file.preview = encoded(quarters({32, 18}), "jpeg");
    const auto media = mediaIdOf(file);
    MediaWant want{ChatId(), file, media, {160, 90}};
    want.source = MediaWant::Source::Poster;
    for (int i = 0; i < 5; ++i) {
        cache.setWanted(this, {want});
        QTest::qWait(100);
    }
    QTRY_VERIFY(!cache.preview(media).isNull());
    QCOMPARE(cache.fault(media), PictureFault::None); // it may play elsewhere: no broken picture is shown
    QCOMPARE(session.files.reads, 1); // and is not tried over and over
}

void TestPictures::figureFirstFrameOfACachedPicture()
{
    FakeSession session(FakeSession::Seed::Empty);
    PictureCache cache(&session);
    QImage photo(1280, 960, QImage::Format_RGB32);
    for (int y = 0; y < photo.height(); ++y)
        for (int x = 0; x < photo.width(); ++x)
            photo.setPixel(x, y, qRgb(x * 255 / 1280, y * 255 / 960, int(127 + 90 * std::sin(x * 0.05) * std::cos(y * 0.07))));
    const auto jpeg = encoded(photo, "jpeg");
    QList<double> times;
    for (int i = 0; i < 60; ++i) {
        const auto file = session.files.add(jpeg, "image/jpeg", "p.jpg", photo.size());
        QSignalSpy changed(&cache, &PictureCache::changed);
        QElapsedTimer timer;
        timer.start();
        cache.setWanted(this, {{ChatId(), file, mediaIdOf(file), {400, 300}}});
        while (changed.isEmpty())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
        times += double(timer.nsecsElapsed()) / 1e6;
    }
    QElapsedTimer alone;
    alone.start();
    QVERIFY(!decodePicture(jpeg, {400, 300}, PictureFit::Cover).image.isNull());
    qInfo("decoding alone: %.1f ms of %lld KB", double(alone.nsecsElapsed()) / 1e6, qlonglong(jpeg.size() / 1024));
    std::sort(times.begin(), times.end());
    qInfo("first frame of a 1280x960 JPEG at 400x300: p50 %.1f ms, p95 %.1f ms", times[30], times[57]);
    QCOMPARE(times.size(), 60);
}

QTEST_MAIN(TestPictures)
#include "test_pictures.moc"
