#include "ui/timeline/bubble_layout.h"

#include "ui/common/display_text.h"
#include "ui/timeline/emoji_text.h"

#include <QCoreApplication>
#include <QTextBoundaryFinder>
#include <cmath>

namespace confab {
namespace {

constexpr int collapsedLines = 20;
constexpr int collapsedLength = 800;
constexpr int collapseSlack = 200; //!< a few words more than the limit are shown at once
constexpr int metaGap = 10;
constexpr int tickGap = 4;
constexpr int shownReactions = 12;

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(confab::Timeline)
};

int widthOf(const QFont &font, const QString &text)
{
    return int(std::ceil(QFontMetricsF(font).horizontalAdvance(text)));
}

//! Not in the middle of a cluster.
QString beginningOf(const QString &text, int length)
{
    QTextBoundaryFinder finder(
        QTextBoundaryFinder::Grapheme, text.constData(), std::min<qsizetype>(text.size(), length + 64));
    finder.setPosition(length);
    if (!finder.isAtBoundary())
        finder.toPreviousBoundary();
    return text.left(finder.position() > 0 ? finder.position() : length);
}

bool isShown(const Content &content) { return content.text && !content.text->isEmpty(); }

} // namespace

BubbleLayout::BubbleLayout(const BubbleInput &input, const TimelineStyle &style)
{
    if (!input.serviceText.isEmpty())
        layoutService(input, style);
    else
        layoutBubble(input, style);
}

void BubbleLayout::layoutService(const BubbleInput &input, const TimelineStyle &style)
{
    m_service = true;
    TextBlock::Style look{style.pill, style.pillLine, style.color(Token::ServiceText),
        style.color(Token::ServiceText), {}, 18, {}};
    m_text.setText(input.serviceText, look);
    m_text.layout(std::max(80, input.maxWidth - 24), 4);
    m_text.align(m_text.width());
    m_textAt = {12, 3};
    m_bubble = {m_text.width() + 24, m_text.height() + 7};
    m_height = m_bubble.height();
    m_naturalWidth = m_text.lines() > 1 ? INT_MAX : m_bubble.width();
}

QString BubbleLayout::chooseText(const BubbleInput &input, const TimelineStyle &style, TextBlock::Style &look)
{
    const auto &row = input.row;
    const auto quiet = style.color(input.own ? Token::TimeOut : Token::TextSecondary);
    if (row.deleted) {
        look.font = style.italic;
        look.color = quiet;
        return Texts::tr("Message deleted");
    }
    if (row.undecodable) {
        m_icon = QStringLiteral("clock");
        look.color = quiet;
        return Texts::tr("Waiting for this message. This may take a while.");
    }
    if (!isShown(row.content)) {
        m_icon = QStringLiteral("sparkle");
        return row.content.media.isEmpty() ? Texts::tr("Update Confab to view this message")
                                           : Texts::tr("Attachment. Update Confab to view it");
    }
    const auto &text = *row.content.text;
    if (emojiOnlyCount(text) > 0) {
        m_big = true;
        look.font = style.emoji;
        look.lineHeight = style.emojiLine;
        return text.trimmed();
    }
    if (!input.expanded && text.size() > collapsedLength + collapseSlack) {
        m_longer = true;
        return beginningOf(text, collapsedLength);
    }
    return text;
}

void BubbleLayout::layoutBubble(const BubbleInput &input, const TimelineStyle &style)
{
    constexpr int pad = metrics::bubblePaddingX;
    const int most = std::max(40, input.maxWidth - 2 * pad);
    int y = metrics::bubblePaddingTop;
    int content = 0;

    if (!input.name.isEmpty()) {
        const int width = std::min(most, widthOf(style.name, input.name));
        m_nameRect = {pad, y, width, style.nameLine};
        content = width;
        y += style.nameLine + 1;
    }
    const auto &row = input.row;
    if (row.content.reply && !row.deleted) {
        m_quoteText = oneLine(row.content.reply->text);
        const int inner = std::max(widthOf(style.name, input.quoteName), widthOf(style.quote, m_quoteText));
        const int width = std::min(most, inner + 22 + 2);
        m_quoteRect = {pad, y, width, style.quoteHeight};
        content = std::max(content, width);
        y += style.quoteHeight + 5;
    }

    TextBlock::Style look{style.message, style.messageLine, style.color(Token::TextPrimary),
        style.color(input.own ? Token::LinkOut : Token::LinkIn), style.code, style.codeLine,
        style.color(input.own ? Token::CodeOut : Token::CodeIn)};
    const auto text = chooseText(input, style, look);
    if (isShown(row.content) && !row.deleted && !row.undecodable && !m_big) {
        const auto fenced = splitFences(text);
        m_text.setText(fenced.text, look, findLinks(fenced.text), fenced.code);
    } else {
        m_text.setText(text, look);
    }
    const int indent = m_icon.isEmpty() ? 0 : 28;
    const int limit = input.expanded ? 0 : collapsedLines + (m_longer ? 0 : 4);
    if (!m_text.layout(most - indent, limit) && !input.expanded) {
        m_longer = true;
        m_text.layout(most - indent, collapsedLines);
    }
    m_textAt = {pad + indent, y};
    content = std::max(content, m_text.width() + indent);
    y += m_text.height();

    // Edited and time; 20 px stay free for the tick in every state, so that nothing shifts from clock to
    // read.
    m_metaText =
        (row.edited && !row.deleted ? Texts::tr("edited") + QStringLiteral("  ") : QString()) + clockTime(row.ts);
    const int textWidth = widthOf(style.meta, m_metaText);
    const int tick = input.own ? tickGap + metrics::tickWidth : 0;
    const int metaWidth = textWidth + tick;
    const QFontMetricsF meta(style.meta);
    int baseline;
    const bool onOwnLine = m_big || m_text.lastLineRtl() || m_text.endsWithCode();
    if (m_longer) {
        const auto label = Texts::tr("Read more");
        m_readMoreRect = {pad, y, widthOf(style.message, label) + 1, style.messageLine};
        content = std::max(content, std::min(most, m_readMoreRect.width() + metaGap + metaWidth));
        baseline = y
            + int(std::round((style.messageLine - QFontMetricsF(style.message).height()) / 2
                + QFontMetricsF(style.message).ascent()));
        y += style.messageLine;
    } else if (!onOwnLine && m_text.lastLineWidth() + indent + metaGap + metaWidth <= most) {
        content = std::max(content, m_text.lastLineWidth() + indent + metaGap + metaWidth);
        baseline = m_textAt.y() + m_text.baselineOfLastLine();
    } else {
        const int line = onOwnLine ? style.metaLine : style.messageLine;
        baseline = y + int(std::round((line - meta.height()) / 2 + meta.ascent()))
            + (line == style.metaLine ? 2 : 1);
        content = std::max(content, std::min(most, metaWidth));
        y += line;
    }

    const int width = std::max(style.px(metrics::bubbleMinWidth), content + 2 * pad);
    m_text.align(width - 2 * pad - indent);
    if (!m_quoteRect.isNull())
        m_quoteRect.setWidth(width - 2 * pad);
    m_metaBaseline = {width - pad - metaWidth, baseline};
    m_tickLeft = width - pad - metrics::tickWidth;
    m_bubble = {width, y + metrics::bubblePaddingBottom};
    m_height = m_bubble.height();
    const bool wraps = m_longer || m_text.lines() > 1 || y != m_textAt.y() + m_text.height();
    m_naturalWidth = wraps || width >= input.maxWidth ? INT_MAX : width;

    layoutChips(input, style);
    if (row.state == MessageState::Failed) {
        const auto caption = Texts::tr("Not sent · Try again");
        const int w = widthOf(style.caption, caption) + 1;
        m_captionRect = {m_bubble.width() - w - 4, m_height + 3, w, style.captionLine};
        m_height += style.captionLine + 4;
    }
}

void BubbleLayout::layoutChips(const BubbleInput &input, const TimelineStyle &style)
{
    const auto &reactions = input.row.reactions;
    if (reactions.isEmpty() || input.row.deleted)
        return;
    const int room = std::max(m_bubble.width(), input.maxWidth);
    const int more = widthOf(style.chip, QStringLiteral("+99")) + 16;
    int x = 0;
    for (qsizetype i = 0; i < reactions.size(); ++i) {
        const auto &reaction = reactions[i];
        Chip chip;
        chip.emoji = beginningOf(reaction.emoji, 16);
        chip.count = QLocale().toString(reaction.users.size());
        chip.mine = reaction.users.contains(input.self);
        chip.emojiWidth = widthOf(style.chipEmoji, chip.emoji);
        int width = 7 + chip.emojiWidth + 5 + widthOf(style.chip, chip.count) + 8;
        const bool last = i + 1 == reactions.size();
        if (i == shownReactions || x + width + (last ? 0 : style.chipGap + more) > room) {
            chip = {};
            chip.count = QStringLiteral("+%1").arg(QLocale().toString(reactions.size() - i));
            width = widthOf(style.chip, chip.count) + 16;
            chip.rect = {x, m_bubble.height() + style.chipGap, width, style.chipHeight};
            m_chips.push_back(chip);
            break;
        }
        chip.rect = {x, m_bubble.height() + style.chipGap, width, style.chipHeight};
        m_chips.push_back(chip);
        x += width + style.chipGap;
    }
    // An own bubble has its row flush with the bubble's right edge.
    if (input.own) {
        const int shift = m_bubble.width() - (m_chips.back().rect.x() + m_chips.back().rect.width());
        for (auto &chip : m_chips)
            chip.rect.translate(shift, 0);
    }
    m_height += style.chipGap + style.chipHeight;
}

BubbleLayout::Hit BubbleLayout::hitTest(QPointF point) const
{
    Hit hit;
    const auto at = point.toPoint();
    for (size_t i = 0; i < m_chips.size(); ++i) {
        if (m_chips[i].rect.contains(at)) {
            hit.part = Part::Reaction;
            hit.reaction = int(i);
            return hit;
        }
    }
    if (m_captionRect.contains(at)) {
        hit.part = Part::Retry;
        return hit;
    }
    if (!QRect(QPoint(0, 0), m_bubble).contains(at))
        return hit;
    hit.part = Part::Bubble;
    if (m_service)
        return hit;
    if (m_quoteRect.contains(at)) {
        hit.part = Part::Quote;
    } else if (m_readMoreRect.contains(at)) {
        hit.part = Part::ReadMore;
    } else if (QRect(m_textAt, QSize(m_bubble.width(), m_text.height())).contains(at)) {
        hit.part = Part::Text;
        hit.position = m_text.positionAt(point - m_textAt);
        hit.link = m_text.linkAt(point - m_textAt);
        if (hit.link)
            hit.part = Part::Link;
    }
    return hit;
}

} // namespace confab
