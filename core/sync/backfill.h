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
    //! Nothing is to be waited for: what the server has failed to bring twice is still asked for.
    bool isIdle() const { return m_open.size() == m_stuck.size(); }

signals:
    void closed(const confab::ChatId &chat); //!< no hole is left in it
    void stuck(const confab::ChatId &chat); //!< what is left of its holes does not come now

private:
    struct Chunk {
        ChatId chat;
        SeqRange range;
        int failures = 0;
    };
    void fetch(const Chunk &chunk);
    void fetched(const Chunk &chunk, const Hist &hist, const Result<HistPage, NetError> &page);
    void failed(Chunk chunk, const NetError &error);
    void done(const ChatId &chat);

    Committer &m_committer;
    HistoryFetcher &m_history;
    Clock &m_clock;
    QHash<ChatId, int> m_open; //!< chunks that are still to come
    QSet<ChatId> m_stuck; //!< of these, the ones that are not waited for
    QList<Chunk> m_failed;
    DeadlineTimer m_again;
};

} // namespace confab
