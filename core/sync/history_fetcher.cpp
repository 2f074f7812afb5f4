#include "core/sync/history_fetcher.h"

namespace confab {

namespace {

constexpr int maxInFlight = 4;

//! What is complete once the page is stored: it reaches up (or down) to where it was asked from, and where the server
//! has nothing beyond it, all the way.
std::optional<SeqRange> coverOf(const Hist &hist, const HistPage &page)
{
    if (hist.before) {
        const Seq low = !page.more || page.items.isEmpty() ? Seq(1) : page.items.front().seq;
        return SeqRange {low, hist.before->previous()};
    }
    if (page.items.isEmpty())
        return std::nullopt;
    return SeqRange {hist.after->next(), page.items.back().seq};
}

//! Whether the page stands where it was asked for.
bool answers(const Hist &hist, const HistPage &page)
{
    if (page.items.isEmpty())
        return true;
    return hist.before ? page.items.back().seq < *hist.before : page.items.front().seq > *hist.after;
}

} // namespace

bool isStretch(const ChatId &chat, const QList<Event> &events)
{
    for (qsizetype i = 0; i < events.size(); ++i)
        if (events[i].chat != chat || events[i].seq < Seq(1) || (i > 0 && events[i].seq != events[i - 1].seq.next()))
            return false;
    return true;
}

HistoryFetcher::HistoryFetcher(Committer &committer, Connection &connection, Decryptor &decryptor, QObject *parent)
    : QObject(parent)
    , m_committer(committer)
    , m_connection(connection)
    , m_decryptor(decryptor)
{
}

void HistoryFetcher::fetch(const Hist &hist, Urgency urgency, Answer answer)
{
    (urgency == Urgency::Shown ? m_shown : m_background).push_back({hist, std::move(answer)});
    sendNext();
}

bool HistoryFetcher::keep(const Hist &hist, const HistPage &page)
{
    QList<OpenedEvent> opened;
    opened.reserve(page.items.size());
    for (const Event &event : page.items)
        opened.append(m_decryptor.open(event));
    return m_committer.commit(StoreWriter::Durability::Normal,
        [&](StoreTransaction &tx) { tx.applyEvents(hist.chat, opened, coverOf(hist, page)); });
}

void HistoryFetcher::fetchAndKeep(const Hist &hist, Stored stored)
{
    if (!m_connection.isLive()) {
        stored(NetError::of(NetError::Kind::Offline));
        return;
    }
    fetch(hist, Urgency::Shown, [this, hist, stored = std::move(stored)](const Result<HistPage, NetError> &page) {
        if (page && !keep(hist, *page))
            stored(NetError::of(NetError::Kind::Lost));
        else
            stored(page ? std::nullopt : std::optional(page.error()));
    });
}

void HistoryFetcher::disconnected()
{
    ++m_era;
    m_inFlight = 0;
    m_background.clear();
    // Somebody waits for these.
    for (auto &job : std::exchange(m_shown, {}))
        job.answer(Failure {NetError::of(NetError::Kind::Lost)});
}

void HistoryFetcher::sendNext()
{
    while (m_inFlight < maxInFlight && m_connection.isLive() && !(m_shown.empty() && m_background.empty())) {
        auto &queue = m_shown.empty() ? m_background : m_shown;
        Job job = std::move(queue.front());
        queue.pop_front();
        ++m_inFlight;
        const Hist hist = job.hist;
        m_connection.request(hist, this,
            [this, era = m_era, job = std::move(job)](const Connection::Answer<Hist> &answer) {
                if (era == m_era)
                    --m_inFlight;
                if (answer && !(isStretch(job.hist.chat, answer->items) && answers(job.hist, *answer)))
                    job.answer(Failure {NetError::nonsense()});
                else
                    job.answer(answer);
                sendNext();
            });
    }
}

} // namespace confab
