#include "tests/ui/composer/fake_audio.h"
#include "tests/ui/support/fake_session.h"
#include "tests/ui/support/ui_probe.h"
#include "core/voice/voice_reader.h"
#include "ui/common/buttons.h"
#include "ui/common/sheet.h"
#include "ui/composer/composer.h"
#include "ui/composer/link_card.h"
#include "ui/composer/link_watch.h"
#include "ui/composer/message_field.h"
#include "ui/composer/mic_button.h"
#include "ui/composer/pcm_converter.h"
#include "ui/composer/send_button.h"
#include "ui/composer/voice_bar.h"

#include <QTest>

using namespace confab;
using namespace confab::test;

namespace {

struct Rig {
    FakeSession session{FakeSession::Seed::World};
    TestUi ui;
    FakeAudio audio;
    QWidget pane;
    Composer *composer;

    explicit Rig(Theme::Mode mode = Theme::Mode::Light)
        : ui(&session, mode, session.now)
        , composer(new Composer(ui.context(), &pane))
    {
        for (const auto &chat : {session.withTomasz, session.lantern})
            session.setDraft(chat, {});
        session.flush();
        composer->setAudioDevices(audio.devices());
        present(&pane, {720, 420});
        place();
        composer->show();
        composer->setChat(session.withTomasz);
        composer->focusField();
        session.sent.clear(); // the world talked, too
    }
    void place()
    {
        const int height = composer->sizeHint().height();
        composer->setGeometry(0, 420 - height, 720, height);
    }
    VoiceBar *voice() { return composer->voice(); }
    MicButton *mic() { return composer->findChild<MicButton *>(); }
    SendButton *send() { return composer->findChild<SendButton *>(); }
    bool recording() { return voice()->mode() == VoiceBar::Mode::Recording && audio.isOpen(); }
};

LinkPreview preview(const QString &url, const QString &title)
{
    LinkPreview preview;
    preview.url = url;
    preview.title = title;
    preview.description = QStringLiteral("Tide table for the inner harbour, free to print");
    return preview;
}

} // namespace

class TestSpeech : public QObject {
    Q_OBJECT
private slots:
    void clickRecordsAndSends();
    void holdingSendsWhenLetGo();
    void lettingGoBesideThrowsAway();
    void previewPlaysAndSends();
    void escapeAsksAfterThreeSeconds();
    void noMicrophoneIsSaid();
    void unpluggedKeepsWhatWasSaid();
    void tooShortIsNotSent();
    void anHourIsTheEnd();
    void noteWaitsForItsChat();
    void micOnlyWhileEmpty();
    void converter_data();
    void converter();
    void firstLink_data();
    void firstLink();
    void linkIsShownAndSent();
    void dismissedStaysDismissed();
    void noPreviewsWhenOffOrUnknown();
    void looks_data();
    void looks();
};

void TestSpeech::clickRecordsAndSends()
{
    Rig rig;
    click(rig.mic());
    QVERIFY(rig.recording());
    QVERIFY(!rig.composer->field()->isVisible());
    QVERIFY(rig.send()->isVisible() && rig.send()->isEnabled());
    rig.audio.hear(1500);
    QVERIFY(shows(rig.composer, "0:01"));
    click(rig.send());
    QVERIFY(!rig.audio.isOpen());
    QCOMPARE(rig.session.sent.size(), 1);
    const auto media = rig.session.sent.first().media.first();
    QCOMPARE(int(media.kind), int(MediaKind::Voice));
    QCOMPARE(media.durationMs, 1500);
    QCOMPARE(media.waveform.size(), 100);
    QVERIFY(media.path.isEmpty()); // never on the disk
    VoiceReader reader(media.bytes);
    QCOMPARE(reader.durationMs(), 1500);
    QVERIFY(rig.composer->field()->isVisible());
    QVERIFY(rig.composer->field()->hasFocus());
}

void TestSpeech::holdingSendsWhenLetGo()
{
    Rig rig;
    QTest::mousePress(rig.mic(), Qt::LeftButton);
    QVERIFY(rig.recording());
    QVERIFY(rig.mic()->isVisible()); // or it could not be let go
    rig.audio.hear(2000);
    QTest::qWait(MicButton::holdTime + 50);
    QTest::mouseRelease(rig.mic(), Qt::LeftButton);
    QCOMPARE(rig.session.sent.size(), 1);
    QCOMPARE(rig.session.sent.first().media.first().durationMs, 2000);
}

void TestSpeech::lettingGoBesideThrowsAway()
{
    Rig rig;
    QTest::mousePress(rig.mic(), Qt::LeftButton);
    rig.audio.hear(5000);
    QTest::qWait(MicButton::holdTime + 50);
    QTest::mouseRelease(rig.mic(), Qt::LeftButton, {}, QPoint(-200, 0));
    QVERIFY(rig.session.sent.isEmpty());
    QVERIFY(!rig.audio.isOpen());
    QVERIFY(rig.voice()->mode() == VoiceBar::Mode::Idle);
}

void TestSpeech::previewPlaysAndSends()
{
    Rig rig;
    click(rig.mic());
    rig.audio.hear(4000);
    click(named<IconButton>(rig.composer, "Stop and listen first"));
    QVERIFY(rig.voice()->mode() == VoiceBar::Mode::Preview);
    QVERIFY(!rig.audio.isOpen());
    click(named<IconButton>(rig.composer, "Play"));
    QCOMPARE(rig.audio.played.size(), 4 * 96'000);
    rig.audio.progress(2000);
    QVERIFY(shows(rig.composer, "0:02"));
    click(named<IconButton>(rig.composer, "Pause"));
    QVERIFY(!rig.audio.isPlaying());
    press(rig.composer, Qt::Key_Space); // goes on from there
    QCOMPARE(rig.audio.played.size(), 2 * 96'000);
    rig.audio.finishPlaying();
    QVERIFY(shows(rig.composer, "0:04"));
    click(named<IconButton>(rig.composer, "Record again"));
    QCOMPARE(rig.audio.started, 2);
    rig.audio.hear(1000);
    click(rig.send());
    QCOMPARE(rig.session.sent.size(), 1);
    QCOMPARE(rig.session.sent.first().media.first().durationMs, 1000);
}

void TestSpeech::escapeAsksAfterThreeSeconds()
{
    Rig rig;
    click(rig.mic());
    rig.audio.hear(1000);
    press(rig.composer, Qt::Key_Escape);
    QVERIFY(rig.voice()->mode() == VoiceBar::Mode::Idle); // little to lose
    rig.composer->focusField();
    click(rig.mic());
    rig.audio.hear(4000);
    press(rig.composer, Qt::Key_Escape);
    auto *question = Sheet::on(&rig.pane);
    QVERIFY(question);
    QVERIFY(!rig.audio.isOpen()); // nothing is recorded behind a question
    click(named<Button>(question, "Cancel"));
    QVERIFY(rig.voice()->mode() == VoiceBar::Mode::Preview);
    QCOMPARE(rig.voice()->durationMs(), 4000);
    press(rig.composer, Qt::Key_Escape);
    click(named<Button>(Sheet::on(&rig.pane), "Discard"));
    QVERIFY(rig.voice()->mode() == VoiceBar::Mode::Idle);
    QVERIFY(rig.session.sent.isEmpty());
}

void TestSpeech::noMicrophoneIsSaid()
{
    Rig rig;
    rig.audio.noMicrophone = "No microphone was found.";
    click(rig.mic());
    QVERIFY(shows(&rig.pane, "No microphone was found."));
    QVERIFY(rig.composer->field()->isVisible());
}

void TestSpeech::unpluggedKeepsWhatWasSaid()
{
    Rig rig;
    click(rig.mic());
    rig.audio.hear(2000);
    rig.audio.unplug();
    QVERIFY(shows(&rig.pane, "The microphone stopped."));
    QVERIFY(rig.voice()->mode() == VoiceBar::Mode::Preview);
    click(rig.send());
    QCOMPARE(rig.session.sent.first().media.first().durationMs, 2000);
}

void TestSpeech::tooShortIsNotSent()
{
    Rig rig;
    click(rig.mic());
    rig.audio.hear(100);
    click(rig.send());
    QVERIFY(rig.session.sent.isEmpty());
    QVERIFY(shows(&rig.pane, "Too short"));
}

void TestSpeech::anHourIsTheEnd()
{
    // The recorder alone, with silence, which encodes quickly.
    FakeAudio audio;
    VoiceRecorder recorder(audio.devices());
    QVERIFY(recorder.start().isEmpty());
    bool reached = false;
    connect(&recorder, &VoiceRecorder::limitReached, &recorder, [&] { reached = true; });
    QCOMPARE(VoiceRecorder::longest, 3'600'000);
    audio.hear(1000, 0);
    QVERIFY(!reached);
    QCOMPARE(recorder.finish().durationMs, 1000);
}

void TestSpeech::noteWaitsForItsChat()
{
    Rig rig;
    click(rig.mic());
    rig.audio.hear(2000);
    rig.composer->setChat(rig.session.lantern);
    QVERIFY(!rig.audio.isOpen());
    QVERIFY(rig.voice()->mode() == VoiceBar::Mode::Idle);
    rig.composer->setChat(rig.session.withTomasz);
    QVERIFY(rig.voice()->mode() == VoiceBar::Mode::Preview);
    QCOMPARE(rig.voice()->durationMs(), 2000);
    press(rig.composer, Qt::Key_Return);
    QCOMPARE(rig.session.sent.size(), 1);
}

void TestSpeech::micOnlyWhileEmpty()
{
    Rig rig;
    QVERIFY(rig.mic()->isVisible() && !rig.send()->isVisible());
    typeText(rig.composer, "a");
    QVERIFY(!rig.mic()->isVisible() && rig.send()->isVisible());
    press(rig.composer, Qt::Key_Backspace);
    QVERIFY(rig.mic()->isVisible());
    typeText(rig.composer, "hello");
    click(rig.send());
    QTest::mouseClick(rig.mic(), Qt::LeftButton); // the second half of a double click
    QVERIFY(!rig.audio.isOpen());
    QVERIFY2(unnamedFocusables(rig.composer).isEmpty(), qPrintable(unnamedFocusables(rig.composer).join('\n')));
}

void TestSpeech::converter_data()
{
    QTest::addColumn<int>("rate");
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("sample");
    for (const int rate : {8000, 16'000, 44'100, 48'000, 96'000}) {
        QTest::addRow("%d mono 16", rate) << rate << 1 << int(PcmConverter::Sample::Int16);
        QTest::addRow("%d stereo float", rate) << rate << 2 << int(PcmConverter::Sample::Float);
    }
}

void TestSpeech::converter()
{
    QFETCH(int, rate);
    QFETCH(int, channels);
    QFETCH(int, sample);
    QByteArray second;
    for (int i = 0; i < rate; ++i) {
        const double value = 0.5 * std::sin(2 * M_PI * 200 * i / rate);
        for (int c = 0; c < channels; ++c) {
            if (sample == int(PcmConverter::Sample::Float)) {
                const float number = float(value);
                second.append(reinterpret_cast<const char *>(&number), 4);
            } else {
                const auto number = qint16(value * 32767);
                second.append(reinterpret_cast<const char *>(&number), 2);
            }
        }
    }
    PcmConverter converter({rate, channels, PcmConverter::Sample(sample)});
    QList<qint16> pcm;
    for (qsizetype at = 0; at < second.size(); at += 1001) // whatever pieces come
        pcm += converter.convert(second.mid(at, 1001));
    QVERIFY2(std::abs(int(pcm.size()) - voice::rate) <= 8, qPrintable(QString::number(pcm.size())));
    int crossings = 0, peak = 0;
    for (qsizetype i = 1; i < pcm.size(); ++i) {
        crossings += pcm[i - 1] < 0 && pcm[i] >= 0;
        peak = std::max(peak, std::abs(int(pcm[i])));
    }
    QVERIFY(std::abs(crossings - 200) <= 1);
    QVERIFY(std::abs(peak - 16'384) < 400);
}

void TestSpeech::firstLink_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("link");
    QTest::newRow("none") << "no link, not even example.org" << "";
    QTest::newRow("end of sentence") << "See https://example.org/a." << "https://example.org/a";
    QTest::newRow("first of two") << "http://a.example and https://b.example" << "http://a.example";
    QTest::newRow("brackets") << "(https://en.example/wiki/Tide_(sea))" << "https://en.example/wiki/Tide_(sea)";
    QTest::newRow("capital") << "HTTPS://EXAMPLE.ORG/x" << "HTTPS://EXAMPLE.ORG/x";
    QTest::newRow("inside a word") << "xhttps://example.org" << "";
    QTest::newRow("no host") << "https:// and https:///x then https://real.example" << "https://real.example";
    QTest::newRow("other scheme") << "javascript:alert(1) ftp://example.org" << "";
    QTest::newRow("too long") << "https://example.org/" + QString(3000, u'a') << "";
}

void TestSpeech::firstLink()
{
    QFETCH(QString, text);
    QTEST(firstWebLink(text), "link");
}

void TestSpeech::linkIsShownAndSent()
{
    Rig rig;
    rig.session.files.setLinkPreview("https://rivertide.example/t", preview("https://rivertide.example/t", "High water Saturday 19:52"));
    typeText(rig.composer, "Look https://rivertide.example/t ");
    QVERIFY(QTest::qWaitFor([&] { return rig.composer->findChild<LinkCard *>()->isVisible(); }));
    QVERIFY2(shows(rig.composer, "High water Saturday"), qPrintable(readable(rig.composer)));
    press(rig.composer, Qt::Key_Return);
    QCOMPARE(rig.session.sent.size(), 1);
    QVERIFY(rig.session.sent.first().link);
    QCOMPARE(rig.session.sent.first().link->title, QStringLiteral("High water Saturday 19:52"));
    QVERIFY(!rig.composer->findChild<LinkCard *>()->isVisible());
    typeText(rig.composer, "next");
    press(rig.composer, Qt::Key_Return);
    QVERIFY(!rig.session.sent.last().link);
}

void TestSpeech::dismissedStaysDismissed()
{
    Rig rig;
    rig.session.files.setLinkPreview("https://rivertide.example/t", preview("https://rivertide.example/t", "High water"));
    typeText(rig.composer, "https://rivertide.example/t ");
    auto *card = rig.composer->findChild<LinkCard *>();
    QVERIFY(QTest::qWaitFor([&] { return card->isVisible(); }));
    click(named<IconButton>(card, "Send without the preview"));
    QVERIFY(!card->isVisible());
    QVERIFY(rig.composer->field()->hasFocus());
    typeText(rig.composer, "and more");
    QTest::qWait(LinkWatch::pause + 150);
    QVERIFY(!card->isVisible());
    press(rig.composer, Qt::Key_Return);
    QVERIFY(!rig.session.sent.first().link);
    // Another link is another matter.
    rig.session.files.setLinkPreview("https://other.example", preview("https://other.example", "Other"));
    typeText(rig.composer, "https://other.example ");
    QVERIFY(QTest::qWaitFor([&] { return card->isVisible(); }));
}

void TestSpeech::noPreviewsWhenOffOrUnknown()
{
    Rig rig;
    auto *card = rig.composer->findChild<LinkCard *>();
    typeText(rig.composer, "https://nobody.example ");
    QTest::qWait(LinkWatch::pause + 150);
    QVERIFY(!card->isVisible());
    press(rig.composer, Qt::Key_Return);
    auto settings = rig.session.files.settings();
    settings.linkPreviews = false;
    rig.session.files.setSettings(settings);
    rig.session.files.setLinkPreview("https://rivertide.example", preview("https://rivertide.example", "High water"));
    typeText(rig.composer, "https://rivertide.example ");
    QTest::qWait(LinkWatch::pause + 150);
    QVERIFY(!card->isVisible());
}

void TestSpeech::looks_data()
{
    QTest::addColumn<int>("mode");
    QTest::addRow("light") << int(Theme::Mode::Light);
    QTest::addRow("dark") << int(Theme::Mode::Dark);
}

void TestSpeech::looks()
{
    QFETCH(int, mode);
    Rig rig{Theme::Mode(mode)};
    const auto shot = [&](const char *name) {
        rig.place();
        shoot(rig.composer, QStringLiteral("composer-%1-%2").arg(name, QTest::currentDataTag()));
    };
    shot("empty");
    click(rig.mic());
    for (int i = 0; i < 90; ++i)
        rig.audio.hear(60, 0.02 + 0.4 * std::abs(std::sin(i * 0.35)));
    shot("recording");
    rig.voice()->stop();
    rig.audio.progress(0);
    shot("preview");
    rig.voice()->discard();
    rig.session.files.setLinkPreview("https://rivertide.example/t", preview("https://rivertide.example/t", "High water Saturday 19:52"));
    typeText(rig.composer, "Look https://rivertide.example/t ");
    QVERIFY(QTest::qWaitFor([&] { return rig.composer->findChild<LinkCard *>()->isVisible(); }));
    shot("link");
    rig.composer->reply(rig.session.rows(rig.session.withTomasz).first());
    shot("link-reply");
}

QTEST_MAIN(TestSpeech)
#include "test_speech.moc"
