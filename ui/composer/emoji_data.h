#pragma once

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace confab {

struct Emoji {
    QString text;
    QString name; //!< "grinning face"
    QStringList codes; //!< "grinning", for :grinning:
    QStringList words; //!< further words to find it by
    int category = 0;
};

//! The emoji that picker and completion offer, in Unicode's order, from the program's resources. Takes some
//! ms to make: the composer makes it when it is first needed.
class EmojiData {
public:
    EmojiData();

    const QList<Emoji> &all() const { return m_all; }
    QString categoryName(int category) const; //!< translated
    int categoryCount() const { return int(m_categories.size()); }
    //! Every word of `query` begins a word of the name, a code or a search word; names that begin with it
    //! come first.
    QList<int> search(const QString &query, int limit = 200) const;
    //! Those whose shortcode begins with `prefix`, shortest first; exact ones before all.
    QList<int> byCode(const QString &prefix, int limit = 8) const;
    const Emoji *exactCode(const QString &code) const;
    const Emoji *find(const QString &text) const;

private:
    QList<Emoji> m_all;
    QStringList m_categories;
    QHash<QString, int> m_byCode;
    QHash<QString, int> m_byText;
};

} // namespace confab
