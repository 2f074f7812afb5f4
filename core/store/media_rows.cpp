#include "core/store/media_rows.h"

#include <QRegularExpression>

namespace confab {

QStringList linksIn(const QString &text)
{
    constexpr int most = 8;
    constexpr int longest = 2048;
    // No quantifier within a quantifier: the time is linear in the text.
    static const QRegularExpression pattern(QStringLiteral("\\bhttps?://[^\\s<>\"\u00ab\u00bb\u201c\u201d]+"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    QStringList links;
    for (auto it = pattern.globalMatch(text); it.hasNext() && links.size() < most;) {
        QString link = it.next().captured();
        // What ends a sentence does not belong to the address; a bracket does where it was opened in it.
        while (!link.isEmpty()) {
            const QChar last = link.back();
            const bool closes = last == u')' && link.count(u'(') < link.count(u')');
            if (!closes && !QStringView(u".,;:!?'*_]}\u2026").contains(last))
                break;
            link.chop(1);
        }
        if (link.size() > 8 && link.size() <= longest && !links.contains(link))
            links.append(link);
    }
    return links;
}

} // namespace confab
