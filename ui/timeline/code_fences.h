#pragma once

#include <QList>
#include <QString>

namespace confab {

//! A text whose stretches between lines of ``` are set apart, with those lines taken out.
struct FencedText {
    struct Span {
        qsizetype start = 0; //!< UTF-16, of whole lines
        qsizetype length = 0;
    };
    QString text;
    QList<Span> code; //!< ascending
};

//! A fence that is never closed, or holds nothing, stays text.
FencedText splitFences(const QString &text);

} // namespace confab
