#include "tests/ui/support/fake_session.h"
#include "tests/ui/support/ui_probe.h"
#include "core/media/picture.h"
#include "core/protocol/limits.h"
#include "ui/common/buttons.h"
#include "ui/common/pictures.h"
#include "ui/common/segments.h"
#include "ui/composer/attach_list.h"
#include "ui/composer/attach_sheet.h"
#include "ui/composer/composer.h"
#include "ui/composer/drop_zones.h"
#include "ui/composer/message_field.h"

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QFile>
#include <QMimeData>
#include <QPainter>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>
#include <QUrl>
#include <sys/stat.h>

using namespace confab;
using namespace confab::test;

namespace {

QImage drawing(QSize size, int seed = 0)
{
    QImage image(size, QImage::Format_RGB32);
    QPainter painter(&image);
    QLinearGradient sky(0, 0, 0, size.height());
    sky.setColorAt(0, QColor::fromHsv((seed * 47) % 360, 140, 230));
    sky.setColorAt(1, QColor::fromHsv((seed * 47 + 60) % 360, 160, 150));
    painter.fillRect(image.rect(), sky);
    painter.setBrush(QColor(255, 244, 200));
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(QPointF(size.width() * 0.7, size.height() * 0.35), size.height() * 0.12, size.height() * 0.12);
    return image;
}

//! A composer over a pane, with files to send.
struct Rig {
    FakeSession session{FakeSession::Seed::World};
    TestUi ui;
    QTemporaryDir folder;
    QWidget pane;
    Composer *composer;
    QStringList picked; //!< what the file dialog answers

    explicit Rig(Theme::Mode mode = Theme::Mode::Light)
        : ui(&session, mode, session.now)
    {
        session.setDraft(session.withTomasz, {});
        session.flush();
        auto context = ui.context();
        context.pickFiles = [this](QWidget *, FileChoice, const FilesChosen &done) {
            if (!picked.isEmpty())
                done(picked);
        };
        composer = new Composer(context, &pane);
        present(&pane, {720, 760});
        composer->setGeometry(0, 700, 720, 60);
        composer->setPaneHeight(600);
        composer->show();
        composer->setChat(session.withTomasz);
        composer->focusField();
        session.sent.clear(); // the world talked, too
    }
    QString file(const QString &name, const QByteArray &content = "content")
    {
        const QString path = folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write(content);
        return path;
    }
    QString picture(const QString &name, QSize size = {800, 600}, int seed = 0)
    {
        const QString path = folder.filePath(name);
        return drawing(size, seed).save(path) ? path : QString();
    }
    Intake files(const QStringList &paths)
    {
        Intake intake;
        for (const QString &path : paths)
            intake.sources += AttachSource {path, {}, {}, {}};
        return intake;
    }
    AttachSheet *sheet() { return qobject_cast<AttachSheet *>(Sheet::on(&pane)); }
    AttachList *list() { return sheet() ? sheet()->findChild<AttachList *>() : nullptr; }
    MessageField *caption() { return sheet()->findChild<MessageField *>(); }
    Button *button(const QString &name) { return named<Button>(sheet(), name); }
    bool waitFor(int items)
    {
        return QTest::qWaitFor([&] { return list() && list()->items().size() == items && button("Send")->isEnabled() == (items > 0); });
    }
    void paste(QMimeData *data)
    {
        QApplication::clipboard()->setMimeData(data);
        composer->field()->paste();
    }
};

QByteArray png(const QImage &image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

} // namespace

class TestAttach : public QObject {
    Q_OBJECT
private slots:
    void pasteOrder();
    void bitmapIsScaledDown();
    void contentDecidesTheKind();
    void aVideoTellsItsSizeAndLength();
    void problemsAreFound();
    void splitsByTenAndByKind();
    void longTextGoesByItself();
    void captionAndCancel();
    void sendsWhatWasChosen();
    void qualityReachesTheEngine();
    void unsendableIsSaidBefore();
    void hostileNames();
    void reorderAndRemove();
    void addMoreAndPasteIntoTheDialog();
    void mostItemsIsSaid();
    void editRefusesFiles();
    void dropZones();
    void orientationAndBounds();
    void looks_data();
    void looks();
};

void TestAttach::pasteOrder()
{
    const qint64 now = 1'700'000'000'000;
    QMimeData both;
    both.setUrls({QUrl::fromLocalFile("/tmp/a.png"), QUrl("https://example.org/b.png")});
    both.setImageData(drawing({10, 10}));
    QVERIFY(hasIntake(both));
    QCOMPARE(intakeOf(both, now).sources.size(), 1);
    QCOMPARE(intakeOf(both, now).sources.first().path, QStringLiteral("/tmp/a.png"));

    QMimeData browser; // SD#5507: the picture, not its address
    browser.setUrls({QUrl("https://example.org/cat.png")});
    browser.setData("image/png", png(drawing({20, 10})));
    browser.setText("https://example.org/cat.png");
    QCOMPARE(intakeOf(browser, now).sources.size(), 1);
    QVERIFY(intakeOf(browser, now).sources.first().bytes.startsWith("\x89PNG"));
    QVERIFY(intakeOf(browser, now).sources.first().name.endsWith(".png"));

    QMimeData office; // cells: the text is what is meant
    office.setText("1\t2");
    office.setImageData(drawing({20, 10}));
    QVERIFY(!hasIntake(office));
    QVERIFY(intakeOf(office, now).isEmpty());

    QMimeData link;
    link.setUrls({QUrl("https://example.org/")});
    QVERIFY(!hasIntake(link));
    QMimeData bitmap;
    bitmap.setImageData(drawing({20, 10}));
    QCOMPARE(intakeOf(bitmap, now).sources.first().picture.size(), QSize(20, 10));
}

void TestAttach::bitmapIsScaledDown()
{
    QImage huge(10'000, 10'000, QImage::Format_Mono); // 100 megapixels
    huge.fill(0);
    const auto item = attach::inspect({{}, {}, huge, "Picture.png"});
    QVERIFY(item.reduced);
    QCOMPARE(int(item.problem), int(AttachItem::Problem::None));
    QVERIFY(qint64(item.pixels.width()) * item.pixels.height() <= attach::largestBitmap);
    QVERIFY(item.bytes.size() > 0);
    QCOMPARE(item.size, item.bytes.size());
}

void TestAttach::contentDecidesTheKind()
{
    Rig rig;
    const QString jpeg = rig.folder.filePath("really-a-jpeg.txt");
    QVERIFY(drawing({300, 200}).save(jpeg, "JPEG"));
    const auto lie = attach::inspect({jpeg, {}, {}, {}});
    QCOMPARE(int(lie.kind), int(MediaKind::Photo));
    QCOMPARE(lie.pixels, QSize(300, 200));
    QCOMPARE(lie.mime, QStringLiteral("image/jpeg"));
    QCOMPARE(int(attach::inspect({rig.file("not.png", "just text"), {}, {}, {}}).kind), int(MediaKind::File));
    const QByteArray svg = "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>";
    QCOMPARE(int(attach::inspect({rig.file("drawing.svg", svg), {}, {}, {}}).kind), int(MediaKind::File));
    QCOMPARE(int(attach::inspect({rig.file("empty.dat", {}), {}, {}, {}}).problem), int(AttachItem::Problem::None));
    QVERIFY(attach::inspect({rig.file("run.sh", "#!/bin/sh"), {}, {}, {}}).executable);
    // A bomb: a head that promises more than anybody can hold.
    QByteArray bomb = png(drawing({4, 4}));
    bomb.replace(16, 8, QByteArray::fromHex("0000ffff0000ffff"));
    QCOMPARE(int(attach::inspect({rig.file("bomb.png", bomb), {}, {}, {}}).kind), int(MediaKind::File));
}

void TestAttach::aVideoTellsItsSizeAndLength()
{
    Rig rig;
    const QString clip = rig.folder.filePath("clip.mp4");
    QProcess::execute("ffmpeg", {"-v", "error", "-y", "-f", "lavfi", "-i", "color=c=red:s=320x180:d=3:r=25", "-pix_fmt", "yuv420p", clip});
    if (!QFile::exists(clip))
        QSKIP("ffmpeg is not installed");
    // In the thread pool, as the dialog does it.
    AttachItem item;
    QThreadPool pool;
    pool.start([&] { item = attach::inspect({clip, {}, {}, {}}); });
    QVERIFY(pool.waitForDone(20'000));
    QCOMPARE(int(item.kind), int(MediaKind::Video));
    QCOMPARE(item.pixels, QSize(320, 180));
    QCOMPARE(item.durationMs, 3000);
    QVERIFY(!QImage::fromData(item.poster).isNull());
    QCOMPARE(item.still.size(), QSize(320, 180)); // seen in the dialog, not sent
    const auto messages = attach::messages({item}, attach::Quality::Standard, {}, {});
    QCOMPARE(messages.first().media.first().frame, QSize(320, 180));
    QCOMPARE(messages.first().media.first().preview, item.poster);
    // What cannot be played goes without a size, and shows as a file.
    QCOMPARE(attach::inspect({rig.file("broken.mp4", QByteArray(5000, 'x')), {}, {}, {}}).pixels, QSize());
}

void TestAttach::problemsAreFound()
{
    using P = AttachItem::Problem;
    Rig rig;
    const auto of = [](const QString &path) { return int(attach::inspect({path, {}, {}, {}}).problem); };
    QCOMPARE(of(rig.folder.path()), int(P::Folder));
    QCOMPARE(of(rig.folder.filePath("nowhere.txt")), int(P::Missing));
    QVERIFY(::mkfifo(rig.folder.filePath("pipe").toLocal8Bit(), 0600) == 0);
    QCOMPARE(of(rig.folder.filePath("pipe")), int(P::Special));
    QFile large(rig.folder.filePath("large.bin"));
    QVERIFY(large.open(QIODevice::WriteOnly) && large.resize(limits::attachment + 1)); // sparse
    QCOMPARE(of(large.fileName()), int(P::TooLarge));
    QVERIFY(large.resize(limits::attachment));
    QCOMPARE(of(large.fileName()), int(P::None));
    for (const P problem : {P::Missing, P::Folder, P::Unreadable, P::Special, P::TooLarge, P::Broken})
        QVERIFY(!attach::problemText(problem).isEmpty());
}

void TestAttach::splitsByTenAndByKind()
{
    QList<AttachItem> items;
    for (int i = 0; i < 23; ++i) {
        AttachItem item;
        item.name = QString::number(i);
        item.kind = i % 2 ? MediaKind::File : MediaKind::Photo; // 12 photos, 11 files
        items += item;
    }
    const auto parts = attach::split(items, attach::Quality::Standard);
    QCOMPARE(parts.size(), 4);
    QCOMPARE(parts.at(0).size(), 10);
    QCOMPARE(parts.at(1).size(), 2);
    QCOMPARE(parts.at(2).size(), 10);
    QCOMPARE(parts.at(3).size(), 1);
    QCOMPARE(parts.at(0).at(1).name, QStringLiteral("2"));
    QCOMPARE(attach::split(items, attach::Quality::Files).size(), 3);
}

void TestAttach::longTextGoesByItself()
{
    AttachItem item;
    item.kind = MediaKind::Photo;
    const QString longText(attach::captionLength + 1, u'x');
    Quote quote;
    quote.seq = Seq{7};
    const auto apart = attach::messages({item}, attach::Quality::Standard, longText, quote);
    QCOMPARE(apart.size(), 2);
    QVERIFY(apart.first().text.isEmpty() && apart.first().reply);
    QCOMPARE(apart.last().text, longText);
    QVERIFY(apart.last().media.isEmpty());
    QCOMPARE(attach::messages({item}, attach::Quality::Standard, "short", quote).size(), 1);
}

void TestAttach::captionAndCancel()
{
    Rig rig;
    typeText(rig.composer, "one two three");
    auto cursor = rig.composer->field()->textCursor();
    cursor.setPosition(4);
    cursor.setPosition(7, QTextCursor::KeepAnchor);
    rig.composer->field()->setTextCursor(cursor);
    rig.composer->attach(rig.files({rig.file("a.txt")}));
    QVERIFY(rig.sheet());
    QCOMPARE(rig.caption()->text(), QStringLiteral("one two three"));
    QCOMPARE(rig.session.chat(rig.session.withTomasz)->draft.text, QStringLiteral("one two three")); // survives a crash
    QVERIFY(rig.caption()->hasFocus());
    QVERIFY(rig.waitFor(1));
    typeText(rig.sheet(), "changed ");
    press(rig.sheet(), Qt::Key_Escape);
    QVERIFY(!rig.sheet());
    QCOMPARE(rig.composer->field()->text(), QStringLiteral("one two three"));
    QCOMPARE(rig.composer->field()->textCursor().anchor(), 4);
    QCOMPARE(rig.composer->field()->textCursor().position(), 7);
    QVERIFY(rig.composer->field()->hasFocus());
    QVERIFY(rig.session.sent.isEmpty());
}

void TestAttach::sendsWhatWasChosen()
{
    Rig rig;
    typeText(rig.composer, "look");
    const QString photo = rig.picture("photo.jpg"), text = rig.file("notes.txt");
    rig.composer->attach(rig.files({text, photo}));
    QVERIFY(rig.waitFor(2));
    QVERIFY2(shows(rig.sheet(), "Send 2 file"), qPrintable(readable(rig.sheet())));
    QVERIFY2(shows(rig.sheet(), "2 message"), qPrintable(readable(rig.sheet())));
    press(rig.sheet(), Qt::Key_Return);
    QVERIFY(!rig.sheet());
    QCOMPARE(rig.session.sent.size(), 2);
    QCOMPARE(rig.session.sent.at(0).text, QStringLiteral("look"));
    QCOMPARE(rig.session.sent.at(0).media.first().path, photo);
    QCOMPARE(int(rig.session.sent.at(0).media.first().kind), int(MediaKind::Photo));
    QCOMPARE(rig.session.sent.at(0).media.first().longestSide, 1280);
    QCOMPARE(rig.session.sent.at(1).media.first().name, QStringLiteral("notes.txt"));
    QVERIFY(rig.composer->field()->text().isEmpty());
    QVERIFY(rig.session.chat(rig.session.withTomasz)->draft.text.isEmpty());
}

void TestAttach::qualityReachesTheEngine()
{
    Rig rig;
    const QString photo = rig.picture("photo.png");
    for (int quality = 0; quality < 3; ++quality) {
        rig.composer->attach(rig.files({photo}));
        QVERIFY(rig.waitFor(1));
        auto *segment = named<QAbstractButton>(rig.sheet(), quality == 0 ? "Standard" : quality == 1 ? "High" : "As files");
        QTRY_VERIFY(segment->height() > 0); // laid out
        click(segment);
        QCOMPARE(rig.sheet()->findChild<Segments *>()->current(), quality);
        click(rig.button("Send"));
        QTRY_VERIFY(!rig.sheet()); // it goes with an animation
        const auto media = rig.session.sent.last().media.first();
        QCOMPARE(media.longestSide, quality == 0 ? 1280 : quality == 1 ? 2560 : 0);
        QCOMPARE(int(media.kind), int(quality == 2 ? MediaKind::File : MediaKind::Photo));
    }
}

void TestAttach::unsendableIsSaidBefore()
{
    Rig rig;
    rig.composer->attach(rig.files({rig.folder.path(), rig.folder.filePath("gone.txt")}));
    QVERIFY(QTest::qWaitFor([&] { return shows(rig.sheet(), "Folders cannot be sent"); }));
    QVERIFY(shows(rig.sheet(), "no longer there"));
    QVERIFY(!rig.button("Send")->isEnabled());
    rig.sheet()->add(rig.files({rig.file("fine.txt", {})}));
    QVERIFY(rig.waitFor(1));
    QVERIFY(shows(rig.sheet(), "Folders cannot be sent")); // still said
    rig.sheet()->add(rig.files({rig.file("install.sh")}));
    QVERIFY(rig.waitFor(2));
    QVERIFY(shows(rig.sheet(), "a program"));
    click(rig.button("Send"));
    QCOMPARE(rig.session.sent.size(), 1);
    QCOMPARE(rig.session.sent.first().media.size(), 2);
}

void TestAttach::hostileNames()
{
    Rig rig;
    const QString emoji = QString::fromUcs4(U"\U0001F600").repeated(62) + ".txt"; // 252 bytes
    const QStringList names {QStringLiteral("photo\u202Egnp.exe"), QStringLiteral("two\nlines.txt"), emoji,
        QStringLiteral("<b>bold<b> & co.txt")};
    QStringList paths;
    for (const QString &name : names)
        paths += rig.file(name);
    rig.composer->attach(rig.files(paths));
    QVERIFY(rig.waitFor(4));
    for (int i = 0; i < 4; ++i) {
        const QString text = rig.list()->itemText(i);
        QVERIFY2(!text.contains(u'\u202E') && !text.contains(u'\n'), qPrintable(text));
        QVERIFY(!rig.list()->itemRect(i).isEmpty());
        QVERIFY(rig.list()->itemRect(i).right() < rig.list()->width());
    }
    QVERIFY(rig.list()->items().at(0).executable);
    shoot(&rig.pane, "attach-hostile");
    click(rig.button("Send"));
    QCOMPARE(rig.session.sent.first().media.at(2).path, paths.at(2));
}

void TestAttach::reorderAndRemove()
{
    Rig rig;
    QStringList paths;
    for (int i = 0; i < 5; ++i)
        paths += rig.picture(QStringLiteral("p%1.png").arg(i), {400, 300}, i);
    paths += rig.file("doc.pdf", "%PDF-1.4");
    rig.composer->attach(rig.files(paths));
    QVERIFY(rig.waitFor(6));
    auto *list = rig.list();
    const auto names = [list] {
        QStringList all;
        for (const auto &item : list->items())
            all += item.name.section(u'.', 0, 0);
        return all.join(u' ');
    };
    QCOMPARE(names(), QStringLiteral("p0 p1 p2 p3 p4 doc"));
    list->setFocus();
    press(rig.sheet(), Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(names(), QStringLiteral("p1 p0 p2 p3 p4 doc"));
    press(rig.sheet(), Qt::Key_End);
    press(rig.sheet(), Qt::Key_Up, Qt::ControlModifier); // a file never goes among pictures
    QCOMPARE(names(), QStringLiteral("p1 p0 p2 p3 p4 doc"));
    press(rig.sheet(), Qt::Key_Delete);
    QCOMPARE(names(), QStringLiteral("p1 p0 p2 p3 p4"));
    // By dragging
    const QPoint from = list->itemRect(0).center(), to = list->itemRect(3).center();
    QTest::mousePress(list, Qt::LeftButton, {}, from);
    for (int i = 1; i <= 8; ++i) {
        const QPoint at = from + (to - from) * i / 8;
        QMouseEvent move(QEvent::MouseMove, at, list->mapToGlobal(at), Qt::NoButton, Qt::LeftButton, {});
        QApplication::sendEvent(list, &move);
    }
    QTest::mouseRelease(list, Qt::LeftButton, {}, to);
    QCOMPARE(names().section(u' ', 3, 3), QStringLiteral("p1"));
    QCOMPARE(list->items().size(), 5);
    // By the cross
    const QRect rect = list->itemRect(0);
    QTest::mouseMove(list, rect.center());
    QTest::mouseClick(list, Qt::LeftButton, {}, QPoint(rect.right() - 16, rect.top() + 16));
    QCOMPARE(list->items().size(), 4);
    for (int i = 0; i < 4; ++i) {
        list->setFocus();
        press(rig.sheet(), Qt::Key_Delete);
    }
    QVERIFY(!rig.button("Send")->isEnabled());
    QVERIFY(shows(rig.sheet(), "Nothing to send"));
    QVERIFY2(unnamedFocusables(rig.sheet()).isEmpty(), qPrintable(unnamedFocusables(rig.sheet()).join('\n')));
}

void TestAttach::addMoreAndPasteIntoTheDialog()
{
    Rig rig;
    auto *data = new QMimeData;
    data->setImageData(drawing({640, 480}));
    rig.paste(data);
    QVERIFY(rig.waitFor(1));
    QVERIFY(shows(rig.sheet(), "Send 1 photo"));
    rig.picked = {rig.file("more.txt")};
    click(rig.button("Add more"));
    QVERIFY(rig.waitFor(2));
    auto *second = new QMimeData;
    second->setUrls({QUrl::fromLocalFile(rig.file("third.txt"))});
    QApplication::clipboard()->setMimeData(second);
    rig.caption()->paste();
    QVERIFY(rig.waitFor(3));
    QVERIFY(rig.caption()->text().isEmpty());
    click(rig.button("Send"));
    QCOMPARE(rig.session.sent.size(), 2);
    QVERIFY(rig.session.sent.first().media.first().bytes.startsWith("\x89PNG"));
    QVERIFY(rig.session.sent.first().media.first().path.isEmpty());
    // Text stays text.
    auto *text = new QMimeData;
    text->setText("just words");
    rig.paste(text);
    QVERIFY(!rig.sheet());
    QCOMPARE(rig.composer->field()->text(), QStringLiteral("just words"));
}

void TestAttach::mostItemsIsSaid()
{
    Rig rig;
    QStringList paths;
    for (int i = 0; i < attach::maxItems + 3; ++i)
        paths += rig.file(QStringLiteral("f%1.txt").arg(i));
    rig.composer->attach(rig.files(paths));
    QVERIFY(rig.waitFor(attach::maxItems));
    QVERIFY2(shows(rig.sheet(), "3 more than 100"), qPrintable(readable(rig.sheet()).left(600)));
    click(rig.button("Send"));
    QCOMPARE(rig.session.sent.size(), 10);
}

void TestAttach::editRefusesFiles()
{
    Rig rig;
    const auto rows = rig.session.rows(rig.session.withTomasz);
    rig.composer->edit(rows.last());
    rig.composer->attach(rig.files({rig.file("a.txt")}));
    QVERIFY(!rig.sheet());
    QVERIFY(shows(&rig.pane, "Finish the edit first"));
    QVERIFY(!named<IconButton>(rig.composer, "Attach")->isEnabled());
}

void TestAttach::dropZones()
{
    Rig rig;
    bool writable = true;
    DropZones zones(rig.ui.context(), &rig.pane, [&] { return writable; });
    Intake got;
    std::optional<bool> asFiles;
    connect(&zones, &DropZones::dropped, &zones, [&](const Intake &intake, bool files) {
        got = intake;
        asFiles = files;
    });
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(rig.picture("a.png"))});
    const auto enter = [&] {
        QDragEnterEvent event({100, 100}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&rig.pane, &event);
        return event.isAccepted() && zones.isVisible();
    };
    writable = false;
    QVERIFY(!enter());
    writable = true;
    QVERIFY(enter());
    shoot(&rig.pane, "drop-zones");
    for (const bool lower : {false, true}) {
        QVERIFY(enter());
        QDropEvent drop(QPointF(300, lower ? 700 : 60), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&zones, &drop);
        QVERIFY(!zones.isVisible());
        QCOMPARE(got.sources.size(), 1);
        QCOMPARE(*asFiles, lower);
    }
    // Nothing that could be shown: one zone, as files.
    data.setUrls({QUrl::fromLocalFile(rig.file("a.txt"))});
    QVERIFY(enter());
    QDropEvent drop(QPointF(300, 60), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&zones, &drop);
    QCOMPARE(*asFiles, true);
    QMimeData words;
    words.setText("words");
    QDragEnterEvent text({10, 10}, Qt::CopyAction, &words, Qt::LeftButton, {});
    QApplication::sendEvent(&rig.pane, &text);
    QVERIFY(!zones.isVisible());
    // The composer opens the dialog with the choice made.
    rig.composer->attach(rig.files({rig.picture("b.png")}), true);
    QVERIFY(rig.waitFor(1));
    QCOMPARE(rig.sheet()->findChild<Segments *>()->current(), int(attach::Quality::Files));
}

void TestAttach::orientationAndBounds()
{
    // Upright though stored on its side (EXIF orientation 6), and never larger than it is.
    QByteArray jpeg;
    {
        QBuffer buffer(&jpeg);
        buffer.open(QIODevice::WriteOnly);
        QVERIFY(drawing({400, 200}).save(&buffer, "JPEG"));
    }
    const QByteArray exif = QByteArray::fromHex("ffe1002245786966000049492a00080000000100120103000100000006000000000000000000");
    jpeg.insert(2, exif.left(36));
    QBuffer buffer(&jpeg);
    buffer.open(QIODevice::ReadOnly);
    QCOMPARE(lookAtPicture(buffer)->size, QSize(200, 400));
    QCOMPARE(pictures::decode({}, jpeg, {100, 100}).size(), QSize(50, 100));
    QCOMPARE(pictures::decode({}, jpeg, {5000, 5000}).size(), QSize(200, 400));
    QVERIFY(pictures::decode({}, jpeg.left(40), {100, 100}).isNull());
    QVERIFY(pictures::decode({}, "<svg xmlns='http://www.w3.org/2000/svg'/>", {100, 100}).isNull());
    QVERIFY(!pictures::toJpeg(drawing({30, 30}), 80).contains("Exif"));
}

void TestAttach::looks_data()
{
    QTest::addColumn<int>("mode");
    QTest::addRow("light") << int(Theme::Mode::Light);
    QTest::addRow("dark") << int(Theme::Mode::Dark);
}

void TestAttach::looks()
{
    QFETCH(int, mode);
    Rig rig{Theme::Mode(mode)};
    typeText(rig.composer, "The bridge, the lanterns, and the plan");
    QStringList paths;
    for (int i = 0; i < 6; ++i)
        paths += rig.picture(QStringLiteral("p%1.jpg").arg(i), {900 + i * 40, 700}, i);
    paths += rig.file("pontoon-plan-v4.pdf", QByteArray(3'100'000, 'x'));
    paths += rig.file("install.sh", "#!/bin/sh");
    rig.composer->attach(rig.files(paths));
    QVERIFY(rig.waitFor(8));
    QTest::qWait(300); // previews
    shoot(&rig.pane, QStringLiteral("attach-%1").arg(QTest::currentDataTag()));
    rig.sheet()->closeSheet();
    rig.composer->attach(rig.files({paths.first()}));
    QVERIFY(rig.waitFor(1));
    QTest::qWait(200);
    shoot(&rig.pane, QStringLiteral("attach-one-%1").arg(QTest::currentDataTag()));
    rig.sheet()->closeSheet();
    rig.composer->attach(rig.files(paths + QStringList {rig.folder.path()}), true);
    QVERIFY(rig.waitFor(8));
    QTest::qWait(200);
    shoot(&rig.pane, QStringLiteral("attach-files-%1").arg(QTest::currentDataTag()));
}

QTEST_MAIN(TestAttach)
#include "test_attach.moc"
