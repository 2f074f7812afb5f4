#pragma once

#include <QString>
#include <QStringList>

namespace confab {

//! The search field above the chat list: every typed word must begin a word of the name, in any order, whatever case
//! and accents. Prepare once per keystroke, match many.
class ChatFilter {
public:
    ChatFilter() = default; //!< matches all
    explicit ChatFilter(const QString &query);

    bool isEmpty() const { return m_words.isEmpty(); }
    bool matches(const QString &text) const;
    //! Any of the texts together, e.g. name and username.
    bool matches(const QStringList &texts) const;

    //! Case and accents removed: what both sides are compared by.
    static QString folded(const QString &text);

private:
    QStringList m_words;
};

} // namespace confab
