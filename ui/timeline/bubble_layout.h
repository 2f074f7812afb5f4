#pragma once

#include "core/store/rows.h"
#include "ui/timeline/media_layout.h"
#include "ui/timeline/text_block.h"
#include "ui/timeline/timeline_style.h"

namespace confab {

//! What a bubble is made of, with all names already resolved.
struct BubbleInput {
    MessageRow row;
    UserId self; //!< whose reactions are the own ones
    bool own = false;
    QString name; //!< shown above the text; empty: not shown
    QColor nameColor;
    QString quoteName;
    QColor quoteColor;
    QString serviceText; //!< of a `sys` row: makes it a centred pill
    bool expanded = false; //!< a long message is shown whole
    int maxWidth = 520;
};

//! Where everything of one message lies, in coordinates of its bubble. Measured once; does not depend on
//! receipts, hover or selection, so that none of them can move a neighbour.
class BubbleLayout {
public:
    BubbleLayout(const BubbleInput &input, const TimelineStyle &style);

    enum class Part { None, Bubble, Text, Link, Quote, ReadMore, Reaction, Retry, Media, Card };
    struct Hit {
        Part part = Part::None;
        int position = 0; //!< in the text, with Text and Link
        const Link *link = nullptr;
        int reaction = -1;
        int media = -1; //!< in media().parts(), with Media
        MediaPart::Zone zone = MediaPart::Zone::Body;
    };
    Hit hitTest(QPointF point) const;

    struct Chip {
        QString emoji; //!< empty: "+N"
        QString count;
        bool mine = false;
        QRect rect;
        int emojiWidth = 0;
    };

    bool isService() const { return m_service; }
    QSize bubble() const { return m_bubble; }
    int height() const { return m_height; } //!< with reactions and the caption below
    bool hasReactions() const { return !m_chips.empty(); }

    //! The text as shown; of a long one that is not expanded, its beginning.
    const TextBlock &text() const { return m_text; }
    QPoint textAt() const { return m_textAt; }
    const QString &icon() const { return m_icon; } //!< before the text of rows that have none of their own
    QRect nameRect() const { return m_nameRect; }
    const MediaLayout &media() const { return m_media; }
    QRect cardRect() const { return m_cardRect; } //!< of the preview of a link
    const LinkPreview &card() const { return m_card; }
    const MediaId &cardPicture() const { return m_cardPicture; }
    //! The dark pill that the time stands on where it lies over a picture.
    QRect overlayRect() const { return m_overlayRect; }
    QRect quoteRect() const { return m_quoteRect; }
    QRect quotePictureRect() const; //!< null: nothing to be seen in what is quoted
    const MediaId &quotePicture() const { return m_quotePicture; }
    const QString &quoteText() const { return m_quoteText; }
    QRect readMoreRect() const { return m_readMoreRect; }
    QRect captionRect() const { return m_captionRect; }
    const QString &metaText() const { return m_metaText; } //!< "edited 14:09"
    QPoint metaBaseline() const { return m_metaBaseline; } //!< left end of the text
    int tickLeft() const { return m_tickLeft; }
    const std::vector<Chip> &chips() const { return m_chips; }

    //! The width that it would take with all the room in the world, so that a resize knows whether it
    //! matters.
    int naturalWidth() const { return m_naturalWidth; }

private:
    void layoutService(const BubbleInput &input, const TimelineStyle &style);
    void layoutBubble(const BubbleInput &input, const TimelineStyle &style);
    QString chooseText(const BubbleInput &input, const TimelineStyle &style, TextBlock::Style &look);
    int layoutHead(const BubbleInput &input, const TimelineStyle &style, int most, int *y);
    //! Returns the baseline of the time.
    int layoutText(const BubbleInput &input, const TimelineStyle &style, int most, int metaWidth, int *top, int *content);
    int placeMedia(const BubbleInput &input, const TimelineStyle &style, int y, int content);
    void layoutChips(const BubbleInput &input, const TimelineStyle &style);

    bool m_service = false;
    bool m_longer = false; //!< the text goes on behind "Read more"
    bool m_big = false; //!< nothing but a few emoji
    QSize m_bubble;
    int m_height = 0;
    int m_naturalWidth = 0;
    TextBlock m_text;
    QPoint m_textAt;
    QString m_icon;
    MediaLayout m_media;
    LinkPreview m_card;
    MediaId m_cardPicture;
    MediaId m_quotePicture;
    int m_quotePictureSide = 0;
    QRect m_nameRect, m_cardRect, m_overlayRect, m_quoteRect, m_readMoreRect, m_captionRect;
    QString m_quoteText;
    QString m_metaText;
    QPoint m_metaBaseline;
    int m_tickLeft = 0;
    int m_textIndent = 0;
    std::vector<Chip> m_chips;
};

} // namespace confab
