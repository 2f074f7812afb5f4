#pragma once

#include "core/net/connection.h"
#include "core/sync/committer.h"
#include "core/sync/decryptor.h"

#include <deque>

namespace confab {

//! Whether these are events of that chat, one after the other without a hole. What a server sends is not believed.
bool isStretch(const ChatId &chat, const QList<Event> &events);

//! Asks for stretches of logs: a few requests at a time, those that somebody waits for in front of a window first.
class HistoryFetcher : public QObject {
    Q_OBJECT
public:
    enum class Urgency : std::uint8_t { Background, Shown };
    using Answer = std::function<void(const Result<HistPage, NetError> &)>;
    using Stored = std::function<void(const std::optional<NetError> &)>;

    //! How long somebody waits in front of a window before what is stored has to do.
    static constexpr std::chrono::milliseconds patience {3'000};

    HistoryFetcher(
        Committer &committer, Connection &connection, Decryptor &decryptor, Clock &clock, QObject *parent = nullptr);

    //! `answer` gets a page that is a stretch, or an error; not called once the connection broke. A page with a hole in it
    //! is cut to the stretch next to where it was asked from: the rest comes with the next page, if at all.
    void fetch(const Hist &hist, Urgency urgency, Answer answer);
    //! The same, and keeps what came. `covers`: what the page answers for, beyond its own events.
    bool keep(const Hist &hist, const HistPage &page);
    //! Both, for a page that is to be shown. `stored` hears TimedOut after `patience`; a page that comes later is kept all
    //! the same, and shows as a change.
    void fetchAndKeep(const Hist &hist, Stored stored);
    void disconnected();

private:
    struct Job {
        Hist hist;
        Answer answer;
    };
    void sendNext();

    Committer &m_committer;
    Connection &m_connection;
    Decryptor &m_decryptor;
    Clock &m_clock;
    std::deque<Job> m_shown;
    std::deque<Job> m_background;
    int m_inFlight = 0;
    quint64 m_era = 0; //!< of the connection; answers of an older one are void
};

} // namespace confab
