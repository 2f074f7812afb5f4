#include "tests/ui/timeline/media_case.h"
#include "tests/ui/timeline/media_samples.h"
#include "ui/common/sheet.h"

#include <QAccessible>
#include <QImageReader>
#include <QSignalSpy>
#include <QTest>

using namespace confab;
using namespace confab::test;

//! Pictures, videos, voice notes and files in the timeline: how they look, and what a click does.
class TestMedia : public MediaCase {
    Q_OBJECT
private slots:
    void init() { begin(); }
    void cleanup() { end(); }
    void nothingMovesWhenAPictureComes();
    void everyStateTakesTheSamePlace();
    void onlyWhatIsNearIsWanted();
    void gifPlaysInViewAndCostsNothingOutside();
    void clicksDoWhatTheFileNeeds_data();
    void clicksDoWhatTheFileNeeds();
    void quotesShowWhatTheyQuote();
    void programsAreAskedAbout();
    void keyboardReachesEveryFile();
    void screenReadersHearEachFile();
    void hostileFilesStayFiles();
    void aPictureThatIsNoneSaysSo();
    void heicWithoutItsPluginNamesThePackage();
    void linkCardsNameTheRealHost();
    void looks_data();
    void looks();
};

void TestMedia::nothingMovesWhenAPictureComes()
{
    auto &session = m_rig->session;
    QList<Attachment> pictures;
    for (int i = 0; i < 9; ++i) {
        auto file = photo(i % 2 ? QSize(900, 1200) : QSize(1280, 860), QColor::fromHsv(i * 40, 150, 180), false);
        pictures += file;
        say(i % 3 ? session.tomasz : session.me, {file}, i % 4 ? QString() : QStringLiteral("caption"));
    }
    say(session.tomasz, pictures.mid(0, 5), QStringLiteral("all of them"));
    open();
    const auto places = [&] {
        QList<QRect> rects;
        for (const auto &item : m_rig->view->model().items())
            rects += m_rig->view->bubbleRect(item.key());
        return rects;
    };
    const auto before = places();
    const int content = m_rig->bar()->maximum();
    QSignalSpy decoded(&m_rig->ui.media->pictures, &PictureCache::changed);
    for (const auto &file : pictures)
        session.files.setTransfer({mediaIdOf(file), TransferPhase::Local, false, file.size, file.size, {}});
    QTRY_VERIFY(decoded.size() >= 3);
    QTest::qWait(200);
    QCOMPARE(places(), before); // 0 px
    QCOMPARE(m_rig->bar()->maximum(), content);
}

void TestMedia::everyStateTakesTheSamePlace()
{
    auto &session = m_rig->session;
    const auto plan = session.files.add(QByteArray(8'400'000, 'x'), "application/pdf", "pontoon-plan-v4.pdf", {}, false);
    const auto note = voice(42, false);
    const auto picture = photo({800, 600}, Qt::darkGreen, false);
    const auto seqs = {say(session.tomasz, {plan}), say(session.me, {note}), say(session.tomasz, {picture})};
    open();
    QList<QRect> before;
    for (const auto seq : seqs)
        before += m_rig->rectOf(seq);
    for (const auto phase : {TransferPhase::Queued, TransferPhase::Preparing, TransferPhase::Running, TransferPhase::Failed,
             TransferPhase::Damaged, TransferPhase::Local, TransferPhase::Remote}) {
        for (const auto &file : {plan, note, picture})
            session.files.setTransfer({mediaIdOf(file), phase, false, 3'100'000, 8'400'000,
                QStringLiteral("The connection broke, and this is a very long sentence about why that was so.")});
        m_rig->view->grab();
        QList<QRect> now;
        for (const auto seq : seqs)
            now += m_rig->rectOf(seq);
        QCOMPARE(now, before);
    }
}

void TestMedia::onlyWhatIsNearIsWanted()
{
    auto &session = m_rig->session;
    QList<Attachment> files;
    for (int i = 0; i < 60; ++i) {
        files += photo({320, 240});
        say(session.tomasz, {files.last()});
    }
    open();
    m_rig->view->scrollToNewest();
    QTRY_VERIFY(session.files.visible.contains(mediaIdOf(files.last())));
    QVERIFY2(session.files.visible.size() < 12, qPrintable(QString::number(session.files.visible.size())));
    QVERIFY(!session.files.visible.contains(mediaIdOf(files.first())));
    m_rig->view->closeChat();
    QTRY_VERIFY(session.files.visible.isEmpty());
}

void TestMedia::gifPlaysInViewAndCostsNothingOutside()
{
    auto &session = m_rig->session;
    m_rig->ui.theme.setReducedMotion(false);
    const auto gif = session.files.add(sampleGif(80, 60, {Qt::red, Qt::green, Qt::blue}), "image/gif", "a.gif", {80, 60});
    say(session.tomasz, {gif});
    open();
    auto &animations = m_rig->ui.media->animations;
    QSignalSpy frames(&animations, &Animations::frameChanged);
    QTRY_VERIFY(frames.size() >= 4); // over its end, too
    for (int i = 0; i < 60; ++i)
        session.receive(session.withTomasz, {session.tomasz, QStringLiteral("pushed up %1").arg(i)});
    session.flush();
    m_rig->bar()->setValue(m_rig->bar()->maximum());
    QTRY_VERIFY(animations.isIdle());
    QTest::qWait(1500); // the floating date, fades
    const auto paints = m_rig->view->paintCount();
    frames.clear();
    QTest::qWait(1000);
    QCOMPARE(m_rig->view->paintCount(), paints);
    QCOMPARE(frames.size(), 0);
    // Nor in a window that is not used.
    m_rig->bar()->setValue(0);
    QTRY_VERIFY(!animations.isIdle());
    m_rig->view->hide();
    QTRY_VERIFY(animations.isIdle());
}

void TestMedia::clicksDoWhatTheFileNeeds_data()
{
    QTest::addColumn<TransferPhase>("phase");
    QTest::addColumn<QString>("does");
    QTest::newRow("remote") << TransferPhase::Remote << "download";
    QTest::newRow("running") << TransferPhase::Running << "cancel";
    QTest::newRow("queued") << TransferPhase::Queued << "cancel";
    QTest::newRow("failed") << TransferPhase::Failed << "download";
    QTest::newRow("damaged") << TransferPhase::Damaged << "download";
    QTest::newRow("here") << TransferPhase::Local << "open";
}

void TestMedia::clicksDoWhatTheFileNeeds()
{
    QFETCH(TransferPhase, phase);
    QFETCH(QString, does);
    auto &session = m_rig->session;
    const auto plan = session.files.add("plan", "application/pdf", "plan.pdf", {}, false);
    const auto picture = photo({400, 300}, Qt::blue, false);
    const auto first = say(session.tomasz, {plan});
    const auto second = say(session.tomasz, {picture});
    open();
    QUrl opened;
    m_rig->ui.media->actions.openUrl = [&](const QUrl &url) { opened = url; };
    QSignalSpy viewer(m_rig->view.get(), &TimelineView::viewerRequested);
    for (const auto &file : {plan, picture})
        session.files.setTransfer({mediaIdOf(file), phase, false, 1, 4, {}});
    const auto &model = m_rig->view->model();
    for (const auto seq : {first, second}) {
        const auto &item = model.items()[size_t(model.indexOf({seq, {}}))];
        m_rig->clickAt(m_rig->rectOf(seq).topLeft() + item.layout->media().parts().front().button.center());
    }
    const QList<MediaId> both{mediaIdOf(plan), mediaIdOf(picture)};
    QCOMPARE(session.files.downloads, does == "download" ? both : QList<MediaId>());
    QCOMPARE(session.files.cancelled, does == "cancel" ? both : QList<MediaId>());
    QCOMPARE(viewer.size(), does == "open" ? 1 : 0);
    if (does == "open")
        QTRY_COMPARE(opened.fileName(), QStringLiteral("plan.pdf"));
}

void TestMedia::quotesShowWhatTheyQuote()
{
    auto &session = m_rig->session;
    say(session.tomasz, {photo({800, 600}, Qt::darkCyan)});
    Said answer{session.me, QStringLiteral("Gorgeous!")};
    answer.replyTo = session.rows(session.withTomasz).last().seq;
    const auto plain = session.say(session.withTomasz, answer);
    session.editRow(session.withTomasz, plain, [&](MessageRow &row) { row.content.reply->picture = samplePreview(Qt::magenta); });
    open();
    const auto &model = m_rig->view->model();
    const auto place = [&] { return model.items()[size_t(model.indexOf({plain, {}}))].layout->quotePictureRect(); };
    QVERIFY(!place().isNull());
    QVERIFY(model.items()[size_t(model.indexOf({plain, {}}))].layout->quoteRect().contains(place()));
    const QRect before = m_rig->rectOf(plain);
    const auto middle = [&] {
        return m_rig->view->viewport()->grab().toImage().pixelColor(bubbleAt(plain) + place().center());
    };
    QTRY_VERIFY2(middle().red() > 180 && middle().green() < 90 && middle().blue() > 180, qPrintable(middle().name()));
    QCOMPARE(m_rig->rectOf(plain), before); // its place was kept
}

void TestMedia::programsAreAskedAbout()
{
    auto &session = m_rig->session;
    const auto program = session.files.add("#!/bin/sh", "text/plain", QStringLiteral("holiday\u202efdp.sh"));
    const auto seq = say(session.tomasz, {program});
    open();
    bool opened = false;
    m_rig->ui.media->actions.openUrl = [&](const QUrl &) { opened = true; };
    m_rig->view->activatePart(m_rig->view->model().indexOf({seq, {}}), 0);
    auto *window = m_rig->view->window();
    QTRY_VERIFY(Sheet::on(window));
    QCOMPARE(Sheet::on(window)->accessibleName(), QStringLiteral("Open this program?"));
    QVERIFY(shows(Sheet::on(window), QStringLiteral("holidayfdp.sh"))); // the real ending, not the one it plays
    QVERIFY(!opened);
    click(named(window, QStringLiteral("Open anyway")));
    QTRY_VERIFY(opened);
}

void TestMedia::keyboardReachesEveryFile()
{
    auto &session = m_rig->session;
    QList<Attachment> album{photo({640, 480}), photo({480, 640}), photo({640, 480})};
    const auto seq = say(session.tomasz, album);
    open();
    QSignalSpy viewer(m_rig->view.get(), &TimelineView::viewerRequested);
    m_rig->view->setFocus();
    m_rig->view->focusItem(m_rig->view->model().indexOf({seq, {}}));
    press(m_rig->view.get(), Qt::Key_Right);
    press(m_rig->view.get(), Qt::Key_Return);
    press(m_rig->view.get(), Qt::Key_Right);
    press(m_rig->view.get(), Qt::Key_Right); // no further
    press(m_rig->view.get(), Qt::Key_Space);
    QCOMPARE(viewer.size(), 2);
    QCOMPARE(viewer[0].first().value<MediaItem>().index, 1);
    QCOMPARE(viewer[1].first().value<MediaItem>().index, 2);
}

void TestMedia::screenReadersHearEachFile()
{
    auto &session = m_rig->session;
    const auto seq = say(session.tomasz, {photo({640, 480}), photo({480, 640}, Qt::red, false)}, QStringLiteral("Look"));
    open();
    const int item = m_rig->view->model().indexOf({seq, {}});
    auto *list = QAccessible::queryAccessibleInterface(m_rig->view.get());
    auto *message = list->child(item);
    QVERIFY(message);
    QVERIFY2(message->text(QAccessible::Name).contains(QStringLiteral("2 photos: Look")), qPrintable(message->text(QAccessible::Name)));
    QCOMPARE(message->childCount(), 2);
    QCOMPARE(message->child(0)->text(QAccessible::Name),
        QStringLiteral("Photo from \u2068%1\u2069, 640 by 480, downloaded").arg(session.contact(session.tomasz).name));
    QVERIFY(message->child(1)->text(QAccessible::Name).endsWith(QStringLiteral("480 by 640, not downloaded")));
    QCOMPARE(message->child(1)->parent(), message);
    QVERIFY(!message->child(0)->rect().isEmpty());
    QSignalSpy viewer(m_rig->view.get(), &TimelineView::viewerRequested);
    message->child(0)->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QCOMPARE(viewer.size(), 1);
}

void TestMedia::hostileFilesStayFiles()
{
    auto &session = m_rig->session;
    const QList<Attachment> files{
        session.files.add("<svg/>", "image/svg+xml", "drawing.svg", {300, 300}),
        session.files.add("", "application/x-empty", ""),
        session.files.add("x", "text/plain", QString(250, u'\u0301')),
        session.files.add("x", "text/plain", QStringLiteral("../../etc/\npasswd\u202egpj.exe")),
    };
    const auto seq = say(session.tomasz, files);
    open();
    const auto &model = m_rig->view->model();
    const auto &parts = model.items()[size_t(model.indexOf({seq, {}}))].layout->media().parts();
    QCOMPARE(parts.size(), size_t(4));
    for (const auto &file : parts)
        QCOMPARE(file.shape, MediaPart::Shape::File);
    QVERIFY(!m_rig->view->grab().isNull());
    QVERIFY(m_rig->view->partText(model.indexOf({seq, {}}), 3).contains(QStringLiteral("passwdgpj.exe")));
}

void TestMedia::aPictureThatIsNoneSaysSo()
{
    auto &session = m_rig->session;
    auto fake = session.files.add("MZ this is no picture", "image/jpeg", "photo.jpg", {640, 480});
    const auto seq = say(session.tomasz, {fake});
    open();
    QTRY_COMPARE(m_rig->ui.media->pictures.fault(mediaIdOf(fake)), PictureFault::NotAPicture);
    m_rig->view->grab();
    QUrl opened;
    m_rig->ui.media->actions.openUrl = [&](const QUrl &url) { opened = url; };
    QSignalSpy viewer(m_rig->view.get(), &TimelineView::viewerRequested);
    m_rig->view->activatePart(m_rig->view->model().indexOf({seq, {}}), 0);
    QTRY_COMPARE(opened.fileName(), QStringLiteral("photo.jpg")); // as a file
    QCOMPARE(viewer.size(), 0);
}

void TestMedia::heicWithoutItsPluginNamesThePackage()
{
    if (QImageReader::supportedImageFormats().contains("heic"))
        QSKIP("this computer shows HEIC");
    auto &session = m_rig->session;
    const QByteArray heic("\0\0\0\x18" "ftypheic\0\0\0\0mif1heic", 24);
    const auto file = session.files.add(heic, "image/heic", "photo.heic", {800, 600});
    QCOMPARE(kindOf(file), MediaKind::Photo);
    const auto seq = say(session.tomasz, {file});
    open();
    QTRY_COMPARE(m_rig->ui.media->pictures.fault(mediaIdOf(file)), PictureFault::NoDecoder);
    QVERIFY(faultSentence(PictureFault::NoDecoder).contains("kimageformat6-plugins"));
    QStringList asked;
    m_rig->ui.media->actions.askPath = [&](QWidget *, const QString &suggested) {
        asked += suggested;
        return QString();
    };
    m_rig->clickAt(bubbleAt(seq) + partOf(seq).save.center());
    QCOMPARE(asked.size(), 1);
    QVERIFY(asked.first().endsWith("photo.heic"));
}

void TestMedia::linkCardsNameTheRealHost()
{
    auto &session = m_rig->session;
    LinkPreview link;
    link.url = QStringLiteral("https://rivertide.example/sat");
    link.title = QStringLiteral("High water Saturday 19:52");
    const auto good = session.say(session.withTomasz, {session.tomasz, QStringLiteral("see https://rivertide.example/sat"), {}, 0, {}, link});
    link.url = QStringLiteral("javascript:alert(1)");
    const auto bad = session.say(session.withTomasz, {session.tomasz, QStringLiteral("and this"), {}, 0, {}, link});
    open();
    QSignalSpy urls(m_rig->view.get(), &TimelineView::openUrlRequested);
    const auto &model = m_rig->view->model();
    for (const auto seq : {good, bad}) {
        const auto card = model.items()[size_t(model.indexOf({seq, {}}))].layout->cardRect();
        QVERIFY(!card.isEmpty());
        m_rig->clickAt(m_rig->rectOf(seq).topLeft() + card.center());
    }
    QCOMPARE(urls.size(), 1);
    QCOMPARE(urls.first().first().toUrl(), QUrl(QStringLiteral("https://rivertide.example/sat")));
}

void TestMedia::looks_data()
{
    QTest::addColumn<Theme::Mode>("mode");
    QTest::newRow("light") << Theme::Mode::Light;
    QTest::newRow("dark") << Theme::Mode::Dark;
}

void TestMedia::looks()
{
    QFETCH(Theme::Mode, mode);
    m_rig->ui.theme.setMode(mode);
    m_rig->view.reset();
    m_rig->ui.media.reset();
    m_rig->ui.player = [this] {
        auto made = std::make_unique<FakePlayer>();
        m_fake = made.get();
        return made;
    };
    auto &session = m_rig->session;
    m_rig->view = std::make_unique<TimelineView>(m_rig->ui.context());
    present(m_rig->view.get(), {760, 2400});
    const auto write = [&](const UserId &from, const QList<Attachment> &media, const QString &text = {}, std::optional<LinkPreview> link = {}) {
        return session.say(session.lantern, {from, text, {}, 0, media, link});
    };
    write(session.amina, {photo({1280, 900}, QColor(0x3a, 0x52, 0x8a)), photo({900, 700}, QColor(0x2f, 0x7a, 0x83)), photo({900, 800}, QColor(0xc0, 0x70, 0x40))},
        QStringLiteral("Test hang by the old bridge, it glows! ✨"));
    const auto note = voice(42);
    const auto noteSeq = write(session.amina, {note});
    write(session.me, {photo({1280, 860}, QColor(0x60, 0x40, 0x90))});
    write(session.kofi, {photo({800, 600}, QColor(0x40, 0x80, 0x50), false)});
    auto clip = session.files.add("mp4", "video/mp4", "clip.mp4", {1280, 720}, false);
    clip.durationMs = 65'000;
    clip.preview = samplePreview(QColor(0x90, 0x50, 0x50));
    write(session.kofi, {clip}, QStringLiteral("The drums"));
    const auto plan = session.files.add("x", "application/pdf", "pontoon-plan-v4.pdf");
    auto large = plan;
    large.size = 8'400'000;
    write(session.me, {large});
    session.files.setTransfer({mediaIdOf(large), TransferPhase::Running, true, 3'100'000, 8'400'000, {}});
    write(session.kofi, {session.files.add(QByteArray(123'000, 'x'), "x/x", "Ferry timetable for the whole summer, both directions, final version 3.xlsx"),
                            session.files.add(QByteArray(9000, 'x'), "x/x", "install.sh", {}, false)});
    auto broken = session.files.add("x", "application/zip", "lanterns.zip", {}, false);
    write(session.kofi, {broken});
    session.files.setTransfer({mediaIdOf(broken), TransferPhase::Damaged, false, 0, 1, QStringLiteral("The file arrived damaged")});
    QList<Attachment> seven;
    for (int i = 0; i < 7; ++i)
        seven += photo(i % 3 ? QSize(900, 700) : QSize(700, 900), QColor::fromHsv(i * 50, 130, 170));
    write(session.me, seven, QStringLiteral("All of Saturday"));
    LinkPreview link;
    link.url = QStringLiteral("https://rivertide.example/sat");
    link.title = QStringLiteral("High water Saturday 19:52");
    link.description = QStringLiteral("Tide table for the inner harbour, free to print");
    link.picture = samplePreview(QColor(0x50, 0x90, 0xb0));
    write(session.yutong, {}, QStringLiteral("Have a look: https://rivertide.example/sat"), link);
    write(session.me, {session.files.add(sampleGif(120, 90, {Qt::red, Qt::green}), "image/gif", "a.gif", {120, 90})});
    session.flush();
    m_rig->open(session.lantern);
    m_rig->view->activatePart(m_rig->view->model().indexOf({noteSeq, {}}), 0);
    QTRY_VERIFY(m_fake);
    QTRY_COMPARE(m_rig->ui.media->player.now().state, PlayView::State::Playing);
    emit m_fake->position(17'000);
    QTRY_COMPARE(m_rig->ui.media->pictures.running(), 0);
    QTest::qWait(400);
    shoot(m_rig->view.get(), QStringLiteral("media-") + QTest::currentDataTag());
    QVERIFY(m_rig->view->paintCount() > 0);
}

QTEST_MAIN(TestMedia)
#include "test_media.moc"
