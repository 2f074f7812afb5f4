#pragma once

#include "core/media/media_values.h"
#include "ui/timeline/timeline_style.h"

#include <QRect>

namespace confab {

//! One attachment in a bubble: a picture of the mosaic, or a row of a file or a voice note. Coordinates of the bubble.
struct MediaPart {
    enum class Shape { Tile, Voice, File };
    enum class Zone { Body, Button, Wave, Speed, Save, Expand, Sound, Progress };

    Shape shape = Shape::File;
    int index = 0; //!< in the message
    MediaKind kind = MediaKind::File;
    MediaId media;
    Attachment attachment;
    QRect rect;
    QRect button; //!< where play, download, cancel are; of a tile its middle
    QRect wave; //!< of a voice note
    QRect speed;
    QRect save; //!< where a file that cannot be played here is saved instead
    QRect expand, sound, progress; //!< of a video that is large enough to play in its place
    QRect title; //!< of a row
    QRect detail; //!< below the title; ends before the time where that shares the line

    Zone zoneAt(QPoint at) const;
    bool playsInPlace() const { return !expand.isNull(); }
    bool isPicture() const { return kind == MediaKind::Photo || kind == MediaKind::Animation; }
};

//! What the button says that stands where a file cannot be played.
QString saveWord();
//! Names a small picture that travels within a message (of a link, a quote) among decoded pictures.
MediaId inlinePictureId(const QByteArray &picture);

//! Attachments of one message, measured from what the message says alone: nothing that is loaded later moves anything.
class MediaLayout {
public:
    static constexpr int gap = 3;
    static constexpr int inset = 3; //!< of pictures in their bubble
    static constexpr int maxWidth = 394;
    static constexpr int maxHeight = 430;

    MediaLayout() = default;
    //! `bubble`: the widest bubble; `metaWidth`: of the time, which stands in the last row where there is no text below.
    MediaLayout(const QList<Attachment> &media, int bubble, int metaWidth, bool textBelow, const TimelineStyle &style);

    bool isEmpty() const { return m_parts.empty(); }
    bool hasTiles() const { return !m_tiles.isEmpty(); }
    bool hasRows() const { return m_rowsHeight > 0; }
    QSize tilesSize() const { return m_tiles; }
    int rowsWidth() const { return m_rowsWidth; }
    int rowsHeight() const { return m_rowsHeight; }
    //! Baseline of the time in the last row, once placed.
    int metaBaseline() const { return m_metaBaseline; }

    //! Puts the mosaic at `tiles` and the rows at `rows`, stretched to `width`.
    void place(QPoint tiles, QPoint rows, int width);
    const std::vector<MediaPart> &parts() const { return m_parts; }
    QRect tilesRect() const { return m_tilesRect; }

private:
    void measureRow(MediaPart &part, int metaWidth, int most, const TimelineStyle &style);
    void placeVideo(MediaPart &part) const;
    void placeRow(MediaPart &part, QPoint at, int width, int reserved) const;

    std::vector<MediaPart> m_parts; //!< tiles first
    QSize m_tiles;
    QRect m_tilesRect;
    int m_rowsWidth = 0;
    int m_rowsHeight = 0;
    int m_metaWidth = 0;
    int m_metaBaseline = 0;
    int m_rowHeight = 44;
    int m_titleLine = 20;
    int m_detailLine = 16;
    int m_speedWidth = 0;
    int m_saveWidth = 0;
    int m_detailAscent = 12;
};

} // namespace confab
