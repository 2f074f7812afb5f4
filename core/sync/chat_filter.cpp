#include "core/sync/chat_filter.h"

#include <algorithm>

namespace confab {

namespace {

QStringList wordsOf(const QString &folded)
{
    QStringList words;
    QString word;
    for (const QChar c : folded) {
        if (c.isLetterOrNumber() || c.isSurrogate() || c.isMark()) {
            word.append(c);
        } else if (!word.isEmpty()) {
            words.append(word);
            word.clear();
        }
    }
    if (!word.isEmpty())
        words.append(word);
    return words;
}

} // namespace

QString ChatFilter::folded(const QString &text)
{
    QString out;
    const QString decomposed = text.normalized(QString::NormalizationForm_KD).toCaseFolded();
    out.reserve(decomposed.size());
    for (const QChar c : decomposed) {
        if (c == QChar(0x00DF)) // ß: Qt folds letter by letter, and this one folds to two
            out.append(QStringLiteral("ss"));
        else if (c.category() != QChar::Mark_NonSpacing)
            out.append(c);
    }
    return out;
}

ChatFilter::ChatFilter(const QString &query)
    : m_words(wordsOf(folded(query)))
{
    // Signs alone are looked for as they are, so that a chat that is named by them can be found.
    const QString signs = folded(query).simplified();
    if (m_words.isEmpty() && !signs.isEmpty())
        m_words.append(signs);
}

bool ChatFilter::matches(const QString &text) const
{
    return matches(QStringList {text});
}

bool ChatFilter::matches(const QStringList &texts) const
{
    if (m_words.isEmpty())
        return true;
    const QString all = folded(texts.join(QLatin1Char(' ')));
    const QStringList words = wordsOf(all);
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString &wanted) {
        if (!wanted.front().isLetterOrNumber() && !wanted.front().isSurrogate())
            return all.contains(wanted);
        return std::any_of(words.begin(), words.end(), [&](const QString &word) { return word.startsWith(wanted); });
    });
}

} // namespace confab
