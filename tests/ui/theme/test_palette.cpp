#include "ui/theme/palette.h"

#include <QSet>
#include <QTest>

using namespace confab;

namespace {

constexpr qreal forText = 4.5; // WCAG 2.1, 1.4.3
constexpr qreal forGraphics = 3.0; // 1.4.11

struct Pair {
    Token ink;
    Token ground;
    qreal least;
};

using T = Token;

// Every text, and every glyph that carries meaning, on every ground it is drawn on.
QList<Pair> pairs()
{
    QList<Pair> list {
        {T::TextPrimary, T::BgWindow, forText}, {T::TextPrimary, T::BgPanel, forText}, {T::TextPrimary, T::BgChat, forText},
        {T::TextPrimary, T::BgHover, forText}, {T::TextPrimary, T::BubbleIn, forText}, {T::TextPrimary, T::BubbleOut, forText},
        {T::TextPrimary, T::Field, forText}, {T::TextPrimary, T::QuoteIn, forText}, {T::TextPrimary, T::QuoteOut, forText},
        {T::TextPrimary, T::CodeIn, forText}, {T::TextPrimary, T::CodeOut, forText},
        {T::TextSecondary, T::BgWindow, forText}, {T::TextSecondary, T::BgPanel, forText}, {T::TextSecondary, T::BgChat, forText},
        {T::TextSecondary, T::BgHover, forText}, {T::TextSecondary, T::BubbleIn, forText}, {T::TextSecondary, T::QuoteIn, forText},
        {T::TextSecondary, T::CodeIn, forText}, {T::TextSecondary, T::Field, forText},
        {T::TimeOut, T::BubbleOut, forText}, {T::TimeOut, T::QuoteOut, forText},
        {T::Placeholder, T::Field, forText}, {T::LinkIn, T::BubbleIn, forText}, {T::LinkIn, T::QuoteIn, forText},
        {T::LinkOut, T::BubbleOut, forText}, {T::LinkOut, T::QuoteOut, forText},
        {T::OnAccent, T::Accent, forText}, {T::AccentText, T::BgWindow, forText}, {T::AccentText, T::BgPanel, forText},
        {T::TintText, T::Tint, forText}, {T::TintText, T::BgHover, forText},
        {T::RowSelectedText, T::RowSelected, forText}, {T::RowSelectedSecondary, T::RowSelected, forText},
        {T::OnBadge, T::Badge, forText}, {T::OnBadge, T::BadgeMuted, forText},
        {T::Danger, T::BgWindow, forText}, {T::Danger, T::BgHover, forText}, {T::Danger, T::Field, forText},
        {T::Online, T::BgWindow, forText}, {T::ServiceText, T::ServiceFill, forText}, {T::WarnText, T::WarnFill, forText},
        // glyphs
        {T::TickRead, T::BubbleOut, forGraphics}, {T::TickRead, T::BgWindow, forGraphics}, {T::TickRead, T::BgHover, forGraphics},
        {T::Icon, T::BgWindow, forGraphics}, {T::Icon, T::BgPanel, forGraphics}, {T::Icon, T::BgHover, forGraphics},
        {T::OnDanger, T::Danger, forGraphics}, {T::Danger, T::BgChat, forGraphics}, {T::Online, T::BgHover, forGraphics},
        {T::Online, T::BgPanel, forGraphics}, {T::AccentText, T::BgChat, forGraphics}, {T::AccentOut, T::BubbleOut, forGraphics},
    };
    for (int i = 0; i < nameColors; ++i) {
        const Token name = Token(int(T::Name1) + i);
        for (Token ground : {T::BubbleIn, T::BgWindow, T::QuoteIn, T::QuoteOut})
            list.append({name, ground, forText});
    }
    return list;
}

const char *nameOf(Token token)
{
    return tokenTable()[std::size_t(token)].name;
}

} // namespace

class TestPalette : public QObject {
    Q_OBJECT
private slots:
    void knownRatios()
    {
        QCOMPARE(qRound(contrastRatio(Qt::black, Qt::white) * 100), 2100);
        QCOMPARE(qRound(contrastRatio(QColor("#1f74b8"), Qt::white) * 100), 494);
        QVERIFY(contrastRatio(QColor(0, 0, 0, 128), Qt::white) < 5); // half of black on white is a mid grey
    }

    void contrast_data()
    {
        QTest::addColumn<int>("scheme");
        QTest::addColumn<int>("accent");
        for (int accent = 0; accent < accentCount; ++accent) {
            const QByteArray name = accentName(Accent(accent));
            QTest::newRow("light, " + name) << int(Scheme::Light) << accent;
            QTest::newRow("dark, " + name) << int(Scheme::Dark) << accent;
            QTest::newRow("contrast, " + name) << int(Scheme::Contrast) << accent;
        }
    }
    void contrast()
    {
        QFETCH(int, scheme);
        QFETCH(int, accent);
        QStringList failures;
        for (const Pair &pair : pairs()) {
            const qreal ratio = contrastRatio(
                colorOf(pair.ink, Scheme(scheme), Accent(accent)), colorOf(pair.ground, Scheme(scheme), Accent(accent)));
            if (ratio < pair.least)
                failures += QStringLiteral("%1 on %2: %3, needs %4").arg(nameOf(pair.ink), nameOf(pair.ground)).arg(ratio, 0, 'f', 2).arg(pair.least);
        }
        QVERIFY2(failures.isEmpty(), qPrintable(failures.join('\n')));
    }

    void accentsAreSeenAndDiffer()
    {
        for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
            QSet<QRgb> seen;
            for (int i = 0; i < accentCount; ++i) {
                const QColor color = colorOf(Token::Accent, scheme, Accent(i));
                seen.insert(color.rgba());
                // A switch that is on, the ring of the slider: graphics on a panel.
                QVERIFY2(contrastRatio(color, colorOf(Token::BgPanel, scheme)) >= forGraphics, accentName(Accent(i)));
                QCOMPARE(colorOf(Token::Badge, scheme, Accent(i)), color);
                QCOMPARE(colorOf(Token::BubbleOut, scheme, Accent(i)), colorOf(Token::BubbleOut, scheme));
            }
            QCOMPARE(seen.size(), accentCount);
        }
        QCOMPARE(colorOf(Token::Accent, Scheme::Contrast, Accent::Pink), colorOf(Token::Accent, Scheme::Contrast));
    }

    void initialsOnAvatars_data()
    {
        QTest::addColumn<int>("scheme");
        QTest::newRow("light") << int(Scheme::Light);
        QTest::newRow("dark") << int(Scheme::Dark);
        QTest::newRow("contrast") << int(Scheme::Contrast);
    }
    void initialsOnAvatars()
    {
        // The two stops of the disc, and the ink as the painter mixes it.
        QFETCH(int, scheme);
        const bool light = Scheme(scheme) == Scheme::Light;
        const QColor ground = colorOf(Token::BgWindow, Scheme(scheme));
        for (int i = 0; i < nameColors; ++i) {
            const QColor name = colorOf(Token(int(Token::Name1) + i), Scheme(scheme));
            const QColor ink = light ? mix(Qt::black, name, 0.14) : name;
            for (qreal part : light ? QList<qreal> {0.13, 0.23} : QList<qreal> {0.15, 0.24}) {
                const qreal ratio = contrastRatio(ink, mix(name, ground, part));
                QVERIFY2(ratio >= forText, qPrintable(QStringLiteral("name %1, stop %2: %3").arg(i + 1).arg(part).arg(ratio)));
            }
        }
    }

    void everyTokenHasANameOfItsOwn()
    {
        QSet<QByteArray> names;
        for (const TokenInfo &info : tokenTable())
            names.insert(info.name);
        QCOMPARE(std::size_t(names.size()), tokenCount);
    }
};

QTEST_APPLESS_MAIN(TestPalette)
#include "test_palette.moc"
