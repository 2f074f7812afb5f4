#include "ui/timeline/code_fences.h"

#include <QStringList>

namespace confab {
namespace {

bool isFence(QStringView line) { return line.trimmed().startsWith(QStringView(u"```")); }

} // namespace

FencedText splitFences(const QString &text)
{
    FencedText result;
    if (!text.contains(QStringView(u"```"))) {
        result.text = text;
        return result;
    }
    const auto lines = QStringView(text).split(u'\n');
    QStringList shown;
    qsizetype length = 0; // of `shown` joined, with a break after each
    for (qsizetype i = 0; i < lines.size(); ++i) {
        qsizetype end = -1;
        if (isFence(lines[i])) {
            for (qsizetype k = i + 1; k < lines.size() && end < 0; ++k)
                if (lines[k].trimmed() == QStringView(u"```"))
                    end = k;
        }
        if (end < i + 2) {
            shown.append(lines[i].toString());
            length += lines[i].size() + 1;
            continue;
        }
        FencedText::Span span{length, -1};
        for (qsizetype k = i + 1; k < end; ++k) {
            shown.append(lines[k].toString());
            span.length += lines[k].size() + 1;
        }
        length += span.length + 1;
        if (span.length > 0)
            result.code.append(span);
        i = end;
    }
    result.text = shown.join(u'\n');
    return result;
}

} // namespace confab
