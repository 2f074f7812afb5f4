#pragma once

#include "ui/timeline/timeline_model.h"

#include <QStringList>

namespace confab {

class Session;

//! What is selected: a part of one message's text, or some messages. Held by message and offset, never by
//! place, so that it survives whatever is inserted around it.
class TimelineSelection {
public:
    // ---- text inside one message ----
    void startText(const ItemKey &key, int position);
    void extendText(int position) { m_cursor = position; }
    void setText(const ItemKey &key, int from, int to);
    //! [from, to) of the text of that message; empty where there is none.
    std::pair<int, int> textIn(const MessageRow &row) const;
    bool hasText() const { return m_anchor != m_cursor && !m_textKey.isNull(); }
    const ItemKey &textKey() const { return m_textKey; }

    // ---- whole messages ----
    void startMessages(const ItemKey &key); //!< clears what was
    void extendMessages(const TimelineModel &model, const ItemKey &to); //!< everything from the start to `to`
    void toggle(const ItemKey &key);
    bool contains(const MessageRow &row) const;
    bool hasMessages() const { return !m_messages.isEmpty(); }
    int messageCount() const { return int(m_messages.size()); }
    QList<MessageRow> rows(const TimelineModel &model) const; //!< ascending, those still held

    bool isEmpty() const { return !hasText() && !hasMessages(); }
    void clear();

    //! What Ctrl+C takes: the selected text; one message's plain text; of several, each with name and time.
    QString forClipboard(const TimelineModel &model, const Session &session) const;

private:
    ItemKey m_textKey;
    int m_anchor = 0;
    int m_cursor = 0;
    ItemKey m_start;
    QList<ItemKey> m_messages;
};

} // namespace confab
