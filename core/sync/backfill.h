#pragma once

#include "core/sync/history_fetcher.h"
#include "core/sync/timer.h"

namespace confab {

//! Fills holes between what was stored before and what a sync brought, newest messages first, so that the end of a chat
//! can be read while what lies before it still comes. Holes are found again after a restart: they are what lies between
//! two stored stretches of a chat.
class Backfill : public QObject {
    Q_OBJECT
public:
    //! Larger holes stay; scrolling fills them.
    static constexpr qint64 largest = 20'000;

    Backfill(Committer &committer, HistoryFetcher &history, Clock &clock, QObject *parent = nullptr);

    void add(const ChatId &chat, const SeqRange &hole);
    void findHoles(); //!< connected: looks at all chats
    void disconnected();

    //! Whether something below the newest message is still to come: nothing of it counts as received yet.
    bool isOpen(const ChatId &chat) const { return m_open.contains(chat); }
    bool isIdle() const { return m_open.isEmpty(); }

signals:
    void closed(const confab::ChatId &chat); //!< no hole is left in it

private:
    struct Chunk {
        ChatId chat;
        SeqRange range;
    };
    void fetch(const Chunk &chunk);
    void fetched(const Chunk &chunk, const Hist &hist, const Result<HistPage, NetError> &page);
    void failed(const Chunk &chunk, const NetError &error);
    void done(const ChatId &chat);

    Committer &m_committer;
    HistoryFetcher &m_history;
    Clock &m_clock;
    QHash<ChatId, int> m_open; //!< chunks that are still to come
    QList<Chunk> m_failed;
    DeadlineTimer m_again;
};

} // namespace confab
