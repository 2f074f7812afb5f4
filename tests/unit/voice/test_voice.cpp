#include "core/voice/voice_reader.h"
#include "core/voice/voice_writer.h"
#include "core/voice/waveform.h"

#include <QTest>
#include <cmath>

using namespace confab;

namespace {

QList<qint16> tone(int samples, double amplitude, double hertz = 440)
{
    QList<qint16> pcm(samples);
    for (int i = 0; i < samples; ++i)
        pcm[i] = qint16(amplitude * 32767 * std::sin(2 * M_PI * hertz * i / voice::rate));
    return pcm;
}

std::span<const qint16> all(const QList<qint16> &pcm) { return {pcm.constData(), std::size_t(pcm.size())}; }

QByteArray note(int ms, double amplitude = 0.5)
{
    VoiceWriter writer;
    writer.add(all(tone(voice::rate / 1000 * ms, amplitude)));
    return writer.finish();
}

double energyOf(QByteArrayView samples)
{
    double sum = 0;
    const auto *pcm = reinterpret_cast<const qint16 *>(samples.data());
    for (qsizetype i = 0; i < samples.size() / 2; ++i)
        sum += double(pcm[i]) * pcm[i];
    return std::sqrt(sum / double(samples.size() / 2)) / 32767;
}

} // namespace

class TestVoice : public QObject {
    Q_OBJECT
private slots:
    void waveformHasTheShape()
    {
        Waveform wave;
        QVERIFY(wave.bytes().isEmpty());
        wave.add(all(tone(voice::rate, 0.2)));
        wave.add(all(tone(voice::rate, 0.8)));
        const QByteArray bars = wave.bytes();
        QCOMPARE(bars.size(), 100);
        QVERIFY(std::abs(uchar(bars[20]) - 64) < 6);
        QVERIFY(uchar(bars[80]) > 250);
    }

    void waveformOfSilenceIsFlat()
    {
        Waveform wave;
        wave.add(all(QList<qint16>(voice::rate, 3)));
        QCOMPARE(wave.bytes().count('\0'), 100);
        QCOMPARE(Waveform::level(all(QList<qint16>(960, 0))), 0.0);
        QVERIFY(Waveform::level(all(tone(960, 0.9))) > 0.9);
        QVERIFY(Waveform::level({}) == 0);
    }

    void longRecordingsAreMerged()
    {
        Waveform wave;
        const auto quiet = tone(voice::rate, 0.1), loud = tone(voice::rate, 1);
        for (int i = 0; i < 360; ++i)
            wave.add(all(i >= 180 && i < 184 ? loud : quiet));
        const QByteArray bars = wave.bytes();
        QVERIFY(uchar(bars[50]) > 250); // the one loud percent
        QVERIFY(uchar(bars[48]) < 30 && uchar(bars[53]) < 30);
    }

    void extremesDoNotOverflow()
    {
        Waveform wave;
        wave.add(all(QList<qint16>(960, std::numeric_limits<qint16>::min())));
        QCOMPARE(uchar(wave.bytes()[0]), uchar(255));
    }

    void writesOggOpus_data()
    {
        QTest::addColumn<int>("ms");
        for (int ms : {1, 19, 20, 21, 999, 1000, 12'345})
            QTest::addRow("%d ms", ms) << ms;
    }
    void writesOggOpus()
    {
        QFETCH(int, ms);
        const QByteArray file = note(ms);
        QVERIFY(file.startsWith("OggS"));
        QCOMPARE(file.mid(28, 8), QByteArray("OpusHead"));
        VoiceReader reader(file);
        QVERIFY(reader.isValid());
        QCOMPARE(reader.durationMs(), ms);
        QCOMPARE(reader.size(), qint64(ms) * 96);
        QCOMPARE(reader.readAll().size(), qsizetype(ms) * 96);
    }

    void soundSurvives()
    {
        VoiceReader reader(note(3000));
        const QByteArray pcm = reader.readAll();
        QVERIFY2(std::abs(energyOf(pcm.mid(96'000, 96'000)) - 0.354) < 0.05, qPrintable(QString::number(energyOf(pcm))));
    }

    void seeks()
    {
        VoiceWriter writer;
        writer.add(all(tone(voice::rate * 2, 0.02)));
        writer.add(all(tone(voice::rate * 2, 0.9)));
        VoiceReader reader(writer.finish());
        QVERIFY(reader.seek(96'000 * 3));
        QVERIFY(energyOf(reader.read(48'000)) > 0.4);
        QVERIFY(reader.seek(48'000));
        QVERIFY(energyOf(reader.read(48'000)) < 0.05);
        QVERIFY(reader.seek(reader.size()));
        QVERIFY(reader.read(100).isEmpty());
        QVERIFY(!reader.seek(reader.size() + 2));
    }

    void nothingRecordedIsNoFile()
    {
        VoiceWriter writer;
        QVERIFY(writer.finish().isEmpty());
        QVERIFY(!VoiceReader(QByteArray()).isValid());
    }

    void brokenFilesAreRefusedOrShorter()
    {
        const QByteArray file = note(5000);
        QVERIFY(!VoiceReader("OggS and then nothing that makes sense").isValid());
        QVERIFY(!VoiceReader(file.left(60)).isValid());
        VoiceReader half(file.left(file.size() / 2));
        QVERIFY(half.durationMs() < 5000);
        for (int i = 0; i < file.size(); i += 97) {
            QByteArray bent = file;
            bent[i] = char(bent[i] ^ 0x5a);
            VoiceReader reader(bent);
            if (reader.isValid())
                QVERIFY(reader.readAll().size() <= reader.size());
        }
    }

    void anHourFitsTheBudget()
    {
        VoiceWriter writer;
        const auto pcm = tone(voice::rate, 0.5);
        for (int i = 0; i < 10; ++i)
            writer.add(all(pcm));
        QCOMPARE(writer.durationMs(), 10'000);
        const auto size = writer.finish().size();
        QVERIFY2(size < 11 * 1024 * 1024 / 360 * 12 / 10, qPrintable(QString::number(size)));
    }

    void encodeBench()
    {
        const auto pcm = tone(voice::rate, 0.5);
        QBENCHMARK {
            VoiceWriter writer;
            writer.add(all(pcm));
        }
    }
};

QTEST_APPLESS_MAIN(TestVoice)
#include "test_voice.moc"
