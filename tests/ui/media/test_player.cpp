#include "tests/ui/support/fake_player.h"
#include "tests/ui/support/fake_session.h"
#include "tests/ui/support/ui_probe.h"
#include "ui/media/player_bar.h"
#include "ui/media/video_picture.h"

#include <QFileInfo>
#include <QMutex>
#include <QProcess>
#include <QSet>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWaitCondition>
#include <atomic>

using namespace confab;
using namespace confab::test;

namespace {

Attachment voice(FakeSession &session, qint64 ms = 42'000)
{
    auto note = session.files.add("OggS", "audio/ogg", "note.ogg");
    note.durationMs = ms;
    note.waveform = QByteArray(100, char(128));
    return note;
}

} // namespace

class TestPlayer : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void oneSoundAtATime();
    void speedIsKeptAndGoesRound();
    void mutingAVideoLeavesVoiceAlone();
    void theNewestScreenGetsThePictures();
    void playedNotesAreRemembered();
    void answersOfAnEarlierFileAreIgnored();
    void failuresAreSaidClearly_data();
    void failuresAreSaidClearly();
    void theBarShowsWhatPlays();
    void withoutSoundTheRealPlayerSaysSo();
    void theRealPlayerShowsAVideo();
    void playsBeforeFivePercentAreHere_data();
    void playsBeforeFivePercentAreHere();
    void rubbishHasNoDecoder();

private:
    MediaPlayer &player() { return m_ui->media->player; }
    MediaItem item(const Attachment &file) { return {m_session->lantern, Seq(3), 0, m_session->amina, 0, file, {}}; }

    std::unique_ptr<FakeSession> m_session;
    std::unique_ptr<TestUi> m_ui;
    QPointer<FakePlayer> m_fake;
};

void TestPlayer::init()
{
    m_session = std::make_unique<FakeSession>();
    m_ui = std::make_unique<TestUi>(m_session.get());
    m_ui->player = [this] {
        auto made = std::make_unique<FakePlayer>();
        m_fake = made.get();
        return made;
    };
    m_ui->context();
}

void TestPlayer::cleanup()
{
    m_ui.reset();
    m_session.reset();
}

void TestPlayer::oneSoundAtATime()
{
    const auto first = voice(*m_session), second = voice(*m_session);
    player().toggle(item(first));
    QTRY_VERIFY(player().isPlaying(mediaIdOf(first)));
    player().toggle(item(second));
    QVERIFY(!player().isCurrent(mediaIdOf(first)));
    QTRY_VERIFY(player().isPlaying(mediaIdOf(second)));
    player().toggle(item(second));
    QCOMPARE(player().now().state, PlayView::State::Paused);
    QSignalSpy finished(&player(), &MediaPlayer::finished);
    player().resume();
    emit m_fake->ended();
    QCOMPARE(finished.size(), 1);
    QCOMPARE(player().now().state, PlayView::State::Nothing);
    QVERIFY(!m_fake->file); // nothing is held open
}

void TestPlayer::speedIsKeptAndGoesRound()
{
    player().toggle(item(voice(*m_session)));
    QTRY_COMPARE(player().now().state, PlayView::State::Playing);
    player().cycleSpeed();
    QCOMPARE(player().speed(), 1.5);
    player().cycleSpeed();
    QCOMPARE(player().speed(), 2.0);
    MediaPlayer later(m_session.get(), &m_ui->settings, m_ui->player);
    QCOMPARE(later.speed(), 2.0);
    player().cycleSpeed();
    QCOMPARE(player().speed(), 1.0);
}

void TestPlayer::mutingAVideoLeavesVoiceAlone()
{
    auto clip = m_session->files.add("clip", "video/mp4", "clip.mp4", {320, 180});
    player().play(item(clip));
    QTRY_VERIFY(player().isPlaying(mediaIdOf(clip)));
    player().cycleSpeed(); // of this video
    QCOMPARE(player().speed(true), 1.5);
    QCOMPARE(player().speed(), 1.0);
    player().setMuted(true);
    QCOMPARE(m_fake->volume, 0.0);
    const auto note = voice(*m_session);
    player().play(item(note));
    QTRY_VERIFY(player().isPlaying(mediaIdOf(note)));
    QCOMPARE(m_fake->volume, player().volume());
    QVERIFY(player().volume() > 0);
    QVERIFY(m_fake->log.contains("speed 1"));
    player().play(item(clip));
    QCOMPARE(m_fake->volume, 0.0);
    player().setVolume(0.5); // whoever turns it up wants to hear it
    QCOMPARE(m_fake->volume, 0.5);
    QVERIFY(!player().isMuted());
}

void TestPlayer::theNewestScreenGetsThePictures()
{
    auto clip = m_session->files.add("clip", "video/mp4", "clip.mp4", {320, 180});
    player().play(item(clip));
    QTRY_VERIFY(player().isPlaying(mediaIdOf(clip)));
    QVERIFY(m_fake->frames.isEmpty());
    QObject bubble;
    player().setScreen(&bubble, {320, 180});
    {
        QObject viewer;
        player().setScreen(&viewer, {1280, 720});
        QCOMPARE(player().screen(), &viewer);
        player().setScreen(&bubble, {330, 190}); // a resize below changes nothing above
        QCOMPARE(m_fake->frames, QSize(1280, 720));
    }
    QCOMPARE(m_fake->frames, QSize(330, 190));
    player().setScreen(&bubble, {});
    QVERIFY(m_fake->frames.isEmpty());
}

void TestPlayer::playedNotesAreRemembered()
{
    const auto note = voice(*m_session);
    QVERIFY(!player().wasPlayed(mediaIdOf(note)));
    player().toggle(item(note));
    QTRY_VERIFY(player().wasPlayed(mediaIdOf(note)));
    MediaPlayer later(m_session.get(), &m_ui->settings, m_ui->player);
    QVERIFY(later.wasPlayed(mediaIdOf(note)));
}

void TestPlayer::answersOfAnEarlierFileAreIgnored()
{
    const auto first = voice(*m_session), second = voice(*m_session);
    player().play(item(first));
    player().play(item(second));
    player().stop();
    QTest::qWait(20);
    QCOMPARE(player().now().state, PlayView::State::Nothing);
    QVERIFY(!m_fake->log.contains(QStringLiteral("open")));
}

void TestPlayer::failuresAreSaidClearly_data()
{
    QTest::addColumn<PlayerBackend::Fault>("fault");
    QTest::addColumn<QString>("part");
    QTest::newRow("codec") << PlayerBackend::Fault::NoDecoder << "libavcodec-extra";
    QTest::newRow("sound") << PlayerBackend::Fault::NoSound << "no sound output";
    QTest::newRow("file") << PlayerBackend::Fault::Unreadable << "could not be read";
}

void TestPlayer::failuresAreSaidClearly()
{
    QFETCH(PlayerBackend::Fault, fault);
    QFETCH(QString, part);
    const auto note = voice(*m_session);
    player().play(item(note));
    QTRY_COMPARE(player().now().state, PlayView::State::Playing);
    emit m_fake->failed(fault);
    QCOMPARE(player().now().state, PlayView::State::Failed);
    QVERIFY2(player().now().error.contains(part), qPrintable(player().now().error));
    player().toggle(item(note)); // once more
    QTRY_COMPARE(player().now().state, PlayView::State::Playing);
}

void TestPlayer::theBarShowsWhatPlays()
{
    QWidget window;
    PlayerBar bar(m_ui->context(), &window);
    bar.resize(600, 40);
    present(&window, {600, 200});
    QVERIFY(!bar.isVisible());
    player().play(item(voice(*m_session)));
    QTRY_COMPARE(player().now().state, PlayView::State::Playing);
    QVERIFY(bar.isVisible());
    QVERIFY2(readable(&bar).contains(QStringLiteral("Amina")), qPrintable(readable(&bar)));
    QCOMPARE(unnamedFocusables(&bar), QStringList());
    click(named(&bar, QStringLiteral("Pause")));
    QCOMPARE(player().now().state, PlayView::State::Paused);
    click(named(&bar, QStringLiteral("Speed: 1 times")));
    QCOMPARE(player().speed(), 1.5);
    emit m_fake->position(21'000);
    QVERIFY(readable(&bar).contains(QStringLiteral("0:21 / 0:42")));
    click(named(&bar, QStringLiteral("Stop playing")));
    QVERIFY(!bar.isVisible());
}

namespace {

QByteArray made(const QStringList &arguments, const QString &name)
{
    QTemporaryDir folder;
    const auto path = folder.filePath(name);
    QProcess::execute(QStringLiteral("ffmpeg"), QStringList{"-v", "error", "-y"} + arguments + QStringList{path});
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void TestPlayer::withoutSoundTheRealPlayerSaysSo()
{
    const auto bytes = made({"-f", "lavfi", "-i", "sine=d=2", "-c:a", "libopus"}, "note.ogg");
    if (bytes.isEmpty())
        QSKIP("ffmpeg is not installed");
    MediaPlayer real(m_session.get(), &m_ui->settings);
    auto note = m_session->files.add(bytes, "audio/ogg", "note.ogg");
    note.waveform = QByteArray(100, 'a');
    real.play(item(note));
    // With a sound card it plays, without it says so: it neither hangs nor falls silent without a word.
    QTRY_VERIFY_WITH_TIMEOUT(real.now().state == PlayView::State::Playing || real.now().state == PlayView::State::Failed, 20'000);
    if (real.now().state == PlayView::State::Failed)
        QVERIFY2(real.now().error.contains("sound output"), qPrintable(real.now().error));
    real.stop();
}

void TestPlayer::theRealPlayerShowsAVideo()
{
    const auto bytes = made({"-f", "lavfi", "-i", "color=c=red:s=320x180:d=3:r=25", "-pix_fmt", "yuv420p"}, "clip.mp4");
    if (bytes.isEmpty())
        QSKIP("ffmpeg is not installed");
    QObject screen;
    MediaPlayer real(m_session.get(), &m_ui->settings);
    real.setScreen(&screen, {160, 160});
    const auto clip = m_session->files.add(bytes, "video/mp4", "clip.mp4", {320, 180});
    QSignalSpy position(&real, &MediaPlayer::positionChanged);
    real.play(item(clip));
    QTRY_VERIFY_WITH_TIMEOUT(!real.frame().isNull(), 20'000);
    QCOMPARE(real.frame().size(), QSize(160, 90));
    const QColor middle = real.frame().pixelColor(80, 45);
    QVERIFY2(middle.red() > 200 && middle.green() < 60 && middle.blue() < 60, qPrintable(middle.name()));
    QCOMPARE(real.now().duration, 3000);
    QTRY_VERIFY_WITH_TIMEOUT(position.size() > 2, 20'000);
    real.pause();
    QTest::qWait(150);
    QSignalSpy frames(&real, &MediaPlayer::frameChanged);
    QTest::qWait(300);
    QCOMPARE(frames.size(), 0); // a paused video makes no frames
    real.stop();
}

namespace {

//! A file of which only so many bytes have come, wherever in it they are asked for: whoever reads more waits.
class Trickle : public QFile {
public:
    static constexpr qint64 chunk = 64 * 1024; //!< as attachments are sealed, so the least that is fetched
    Trickle(const QString &path, qint64 most)
        : QFile(path)
        , m_most(most)
    {
        (void)open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    qint64 fetched() const { return m_fetched; }
    bool everWaited() const { return m_waited; }
    void release()
    {
        const QMutexLocker lock(&m_mutex);
        m_most = size();
        m_more.wakeAll();
    }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        const qint64 from = pos();
        {
            QMutexLocker lock(&m_mutex);
            for (qint64 at = from / chunk; at * chunk < std::min(size(), from + most); ++at) {
                if (m_here.contains(at))
                    continue;
                while (m_fetched + chunk > m_most) {
                    m_waited = true;
                    m_more.wait(&m_mutex);
                }
                m_here.insert(at);
                m_fetched = m_fetched + chunk;
            }
        }
        return QFile::readData(data, most);
    }

private:
    QMutex m_mutex;
    QWaitCondition m_more;
    QSet<qint64> m_here;
    std::atomic<qint64> m_most;
    std::atomic<qint64> m_fetched = 0;
    std::atomic<bool> m_waited = false;
};

} // namespace

void TestPlayer::playsBeforeFivePercentAreHere_data()
{
    QTest::addColumn<QStringList>("flags");
    QTest::newRow("index at the front") << QStringList{"-movflags", "+faststart"};
    QTest::newRow("index at the end") << QStringList{};
}

void TestPlayer::playsBeforeFivePercentAreHere()
{
    QFETCH(QStringList, flags);
    QTemporaryDir folder;
    const auto path = folder.filePath("large.mp4");
    // Constant bit rate: few pictures that are quickly made, and filling between them.
    const QStringList arguments{"-v", "error", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=5:duration=40", "-c:v", "libx264",
        "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-b:v", "20M", "-minrate", "20M", "-maxrate", "20M", "-bufsize", "4M",
        "-x264-params", "nal-hrd=cbr"};
    if (QProcess::execute("ffmpeg", arguments + flags + QStringList{path}) != 0)
        QSKIP("ffmpeg with libx264 is not installed");
    const qint64 size = QFileInfo(path).size();
    QVERIFY2(size > 80'000'000, qPrintable(QString::number(size)));
    const auto file = std::make_shared<Trickle>(path, size / 20);
    auto clip = m_session->files.add("by the device alone", "video/mp4", "large.mp4", {320, 180}, false);
    clip.size = size;
    m_session->files.opens = [&](const Attachment &) { return file; };
    {
        QObject screen;
        MediaPlayer real(m_session.get(), &m_ui->settings);
        real.setScreen(&screen, {320, 180});
        real.play(item(clip));
        const bool seen = QTest::qWaitFor([&] { return !real.frame().isNull(); }, 30'000);
        const qint64 needed = file->fetched();
        qInfo("first picture after %.1f %% of %.0f MB", 100.0 * double(needed) / double(size), double(size) / 1e6);
        file->release(); // else the player waits for ever
        QVERIFY(seen);
        QVERIFY(needed <= size / 20);
        QTRY_VERIFY_WITH_TIMEOUT(real.now().duration >= 39'000, 10'000);
        // And the far end, by Range, long before all is here.
        real.seek(38'000);
        QTRY_VERIFY_WITH_TIMEOUT(real.now().position >= 37'000, 20'000);
        real.stop();
    }
    m_session->files.opens = nullptr;
}

void TestPlayer::rubbishHasNoDecoder()
{
    MediaPlayer real(m_session.get(), &m_ui->settings);
    const auto clip = m_session->files.add("this is no video", "video/mp4", "clip.mp4", {320, 180});
    real.play(item(clip));
    QTRY_COMPARE_WITH_TIMEOUT(real.now().state, PlayView::State::Failed, 20'000);
    QVERIFY(!real.now().error.isEmpty());
}

QTEST_MAIN(TestPlayer)
#include "test_player.moc"
