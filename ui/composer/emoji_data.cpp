#include "ui/composer/emoji_data.h"

#include <QCoreApplication>
#include <QFile>
#include <algorithm>

// Outside of any namespace, as Q_INIT_RESOURCE asks: the list sits in a static library.
static void registerEmoji() { Q_INIT_RESOURCE(emoji); }

namespace confab {
namespace {

bool matches(const Emoji &emoji, const QString &word)
{
    const auto begins = [&](const QString &s) { return s.startsWith(word, Qt::CaseInsensitive); };
    if (begins(emoji.name) || std::any_of(emoji.codes.begin(), emoji.codes.end(), begins)
        || std::any_of(emoji.words.begin(), emoji.words.end(), begins))
        return true;
    for (const auto part : QStringView(emoji.name).tokenize(u' '))
        if (part.startsWith(word, Qt::CaseInsensitive))
            return true;
    return std::any_of(emoji.codes.begin(), emoji.codes.end(),
        [&](const QString &code) { return code.contains(u'_' + word, Qt::CaseInsensitive); });
}

} // namespace

EmojiData::EmojiData()
{
    registerEmoji();
    QFile file(QStringLiteral(":/emoji/emoji.txt"));
    if (!file.open(QIODevice::ReadOnly))
        return;
    const auto text = QString::fromUtf8(file.readAll());
    m_all.reserve(2000);
    for (const auto line : QStringView(text).tokenize(u'\n')) {
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        const auto fields = line.split(u'\t');
        if (fields.size() < 4)
            continue;
        Emoji emoji;
        emoji.text = fields[0].toString();
        const auto category = fields[1].toString();
        if (m_categories.isEmpty() || m_categories.last() != category)
            m_categories.append(category);
        emoji.category = int(m_categories.size()) - 1;
        emoji.name = fields[2].toString();
        emoji.codes = fields[3].toString().split(u' ', Qt::SkipEmptyParts);
        if (fields.size() > 4)
            emoji.words = fields[4].toString().split(u' ', Qt::SkipEmptyParts);
        const int index = int(m_all.size());
        for (const auto &code : emoji.codes)
            m_byCode.insert(code, index);
        m_byText.insert(emoji.text, index);
        m_all.append(emoji);
    }
}

QString EmojiData::categoryName(int category) const
{
    static const QHash<QString, const char *> names{
        {QStringLiteral("Smileys & Emotion"), QT_TRANSLATE_NOOP("confab::EmojiData", "Smileys and emotion")},
        {QStringLiteral("People & Body"), QT_TRANSLATE_NOOP("confab::EmojiData", "People")},
        {QStringLiteral("Animals & Nature"), QT_TRANSLATE_NOOP("confab::EmojiData", "Animals and nature")},
        {QStringLiteral("Food & Drink"), QT_TRANSLATE_NOOP("confab::EmojiData", "Food and drink")},
        {QStringLiteral("Travel & Places"), QT_TRANSLATE_NOOP("confab::EmojiData", "Travel and places")},
        {QStringLiteral("Activities"), QT_TRANSLATE_NOOP("confab::EmojiData", "Activities")},
        {QStringLiteral("Objects"), QT_TRANSLATE_NOOP("confab::EmojiData", "Objects")},
        {QStringLiteral("Symbols"), QT_TRANSLATE_NOOP("confab::EmojiData", "Symbols")},
        {QStringLiteral("Flags"), QT_TRANSLATE_NOOP("confab::EmojiData", "Flags")}};
    const auto key = m_categories.value(category);
    const auto it = names.constFind(key);
    return it == names.cend() ? key : QCoreApplication::translate("confab::EmojiData", *it);
}

QList<int> EmojiData::search(const QString &query, int limit) const
{
    const auto words = query.simplified().split(u' ', Qt::SkipEmptyParts);
    QList<int> first;
    QList<int> others;
    if (words.isEmpty())
        return first;
    for (int i = 0; i < m_all.size() && first.size() + others.size() < limit * 2; ++i) {
        const auto &emoji = m_all[i];
        if (!std::all_of(
                words.begin(), words.end(), [&](const QString &word) { return matches(emoji, word); }))
            continue;
        const bool leads = emoji.name.startsWith(words.first(), Qt::CaseInsensitive)
            || emoji.codes.value(0).startsWith(words.first(), Qt::CaseInsensitive);
        (leads ? first : others).append(i);
    }
    return (first + others).mid(0, limit);
}

QList<int> EmojiData::byCode(const QString &prefix, int limit) const
{
    struct Match {
        qsizetype length;
        int index;
    };
    QList<Match> found;
    for (int i = 0; i < m_all.size(); ++i) {
        for (const auto &code : m_all[i].codes) {
            if (!code.startsWith(prefix, Qt::CaseInsensitive))
                continue;
            found.append({code.size(), i});
            break;
        }
    }
    std::stable_sort(
        found.begin(), found.end(), [](const Match &a, const Match &b) { return a.length < b.length; });
    QList<int> indexes;
    for (const auto &match : found.mid(0, limit))
        indexes.append(match.index);
    return indexes;
}

const Emoji *EmojiData::exactCode(const QString &code) const
{
    const auto it = m_byCode.constFind(code);
    return it == m_byCode.cend() ? nullptr : &m_all[*it];
}

const Emoji *EmojiData::find(const QString &text) const
{
    const auto it = m_byText.constFind(text);
    return it == m_byText.cend() ? nullptr : &m_all[*it];
}

} // namespace confab
