#include "tests/ui/support/fake_player.h"
#include "tests/ui/support/fake_session.h"
#include "tests/ui/support/ui_probe.h"
#include "ui/media/media_panel.h"
#include "ui/media/media_strip.h"
#include "ui/media/viewer.h"

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QLineEdit>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

using namespace confab;
using namespace confab::test;

namespace {

QByteArray jpeg(QSize size, QColor color)
{
    QImage image(size, QImage::Format_RGB32);
    QLinearGradient sky(0, 0, 0, size.height());
    sky.setColorAt(0, color.darker(250));
    sky.setColorAt(0.7, color);
    sky.setColorAt(1, color.lighter(130));
    QPainter painter(&image);
    painter.fillRect(image.rect(), sky);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(255, 236, 190));
    painter.drawEllipse(QPointF(size.width() * 0.7, size.height() * 0.35), size.height() * 0.09, size.height() * 0.09);
    painter.setBrush(color.darker(300));
    painter.drawPolygon(QPolygonF({QPointF(0, size.height()), QPointF(size.width() * 0.3, size.height() * 0.55),
        QPointF(size.width() * 0.55, size.height() * 0.8), QPointF(size.width() * 0.8, size.height() * 0.6),
        QPointF(size.width(), size.height())}));
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "jpeg", 88);
    return bytes;
}

} // namespace

class TestViewer : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void zoomKeepsWhatIsUnderTheCursor();
    void aTurnedPictureFitsAgain();
    void panStopsAtTheEdge();
    void keysWalkZoomTurnAndClose();
    void theFocusComesBack();
    void copiesAndSaves();
    void controlsHideWhileNobodyMoves();
    void aRemotePictureIsFetched();
    void everyControlHasAName();
    void thePanelShowsWhatIsInView();
    void thePanelIsWalkedByKeyboard();
    void theStripShowsTheNewestAndLeadsOn();
    void aVideoThatPlaysInItsBubbleGoesOnHere();
    void whatCannotBePlayedCanBeSaved();
    void looks_data();
    void looks();

private:
    //! Twelve pictures, newest first; the middle ones are what tests open.
    QList<MediaItem> fill(int count);

    std::unique_ptr<FakeSession> m_session;
    std::unique_ptr<TestUi> m_ui;
};

void TestViewer::init()
{
    m_session = std::make_unique<FakeSession>(
        FakeSession::Seed::World, QDateTime(QDate(2026, 11, 24), QTime(14, 40), Qt::UTC).toMSecsSinceEpoch());
    m_ui = std::make_unique<TestUi>(m_session.get(), Theme::Mode::Light, m_session->now);
    m_ui->player = [] { return std::make_unique<FakePlayer>(); };
}

void TestViewer::cleanup()
{
    m_ui.reset();
    m_session.reset();
}

QList<MediaItem> TestViewer::fill(int count)
{
    QList<MediaItem> items;
    for (int i = 0; i < count; ++i) {
        const QSize size = i % 3 == 1 ? QSize(600, 900) : QSize(1200, 800);
        const auto file = m_session->files.add(
            jpeg(size, QColor::fromHsv(i * 47 % 360, 150, 190)), "image/jpeg", QStringLiteral("picture %1.jpg").arg(i), size);
        items.append({m_session->lantern, Seq(200 - i), 0, i % 2 ? m_session->amina : m_session->kofi,
            m_session->now - i * 3 * 24 * 3'600'000LL, file, {}});
    }
    m_session->files.setItems(m_session->lantern, MediaTab::Pictures, items);
    return items;
}

void TestViewer::zoomKeepsWhatIsUnderTheCursor()
{
    ViewTransform view;
    view.setView({800, 600});
    view.setPicture({1600, 1200});
    QCOMPARE(view.zoom(), 0.5);
    const QPointF cursor(650, 120);
    const auto under = [&] {
        const auto t = view.target();
        return QPointF((cursor.x() - t.left()) / t.width(), (cursor.y() - t.top()) / t.height());
    };
    const auto before = under();
    for (int i = 0; i < 6; ++i) {
        view.zoomAt(cursor, 1.25);
        QVERIFY((under() - before).manhattanLength() < 1e-9);
    }
    for (int i = 0; i < 40; ++i)
        view.zoomAt(cursor, 1.25);
    QCOMPARE(view.zoom(), ViewTransform::most);
    for (int i = 0; i < 60; ++i)
        view.zoomAt(cursor, 0.8);
    QVERIFY(view.isFitted());
    QCOMPARE(view.target(), QRectF(0, 0, 800, 600));
}

void TestViewer::aTurnedPictureFitsAgain()
{
    ViewTransform view;
    view.setView({800, 600});
    view.setPicture({1600, 400});
    view.turn();
    QCOMPARE(view.target().size(), QSizeF(150, 600));
    for (int i = 0; i < 3; ++i)
        view.turn();
    QCOMPARE(view.target(), QRectF(0, 200, 800, 200));
}

void TestViewer::panStopsAtTheEdge()
{
    ViewTransform view;
    view.setView({800, 600});
    view.setPicture({1600, 1200});
    view.pan({300, 300});
    QCOMPARE(view.target(), QRectF(0, 0, 800, 600)); // fitted: nowhere to go
    view.zoomTo(1, {400, 300});
    view.pan({-10'000, 10'000});
    QCOMPARE(view.target().right(), 800.0);
    QCOMPARE(view.target().top(), 0.0);
}

void TestViewer::keysWalkZoomTurnAndClose()
{
    const auto items = fill(12);
    QWidget window;
    present(&window, {1100, 740});
    auto *viewer = new MediaViewer(m_ui->context(), &window);
    QSignalSpy closed(viewer, &MediaViewer::closed);
    viewer->open(items[5]);
    QTRY_COMPARE(viewer->count(), 12);
    QCOMPARE(viewer->geometry(), window.rect());
    press(viewer, Qt::Key_Left); // older ones are at the left
    QCOMPARE(viewer->current().seq, items[6].seq);
    press(viewer, Qt::Key_Right);
    press(viewer, Qt::Key_Right);
    QCOMPARE(viewer->current().seq, items[4].seq);
    press(viewer, Qt::Key_Home);
    QCOMPARE(viewer->current().seq, items[11].seq);
    press(viewer, Qt::Key_Left); // nothing before the first
    QCOMPARE(viewer->current().seq, items[11].seq);
    press(viewer, Qt::Key_End);
    QCOMPARE(viewer->current().seq, items[0].seq);
    const auto fitted = viewer->view().zoom();
    press(viewer, Qt::Key_Plus);
    QVERIFY(viewer->view().zoom() > fitted);
    press(viewer, Qt::Key_Minus);
    QCOMPARE(viewer->view().zoom(), fitted);
    press(viewer, Qt::Key_R);
    QCOMPARE(viewer->view().quarters(), 1);
    press(viewer, Qt::Key_Left);
    QCOMPARE(viewer->view().quarters(), 0); // each stands upright at first
    press(viewer, Qt::Key_Escape);
    QCOMPARE(closed.size(), 1);
}

void TestViewer::theFocusComesBack()
{
    const auto items = fill(3);
    QWidget window;
    QLineEdit field(&window);
    present(&window, {800, 600});
    field.setFocus();
    auto *viewer = new MediaViewer(m_ui->context(), &window);
    viewer->open(items[0]);
    QVERIFY(!field.hasFocus());
    for (int i = 0; i < 30; ++i) { // Tab stays inside
        press(viewer, Qt::Key_Tab);
        QVERIFY(QApplication::focusWidget() == viewer || viewer->isAncestorOf(QApplication::focusWidget()));
    }
    viewer->setFocus();
    press(viewer, Qt::Key_Escape);
    QVERIFY(field.hasFocus());
}

void TestViewer::copiesAndSaves()
{
    const auto items = fill(3);
    QWidget window;
    present(&window, {800, 600});
    auto *viewer = new MediaViewer(m_ui->context(), &window);
    viewer->open(items[0]);
    QApplication::clipboard()->clear();
    press(viewer, Qt::Key_C, Qt::ControlModifier);
    QTRY_COMPARE(QApplication::clipboard()->image().size(), QSize(1200, 800));
    QString suggested;
    m_ui->media->actions.askPath = [&](QWidget *, const QString &name) {
        suggested = name;
        return QStringLiteral("/nowhere/saved.jpg");
    };
    press(viewer, Qt::Key_S, Qt::ControlModifier);
    QVERIFY(suggested.endsWith(QStringLiteral("picture 0.jpg")));
    QCOMPARE(m_session->files.saved, QStringList{QStringLiteral("/nowhere/saved.jpg")});
    QTest::qWait(20);
    viewer->closeViewer();
}

void TestViewer::controlsHideWhileNobodyMoves()
{
    const auto items = fill(3);
    QWidget window;
    present(&window, {800, 600});
    auto *viewer = new MediaViewer(m_ui->context(), &window);
    viewer->open(items[0]);
    QVERIFY(viewer->controlsShown());
    QTRY_VERIFY_WITH_TIMEOUT(!viewer->controlsShown(), 10'000);
    QTest::mouseMove(viewer, {300, 300});
    QTRY_VERIFY(viewer->controlsShown());
    viewer->closeViewer();
}

void TestViewer::aRemotePictureIsFetched()
{
    const auto file = m_session->files.add(jpeg({400, 300}, Qt::blue), "image/jpeg", "far.jpg", {400, 300}, false);
    QWidget window;
    present(&window, {800, 600});
    auto *viewer = new MediaViewer(m_ui->context(), &window);
    viewer->open({m_session->lantern, Seq(9), 0, m_session->kofi, m_session->now, file, {}});
    QCOMPARE(m_session->files.downloads, QList<MediaId>{mediaIdOf(file)});
    QVERIFY2(viewer->accessibleName().contains(QStringLiteral("not downloaded")), qPrintable(viewer->accessibleName()));
    viewer->closeViewer();
}

void TestViewer::everyControlHasAName()
{
    const auto items = fill(3);
    QWidget window;
    present(&window, {1000, 600});
    auto *viewer = new MediaViewer(m_ui->context(), &window);
    viewer->open(items[0]);
    QTRY_COMPARE(viewer->count(), 3); // arrows need somewhere to go
    QCOMPARE(unnamedFocusables(viewer), QStringList());
    for (const char *name : {"Close", "Forward", "Save as…", "Copy", "Rotate", "More", "Previous", "Next", "Zoom in", "Zoom out"})
        QVERIFY2(named(viewer, QString::fromUtf8(name)), name);
    QVERIFY(viewer->accessibleName().contains(QStringLiteral("1200 by 800, downloaded")));
    auto clip = m_session->files.add("mp4", "video/mp4", "clip.mp4", {640, 360});
    clip.durationMs = 65'000;
    auto *video = new MediaViewer(m_ui->context(), &window);
    viewer->closeViewer();
    video->open({m_session->lantern, Seq(300), 0, m_session->kofi, m_session->now, clip, {}});
    QCOMPARE(unnamedFocusables(video), QStringList());
    for (const char *name : {"Volume", "Mute", "Speed", "Full screen", "Place in the video"})
        QVERIFY2(named(video, QLatin1String(name)), name);
    video->closeViewer();
}

void TestViewer::thePanelShowsWhatIsInView()
{
    fill(1000);
    MediaPanel panel(m_ui->context(), m_session->lantern);
    present(&panel, {320, 640});
    QTRY_VERIFY(panel.list()->itemCount() >= 60);
    QTRY_VERIFY(panel.list()->paintedCells() > 0);
    QVERIFY2(panel.list()->paintedCells() < 40, qPrintable(QString::number(panel.list()->paintedCells())));
    QVERIFY(panel.list()->itemCount() < 400); // pages come as they are needed
    QVERIFY2(m_session->files.visible.size() < 40, qPrintable(QString::number(m_session->files.visible.size())));
}

void TestViewer::thePanelIsWalkedByKeyboard()
{
    const auto items = fill(30);
    MediaPanel panel(m_ui->context(), m_session->lantern);
    present(&panel, {320, 640});
    auto *list = panel.list();
    QTRY_COMPARE(list->itemCount(), 30);
    QSignalSpy viewer(list, &MediaList::viewerRequested);
    list->setFocus(Qt::TabFocusReason);
    QCOMPARE(list->currentItem(), 0);
    press(list, Qt::Key_Right);
    press(list, Qt::Key_Return);
    QCOMPARE(viewer.takeFirst().first().value<MediaItem>().seq, items[1].seq);
    press(list, Qt::Key_End);
    QCOMPARE(list->currentItem(), 29);
    QVERIFY(list->rect().intersects(list->itemRect(29)));
    QVERIFY2(list->itemText(1).startsWith(QStringLiteral("Photo from \u2068Amina")), qPrintable(list->itemText(1)));
    panel.setTab(MediaTab::Files);
    QTRY_VERIFY(!list->isLoading());
    QCOMPARE(list->itemCount(), 0);
    QCOMPARE(unnamedFocusables(&panel), QStringList());
}

void TestViewer::theStripShowsTheNewestAndLeadsOn()
{
    const auto items = fill(20);
    auto clip = items.first();
    clip.seq = Seq(195); // in one message with a picture, after it
    clip.index = 1;
    clip.attachment = m_session->files.add("clip", "video/mp4", "clip.mp4", {640, 360});
    m_session->files.setItems(m_session->lantern, MediaTab::Videos, {clip});
    MediaStrip strip(m_ui->context());
    QSignalSpy viewer(&strip, &MediaStrip::viewerRequested), all(&strip, &MediaStrip::allRequested);
    strip.setChat(m_session->lantern);
    present(&strip, {320, 240});
    QTRY_COMPARE(strip.shown(), MediaStrip::most);
    QList<QAbstractButton *> tiles;
    for (auto *button : strip.findChildren<QAbstractButton *>())
        if (button->accessibleName().startsWith("Photo") || button->accessibleName().startsWith("Video"))
            tiles += button;
    QCOMPARE(tiles.size(), MediaStrip::most);
    QVERIFY(tiles[5]->accessibleName().startsWith("Video")); // 200 … 196, then 195
    click(tiles[5]);
    QCOMPARE(viewer.takeFirst().first().value<MediaItem>().seq, Seq(195));
    click(named(&strip, "All photos, files and links of this chat"));
    QCOMPARE(all.size(), 1);
    QCOMPARE(unnamedFocusables(&strip), QStringList());
    // A chat without any has the way to the panel alone.
    strip.setChat(m_session->withTomasz);
    QTRY_COMPARE(strip.shown(), 0);
    QVERIFY(strip.sizeHint().height() < 60);
}

void TestViewer::aVideoThatPlaysInItsBubbleGoesOnHere()
{
    auto clip = fill(1).first();
    clip.attachment = m_session->files.add("clip", "video/mp4", "clip.mp4", {640, 360});
    const auto media = mediaIdOf(clip.attachment);
    QWidget window;
    present(&window, {1100, 740});
    QObject bubble;
    m_ui->context();
    auto &player = m_ui->media->player;
    player.setScreen(&bubble, {320, 180});
    player.play(clip);
    QTRY_VERIFY(player.isPlaying(media));
    player.seek(12'000);
    auto *viewer = new MediaViewer(m_ui->context(), &window);
    viewer->open(clip);
    QVERIFY(player.isPlaying(media));
    QCOMPARE(player.now().position, 12'000); // not from its start
    QCOMPARE(player.screen(), viewer);
    press(viewer, Qt::Key_Escape);
    QCOMPARE(player.now().state, PlayView::State::Paused);
    QCOMPARE(player.now().position, 12'000);
    QCOMPARE(player.screen(), &bubble);
    // One that was opened by itself ends with the viewer.
    player.stop();
    viewer = new MediaViewer(m_ui->context(), &window);
    viewer->open(clip);
    QTRY_VERIFY(player.isPlaying(media));
    press(viewer, Qt::Key_Escape);
    QCOMPARE(player.now().state, PlayView::State::Nothing);
}

void TestViewer::whatCannotBePlayedCanBeSaved()
{
    auto clip = fill(1).first();
    clip.attachment = m_session->files.add("clip", "video/mp4", "clip.mp4", {640, 360});
    QPointer<FakePlayer> fake;
    m_ui->player = [&fake] {
        auto made = std::make_unique<FakePlayer>();
        fake = made.get();
        return made;
    };
    QWidget window;
    present(&window, {1100, 740});
    QStringList asked;
    auto *viewer = new MediaViewer(m_ui->context(), &window);
    m_ui->media->actions.askPath = [&](QWidget *, const QString &suggested) {
        asked += suggested;
        return QString();
    };
    viewer->open(clip);
    QTRY_VERIFY(m_ui->media->player.isPlaying(mediaIdOf(clip.attachment)));
    const auto saves = [&] {
        int count = 0;
        for (auto *button : viewer->findChildren<QAbstractButton *>())
            if (button->isVisible() && button->accessibleName() == "Save as…")
                ++count;
        return count;
    };
    QCOMPARE(saves(), 1); // in the bar
    emit fake->failed(PlayerBackend::Fault::NoDecoder);
    QCOMPARE(saves(), 2); // and below the sentence
    shoot(&window, "viewer-no-codec");
    auto buttons = viewer->findChildren<QAbstractButton *>();
    buttons.removeIf([](const QAbstractButton *b) { return !b->isVisible() || b->accessibleName() != "Save as…"; });
    click(*std::max_element(buttons.begin(), buttons.end(), [](auto *a, auto *b) { return a->y() < b->y(); }));
    QCOMPARE(asked.size(), 1);
    QVERIFY(asked.first().endsWith("clip.mp4"));
}

void TestViewer::looks_data()
{
    QTest::addColumn<Theme::Mode>("mode");
    QTest::newRow("light") << Theme::Mode::Light;
    QTest::newRow("dark") << Theme::Mode::Dark;
}

void TestViewer::looks()
{
    QFETCH(Theme::Mode, mode);
    m_ui = std::make_unique<TestUi>(m_session.get(), mode, m_session->now);
    m_ui->player = [] { return std::make_unique<FakePlayer>(); };
    const auto items = fill(30);
    QList<MediaItem> files, notes;
    const QStringList names{"pontoon-plan-v4.pdf", "budget 2027.xlsx", "Ferry timetable, summer, both directions, final.docx",
        "lantern.zip", "setup.sh", "song.flac", "slides.pptx", "README"};
    for (int i = 0; i < names.size(); ++i) {
        const auto file = m_session->files.add(QByteArray(9000 << i, 'x'), "application/octet-stream", names[i], {}, i != 3);
        files.append({m_session->lantern, Seq(90 - i), 0, m_session->kofi, m_session->now - i * 86'400'000LL * 6, file, {}});
    }
    m_session->files.setItems(m_session->lantern, MediaTab::Files, files);
    QWidget window;
    window.setStyleSheet(QString());
    present(&window, {1100, 740});
    auto *viewer = new MediaViewer(m_ui->context(), &window);
    viewer->open(items[4]);
    QTRY_COMPARE(viewer->count(), 30);
    QTest::qWait(400);
    shoot(&window, QStringLiteral("viewer-") + QTest::currentDataTag());
    QVERIFY(!window.grab().isNull());
    viewer->closeViewer();
    MediaPanel panel(m_ui->context(), m_session->lantern);
    present(&panel, {320, 700});
    QTRY_VERIFY(panel.list()->itemCount() > 20);
    QTest::qWait(500);
    shoot(&panel, QStringLiteral("panel-pictures-") + QTest::currentDataTag());
    panel.setTab(MediaTab::Files);
    QTRY_COMPARE(panel.list()->itemCount(), int(names.size()));
    QTest::qWait(50);
    shoot(&panel, QStringLiteral("panel-files-") + QTest::currentDataTag());
}

QTEST_MAIN(TestViewer)
#include "test_viewer.moc"
