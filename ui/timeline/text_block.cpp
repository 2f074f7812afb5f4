#include "ui/timeline/text_block.h"

#include "ui/timeline/emoji_text.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextBoundaryFinder>
#include <algorithm>
#include <cmath>

namespace confab {
namespace {

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
        return (c.unicode() >= 0x202a && c.unicode() <= 0x202e) || (c.unicode() >= 0x2066 && c.unicode() <= 0x2069);
    });
}

} // namespace

void TextBlock::setText(const QString &text, const Style &style, const QList<Link> &links)
{
    m_text = text;
    m_style = style;
    m_links = links;
    m_paragraphs.clear();
    const QFontMetricsF metrics(style.font);
    m_ascent = metrics.ascent();
    m_lead = (style.lineHeight - metrics.height()) / 2;

    // Neighbouring paragraphs of one direction share a layout (a line separator in between), so that a text of
    // thousands of short lines costs one. Not with embedding controls, whose effect must end with the paragraph.
    QString display = text;
    display.replace(u'\n', QChar::LineSeparator);
    const bool separate = hasBidiControls(text);
    Direction former = Direction::Ltr;
    qsizetype start = 0;
    while (start <= display.size()) {
        qsizetype end = display.indexOf(QChar::LineSeparator, start);
        if (end < 0)
            end = display.size();
        auto direction = directionOf(QStringView(display).mid(start, end - start));
        if (direction == Direction::Neutral)
            direction = former;
        const bool rtl = direction == Direction::Rtl;
        if (m_paragraphs.empty() || separate || m_paragraphs.back().rtl != rtl) {
            Paragraph paragraph;
            paragraph.start = int(start);
            paragraph.rtl = rtl;
            m_paragraphs.push_back(std::move(paragraph));
        }
        former = direction;
        start = end + 1;
    }
    for (size_t i = 0; i < m_paragraphs.size(); ++i) {
        auto &paragraph = m_paragraphs[i];
        const int stop = i + 1 < m_paragraphs.size() ? m_paragraphs[i + 1].start - 1 : int(display.size());
        paragraph.layout = std::make_unique<QTextLayout>(display.mid(paragraph.start, stop - paragraph.start), style.font);
        paragraph.layout->setCacheEnabled(true);
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        option.setTextDirection(paragraph.rtl ? Qt::RightToLeft : Qt::LeftToRight);
        option.setAlignment(Qt::AlignLeft | Qt::AlignAbsolute);
        paragraph.layout->setTextOption(option);
        QList<QTextLayout::FormatRange> formats;
        for (const auto &link : links) {
            const auto from = std::max<qsizetype>(link.start, paragraph.start);
            const auto to = std::min<qsizetype>(link.start + link.length, stop);
            if (from >= to)
                continue;
            QTextCharFormat format;
            format.setForeground(style.link);
            formats.append({int(from) - paragraph.start, int(to - from), format});
        }
        for (const auto &[from, length] : emojiVariants(paragraph.layout->text())) {
            QTextCharFormat format;
            format.setFont(emojiFont(style.font));
            formats.append({from, length, format});
        }
        if (!formats.isEmpty())
            paragraph.layout->setFormats(formats);
    }
}

void TextBlock::place(QTextLine line, int index) const
{
    // One baseline a line: marks and fallback fonts of other heights do not push their neighbours.
    line.setPosition(QPointF(line.x(), index * m_style.lineHeight + m_lead + m_ascent - line.ascent()));
}

bool TextBlock::layout(int width, int maxLines)
{
    m_width = 0;
    m_lines = 0;
    m_lastLineWidth = 0;
    bool complete = true;
    for (auto &paragraph : m_paragraphs) {
        paragraph.firstLine = m_lines;
        paragraph.lineCount = 0;
        if (!complete) {
            paragraph.layout->clearLayout();
            continue;
        }
        paragraph.layout->beginLayout();
        while (true) {
            if (maxLines > 0 && m_lines == maxLines) {
                const auto last = paragraph.lineCount > 0 ? paragraph.layout->lineAt(paragraph.lineCount - 1) : QTextLine();
                const int laidOut = last.isValid() ? last.textStart() + last.textLength() : 0;
                complete = laidOut >= paragraph.layout->text().size() && &paragraph == &m_paragraphs.back();
                break;
            }
            auto line = paragraph.layout->createLine();
            if (!line.isValid())
                break;
            line.setLineWidth(width);
            place(line, m_lines);
            m_lastLineWidth = std::min(width, int(std::ceil(line.naturalTextWidth())));
            m_width = std::max(m_width, m_lastLineWidth);
            ++m_lines;
            ++paragraph.lineCount;
        }
        paragraph.layout->endLayout();
    }
    return complete;
}

void TextBlock::align(int width)
{
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
    return int(std::round((m_lines - 1) * m_style.lineHeight + m_lead + m_ascent));
}

void TextBlock::draw(
    QPainter &painter, QPointF at, int from, int to, const QColor &selection, const QColor &selectedText) const
{
    painter.setPen(m_style.color);
    for (const auto &paragraph : m_paragraphs) {
        if (paragraph.lineCount == 0)
            continue;
        QList<QTextLayout::FormatRange> marked;
        const int a = std::max(from - paragraph.start, 0);
        const int b = std::min(to - paragraph.start, int(paragraph.layout->text().size()));
        if (a < b) {
            QTextCharFormat format;
            format.setBackground(selection);
            format.setForeground(selectedText);
            marked.append({a, b - a, format});
        }
        paragraph.layout->draw(&painter, at, marked);
    }
}

const TextBlock::Paragraph *TextBlock::paragraphAt(qreal y) const
{
    const int index = std::clamp(int(std::floor(y / m_style.lineHeight)), 0, std::max(0, m_lines - 1));
    for (const auto &paragraph : m_paragraphs)
        if (index < paragraph.firstLine + paragraph.lineCount)
            return &paragraph;
    return nullptr;
}

int TextBlock::positionAt(QPointF point) const
{
    if (m_lines == 0)
        return 0;
    if (point.y() < 0)
        return 0;
    if (point.y() >= height())
        return int(m_text.size());
    const auto *paragraph = paragraphAt(point.y());
    if (!paragraph)
        return int(m_text.size());
    const int index = std::clamp(
        int(point.y() / m_style.lineHeight) - paragraph->firstLine, 0, paragraph->lineCount - 1);
    return paragraph->start + paragraph->layout->lineAt(index).xToCursor(point.x());
}

const Link *TextBlock::linkAt(QPointF point) const
{
    if (m_links.isEmpty() || point.y() < 0 || point.y() >= height())
        return nullptr;
    const auto *paragraph = paragraphAt(point.y());
    if (!paragraph)
        return nullptr;
    const int index = std::clamp(
        int(point.y() / m_style.lineHeight) - paragraph->firstLine, 0, paragraph->lineCount - 1);
    const auto line = paragraph->layout->lineAt(index);
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
