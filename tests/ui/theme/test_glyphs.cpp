#include "ui/common/avatar_painter.h"
#include "ui/common/icons.h"
#include "ui/common/tick_painter.h"
#include "ui/theme/theme.h"

#include <QDirIterator>
#include <QPainter>
#include <QTest>

using namespace confab;

namespace {

// Goldens without files: fonts differ between machines, the paths of icons and ticks do not. A glyph at the device pixel
// ratio under test is compared with itself drawn large and scaled down.
QImage drawn(qreal dpr, const QSize &size, const std::function<void(QPainter *)> &draw)
{
    QImage image(size * dpr, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(dpr);
    image.fill(Qt::white);
    QPainter painter(&image);
    draw(&painter);
    return image;
}

QRect inked(const QImage &image)
{
    QRect box;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (qGray(image.pixel(x, y)) < 200)
                box |= QRect(x, y, 1, 1);
        }
    }
    return box;
}

double meanDifference(const QImage &a, const QImage &b)
{
    double sum = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x)
            sum += std::abs(qGray(a.pixel(x, y)) - qGray(b.pixel(x, y)));
    }
    return sum / (a.width() * a.height());
}

QImage tick(const Theme &theme, MessageState state, qreal dpr, qreal scale = 1)
{
    return drawn(dpr, QSize(24, 16) * scale,
        [&](QPainter *painter) { ticks::paint(painter, theme, state, QPointF(2, 13) * scale, Qt::black, scale); });
}

constexpr MessageState states[] {
    MessageState::Queued, MessageState::Sent, MessageState::Delivered, MessageState::Read, MessageState::Failed};

} // namespace

class TestGlyphs : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { m_theme.setMode(Theme::Mode::Light); }

    void everyIconDraws()
    {
        Icons icons;
        int count = 0;
        for (QDirIterator it(":/icons", {"*.svg"}); it.hasNext(); ++count) {
            it.next();
            const QString name = it.fileInfo().completeBaseName();
            for (qreal dpr : {1.0, 1.25, 1.5, 2.0}) {
                QCOMPARE(icons.pixmap(name, 24, Qt::black, dpr).size(), QSize(qRound(24 * dpr), qRound(24 * dpr)));
                const QImage image
                    = drawn(dpr, {24, 24}, [&](QPainter *p) { icons.paint(p, name, QRectF(0, 0, 24, 24), 24, Qt::black); });
                const QRect box = inked(image);
                QVERIFY2(box.width() > 3 * dpr || box.height() > 3 * dpr, qPrintable(name));
                if (name != "logo") // which fills its box; of the others nothing is cut off
                    QVERIFY2(image.rect().adjusted(1, 1, -1, -1).contains(box), qPrintable(name));
            }
        }
        QVERIFY(count > 60);
    }

    void iconsAreTheSameAtEveryRatio_data() { ratios(); }
    void iconsAreTheSameAtEveryRatio()
    {
        QFETCH(qreal, dpr);
        Icons icons;
        for (const QString &name : {QStringLiteral("search"), QStringLiteral("belloff"), QStringLiteral("pin"), QStringLiteral("emoji")}) {
            const auto draw = [&](QPainter *p) { icons.paint(p, name, QRectF(0, 0, 24, 24), 24, Qt::black); };
            const QImage small = drawn(dpr, {24, 24}, draw);
            const QImage reference = drawn(8, {24, 24}, draw).scaled(small.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
            QVERIFY2(meanDifference(small, reference) < 6, qPrintable(name));
        }
    }

    void ticksDifferByShape()
    {
        QList<QImage> shapes;
        for (MessageState state : states)
            shapes.append(tick(m_theme, state, 2).convertToFormat(QImage::Format_Grayscale8));
        for (int a = 0; a < shapes.size(); ++a) {
            for (int b = a + 1; b < shapes.size(); ++b)
                QVERIFY2(meanDifference(shapes[a], shapes[b]) > 1.5, qPrintable(QStringLiteral("%1 and %2").arg(a).arg(b)));
        }
    }

    void theFirstCheckNeverMoves()
    {
        // Delivered is Sent with something to the right of it: left of the second check every pixel is the same.
        const QImage sent = tick(m_theme, MessageState::Sent, 2), delivered = tick(m_theme, MessageState::Delivered, 2);
        const int before = int((2 + 8.5) * 2);
        for (int y = 0; y < sent.height(); ++y) {
            for (int x = 0; x < before; ++x)
                QCOMPARE(sent.pixel(x, y), delivered.pixel(x, y));
        }
        QVERIFY(inked(delivered).right() > inked(sent).right());
    }

    void checksStandOnTheBaseline_data() { ratios(); }
    void checksStandOnTheBaseline()
    {
        QFETCH(qreal, dpr);
        for (MessageState state : {MessageState::Sent, MessageState::Delivered, MessageState::Read}) {
            const double bottom = (inked(tick(m_theme, state, dpr)).bottom() + 1) / dpr;
            QVERIFY2(std::abs(bottom - 13) <= 1.0, qPrintable(QString::number(bottom)));
        }
    }

    void ticksScaleWithTheText()
    {
        const QRect once = inked(tick(m_theme, MessageState::Read, 1, 1)), twice = inked(tick(m_theme, MessageState::Read, 1, 2));
        QVERIFY(std::abs(twice.width() - 2 * once.width()) <= 2);
    }

    void initials_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("letters");
        QTest::newRow("two words") << "Amina Diallo" << "AD";
        QTest::newRow("first and last") << "Ada Maria Lovelace King" << "AK";
        QTest::newRow("one word") << "kofi" << "K";
        QTest::newRow("hyphen") << "Park Hye-jin" << "PJ";
        QTest::newRow("Chinese") << QString::fromUtf8("陈雨桐") << QString::fromUtf8("陈");
        QTest::newRow("Arabic") << QString::fromUtf8("ليلى حداد") << QString::fromUtf8("لح");
        QTest::newRow("emoji is no letter") << QString::fromUtf8("Mãe ❤️") << "M";
        QTest::newRow("accents") << QString::fromUtf8("Óscar Ñandú") << QString::fromUtf8("ÓÑ");
        QTest::newRow("only signs") << "***" << "";
        QTest::newRow("empty") << "" << "";
    }
    void initials()
    {
        QFETCH(QString, name);
        QFETCH(QString, letters);
        QCOMPARE(initialsOf(name), letters);
    }

    void theOnlineDotHasARingOfItsGround()
    {
        Icons icons;
        AvatarPainter avatars(&m_theme, &icons);
        const AvatarSpec who {"AD", Token::Name1, false};
        const QImage image
            = drawn(2, {52, 52}, [&](QPainter *p) { avatars.paint(p, QRectF(2, 2, 48, 48), who, true, Qt::magenta); });
        QCOMPARE(image.pixelColor(2 * 44 + 1, 2 * 44 + 1), m_theme.color(Token::Online));
        QCOMPARE(image.pixelColor(2 * 44 + 1, 2 * 38), QColor(Qt::magenta));
    }

private:
    void ratios()
    {
        QTest::addColumn<qreal>("dpr");
        for (qreal dpr : {1.0, 1.25, 1.5, 2.0})
            QTest::addRow("%g", dpr) << dpr;
    }
    Theme m_theme;
};

QTEST_MAIN(TestGlyphs)
#include "test_glyphs.moc"
