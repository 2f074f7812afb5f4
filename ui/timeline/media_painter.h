#pragma once

#include "ui/common/ui_context.h"
#include "ui/timeline/bubble_layout.h"

class QPainter;

namespace confab {

class TimelineMedia;

//! Draws the files of a bubble: pictures, voice notes, files, the preview of a link. From paint: changes nothing.
class MediaPainter {
public:
    struct Look {
        bool own = false;
        bool headed = false; //!< something stands above the pictures
        bool closed = false; //!< nothing stands below them
        int focusedPart = -1;
        bool played = false; //!< voice: the own one by somebody, another's by this user
        const TimelineMedia *media = nullptr; //!< null: only what the message itself brings
    };
    MediaPainter(const UiContext &context, const TimelineStyle &style);

    void paint(QPainter &painter, QPoint at, const BubbleLayout &layout, const Look &look) const;
    void paintCard(QPainter &painter, QPoint at, const BubbleLayout &layout, bool own) const;
    //! A small picture that came within the message, in a rounded square.
    void paintInline(QPainter &painter, QRect box, const MediaId &picture, bool own) const;
    //! The ground of a time that lies over a picture.
    void paintOverlay(QPainter &painter, QRect pill) const;

private:
    void paintTile(QPainter &painter, QRect rect, const MediaPart &part, const Look &look) const;
    void paintTileState(QPainter &painter, QPoint at, const MediaPart &part, const Look &look) const;
    void paintVideo(QPainter &painter, QPoint at, const MediaPart &part, const Look &look) const;
    //! What went wrong, in the middle of a tile; `save`: and the button below.
    void paintTrouble(QPainter &painter, QPoint at, const MediaPart &part, const QString &icon, const QString &sentence, bool save) const;
    void paintSave(QPainter &painter, QRect button, QColor ground, QColor ink) const;
    void paintBadge(QPainter &painter, QRect tile, const QString &text) const;
    void paintFile(QPainter &painter, QPoint at, const MediaPart &part, const Look &look) const;
    void paintVoice(QPainter &painter, QPoint at, const MediaPart &part, const Look &look) const;
    void paintWave(QPainter &painter, QRect rect, const QByteArray &samples, qreal played, bool own) const;
    void paintDisc(QPainter &painter, QRect disc, const QString &icon, const TransferView &transfer, QColor ground) const;

    const UiContext &m_ui;
    const TimelineStyle &m_style;
};

} // namespace confab
