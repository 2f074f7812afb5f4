#pragma once

#include "ui/timeline/code_fences.h"
#include "ui/timeline/links.h"

#include <QColor>
#include <QFont>
#include <QRect>
#include <QTextLayout>
#include <memory>
#include <vector>

class QPainter;

namespace confab {

//! A message's text, broken into lines of one fixed height whatever fonts and marks are in it. Every
//! paragraph has the direction of its own first strong character; those of the right-to-left ones are set
//! flush right in the block. Positions are UTF-16 offsets into the text that was given.
class TextBlock {
public:
    struct Style {
        QFont font;
        int lineHeight = 20;
        QColor color;
        QColor link;
        QFont codeFont;
        int codeLineHeight = 18;
        QColor codeGround;
    };

    //! `code`: stretches of whole lines that are set in `codeFont` on a ground of their own.
    void setText(const QString &text, const Style &style, const QList<Link> &links = {},
        const QList<FencedText::Span> &code = {});
    //! Breaks into lines no wider than `width`; at most `maxLines` (0: all). Returns whether everything fit.
    bool layout(int width, int maxLines = 0);
    //! Places right-to-left lines against the right edge of `width`.
    void align(int width);

    int width() const { return m_width; } //!< of the widest line
    int height() const { return m_height; }
    int lines() const { return m_lines; }
    int lastLineWidth() const { return m_lastLineWidth; }
    bool lastLineRtl() const { return !m_paragraphs.empty() && m_paragraphs.back().rtl; }
    bool endsWithCode() const { return !m_paragraphs.empty() && m_paragraphs.back().code; }
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
    //! Neighbouring lines of one direction (or of one code block) in one layout.
    struct Paragraph {
        std::unique_ptr<QTextLayout> layout;
        int start = 0; //!< in m_text
        int end = 0;
        bool rtl = false;
        bool code = false;
        int lineCount = 0;
        int top = 0; //!< of the first line, below the block's top
        int lineHeight = 20;
        int bottom() const { return top + lineCount * lineHeight; }
    };
    void split(const QString &display, const QList<FencedText::Span> &code);
    void prepare(Paragraph &paragraph, const QString &display) const;
    //! The laid-out line nearest to `y`, with its paragraph; invalid where nothing is laid out.
    std::pair<const Paragraph *, QTextLine> lineAt(qreal y) const;

    Style m_style;
    QString m_text;
    QList<Link> m_links;
    std::vector<Paragraph> m_paragraphs;
    int m_width = 0;
    int m_alignedWidth = 0;
    int m_height = 0;
    int m_lines = 0;
    int m_lastLineWidth = 0;
};

} // namespace confab
