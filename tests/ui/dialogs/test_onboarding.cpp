#include "tests/ui/support/fake_onboarding.h"
#include "tests/ui/support/ui_probe.h"
#include "ui/onboarding/onboarding_page.h"

#include <QTest>

using namespace confab;
using namespace confab::test;

class TestOnboarding : public QObject {
    Q_OBJECT
private slots:
    void looks_data();
    void looks();
};

void TestOnboarding::looks_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QSize>("size");
    QTest::newRow("light") << false << QSize(1100, 740);
    QTest::newRow("dark") << true << QSize(1100, 740);
    QTest::newRow("narrow") << false << QSize(420, 900);
}

void TestOnboarding::looks()
{
    QFETCH(bool, dark);
    QFETCH(QSize, size);
    TestUi ui(nullptr, dark ? Theme::Mode::Dark : Theme::Mode::Light);
    FakeOnboarding onboarding;
    OnboardingPage page(ui.context(), &onboarding);
    present(&page, size);
    shoot(&page, QStringLiteral("onboarding-empty-%1").arg(QTest::currentDataTag()));
    typeText(&page, "harbourline.example");
    press(&page, Qt::Key_Tab);
    QTRY_VERIFY(shows(&page, "Open for registration"));
    typeText(&page, "ines");
    press(&page, Qt::Key_Tab);
    typeText(&page, QString::fromUtf8("Inês Carvalho"));
    press(&page, Qt::Key_Return);
    QTRY_VERIFY(shows(&page, "This name is taken on this server"));
    shoot(&page, QStringLiteral("onboarding-%1").arg(QTest::currentDataTag()));
}

QTEST_MAIN(TestOnboarding)
#include "test_onboarding.moc"
