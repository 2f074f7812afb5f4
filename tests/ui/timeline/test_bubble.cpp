#include "tests/ui/support/fake_session.h"
#include "tests/ui/support/ui_probe.h"
#include "ui/timeline/bubble_painter.h"

#include <QImage>
#include <QPainter>
#include <QTest>

using namespace confab;
using namespace confab::test;

//! The anatomy of a bubble as the mockups measure it, at the scale factors that fractional displays have.
class TestBubble : public QObject {
    Q_OBJECT
private slots:
    void outline_data();
    void outline();
    void timeSharesTheLastLine();
    void tickPlaceIsReserved();
    void leastAndGreatestWidth();
    void reactionsFitOrAreCounted();
    void tombstoneAndUnknownKinds();
};

namespace {

struct Bench {
    FakeSession session{FakeSession::Seed::Empty};
    TestUi ui{&session};
    UiContext context = ui.context();
    TimelineStyle style{ui.theme};

    BubbleInput input(const QString &text, bool own = true)
    {
        BubbleInput made;
        made.row.seq = Seq(1);
        made.row.from = own ? session.me : UserId();
        made.row.content.text = text;
        made.row.ts = session.now;
        made.self = session.me;
        made.own = own;
        made.maxWidth = 400;
        return made;
    }
};

} // namespace

void TestBubble::outline_data()
{
    QTest::addColumn<double>("dpr");
    QTest::addColumn<bool>("right");
    for (const double dpr : {1.0, 1.25, 1.5, 2.0}) {
        QTest::addRow("left at %.2f", dpr) << dpr << false;
        QTest::addRow("right at %.2f", dpr) << dpr << true;
    }
}

void TestBubble::outline()
{
    QFETCH(double, dpr);
    QFETCH(bool, right);
    const auto draw = [&](bool first, bool last) {
        QImage image(QSize(140, 80) * dpr, QImage::Format_ARGB32_Premultiplied);
        image.setDevicePixelRatio(dpr);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.fillPath(bubbleOutline(QRectF(20, 10, 100, 50), first, last, right), Qt::black);
        painter.end();
        return image;
    };
    // Places in logical px for a bubble whose speaker stands at the left; mirrored for the right.
    const auto dark = [&](const QImage &image, double x, double y) {
        const double at = right ? 140 - x : x;
        return qGray(image.pixel(int(at * dpr), int(y * dpr))) < 60;
    };
    const auto alone = draw(true, true);
    QVERIFY(dark(alone, 70, 35));
    QVERIFY(!dark(alone, 22, 12)); // outer corner of 16
    QVERIFY(!dark(alone, 118, 12));
    QVERIFY(!dark(alone, 118, 58));
    QVERIFY(dark(alone, 16.5, 58.5)); // the tail goes out at the bottom
    QVERIFY(!dark(alone, 16.5, 50));
    QVERIFY(!dark(alone, 11, 58));
    const auto middle = draw(false, false);
    QVERIFY(!dark(middle, 16.5, 58.5)); // no tail inside a group
    QVERIFY(dark(middle, 23, 13)); // where bubbles meet the corner is 6
    QVERIFY(dark(middle, 23, 57));
    QVERIFY(!dark(middle, 20.4, 10.4));
}

void TestBubble::timeSharesTheLastLine()
{
    Bench bench;
    const BubbleLayout fits(bench.input("short"), bench.style);
    QCOMPARE(fits.bubble().height(), 7 + 20 + 8);
    QCOMPARE(fits.metaBaseline().y(), fits.textAt().y() + fits.text().baselineOfLastLine());
    QVERIFY(fits.metaBaseline().x() >= fits.textAt().x() + fits.text().lastLineWidth() + 10);

    QString text;
    BubbleLayout full(bench.input("x"), bench.style);
    while (full.bubble().height() == 35 && text.size() < 200) {
        text += u'm';
        full = BubbleLayout(bench.input(text), bench.style);
    }
    QCOMPARE(full.text().lines(), 1); // the text still fits, the time does not
    QCOMPARE(full.bubble().height(), 7 + 20 + 20 + 8);

    const BubbleLayout arabic(bench.input(QString::fromUtf8("مرحبا")), bench.style);
    QCOMPARE(arabic.bubble().height(), 7 + 20 + 16 + 8);
    const BubbleLayout emoji(bench.input(QString::fromUtf8("🏮🏮")), bench.style);
    QCOMPARE(emoji.bubble().height(), 7 + 40 + 16 + 8);
}

void TestBubble::tickPlaceIsReserved()
{
    Bench bench;
    auto input = bench.input("the same for every state");
    const BubbleLayout reference(input, bench.style);
    for (const auto state :
        {MessageState::Queued, MessageState::Delivered, MessageState::Read, MessageState::Failed}) {
        input.row.state = state;
        const BubbleLayout other(input, bench.style);
        QCOMPARE(other.bubble(), reference.bubble());
        QCOMPARE(other.metaBaseline(), reference.metaBaseline());
    }
    QCOMPARE(reference.bubble().width() - reference.tickLeft(), 12 + 20);
    const BubbleLayout theirs(bench.input("the same for every state", false), bench.style);
    QCOMPARE(reference.bubble().width() - theirs.bubble().width(), 4 + 20);
}

void TestBubble::leastAndGreatestWidth()
{
    Bench bench;
    QCOMPARE(BubbleLayout(bench.input(".", false), bench.style).bubble().width(), 96);
    const BubbleLayout wide(bench.input(QStringLiteral("word ").repeated(100)), bench.style);
    QVERIFY(wide.bubble().width() <= 400);
    QVERIFY(wide.naturalWidth() > 400); // a resize matters to it
    QVERIFY(BubbleLayout(bench.input("short"), bench.style).naturalWidth() < 400);
    auto quoting = bench.input("ok");
    quoting.row.content.reply = Quote{Seq(1), {}, QStringLiteral("a long quote ").repeated(30), {}};
    quoting.quoteName = QStringLiteral("Someone with a name ").repeated(10);
    QCOMPARE(BubbleLayout(quoting, bench.style).bubble().width(), 400);
}

void TestBubble::reactionsFitOrAreCounted()
{
    Bench bench;
    auto input = bench.input("hi");
    for (int i = 0; i < 40; ++i)
        input.row.reactions.append({QString::fromUtf8("👍"), {UserId()}});
    const BubbleLayout layout(input, bench.style);
    QVERIFY(layout.hasReactions());
    QVERIFY(layout.chips().back().emoji.isEmpty());
    QVERIFY(layout.chips().back().count.startsWith(u'+'));
    for (const auto &chip : layout.chips()) {
        QVERIFY(chip.rect.right() <= layout.bubble().width());
        QVERIFY(layout.bubble().width() - chip.rect.left() <= 400);
    }
    QCOMPARE(layout.height(), layout.bubble().height() + 4 + 24);
    input.row.reactions = {{QString(5000, QChar(0x1f4a)), {bench.session.me}}};
    const BubbleLayout hostile(input, bench.style);
    QVERIFY(hostile.chips().front().mine);
    QVERIFY(hostile.chips().front().rect.width() < 400);
}

void TestBubble::tombstoneAndUnknownKinds()
{
    Bench bench;
    auto deleted = bench.input({});
    deleted.row.content = {};
    deleted.row.deleted = true;
    QVERIFY(BubbleLayout(deleted, bench.style).text().text().contains("deleted"));
    auto waiting = bench.input({});
    waiting.row.content = {};
    waiting.row.undecodable = true;
    QVERIFY(BubbleLayout(waiting, bench.style).text().text().contains("Waiting"));
    auto unknown = bench.input({});
    unknown.row.content = {};
    const BubbleLayout update(unknown, bench.style);
    QVERIFY(update.text().text().contains("Update"));
    QVERIFY(!update.icon().isEmpty());
    auto service = bench.input({});
    service.serviceText = QStringLiteral("Bo added Al ").repeated(30);
    const BubbleLayout pill(service, bench.style);
    QVERIFY(pill.isService());
    QVERIFY(pill.bubble().width() <= 400);
}

QTEST_MAIN(TestBubble)
#include "test_bubble.moc"
