#pragma once

#include "core/protocol/requests.h"
#include "core/store/values.h"
#include "core/sync/instant.h"

#include <map>
#include <optional>

namespace confab {

//! Puts one chat's events in order (protocol section 5): they come live, in sync tails and in `hist` pages, twice,
//! late, out of order or not at all, and leave as a stretch without gaps. Pure; nothing here sends or stores.
//!
//! The owner does what each Step says, in order: store `apply`, then ask `fetch`. If storing fails, `reset` to what the
//! store holds. `have` runs ahead of the commit by the step in hand; receipts go out after the commit only.
class Sequencer {
public:
    static constexpr int maxBuffered = 512; //!< events held while a gap is open; more are dropped, `hist` brings them
    static constexpr std::chrono::milliseconds patience {300}; //!< for a missing event before `hist`
    static constexpr std::chrono::milliseconds fetchTimeout {20'000}; //!< an unanswered `hist` is asked again
    static constexpr std::chrono::milliseconds longestPause {600'000}; //!< between tries that bring nothing
    static constexpr qint64 largeGap = 20'000; //!< beyond it a new window is opened, the hole fills on scrolling

    struct Step {
        QList<Event> apply; //!< ascending
        std::optional<SeqRange> covers; //!< complete once `apply` is stored
        std::optional<Hist> fetch;
        bool isEmpty() const { return apply.isEmpty() && !covers && !fetch; }
    };

    //! `have`: newest seq stored without a gap below; 0: nothing is stored.
    explicit Sequencer(const ChatId &chat, Seq have = {});

    [[nodiscard]] Step event(const Event &event, Instant now);
    //! `ok` of an own send: the store holds that event already.
    [[nodiscard]] Step appended(Seq seq, Instant now);
    //! Newest seq known to exist: heads digest, a chat head without events.
    [[nodiscard]] Step head(Seq head, Instant now);
    //! A sync tail, ascending and without gaps up to `head`.
    [[nodiscard]] Step tail(const QList<Event> &events, Seq head, Instant now);
    //! The answer to `fetch`. Where the server has nothing although it says there is more, its log has a hole: what came
    //! live from beyond it leaves as a stretch of its own.
    [[nodiscard]] Step page(const HistPage &page, Instant now);
    //! The `hist` failed; it is asked again at the deadline.
    void fetchFailed(Instant now);
    //! The connection is gone: open requests are forgotten. What was buffered stays.
    void disconnected();
    //! Connected and synced again: asks at once for what is still missing.
    [[nodiscard]] Step resumed(Instant now);

    //! When `tick` is due; none: nothing is missing.
    std::optional<Instant> deadline() const { return m_deadline; }
    [[nodiscard]] Step tick(Instant now);

    void reset(Seq have);

    Seq have() const { return m_have; }
    Seq known() const { return m_known; } //!< newest seq known to exist
    bool behind() const { return m_have < m_known; }
    //! Behind, and asking has brought nothing twice in a row: it is still asked for, but not to be waited for.
    bool stuck() const { return behind() && m_fruitless >= 2; }
    int buffered() const { return int(m_buffer.size()); }

private:
    void hold(Seq seq, std::optional<Event> event);
    Step drain(Instant now);
    void ask(Step &step, Instant now);
    void pause(std::chrono::milliseconds first, Instant now);

    ChatId m_chat;
    Seq m_have;
    Seq m_known;
    std::map<Seq, std::optional<Event>> m_buffer; //!< above have; without event: the store holds it (own sends)
    std::optional<Instant> m_deadline;
    bool m_fetching = false;
    int m_fruitless = 0; //!< tries in a row that brought nothing
};

} // namespace confab
