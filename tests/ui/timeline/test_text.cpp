#include "ui/timeline/emoji_text.h"
#include "ui/timeline/links.h"
#include "ui/timeline/text_block.h"
#include "ui/timeline/unread_separator.h"

#include <QImage>
#include <QPainter>
#include <QTest>

using namespace confab;

class TestText : public QObject {
    Q_OBJECT
private slots:
    void links_data();
    void links();
    void deceptive_data();
    void deceptive();
    void linksAreBounded();
    void emoji_data();
    void emoji();
    void linesHaveOneHeight();
    void paragraphsHaveTheirOwnDirection();
    void wordOf48KiBIsBroken();
    void marksStayOnTheLine();
    void positionsRoundTrip();
    void fences_data();
    void fences();
    void codeHasItsOwnGround();
    void separator();
};

void TestText::links_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("targets");
    const auto row = [](const char *name, const QString &text, const QStringList &targets) {
        QTest::newRow(name) << text << targets;
    };
    row("plain text", "Nothing here. And e.g. file.cpp or 12.30", {});
    row("https", "see https://example.org/a?b=c#d now", {"https://example.org/a?b=c#d"});
    row("upper case scheme", "HTTPS://Example.org", {"https://example.org"});
    row("no scheme", "Ferry: harbourline.example/t/9-40", {"https://harbourline.example/t/9-40"});
    row("full stop", "Look at https://example.org.", {"https://example.org"});
    row("brackets", "(https://example.org/a_(b)) end", {"https://example.org/a_(b)"});
    row("mail", "write to amina@example.org!", {"mailto:amina@example.org"});
    row("mailto", "mailto:a@example.org", {"mailto:a@example.org"});
    row("javascript", "javascript:alert(1)", {});
    row("file", "file:///etc/passwd and ftp://example.org", {});
    row("data", "data:text/html,<script>", {});
    row("custom scheme", "confab://link/7QF2 tel:+123", {});
    row("scheme only", "https:// http://", {});
    row("CJK without spaces", QString::fromUtf8("看https://rivertide.example/sat"),
        {"https://rivertide.example/sat"});
    row("quoted", "\"https://example.org/x\"", {"https://example.org/x"});
    row("two", "a.example b.example", {"https://a.example", "https://b.example"});
    row("bidi control ends it", QString::fromUtf8("https://example.org/\u202egpj.exe"),
        {"https://example.org/"});
    row("double dot", "example..org", {});
}

void TestText::links()
{
    QFETCH(QString, text);
    QFETCH(QStringList, targets);
    QStringList found;
    for (const auto &link : findLinks(text)) {
        found.append(link.target.toString());
        QVERIFY(link.start >= 0 && link.start + link.length <= text.size());
    }
    QCOMPARE(found, targets);
}

void TestText::deceptive_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("expected");
    QTest::newRow("honest") << "https://example.org" << false;
    QTest::newRow("German umlaut") << QString::fromUtf8("https://bücher.example") << false;
    QTest::newRow("user info") << "https://bank.example@evil.example/" << true;
    QTest::newRow("Cyrillic in Latin") << QString::fromUtf8("https://p\u0430ypal.com") << true;
    QTest::newRow("all Cyrillic under com")
        << QString::fromUtf8("https://\u0430\u0440\u0440\u04cf\u0435.com") << true;
    QTest::newRow("Russian name") << QString::fromUtf8(
        "https://\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444/abc")
                                  << false;
    QTest::newRow("Japanese") << QString::fromUtf8("https://\u4f8b\u3048.jp") << false;
}

void TestText::deceptive()
{
    QFETCH(QString, text);
    QFETCH(bool, expected);
    const auto found = findLinks(text);
    QCOMPARE(found.size(), 1);
    QCOMPARE(isDeceptive(found.first(), text), expected);
    // The tooltip shows what DNS will see.
    const auto shown = realTarget(found.first().target);
    QVERIFY(std::all_of(shown.begin(), shown.end(), [](QChar c) { return c.unicode() < 0x80; }));
}

void TestText::linksAreBounded()
{
    const auto many = QStringLiteral("a.example ").repeated(5000);
    QCOMPARE(findLinks(many).size(), 200);
    const auto huge = QStringLiteral("https://example.org/") + QString(48 * 1024, u'a');
    QCOMPARE(findLinks(huge).size(), 0);
    QCOMPARE(findLinks(QString(48 * 1024, u'(')).size(), 0);
}

void TestText::emoji_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("count");
    QTest::newRow("one") << QString::fromUtf8("🏮") << 1;
    QTest::newRow("three") << QString::fromUtf8("🏮🥁🎏") << 3;
    QTest::newRow("four") << QString::fromUtf8("🏮🥁🎏🏮") << 0;
    QTest::newRow("spaces") << QString::fromUtf8(" 🏮 🥁 ") << 2;
    QTest::newRow("with text") << QString::fromUtf8("🏮!") << 0;
    QTest::newRow("heart") << QString::fromUtf8("❤️") << 1;
    QTest::newRow("text heart") << QString::fromUtf8("❤") << 0;
    QTest::newRow("family") << QString::fromUtf8("👨‍👩‍👧‍👦") << 1;
    QTest::newRow("flag") << QString::fromUtf8("🇵🇹") << 1;
    QTest::newRow("skin") << QString::fromUtf8("👍🏽") << 1;
    QTest::newRow("keycap") << QString::fromUtf8("1️⃣") << 1;
    QTest::newRow("digits") << QStringLiteral("123") << 0;
    QTest::newRow("empty") << QString() << 0;
    QTest::newRow("letters") << QString::fromUtf8("喜歡") << 0;
}

void TestText::emoji()
{
    QFETCH(QString, text);
    QFETCH(int, count);
    QCOMPARE(emojiOnlyCount(text), count);
}

namespace {

TextBlock block(const QString &text, int width, int maxLines = 0)
{
    QFont font;
    font.setPixelSize(14);
    TextBlock made;
    made.setText(text, {font, 20, Qt::black, Qt::blue, font, 18, Qt::gray}, findLinks(text));
    made.layout(width, maxLines);
    made.align(made.width());
    return made;
}

} // namespace

void TestText::linesHaveOneHeight()
{
    const auto text = block(QString::fromUtf8("plain\n🏮 emoji\n喜歡\nนํ้า\nعربي"), 400);
    QCOMPARE(text.lines(), 5);
    QCOMPARE(text.height(), 100);
}

void TestText::paragraphsHaveTheirOwnDirection()
{
    const auto text =
        block(QString::fromUtf8("A line that is a good deal longer than the other\nمرحبا"), 400);
    QCOMPARE(text.lines(), 2);
    QVERIFY(text.lastLineRtl());
    // The second line begins at the right edge: the position there is its start.
    const int start = int(text.text().indexOf(u'\n')) + 1;
    QCOMPARE(text.positionAt(QPointF(text.width() - 1, 30)), start);
    QVERIFY(!block(QString::fromUtf8("مرحبا\nhello"), 400).lastLineRtl());
    // Without letters a paragraph goes on in the direction of the one before it.
    QVERIFY(block(QString::fromUtf8("مرحبا\n123"), 400).lastLineRtl());
}

void TestText::wordOf48KiBIsBroken()
{
    const auto text = block(QString(48 * 1024, u'x'), 300, 20);
    QCOMPARE(text.lines(), 20);
    QVERIFY(text.width() <= 300);
}

void TestText::marksStayOnTheLine()
{
    QString zalgo = QStringLiteral("a");
    for (int i = 0; i < 200; ++i)
        zalgo += QChar(0x0300 + i % 0x30);
    const auto text = block(zalgo + QStringLiteral("\nnext"), 300);
    QCOMPARE(text.lines(), 2);
    QCOMPARE(text.height(), 40);
}

void TestText::positionsRoundTrip()
{
    const auto text = block(QStringLiteral("first line\nsecond one\nthird"), 400);
    QCOMPARE(text.positionAt({0, 5}), 0);
    QCOMPARE(text.positionAt({399, 5}), 10);
    QCOMPARE(text.positionAt({0, 25}), 11);
    QCOMPARE(text.positionAt({0, -50}), 0);
    QCOMPARE(text.positionAt({0, 500}), int(text.text().size()));
    QCOMPARE(text.wordAt(13), std::pair(11, 17));
    const auto link = block(QStringLiteral("go to example.org now"), 400);
    QVERIFY(!link.linkAt({3, 10}));
    QVERIFY(link.linkAt({60, 10}));
    QVERIFY(!link.linkAt({390, 10}));
}

void TestText::fences_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QStringList>("code");
    QTest::newRow("none") << "a\nb"
                          << "a\nb" << QStringList{};
    QTest::newRow("between") << "a\n```\nx = 1\ny\n```\nb"
                             << "a\nx = 1\ny\nb" << QStringList{"x = 1\ny"};
    QTest::newRow("with a language") << "```cpp\nint a;\n```"
                                     << "int a;" << QStringList{"int a;"};
    QTest::newRow("two") << "```\na\n```\n```\nb\n```"
                         << "a\nb" << QStringList{"a", "b"};
    QTest::newRow("never closed") << "```\na"
                                  << "```\na" << QStringList{};
    QTest::newRow("empty") << "```\n```"
                           << "```\n```" << QStringList{};
    QTest::newRow("in a line") << "use ``` there"
                               << "use ``` there" << QStringList{};
}

void TestText::fences()
{
    QFETCH(QString, text);
    QFETCH(QString, shown);
    QFETCH(QStringList, code);
    const auto split = splitFences(text);
    QCOMPARE(split.text, shown);
    QStringList found;
    for (const auto &span : split.code)
        found.append(split.text.mid(span.start, span.length));
    QCOMPARE(found, code);
}

void TestText::codeHasItsOwnGround()
{
    QFont font;
    font.setPixelSize(14);
    const auto split = splitFences("before\n```\none\ntwo\n```\nafter");
    TextBlock text;
    text.setText(split.text, {font, 20, Qt::black, Qt::blue, font, 18, Qt::red}, {}, split.code);
    text.layout(300);
    text.align(200);
    QCOMPARE(text.height(), 20 + (4 + 8 + 36 + 8 + 4) + 20);
    QVERIFY(!text.endsWithCode());
    QCOMPARE(text.positionAt({10, 20 + 12 + 20}), int(split.text.indexOf("two")));
    QCOMPARE(text.positionAt({0, 20 + 60 + 5}), int(split.text.indexOf("after")));
    QImage image(220, 120, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    text.draw(painter, {0, 0});
    painter.end();
    QCOMPARE(image.pixelColor(190, 50), QColor(Qt::red));
    QCOMPARE(image.pixelColor(190, 10), QColor(Qt::white));
    QCOMPARE(image.pixelColor(190, 90), QColor(Qt::white));
}

//! The rules of the unread bar, experience.md 1.3.
void TestText::separator()
{
    UnreadSeparator bar;
    bar.open(Seq(10), 4);
    QCOMPARE(bar.first(), Seq(10));
    QCOMPARE(bar.count(), 4);
    bar.arrived(Seq(20), false); // scrolled up: it grows in place
    QCOMPARE(bar.first(), Seq(10));
    QCOMPARE(bar.count(), 5);
    bar.arrived(Seq(21), true); // at the bottom and active: its duty is done
    QVERIFY(!bar.first());
    bar.arrived(Seq(22), false); // scrolled up again
    QCOMPARE(bar.first(), Seq(22));
    QCOMPARE(bar.count(), 1);
    bar.left(false, false); // below the viewport: kept
    QVERIFY(bar.first());
    bar.left(false, true); // above it: not wanted again
    QVERIFY(!bar.first());
    bar.open(Seq(5), 2);
    bar.sent();
    QVERIFY(!bar.first());
    bar.open(Seq(5), 0);
    QVERIFY(!bar.first());
    bar.open(Seq(5), 1);
    bar.left(true, false);
    QVERIFY(!bar.first());
}

QTEST_MAIN(TestText)
#include "test_text.moc"
