#include "tests/unit/net/fake_clock.h"

#include "core/net/backoff.h"
#include "core/net/heartbeat.h"

#include <QTest>

using namespace confab;
using namespace std::chrono_literals;

class TimingTest : public QObject {
    Q_OBJECT
private slots:
    void backoffDoublesUpToAMinute()
    {
        Backoff backoff([] { return 0.5; });
        const QList<qint64> expected {250, 500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000};
        for (const auto ms : expected)
            QCOMPARE(qint64(backoff.next().count()), ms);
        for (int i = 0; i < 1000; ++i)
            QVERIFY(backoff.next() <= 30'000ms);
        Backoff none([] { return 0.0; });
        QCOMPARE(none.next(), 0ms);
    }
    void backoffForgetsAfterAMinuteLive()
    {
        Backoff backoff([] { return 0.5; });
        for (int i = 0; i < 5; ++i)
            (void)backoff.next();
        backoff.ended(59'999ms);
        QCOMPARE(backoff.next(), 8000ms);
        backoff.ended(60'000ms);
        QCOMPARE(backoff.next(), 250ms);
    }

    void heartbeatPingsEveryBeatTheFirstJittered()
    {
        FakeClock clock;
        QList<qint64> pings;
        const qint64 start = clock.monotonicMs();
        Heartbeat beat(
            clock, [] { return 0.4; }, [&] { pings.append(clock.monotonicMs() - start); }, [] {});
        beat.start(10s);
        for (int i = 0; i < 7; ++i) {
            clock.advance(5s);
            beat.heard();
        }
        QCOMPARE(pings, (QList<qint64> {4000, 14000, 24000, 34000}));
        beat.stop();
        clock.advance(60s);
        QCOMPARE(pings.size(), 4);
    }
    void heartbeatCallsSilenceAfterTwoAndAHalfBeats()
    {
        FakeClock clock;
        int silent = 0;
        Heartbeat beat(clock, [] { return 0.0; }, [] {}, [&] { ++silent; });
        beat.start(10s);
        clock.advance(24s);
        beat.heard();
        clock.advance(24'999ms);
        QCOMPARE(silent, 0);
        clock.advance(1ms);
        QCOMPARE(silent, 1);
    }

    void sleepIsNoticed()
    {
        FakeClock clock;
        int resumed = 0;
        SleepWatch watch(clock, [&] { ++resumed; });
        watch.start();
        clock.advance(60s);
        QCOMPARE(resumed, 0);
        clock.sleep(9s); // a correction of the clock, not a sleep
        clock.advance(6s);
        QCOMPARE(resumed, 0);
        clock.sleep(8h);
        clock.advance(6s);
        QCOMPARE(resumed, 1);
        clock.advance(60s);
        QCOMPARE(resumed, 1);
        clock.sleep(-8h);
        clock.advance(6s);
        QCOMPARE(resumed, 1);
    }

    void systemClockCallsOnceAndNotAfterCancelling()
    {
        SystemClock clock;
        int calls = 0;
        Clock::TimerPtr self;
        self = clock.after(1ms, [&] {
            ++calls;
            self.reset(); // from within the call
        });
        auto cancelled = clock.after(1ms, [&] { calls += 100; });
        cancelled.reset();
        auto last = clock.after(30ms, [&] { calls += 10; });
        QTRY_COMPARE(calls, 11);
        QVERIFY(std::abs(clock.wallMs() - QDateTime::currentMSecsSinceEpoch()) < 1000);
    }
};

QTEST_GUILESS_MAIN(TimingTest)
#include "test_timing.moc"
