#include "ui/theme/animation_clock.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QMap>
#include <QSignalSpy>
#include <QTest>

using namespace confab;

class TestTheme : public QObject {
    Q_OBJECT
private slots:
    void switchesLive()
    {
        Theme theme;
        theme.setMode(Theme::Mode::Light);
        theme.applyTo(qApp);
        QSignalSpy changed(&theme, &Theme::changed);
        theme.setMode(Theme::Mode::Dark);
        QCOMPARE(changed.size(), 1);
        QVERIFY(theme.isDark());
        QCOMPARE(theme.color(Token::BgWindow), QColor("#151d26"));
        QCOMPARE(qApp->palette().color(QPalette::Window), QColor("#151d26"));
        theme.setMode(Theme::Mode::Dark);
        QCOMPARE(changed.size(), 1);
    }

    void followsTheSystemUnlessTold()
    {
        Theme theme;
        theme.assumeSystemScheme(1);
        QCOMPARE(theme.scheme(), Scheme::Dark);
        theme.assumeSystemScheme(2);
        QCOMPARE(theme.scheme(), Scheme::Light);
        theme.setMode(Theme::Mode::Dark);
        theme.assumeSystemScheme(2);
        QCOMPARE(theme.scheme(), Scheme::Dark);
        theme.setMode(Theme::Mode::System);
        QCOMPARE(theme.scheme(), Scheme::Light);
    }

    void scaleMovesTextAndWhatHoldsIt()
    {
        Theme theme;
        const qreal before = theme.font(TextRole::Message).pointSizeF();
        theme.setScalePercent(150);
        QCOMPARE(theme.font(TextRole::Message).pointSizeF(), before * 1.5);
        QCOMPARE(theme.px(70), 105);
        QCOMPARE(theme.lineHeight(TextRole::Message), 30);
        theme.setScalePercent(10'000);
        QCOMPARE(theme.scalePercent(), 200);
        theme.setScalePercent(1);
        QCOMPARE(theme.scalePercent(), 85);
    }

    void nameColoursAreStableAndSpread()
    {
        QMap<Token, int> used;
        for (int i = 0; i < 4000; ++i) {
            UserId user;
            user.data()[0] = std::uint8_t(i);
            user.data()[15] = std::uint8_t(i >> 8);
            const Token token = Theme::nameToken(user);
            QVERIFY(token >= Token::Name1 && token <= Token::Name8);
            QCOMPARE(Theme::nameToken(user), token);
            ++used[token];
        }
        QCOMPARE(used.size(), nameColors);
        for (int count : used)
            QVERIFY2(count > 4000 / nameColors / 2, qPrintable(QString::number(count)));
    }

    void clockRunsToItsEndAndThenStandsStill()
    {
        Theme theme;
        AnimationClock clock(&theme);
        QList<qreal> steps;
        clock.run(this, 40, [&](qreal t) { steps.append(t); });
        QVERIFY(!clock.isIdle());
        QTRY_VERIFY(clock.isIdle());
        QCOMPARE(steps.last(), 1.0);
        QVERIFY(std::is_sorted(steps.cbegin(), steps.cend()));
    }

    void clockForgetsTheDead()
    {
        Theme theme;
        AnimationClock clock(&theme);
        int steps = 0;
        {
            QObject shortLived;
            clock.loop(&shortLived, 900, [&](qreal) { ++steps; });
        }
        QTRY_VERIFY(clock.isIdle());
        QCOMPARE(steps, 0);
    }

    void reducedMotionJumps()
    {
        Theme theme;
        theme.setReducedMotion(true);
        AnimationClock clock(&theme);
        qreal last = 0;
        QCOMPARE(clock.run(this, 5'000, [&](qreal t) { last = t; }), 0u);
        QCOMPARE(last, 1.0);
        QCOMPARE(clock.loop(this, 900, [](qreal) { QFAIL("nothing loops"); }), 0u);
        QVERIFY(clock.isIdle());
    }
};

QTEST_MAIN(TestTheme)
#include "test_theme.moc"
