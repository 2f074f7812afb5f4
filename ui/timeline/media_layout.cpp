#include "ui/timeline/media_layout.h"

#include "ui/common/media_text.h"
#include "ui/timeline/mosaic.h"

#include <QCoreApplication>
#include <cmath>

namespace confab {
namespace {

constexpr int rowGap = 8;
constexpr int fileIcon = 44;
constexpr int voiceIcon = 40;
constexpr int fileMin = 268;
constexpr int voiceWidth = 40 + 10 + 227; //!< 76 bars of 2 px, 1 px apart
constexpr int waveHeight = 19;
constexpr int metaGap = 10;

bool isTile(MediaKind kind)
{
    return kind == MediaKind::Photo || kind == MediaKind::Animation || kind == MediaKind::Video;
}

int advance(const QFont &font, const QString &text) { return int(std::ceil(QFontMetricsF(font).horizontalAdvance(text))); }

} // namespace

QString saveWord() { return QCoreApplication::translate("confab::Timeline", "Save…"); }

MediaId inlinePictureId(const QByteArray &picture)
{
    Attachment none; // no file has an empty key, so the two kinds never meet
    none.nonce = picture;
    return mediaIdOf(none);
}

MediaPart::Zone MediaPart::zoneAt(QPoint at) const
{
    if (button.contains(at))
        return Zone::Button;
    if (speed.contains(at))
        return Zone::Speed;
    if (save.contains(at))
        return Zone::Save;
    if (expand.contains(at))
        return Zone::Expand;
    if (sound.contains(at))
        return Zone::Sound;
    if (progress.contains(at))
        return Zone::Progress;
    return wave.adjusted(0, -4, 0, 4).contains(at) ? Zone::Wave : Zone::Body;
}

MediaLayout::MediaLayout(
    const QList<Attachment> &media, int bubble, int metaWidth, bool textBelow, const TimelineStyle &style)
    : m_metaWidth(textBelow ? 0 : metaWidth + metaGap)
    , m_titleLine(style.messageLine)
    , m_detailLine(style.metaLine)
    , m_speedWidth(advance(style.meta, QStringLiteral("1.5×")) + 12)
{
    m_saveWidth = advance(style.caption, saveWord()) + 24;
    const QFontMetricsF detail(style.meta);
    m_detailAscent = int(std::round((m_detailLine - detail.height()) / 2 + detail.ascent()));
    m_rowHeight = std::max(fileIcon, m_titleLine + 2 + m_detailLine);
    QList<QSize> sizes;
    for (int pass = 0; pass < 2; ++pass) {
        for (qsizetype i = 0; i < media.size(); ++i) {
            MediaPart part;
            part.index = int(i);
            part.attachment = media[i];
            part.kind = kindOf(media[i]);
            if (isTile(part.kind) != (pass == 0))
                continue;
            part.media = mediaIdOf(media[i]);
            part.shape = pass == 0 ? MediaPart::Shape::Tile
                : part.kind == MediaKind::Voice ? MediaPart::Shape::Voice
                                                : MediaPart::Shape::File;
            if (pass == 0)
                sizes += QSize(int(std::min<qint64>(media[i].width, INT_MAX)), int(std::min<qint64>(media[i].height, INT_MAX)));
            else
                measureRow(part, m_metaWidth, bubble - 2 * metrics::bubblePaddingX, style);
            m_parts.push_back(std::move(part));
        }
    }
    const auto rects = mosaic(sizes, std::min(bubble - 2 * inset, style.px(maxWidth)), style.px(maxHeight), gap);
    for (qsizetype i = 0; i < rects.size(); ++i) {
        m_parts[size_t(i)].rect = rects[i];
        m_tiles = m_tiles.expandedTo({rects[i].right() + 1, rects[i].bottom() + 1});
    }
}

void MediaLayout::measureRow(MediaPart &part, int metaWidth, int most, const TimelineStyle &style)
{
    if (m_rowsHeight > 0)
        m_rowsHeight += rowGap;
    m_rowsHeight += m_rowHeight;
    if (part.shape == MediaPart::Shape::Voice) {
        const int times = advance(style.meta, QStringLiteral("00:00 / 00:00")) + 6 + m_speedWidth;
        m_rowsWidth = std::max(m_rowsWidth, std::max(voiceWidth, voiceIcon + 10 + times + metaWidth));
    } else {
        auto bold = style.message;
        bold.setWeight(QFont::Medium);
        const auto size = sizeText(part.attachment.size);
        // The longest that this line says while it moves: nothing shifts then.
        const auto moving = QStringLiteral("%1  %1").arg(size);
        const int inner = std::max(advance(bold, safeFileName(part.attachment.name)), advance(style.meta, moving) + metaWidth);
        m_rowsWidth = std::max(m_rowsWidth, std::max(fileMin, fileIcon + 12 + inner));
    }
    m_rowsWidth = std::min(m_rowsWidth, most);
}

void MediaLayout::place(QPoint tiles, QPoint rows, int width)
{
    QPoint at = rows;
    size_t last = m_parts.size();
    for (size_t i = 0; i < m_parts.size(); ++i)
        if (m_parts[i].shape != MediaPart::Shape::Tile)
            last = i;
    for (size_t i = 0; i < m_parts.size(); ++i) {
        auto &part = m_parts[i];
        if (part.shape == MediaPart::Shape::Tile) {
            part.rect.translate(tiles);
            const int side = std::min({48, part.rect.width() - 8, part.rect.height() - 8});
            part.button = QRect(0, 0, side, side);
            part.button.moveCenter(part.rect.center());
            part.save = {0, 0, m_saveWidth, 28};
            part.save.moveCenter({part.rect.center().x(), part.rect.bottom() - 24});
            if (part.kind == MediaKind::Video)
                placeVideo(part);
            continue;
        }
        placeRow(part, at, width, i == last ? m_metaWidth : 0);
        at.ry() += m_rowHeight + rowGap;
    }
    m_tilesRect = QRect(tiles, m_tiles);
    if (last < m_parts.size())
        m_metaBaseline = m_parts[last].detail.top() + m_detailAscent;
}

void MediaLayout::placeVideo(MediaPart &part) const
{
    constexpr int leastWidth = 180, leastHeight = 120, edge = 6, control = 32;
    const QRect tile = part.rect;
    if (tile.width() < leastWidth || tile.height() < leastHeight)
        return; // of an album: seen in the viewer
    part.expand = {tile.right() + 1 - edge - control, tile.top() + edge, control, control};
    part.sound = {tile.left() + edge, tile.bottom() + 1 - edge - control - 6, control, control};
    part.progress = {tile.left() + 10, tile.bottom() + 1 - 12, tile.width() - 20, 12};
}

void MediaLayout::placeRow(MediaPart &part, QPoint at, int width, int reserved) const
{
    part.rect = {at, QSize(width, m_rowHeight)};
    const bool voice = part.shape == MediaPart::Shape::Voice;
    const int icon = voice ? voiceIcon : fileIcon;
    part.button = {at.x(), at.y() + (m_rowHeight - icon) / 2, icon, icon};
    const int x = at.x() + icon + (voice ? 10 : 12);
    const int room = at.x() + width - x;
    const int above = voice ? waveHeight + 4 : m_titleLine + 2;
    const int top = at.y() + (m_rowHeight - above - m_detailLine) / 2;
    part.detail = {x, top + above, room - reserved, m_detailLine};
    part.save = QRect(part.detail.right() + 1 - m_saveWidth, part.detail.top() - 4, m_saveWidth, m_detailLine + 8);
    if (!voice) {
        part.title = {x, top, room, m_titleLine};
        return;
    }
    part.wave = {x, top, room, waveHeight};
    part.speed = {part.detail.right() - m_speedWidth + 1, part.detail.top(), m_speedWidth, m_detailLine};
}

} // namespace confab
