#pragma once

#include "core/session/session.h"
#include "core/sync/chat_filter.h"

#include <QHash>
#include <QObject>
#include <vector>

namespace confab {

enum class ChatListFilter { All, Unread, Groups, Archived };

//! The chats as the list shows them: filtered, in the order of chat_order.h, kept so change by change. A change moves
//! one row; nothing is sorted again. Thread: GUI.
class ChatListModel : public QObject {
    Q_OBJECT
public:
    //! Chats with something unread, in all, among groups, and in the archive.
    struct Counts {
        int unread = 0;
        int groups = 0;
        int archived = 0;
        friend bool operator==(const Counts &, const Counts &) = default;
    };

    explicit ChatListModel(Session *session, QObject *parent = nullptr);

    int count() const { return int(m_rows.size()); }
    const ChatId &idAt(int row) const { return m_rows[std::size_t(row)]; }
    const ChatSummary &at(int row) const { return *m_all.constFind(idAt(row)); }
    int indexOf(const ChatId &chat) const; //!< -1: not shown
    bool isEmpty() const { return m_all.isEmpty(); } //!< the account has no chat at all
    Counts counts() const { return m_counts; }

    ChatListFilter filter() const { return m_filter; }
    void setFilter(ChatListFilter filter);
    QString query() const { return m_query; }
    void setQuery(const QString &query); //!< while there is one, it is searched in all chats, whatever the filter

    //! The open chat stays in the list of unread ones until another is opened.
    void setOpen(const std::optional<ChatId> &chat);

    //! Between press and release of a mouse button rows do not move: what arrives meanwhile waits for `release`.
    void hold();
    void release();

    //! The next chat above (-1) or below (+1) `from` in the order shown; `unreadOnly`: that has something unread.
    std::optional<ChatId> neighbour(const std::optional<ChatId> &from, int direction, bool unreadOnly) const;

    static bool hasUnread(const ChatSummary &chat) { return chat.unread > 0 || chat.markedUnread; }

signals:
    void reset(); //!< everything may be different
    void inserted(int row);
    void removed(int row);
    void moved(int from, int to); //!< the row's content changed, too
    void changed(int row);
    void contactsChanged(); //!< names may be different
    void countsChanged();

private:
    void reload();
    void apply(const ChangeSet &changes);
    void applyChat(const ChatChange &change);
    bool isShown(const ChatSummary &chat) const;
    int placeFor(const ChatSummary &chat) const;
    void rebuild();
    void recount();

    Session *m_session;
    QHash<ChatId, ChatSummary> m_all;
    std::vector<ChatId> m_rows;
    ChatListFilter m_filter = ChatListFilter::All;
    QString m_query;
    ChatFilter m_words;
    std::optional<ChatId> m_open;
    Counts m_counts;
    int m_holds = 0;
    QList<ChangeSet> m_waiting;
};

} // namespace confab
