#include "tests/ui/support/fake_session.h"
#include "tests/ui/support/ui_probe.h"
#include "ui/chatlist/chat_list_panel.h"
#include "ui/timeline/timeline_view.h"

#include <QApplication>
#include <QDir>
#include <QFontInfo>
#include <QTest>

using namespace confab;
using namespace confab::test;

namespace {

//! How two pictures of one size differ: fonts and rasterisers of another version move edges a little, a broken layout moves
//! whole glyphs.
struct Difference {
    double mean = 0; //!< of a channel, 0…255
    double strong = 0; //!< share of pixels with a channel that is off by more than 64
};

Difference difference(const QImage &a, const QImage &b)
{
    qint64 sum = 0, strong = 0;
    for (int y = 0; y < a.height(); ++y) {
        const auto *one = reinterpret_cast<const QRgb *>(a.constScanLine(y));
        const auto *two = reinterpret_cast<const QRgb *>(b.constScanLine(y));
        for (int x = 0; x < a.width(); ++x) {
            const int off[] = {qAbs(qRed(one[x]) - qRed(two[x])), qAbs(qGreen(one[x]) - qGreen(two[x])), qAbs(qBlue(one[x]) - qBlue(two[x]))};
            sum += off[0] + off[1] + off[2];
            strong += *std::max_element(std::begin(off), std::end(off)) > 64;
        }
    }
    const double pixels = double(a.width()) * a.height();
    return {double(sum) / pixels / 3, double(strong) / pixels};
}

} // namespace

//! The chat list and the bubbles as they have been looked at and found good, in both schemes. CTest runs this program at
//! device pixel ratios 1, 1.5 and 2 (QT_SCALE_FACTOR). CONFAB_UPDATE_GOLDENS=1 replaces the pictures: look at them then.
class TestGoldens : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void chatList_data() { schemes(); }
    void chatList();
    void bubbles_data() { schemes(); }
    void bubbles();

private:
    static void schemes();
    static void compare(QWidget *widget, const QString &name);
    //! 14:40 of a day in November, so that times and dates are the same in every run.
    static qint64 moment() { return QDateTime(QDate(2026, 11, 24), QTime(14, 40), Qt::UTC).toMSecsSinceEpoch(); }
};

void TestGoldens::initTestCase()
{
    QLocale::setDefault(QLocale::c());
    const TestUi ui; // chooses the font
    const QString family = QFontInfo(QApplication::font()).family();
    if (!family.startsWith(QLatin1String("Inter")))
        QSKIP(qPrintable(QStringLiteral("the pictures are drawn with Inter (fonts-inter); here it is %1").arg(family)));
}

void TestGoldens::schemes()
{
    QTest::addColumn<Theme::Mode>("mode");
    QTest::newRow("light") << Theme::Mode::Light;
    QTest::newRow("dark") << Theme::Mode::Dark;
}

void TestGoldens::compare(QWidget *widget, const QString &name)
{
    QTest::qWait(50);
    const QImage seen = widget->grab().toImage().convertToFormat(QImage::Format_RGB32);
    const QString file = QStringLiteral(CONFAB_GOLDENS "/%1-%2-%3.png").arg(name, QLatin1String(QTest::currentDataTag())).arg(qRound(seen.devicePixelRatio() * 100));
    if (qEnvironmentVariableIntValue("CONFAB_UPDATE_GOLDENS")) {
        QDir().mkpath(QStringLiteral(CONFAB_GOLDENS));
        QVERIFY(seen.save(file, "PNG", 0)); // 0: as small as it gets
        return;
    }
    const QImage golden = QImage(file).convertToFormat(QImage::Format_RGB32);
    QVERIFY2(!golden.isNull(), qPrintable(file));
    QCOMPARE(seen.size(), golden.size());
    const auto [mean, strong] = difference(seen, golden);
    if (mean > 1.5 || strong > 0.01)
        seen.save(QDir::temp().filePath(QFileInfo(file).fileName()));
    QVERIFY2(mean <= 1.5 && strong <= 0.01,
        qPrintable(QStringLiteral("%1: off by %2 on average, %3 % of the pixels strongly; what was seen is in %4")
                       .arg(file)
                       .arg(mean)
                       .arg(strong * 100)
                       .arg(QDir::tempPath())));
}

void TestGoldens::chatList()
{
    QFETCH(Theme::Mode, mode);
    FakeSession session(FakeSession::Seed::World, moment());
    TestUi ui(&session, mode, session.now);
    ChatListPanel panel(ui.context());
    present(&panel, {340, 430});
    panel.setOpen(session.lantern);
    compare(&panel, QStringLiteral("list"));
}

void TestGoldens::bubbles()
{
    QFETCH(Theme::Mode, mode);
    FakeSession session(FakeSession::Seed::World, moment());
    TestUi ui(&session, mode, session.now);
    TimelineView view(ui.context());
    present(&view, {560, 520});
    view.openChat(session.lantern);
    QTRY_VERIFY(view.isReady());
    compare(&view, QStringLiteral("bubbles"));
}

QTEST_MAIN(TestGoldens)
#include "test_goldens.moc"
