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

bool hasMedia(const MessageRow &row) { return !row.content.media.isEmpty() && !row.deleted && !row.undecodable; }

bool hasCard(const MessageRow &row)
{
    return row.content.link && isShown(row.content) && !hasMedia(row) && !row.deleted && !row.undecodable;
}

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
        if (hasMedia(row))
            return {};
        m_icon = QStringLiteral("sparkle");
        return Texts::tr("Update Confab to view this message");
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
    const auto &row = input.row;
    // Edited and time; 20 px stay free for the tick in every state, so that nothing shifts from clock to
    // read.
    m_metaText =
        (row.edited && !row.deleted ? Texts::tr("edited") + QStringLiteral("  ") : QString()) + clockTime(row.ts);
    const int tick = input.own ? tickGap + metrics::tickWidth : 0;
    const int metaWidth = widthOf(style.meta, m_metaText) + tick;
    const bool bare = hasMedia(row) && !isShown(row.content); // nothing but files
    int widest = input.maxWidth;
    if (hasMedia(row)) {
        m_media = MediaLayout(row.content.media, widest, metaWidth, !bare, style);
        if (m_media.hasTiles()) // the caption goes along with the pictures
            widest = std::min(widest, std::max(m_media.tilesSize().width(), style.px(metrics::photoMinWidth)) + 2 * MediaLayout::inset);
    }
    const int most = std::max(40, widest - 2 * pad);
    int y = metrics::bubblePaddingTop;
    int content = layoutHead(input, style, most, &y);
    if (!m_media.isEmpty()) {
        y = placeMedia(input, style, y, content);
        content = std::max(content, m_media.hasRows() ? m_media.rowsWidth() : 0);
        if (m_media.hasTiles())
            content = most;
    }
    int baseline;
    if (bare) {
        if (!m_media.hasRows()) {
            constexpr int inset = 6, padding = 7, height = 18;
            const QRect tiles = m_media.tilesRect();
            const int width = metaWidth + 2 * padding;
            m_overlayRect = {tiles.right() + 1 - inset - width, tiles.bottom() + 1 - inset - height, width, height};
            const QFontMetricsF meta(style.meta);
            baseline = m_overlayRect.top() + int(std::round((height - meta.height()) / 2 + meta.ascent()));
        } else {
            baseline = m_media.metaBaseline();
        }
    } else {
        baseline = layoutText(input, style, most, metaWidth, &y, &content);
    }

    const int width = std::max(style.px(metrics::bubbleMinWidth), content + 2 * pad);
    m_text.align(width - 2 * pad - m_textIndent);
    for (auto *block : {&m_quoteRect, &m_cardRect})
        if (!block->isNull())
            block->setWidth(width - 2 * pad);
    const int metaRight = m_overlayRect.isNull() ? width - pad : m_overlayRect.right() + 1 - 7;
    m_metaBaseline = {metaRight - metaWidth, baseline};
    m_tickLeft = metaRight - metrics::tickWidth;
    const int below = bare && !m_media.hasRows() ? MediaLayout::inset : metrics::bubblePaddingBottom;
    m_bubble = {width, y + below};
    m_height = m_bubble.height();
    const bool wraps = m_longer || m_text.lines() > 1 || y != m_textAt.y() + m_text.height();
    m_naturalWidth = wraps || hasMedia(row) || width >= input.maxWidth ? INT_MAX : width;

    layoutChips(input, style);
    if (row.state == MessageState::Failed) {
        const auto caption = Texts::tr("Not sent · Try again");
        const int w = widthOf(style.caption, caption) + 1;
        m_captionRect = {m_bubble.width() - w - 4, m_height + 3, w, style.captionLine};
        m_height += style.captionLine + 4;
    }
}

int BubbleLayout::layoutHead(const BubbleInput &input, const TimelineStyle &style, int most, int *y)
{
    constexpr int pad = metrics::bubblePaddingX;
    const auto &row = input.row;
    int content = 0;
    if (!input.name.isEmpty()) {
        const int width = std::min(most, widthOf(style.name, input.name));
        m_nameRect = {pad, *y, width, style.nameLine};
        content = width;
        *y += style.nameLine + 1;
    }
    if (row.content.reply && !row.deleted) {
        m_quoteText = oneLine(row.content.reply->text);
        const int inner = std::max(widthOf(style.name, input.quoteName), widthOf(style.quote, m_quoteText));
        if (row.content.reply->picture) {
            m_quotePicture = inlinePictureId(*row.content.reply->picture);
            m_quotePictureSide = style.quoteHeight - 8;
        }
        const int picture = m_quotePictureSide > 0 ? m_quotePictureSide + 8 : 0;
        const int width = std::min(most, inner + picture + 22 + 2);
        m_quoteRect = {pad, *y, width, style.quoteHeight};
        content = std::max(content, width);
        *y += style.quoteHeight + 5;
    }
    if (hasCard(row)) {
        const auto &link = m_card = *row.content.link;
        m_cardPicture = inlinePictureId(link.picture);
        auto bold = style.quote;
        bold.setWeight(QFont::DemiBold);
        const int picture = link.picture.isEmpty() ? 0 : style.px(metrics::cardPicture) + 10;
        const int inner = std::max(widthOf(bold, oneLine(link.title)), widthOf(style.quote, oneLine(link.description)));
        m_cardRect = {pad, *y, std::min(most, inner + picture + 22), 3 * style.quoteLine + 10};
        content = std::max(content, m_cardRect.width());
        *y += m_cardRect.height() + 5;
    }
    return content;
}

int BubbleLayout::placeMedia(const BubbleInput &input, const TimelineStyle &style, int y, int content)
{
    constexpr int pad = metrics::bubblePaddingX;
    const bool headed = y > metrics::bubblePaddingTop;
    int tilesTop = headed ? y + 2 : MediaLayout::inset;
    QPoint tiles(MediaLayout::inset, tilesTop);
    int rowsTop = y;
    if (m_media.hasTiles()) {
        // A narrow picture under a long name stands in the middle of a bubble as wide as is needed.
        const int room = std::max(style.px(metrics::photoMinWidth), m_media.tilesSize().width());
        tiles.rx() += (room - m_media.tilesSize().width()) / 2;
        rowsTop = tilesTop + m_media.tilesSize().height() + 8;
    }
    const int most = input.maxWidth - 2 * pad;
    const int rowsWidth = m_media.hasTiles() ? std::max(m_media.tilesSize().width() + 2 * MediaLayout::inset - 2 * pad, 40)
                                             : std::min(most, std::max(content, m_media.rowsWidth()));
    m_media.place(tiles, {pad, rowsTop}, rowsWidth);
    const int bottom = m_media.hasRows() ? rowsTop + m_media.rowsHeight() : tilesTop + m_media.tilesSize().height();
    return isShown(input.row.content) ? bottom + 6 : bottom;
}

int BubbleLayout::layoutText(
    const BubbleInput &input, const TimelineStyle &style, int most, int metaWidth, int *top, int *content)
{
    constexpr int pad = metrics::bubblePaddingX;
    const auto &row = input.row;
    int y = *top;
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
    const int indent = m_textIndent = m_icon.isEmpty() ? 0 : 28;
    const int limit = input.expanded ? 0 : collapsedLines + (m_longer ? 0 : 4);
    if (!m_text.layout(most - indent, limit) && !input.expanded) {
        m_longer = true;
        m_text.layout(most - indent, collapsedLines);
    }
    m_textAt = {pad + indent, y};
    *content = std::max(*content, m_text.width() + indent);
    y += m_text.height();

    const QFontMetricsF meta(style.meta);
    int baseline;
    const bool onOwnLine = m_big || m_text.lastLineRtl() || m_text.endsWithCode();
    if (m_longer) {
        const auto label = Texts::tr("Read more");
        m_readMoreRect = {pad, y, widthOf(style.message, label) + 1, style.messageLine};
        *content = std::max(*content, std::min(most, m_readMoreRect.width() + metaGap + metaWidth));
        baseline = y
            + int(std::round((style.messageLine - QFontMetricsF(style.message).height()) / 2
                + QFontMetricsF(style.message).ascent()));
        y += style.messageLine;
    } else if (!onOwnLine && m_text.lastLineWidth() + indent + metaGap + metaWidth <= most) {
        *content = std::max(*content, m_text.lastLineWidth() + indent + metaGap + metaWidth);
        baseline = m_textAt.y() + m_text.baselineOfLastLine();
    } else {
        const int line = onOwnLine ? style.metaLine : style.messageLine;
        baseline = y + int(std::round((line - meta.height()) / 2 + meta.ascent()))
            + (line == style.metaLine ? 2 : 1);
        *content = std::max(*content, std::min(most, metaWidth));
        y += line;
    }
    *top = y;
    return baseline;
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

QRect BubbleLayout::quotePictureRect() const
{
    if (m_quotePictureSide == 0)
        return {};
    const int side = m_quotePictureSide;
    return {m_quoteRect.right() + 1 - 4 - side, m_quoteRect.top() + (m_quoteRect.height() - side) / 2, side, side};
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
    for (size_t i = 0; i < m_media.parts().size(); ++i) {
        const auto &part = m_media.parts()[i];
        if (!part.rect.contains(at))
            continue;
        hit.part = Part::Media;
        hit.media = int(i);
        hit.zone = part.zoneAt(at);
        return hit;
    }
    if (m_cardRect.contains(at)) {
        hit.part = Part::Card;
    } else if (m_quoteRect.contains(at)) {
        hit.part = Part::Quote;
    } else if (m_readMoreRect.contains(at)) {
        hit.part = Part::ReadMore;
    } else if (!m_text.isEmpty() && QRect(m_textAt, QSize(m_bubble.width(), m_text.height())).contains(at)) {
        hit.part = Part::Text;
        hit.position = m_text.positionAt(point - m_textAt);
        hit.link = m_text.linkAt(point - m_textAt);
        if (hit.link)
            hit.part = Part::Link;
    }
    return hit;
}

} // namespace confab
