#include "tests/ui/timeline/media_case.h"
#include "tests/ui/timeline/media_samples.h"

#include <QSignalSpy>
#include <QTest>

using namespace confab;
using namespace confab::test;

//! Videos and voice notes that play in their bubbles.
class TestPlaying : public MediaCase {
    Q_OBJECT
private slots:
    void init() { begin(); }
    void cleanup() { end(); }
    void voiceSeeksAndChangesSpeed();
    void newVoiceNotesPlayInARow();
    void videosPlayInTheirBubble();
    void aVideoOutOfSightIsPaused_data();
    void aVideoOutOfSightIsPaused();
    void pausedVideoAndHiddenGifCostNothing();
    void whatCannotPlayHereCanBeSaved();
    void playedNotesAreToldAndSeen();
};

void TestPlaying::voiceSeeksAndChangesSpeed()
{
    auto &session = m_rig->session;
    useFakePlayer();
    const auto note = voice(42);
    const auto seq = say(session.tomasz, {note});
    open();
    const auto &model = m_rig->view->model();
    const auto file = model.items()[size_t(model.indexOf({seq, {}}))].layout->media().parts().front();
    const QPoint at = m_rig->rectOf(seq).topLeft();
    m_rig->clickAt(at + file.button.center());
    auto &player = m_rig->ui.media->player;
    QTRY_COMPARE(player.now().state, PlayView::State::Playing);
    QVERIFY(player.wasPlayed(file.media));
    m_rig->clickAt(at + QPoint(file.wave.left() + file.wave.width() / 2, file.wave.center().y()));
    QVERIFY2(std::abs(player.now().position - 21'000) < 400, qPrintable(QString::number(player.now().position)));
    m_rig->clickAt(at + file.speed.center());
    QCOMPARE(player.speed(), 1.5);
    m_rig->view->openChat(session.lantern); // it goes on in another chat
    QCOMPARE(player.now().state, PlayView::State::Playing);
}

void TestPlaying::newVoiceNotesPlayInARow()
{
    auto &session = m_rig->session;
    useFakePlayer();
    const auto a = voice(3), b = voice(4);
    const auto first = say(session.tomasz, {a});
    say(session.tomasz, {b});
    open();
    m_rig->view->activatePart(m_rig->view->model().indexOf({first, {}}), 0);
    auto &player = m_rig->ui.media->player;
    QTRY_VERIFY(player.isPlaying(mediaIdOf(a)));
    emit m_fake->ended();
    QTRY_VERIFY(player.isPlaying(mediaIdOf(b)));
    emit m_fake->ended();
    QCOMPARE(player.now().state, PlayView::State::Nothing);
}

void TestPlaying::videosPlayInTheirBubble()
{
    auto &session = m_rig->session;
    useFakePlayer();
    const auto first = say(session.tomasz, {video()}), second = say(session.tomasz, {video()});
    open();
    QSignalSpy viewer(m_rig->view.get(), &TimelineView::viewerRequested);
    const auto clip = partOf(first);
    QVERIFY(clip.playsInPlace());
    const auto clickOn = [&](Seq seq, QRect zone) { m_rig->clickAt(bubbleAt(seq) + zone.center()); };
    clickOn(first, clip.button);
    QTRY_VERIFY(player().isPlaying(clip.media));
    QVERIFY(viewer.isEmpty());
    // Its pictures come as large as its place, and are seen there.
    const QSize place = (QSizeF(clip.rect.size()) * m_rig->view->devicePixelRatioF()).toSize();
    QCOMPARE(m_fake->frames.expandedTo(place), m_fake->frames);
    QVERIFY(m_fake->frames.width() <= place.width() + 2 && m_fake->frames.height() <= place.height() + 2);
    QImage frame(m_fake->frames, QImage::Format_RGB32);
    frame.fill(Qt::magenta);
    emit m_fake->frame(frame);
    const QPoint probe = bubbleAt(first) + clip.rect.center() + QPoint(0, 60);
    QTRY_COMPARE(m_rig->view->viewport()->grab().toImage().pixelColor(probe), QColor(Qt::magenta));
    // Sound, place, pause.
    clickOn(first, clip.sound);
    QVERIFY(player().isMuted());
    QCOMPARE(m_fake->volume, 0.0);
    clickOn(first, clip.sound);
    QVERIFY(!player().isMuted());
    m_rig->clickAt(bubbleAt(first) + QPoint(clip.progress.center().x(), clip.progress.bottom() - 2));
    QVERIFY2(std::abs(player().now().position - 21'000) < 400, qPrintable(QString::number(player().now().position)));
    clickOn(first, clip.button);
    QCOMPARE(player().now().state, PlayView::State::Paused);
    // One at a time.
    clickOn(second, partOf(second).button);
    QTRY_VERIFY(player().isPlaying(partOf(second).media));
    QTRY_VERIFY(m_rig->view->viewport()->grab().toImage().pixelColor(probe) != QColor(Qt::magenta));
    // Large: by the sign in its corner, by a click beside the sign on one that stands, by Enter.
    clickOn(second, partOf(second).expand);
    QCOMPARE(viewer.size(), 1);
    m_rig->clickAt(bubbleAt(first) + clip.rect.center() + QPoint(0, 60));
    QCOMPARE(viewer.size(), 2);
    m_rig->view->setFocus();
    m_rig->view->focusItem(m_rig->view->model().indexOf({first, {}}));
    QTest::keyClick(m_rig->view.get(), Qt::Key_Return);
    QCOMPARE(viewer.size(), 3);
    QTest::keyClick(m_rig->view.get(), Qt::Key_Space);
    QTRY_VERIFY(player().isPlaying(clip.media));
    m_rig->view->openChat(session.lantern); // it belongs to its chat
    QCOMPARE(player().now().state, PlayView::State::Nothing);
}

void TestPlaying::aVideoOutOfSightIsPaused_data()
{
    QTest::addColumn<QString>("how");
    for (const char *how : {"scrolled", "hidden", "minimised"})
        QTest::newRow(how) << how;
}

void TestPlaying::aVideoOutOfSightIsPaused()
{
    QFETCH(QString, how);
    auto &session = m_rig->session;
    useFakePlayer();
    const auto seq = say(session.tomasz, {video()});
    for (int i = 0; i < 8; ++i)
        say(session.tomasz, {}, QStringLiteral("below %1").arg(i));
    open();
    m_rig->clickAt(bubbleAt(seq) + partOf(seq).button.center());
    QTRY_VERIFY(player().isPlaying(partOf(seq).media));
    if (how == "scrolled") {
        for (int i = 0; i < 40; ++i)
            session.receive(session.withTomasz, {session.tomasz, QStringLiteral("pushed up %1").arg(i)});
        session.flush();
        m_rig->bar()->setValue(m_rig->bar()->maximum());
    } else if (how == "hidden") {
        m_rig->view->window()->hide();
    } else {
        m_rig->view->window()->showMinimized();
    }
    QTRY_COMPARE(player().now().state, PlayView::State::Paused);
}

void TestPlaying::pausedVideoAndHiddenGifCostNothing()
{
    auto &session = m_rig->session;
    useFakePlayer();
    m_rig->ui.theme.setReducedMotion(false);
    const auto gif = session.files.add(sampleGif(80, 60, {Qt::red, Qt::green, Qt::blue}), "image/gif", "a.gif", {80, 60});
    say(session.tomasz, {gif});
    for (int i = 0; i < 40; ++i)
        say(session.tomasz, {}, QStringLiteral("between %1").arg(i));
    const auto seq = say(session.tomasz, {video()});
    open();
    m_rig->bar()->setValue(m_rig->bar()->maximum());
    QTRY_VERIFY(m_rig->ui.media->animations.isIdle());
    m_rig->clickAt(bubbleAt(seq) + partOf(seq).button.center());
    QTRY_VERIFY(player().isPlaying(partOf(seq).media));
    QImage frame(m_fake->frames, QImage::Format_RGB32);
    frame.fill(Qt::darkGreen);
    const auto playing = m_rig->view->paintCount();
    emit m_fake->frame(frame);
    QTRY_VERIFY(m_rig->view->paintCount() > playing); // the count sees what moves
    m_rig->clickAt(bubbleAt(seq) + partOf(seq).button.center());
    QCOMPARE(player().now().state, PlayView::State::Paused);
    QTest::qWait(1500); // the floating date fades
    const auto paints = m_rig->view->paintCount();
    QTest::qWait(1500);
    QCOMPARE(m_rig->view->paintCount(), paints);
}

void TestPlaying::whatCannotPlayHereCanBeSaved()
{
    auto &session = m_rig->session;
    useFakePlayer();
    const auto clip = say(session.tomasz, {video()});
    const auto note = say(session.tomasz, {voice(9)});
    open();
    QStringList asked;
    m_rig->ui.media->actions.askPath = [&](QWidget *, const QString &suggested) {
        asked += suggested;
        return QString();
    };
    for (const auto seq : {clip, note}) {
        const auto part = partOf(seq);
        const auto save = bubbleAt(seq) + part.save.center();
        const auto before = asked.size();
        m_rig->clickAt(bubbleAt(seq) + part.button.center());
        QTRY_VERIFY(player().isPlaying(part.media));
        const auto looks = m_rig->view->viewport()->grab(QRect(bubbleAt(seq) + part.save.topLeft(), part.save.size())).toImage();
        emit m_fake->failed(PlayerBackend::Fault::NoDecoder);
        QVERIFY2(player().now().error.contains("libavcodec-extra"), qPrintable(player().now().error));
        QTRY_VERIFY(m_rig->view->viewport()->grab(QRect(bubbleAt(seq) + part.save.topLeft(), part.save.size())).toImage() != looks);
        m_rig->clickAt(save);
        QCOMPARE(asked.size(), before + 1);
        // What is damaged is not worth saving.
        m_rig->clickAt(bubbleAt(seq) + part.button.center());
        QTRY_VERIFY(player().isPlaying(part.media));
        emit m_fake->failed(PlayerBackend::Fault::Unreadable);
        m_rig->clickAt(save);
        QCOMPARE(asked.size(), before + 1);
    }
}

void TestPlaying::playedNotesAreToldAndSeen()
{
    auto &session = m_rig->session;
    useFakePlayer();
    const auto theirs = say(session.tomasz, {voice(9)}), own = say(session.me, {voice(9)});
    open();
    QVERIFY(m_rig->view->partText(m_rig->view->model().indexOf({theirs, {}}), 0).endsWith("not played yet"));
    m_rig->clickAt(bubbleAt(own) + partOf(own).button.center());
    QTRY_VERIFY(player().isPlaying(partOf(own).media));
    QVERIFY(session.files.played.isEmpty()); // nobody is told that one listens to oneself
    m_rig->clickAt(bubbleAt(theirs) + partOf(theirs).button.center());
    QTRY_VERIFY(player().isPlaying(partOf(theirs).media));
    QCOMPARE(session.files.played, (QList<std::pair<ChatId, Seq>>{{session.withTomasz, theirs}}));
    QVERIFY(m_rig->view->partText(m_rig->view->model().indexOf({theirs, {}}), 0).endsWith(", played"));
    player().stop();
    // The own one: a microphone that takes the colour of "read".
    const auto blue = [&] {
        const QRect detail = partOf(own).detail.translated(bubbleAt(own));
        const QImage line = m_rig->view->viewport()->grab(detail).toImage();
        int count = 0;
        for (int y = 0; y < line.height(); ++y)
            for (int x = 0; x < line.width() - 60; ++x) // not the ticks
                count += line.pixelColor(x, y).blue() > line.pixelColor(x, y).red() + 40; // bubble and time are green
        return count;
    };
    QCOMPARE(blue(), 0);
    session.editRow(session.withTomasz, own, [&](MessageRow &row) { row.played = {session.me}; });
    session.flush();
    QTest::qWait(50);
    QCOMPARE(blue(), 0); // the own other device does not count
    session.editRow(session.withTomasz, own, [&](MessageRow &row) { row.played = {session.me, session.tomasz}; });
    session.flush();
    QTRY_VERIFY(blue() > 5);
    QVERIFY(m_rig->view->partText(m_rig->view->model().indexOf({own, {}}), 0).endsWith(", played"));
}

QTEST_MAIN(TestPlaying)
#include "test_playing.moc"
