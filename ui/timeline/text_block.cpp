#include "ui/timeline/text_block.h"

#include "ui/timeline/emoji_text.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextBoundaryFinder>
#include <algorithm>
#include <cmath>

namespace confab {
namespace {

constexpr int codePaddingX = 10;
constexpr int codePaddingY = 8;
constexpr int codeMargin = 4;

enum class Direction { Neutral, Ltr, Rtl };

Direction directionOf(QStringView paragraph)
{
    int looked = 0;
    for (qsizetype i = 0; i < paragraph.size() && looked < 2000; ++i, ++looked) {
        char32_t c = paragraph[i].unicode();
        if (paragraph[i].isHighSurrogate() && i + 1 < paragraph.size() && paragraph[i + 1].isLowSurrogate()) {
            c = QChar::surrogateToUcs4(paragraph[i], paragraph[i + 1]);
            ++i;
        }
        switch (QChar::direction(c)) {
        case QChar::DirL:
            return Direction::Ltr;
        case QChar::DirR:
        case QChar::DirAL:
            return Direction::Rtl;
        default:
            break;
        }
    }
    return Direction::Neutral;
}

bool hasBidiControls(QStringView text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) {
        return (c.unicode() >= 0x202a && c.unicode() <= 0x202e)
            || (c.unicode() >= 0x2066 && c.unicode() <= 0x2069);
    });
}

} // namespace

void TextBlock::setText(
    const QString &text, const Style &style, const QList<Link> &links, const QList<FencedText::Span> &code)
{
    m_text = text;
    m_style = style;
    m_links = links;
    QString display = text;
    display.replace(u'\n', QChar::LineSeparator);
    split(display, code);
    for (auto &paragraph : m_paragraphs)
        prepare(paragraph, display);
}

//! Neighbouring paragraphs of one direction share a layout (a line separator in between), so that a text of
//! thousands of short lines costs one. Not with embedding controls, whose effect must end with the paragraph.
void TextBlock::split(const QString &display, const QList<FencedText::Span> &code)
{
    m_paragraphs.clear();
    const bool separate = hasBidiControls(display);
    auto former = Direction::Ltr;
    qsizetype span = 0;
    for (qsizetype start = 0; start <= display.size();) {
        qsizetype end = display.indexOf(QChar::LineSeparator, start);
        if (end < 0)
            end = display.size();
        while (span < code.size() && start > code[span].start + code[span].length)
            ++span;
        const bool inCode = span < code.size() && start >= code[span].start;
        auto direction = inCode ? Direction::Ltr : directionOf(QStringView(display).mid(start, end - start));
        if (direction == Direction::Neutral)
            direction = former;
        const bool rtl = direction == Direction::Rtl;
        const bool opens = inCode && start == code[span].start;
        const bool joins = !m_paragraphs.empty() && m_paragraphs.back().code == inCode && !opens
            && (inCode || (m_paragraphs.back().rtl == rtl && !separate));
        if (!joins) {
            Paragraph paragraph;
            paragraph.start = int(start);
            paragraph.rtl = rtl;
            paragraph.code = inCode;
            m_paragraphs.push_back(std::move(paragraph));
        }
        m_paragraphs.back().end = int(end);
        former = inCode ? former : direction;
        start = end + 1;
    }
}

void TextBlock::prepare(Paragraph &paragraph, const QString &display) const
{
    const auto &font = paragraph.code ? m_style.codeFont : m_style.font;
    paragraph.lineHeight = paragraph.code ? m_style.codeLineHeight : m_style.lineHeight;
    paragraph.layout =
        std::make_unique<QTextLayout>(display.mid(paragraph.start, paragraph.end - paragraph.start), font);
    paragraph.layout->setCacheEnabled(true);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(paragraph.rtl ? Qt::RightToLeft : Qt::LeftToRight);
    option.setAlignment(Qt::AlignLeft | Qt::AlignAbsolute);
    paragraph.layout->setTextOption(option);
    QList<QTextLayout::FormatRange> formats;
    for (const auto &link : m_links) {
        const auto from = std::max<qsizetype>(link.start, paragraph.start);
        const auto to = std::min<qsizetype>(link.start + link.length, paragraph.end);
        if (from >= to || paragraph.code)
            continue;
        QTextCharFormat format;
        format.setForeground(m_style.link);
        formats.append({int(from) - paragraph.start, int(to - from), format});
    }
    for (const auto &[from, length] : emojiVariants(paragraph.layout->text())) {
        QTextCharFormat format;
        format.setFont(emojiFont(font));
        formats.append({from, length, format});
    }
    if (!formats.isEmpty())
        paragraph.layout->setFormats(formats);
}

bool TextBlock::layout(int width, int maxLines)
{
    m_width = m_height = m_lines = m_lastLineWidth = 0;
    bool complete = true;
    for (auto &paragraph : m_paragraphs) {
        paragraph.lineCount = 0;
        if (!complete) {
            paragraph.layout->clearLayout();
            continue;
        }
        const int inset = paragraph.code ? codePaddingX : 0;
        paragraph.top = m_height + (paragraph.code ? codeMargin + codePaddingY : 0);
        // One baseline a line, in the middle of its height: marks and fallback fonts of other heights do not
        // push it.
        const QFontMetricsF metrics(paragraph.layout->font());
        const qreal baseline = (paragraph.lineHeight - metrics.height()) / 2 + metrics.ascent();
        paragraph.layout->beginLayout();
        while (true) {
            if (maxLines > 0 && m_lines == maxLines) {
                const auto last =
                    paragraph.lineCount > 0 ? paragraph.layout->lineAt(paragraph.lineCount - 1) : QTextLine();
                const int laidOut = last.isValid() ? last.textStart() + last.textLength() : 0;
                complete = laidOut >= paragraph.layout->text().size() && &paragraph == &m_paragraphs.back();
                break;
            }
            auto line = paragraph.layout->createLine();
            if (!line.isValid())
                break;
            line.setLineWidth(std::max(20, width - 2 * inset));
            line.setPosition(QPointF(inset, paragraph.bottom() + baseline - line.ascent()));
            m_lastLineWidth = std::min(width, int(std::ceil(line.naturalTextWidth())) + 2 * inset);
            m_width = std::max(m_width, m_lastLineWidth);
            ++m_lines;
            ++paragraph.lineCount;
        }
        paragraph.layout->endLayout();
        if (paragraph.lineCount > 0)
            m_height = paragraph.bottom() + (paragraph.code ? codePaddingY + codeMargin : 0);
    }
    return complete;
}

void TextBlock::align(int width)
{
    m_alignedWidth = width;
    for (auto &paragraph : m_paragraphs) {
        if (!paragraph.rtl)
            continue;
        for (int i = 0; i < paragraph.lineCount; ++i) {
            auto line = paragraph.layout->lineAt(i);
            const qreal x = width - line.naturalTextWidth() - (line.naturalTextRect().x() - line.x());
            line.setPosition(QPointF(x, line.y()));
        }
    }
}

int TextBlock::baselineOfLastLine() const
{
    for (auto it = m_paragraphs.rbegin(); it != m_paragraphs.rend(); ++it) {
        if (it->lineCount == 0)
            continue;
        const auto line = it->layout->lineAt(it->lineCount - 1);
        return int(std::round(line.y() + line.ascent()));
    }
    return 0;
}

void TextBlock::draw(QPainter &painter, QPointF at, int from, int to, const QColor &selection,
    const QColor &selectedText) const
{
    for (const auto &paragraph : m_paragraphs) {
        if (paragraph.lineCount == 0)
            continue;
        if (paragraph.code) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_style.codeGround);
            painter.drawRoundedRect(
                QRectF(at.x(), at.y() + paragraph.top - codePaddingY, std::max(m_alignedWidth, m_width),
                    paragraph.bottom() - paragraph.top + 2 * codePaddingY),
                6, 6);
        }
        painter.setPen(m_style.color);
        QList<QTextLayout::FormatRange> marked;
        const int a = std::max(from - paragraph.start, 0);
        const int b = std::min(to, paragraph.end) - paragraph.start;
        if (a < b) {
            QTextCharFormat format;
            format.setBackground(selection);
            format.setForeground(selectedText);
            marked.append({a, b - a, format});
        }
        paragraph.layout->draw(&painter, at, marked);
    }
}

std::pair<const TextBlock::Paragraph *, QTextLine> TextBlock::lineAt(qreal y) const
{
    const Paragraph *nearest = nullptr;
    for (const auto &paragraph : m_paragraphs) {
        if (paragraph.lineCount == 0)
            continue;
        nearest = &paragraph;
        if (y < paragraph.bottom())
            break;
    }
    if (!nearest)
        return {nullptr, QTextLine()};
    const int index = int(std::floor((y - nearest->top) / nearest->lineHeight));
    return {nearest, nearest->layout->lineAt(std::clamp(index, 0, nearest->lineCount - 1))};
}

int TextBlock::positionAt(QPointF point) const
{
    if (point.y() < 0)
        return 0;
    const auto [paragraph, line] = lineAt(point.y());
    if (!paragraph || point.y() >= height())
        return int(m_text.size());
    return paragraph->start + line.xToCursor(point.x());
}

const Link *TextBlock::linkAt(QPointF point) const
{
    if (m_links.isEmpty() || point.y() < 0 || point.y() >= height())
        return nullptr;
    const auto [paragraph, line] = lineAt(point.y());
    if (!paragraph || paragraph->code)
        return nullptr;
    const auto drawn = line.naturalTextRect();
    if (point.x() < drawn.left() || point.x() > drawn.right())
        return nullptr;
    const int position = paragraph->start + line.xToCursor(point.x(), QTextLine::CursorOnCharacter);
    for (const auto &link : m_links)
        if (position >= link.start && position < link.start + link.length)
            return &link;
    return nullptr;
}

std::pair<int, int> TextBlock::wordAt(int position) const
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, m_text);
    finder.setPosition(std::clamp<qsizetype>(position, 0, m_text.size()));
    if (!finder.isAtBoundary() || position >= m_text.size())
        finder.toPreviousBoundary();
    const auto from = std::max<qsizetype>(0, finder.position());
    const auto to = finder.toNextBoundary();
    return {int(from), to < 0 ? int(m_text.size()) : int(to)};
}

} // namespace confab
