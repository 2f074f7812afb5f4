#include "server-stub/gateway/timer_wheel.h"

#include <QTest>
#include <functional>

using namespace confab::server;
using namespace std::chrono_literals;

namespace {

struct Alarm : TimerWheel::Entry {
    std::function<void(SteadyTime)> then;
    int rings = 0;
    void due(SteadyTime now) override
    {
        ++rings;
        if (then)
            then(now);
    }
};

} // namespace

class TimerWheelTest : public QObject {
    Q_OBJECT
    const SteadyTime start {};

private slots:
    void neverEarlyAndAtMostOneTickLate()
    {
        for (const auto delay : {0ms, 1ms, 99ms, 100ms, 250ms, 10'000ms, 51'200ms, 51'300ms, 200'000ms}) {
            TimerWheel wheel(start);
            Alarm alarm;
            wheel.set(alarm, start + delay);
            auto now = start;
            while (alarm.rings == 0) {
                now += 10ms;
                wheel.advance(now);
                QVERIFY(now <= start + delay + TimerWheel::tick * 2);
            }
            QVERIFY(now >= start + delay);
            QVERIFY(!alarm.isSet());
        }
    }

    void settingAgainMovesIt()
    {
        TimerWheel wheel(start);
        Alarm alarm;
        wheel.set(alarm, start + 200ms);
        wheel.set(alarm, start + 5s);
        wheel.advance(start + 1s);
        QCOMPARE(alarm.rings, 0);
        wheel.advance(start + 6s);
        QCOMPARE(alarm.rings, 1);
    }

    void anAlarmMayRepeatItselfCancelOthersAndGo()
    {
        TimerWheel wheel(start);
        Alarm first, repeating;
        auto victim = std::make_unique<Alarm>();
        wheel.set(first, start + 100ms);
        wheel.set(*victim, start + 100ms);
        wheel.set(repeating, start + 100ms);
        first.then = [&](SteadyTime) { victim.reset(); };
        repeating.then = [&](SteadyTime now) { wheel.set(repeating, now + 100ms); };
        for (auto now = start; now < start + 1s; now += 50ms)
            wheel.advance(now);
        QCOMPARE(first.rings, 1);
        QVERIFY(repeating.rings >= 3);
    }

    void aLongPauseCallsEverythingOnce()
    {
        TimerWheel wheel(start);
        std::array<Alarm, 100> alarms;
        for (std::size_t i = 0; i < alarms.size(); ++i)
            wheel.set(alarms[i], start + i * 3s);
        wheel.advance(start + 24h);
        for (const Alarm &alarm : alarms)
            QCOMPARE(alarm.rings, 1);
    }
};

QTEST_APPLESS_MAIN(TimerWheelTest)
#include "test_timer_wheel.moc"
