#pragma once

#include "core/sync/backfill.h"
#include "core/sync/receipts.h"
#include "core/sync/sequencer.h"

namespace confab {

//! The way in: Sequencer → Decryptor → one store transaction a turn → change set → receipt. Live events, sync tails and
//! pages that close a gap all come through here.
class Receiver : public QObject {
    Q_OBJECT
public:
    struct Parts {
        Committer &committer;
        Connection &connection;
        Decryptor &decryptor;
        HistoryFetcher &history;
        Backfill &backfill;
        Receipts &receipts;
        Clock &clock;
    };
    explicit Receiver(const Parts &parts, QObject *parent = nullptr);

    // ---- live; stored at the end of the turn ----
    void event(const Event &event);
    void marks(const MarksMoved &marks);
    void aggregate(const AggregateMoved &aggregate);
    void head(const ChatId &chat, Seq head); //!< known to exist
    void appended(const ChatId &chat, Seq seq); //!< an own message, stored already

    // ---- answers of sync and chat.get; stored at once, in one transaction with `also` ----
    //! Before the request is sent: what comes live from here on does not make its answer look old.
    void headsAsked() { m_heldBefore.clear(); }
    [[nodiscard]] bool heads(const QList<ChatHead> &heads, const StoreWriter::Body &also = {});
    void adopt(const ChatId &chat); //!< its head is here (or will not come): what waited for it goes on

    void resumed(); //!< connected and synced
    void disconnected();
    bool isCaughtUp() const; //!< no chat lacks anything that is being fetched

signals:
    void chatUnknown(const confab::ChatId &chat); //!< ask chat.get, then `adopt`
    void serverBehind(const confab::ChatId &chat); //!< the server has lost what is stored here
    void progressed(); //!< `isCaughtUp` may have changed
    void storeFailed(); //!< what came in has to be asked for again

private:
    //! Events that follow each other, and what is complete with them.
    struct Stretch {
        ChatId chat;
        QList<Event> events;
        std::optional<SeqRange> covers;
    };
    Sequencer *sequencer(const ChatId &chat);
    Sequencer &sequencerFor(const ChatHead &head);
    void take(Sequencer &sequencer, Sequencer::Step step, const ChatId &chat);
    void schedule();
    void flush();
    bool store(const StoreWriter::Body &before, const StoreWriter::Body &after);
    void fetch(const Hist &hist);
    void arm(const ChatId &chat, const Sequencer &sequencer);
    void ring();
    void received(const ChatId &chat, StoreTransaction &tx);
    Sequencer::Step tailOf(const ChatHead &head, Sequencer &sequencer);

    Parts m;
    std::unordered_map<ChatId, Sequencer> m_sequencers;
    QHash<ChatId, Seq> m_heldBefore;
    QHash<ChatId, QList<Event>> m_orphans; //!< of chats that are being asked for
    QList<Stretch> m_stretches;
    QList<Event> m_repeated; //!< below what is held: the same again, unless the server has lost its data
    QList<MarksMoved> m_marks;
    QList<AggregateMoved> m_aggregates;
    QList<std::pair<ChatId, SeqRange>> m_holes; //!< found while applying heads
    QSet<ChatId> m_waiting; //!< chats whose sequencer has a deadline
    bool m_scheduled = false;
    DeadlineTimer m_due;
};

} // namespace confab
