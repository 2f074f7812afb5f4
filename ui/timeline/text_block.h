#pragma once

#include "ui/timeline/links.h"

#include <QColor>
#include <QFont>
#include <QRect>
#include <QTextLayout>
#include <memory>
#include <vector>

class QPainter;

namespace confab {

//! A message's text, broken into lines of one fixed height whatever fonts and marks are in it. Every paragraph has the
//! direction of its own first strong character; those of the right-to-left ones are set flush right in the block.
//! Positions are UTF-16 offsets into the text that was given.
class TextBlock {
public:
    struct Style {
        QFont font;
        int lineHeight = 20;
        QColor color;
        QColor link;
    };

    void setText(const QString &text, const Style &style, const QList<Link> &links = {});
    //! Breaks into lines no wider than `width`; at most `maxLines` (0: all). Returns whether everything fit.
    bool layout(int width, int maxLines = 0);
    //! Places right-to-left lines against the right edge of `width`.
    void align(int width);

    int width() const { return m_width; } //!< of the widest line
    int height() const { return m_lines * m_style.lineHeight; }
    int lines() const { return m_lines; }
    int lastLineWidth() const { return m_lastLineWidth; }
    bool lastLineRtl() const { return !m_paragraphs.empty() && m_paragraphs.back().rtl; }
    int baselineOfLastLine() const; //!< below the block's top
    bool isEmpty() const { return m_paragraphs.empty(); }

    //! [from, to) is painted as selected.
    void draw(QPainter &painter, QPointF at, int from = 0, int to = 0, const QColor &selection = {},
        const QColor &selectedText = {}) const;
    //! The nearest position between two clusters.
    int positionAt(QPointF point) const;
    //! The link under `point`, only where its text really is.
    const Link *linkAt(QPointF point) const;
    //! The word around `position`, as [from, to).
    std::pair<int, int> wordAt(int position) const;
    const QString &text() const { return m_text; }

private:
    struct Paragraph {
        std::unique_ptr<QTextLayout> layout;
        int start = 0; //!< in m_text
        bool rtl = false;
        int firstLine = 0;
        int lineCount = 0;
    };
    const Paragraph *paragraphAt(qreal y) const;
    void place(QTextLine line, int index) const;

    Style m_style;
    QString m_text;
    QList<Link> m_links;
    std::vector<Paragraph> m_paragraphs;
    int m_width = 0;
    int m_lines = 0;
    int m_lastLineWidth = 0;
    qreal m_ascent = 0; //!< of the primary font, for one baseline a line
    qreal m_lead = 0; //!< above the ascent, so that the font's box is centred in the line
};

} // namespace confab
