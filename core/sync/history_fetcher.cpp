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

//! Whether the page is of that chat, in order, and stands where it was asked for.
bool answers(const Hist &hist, const HistPage &page)
{
    if (page.items.size() > limits::histPage)
        return false;
    for (qsizetype i = 0; i < page.items.size(); ++i)
        if (page.items[i].chat != hist.chat || page.items[i].seq < Seq(1) || (i > 0 && page.items[i].seq <= page.items[i - 1].seq))
            return false;
    if (page.items.isEmpty())
        return true;
    return hist.before ? page.items.back().seq < *hist.before : page.items.front().seq > *hist.after;
}

//! A server that has lost events answers with holes. What is left is the stretch nearest to where it was asked from.
void cutToStretch(const Hist &hist, HistPage &page)
{
    auto &items = page.items;
    const auto broken = [](const Event &a, const Event &b) { return b.seq != a.seq.next(); };
    if (hist.before) {
        const auto hole = std::adjacent_find(items.crbegin(), items.crend(), [&](const Event &b, const Event &a) { return broken(a, b); });
        if (hole == items.crend())
            return;
        items.erase(items.cbegin(), hole.base() - 1);
    } else {
        const auto hole = std::adjacent_find(items.cbegin(), items.cend(), broken);
        if (hole == items.cend())
            return;
        items.erase(hole + 1, items.cend());
    }
    page.low = items.front().seq;
    page.high = items.back().seq;
    page.more = true;
}

} // namespace

bool isStretch(const ChatId &chat, const QList<Event> &events)
{
    for (qsizetype i = 0; i < events.size(); ++i)
        if (events[i].chat != chat || events[i].seq < Seq(1) || (i > 0 && events[i].seq != events[i - 1].seq.next()))
            return false;
    return true;
}

HistoryFetcher::HistoryFetcher(
    Committer &committer, Connection &connection, Decryptor &decryptor, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_committer(committer)
    , m_connection(connection)
    , m_decryptor(decryptor)
    , m_clock(clock)
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
    struct Waiting {
        Stored stored;
        Clock::TimerPtr timer;
        void answer(const std::optional<NetError> &error)
        {
            timer.reset();
            if (const Stored call = std::exchange(stored, {}))
                call(error);
        }
    };
    const auto waiting = std::make_shared<Waiting>();
    waiting->stored = std::move(stored);
    waiting->timer = m_clock.after(patience, [waiting] { waiting->answer(NetError::of(NetError::Kind::TimedOut)); });
    fetch(hist, Urgency::Shown, [this, hist, waiting](const Result<HistPage, NetError> &page) {
        if (page && !keep(hist, *page))
            waiting->answer(NetError::of(NetError::Kind::Lost));
        else
            waiting->answer(page ? std::nullopt : std::optional(page.error()));
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
                if (!answer) {
                    job.answer(answer);
                } else if (!answers(job.hist, *answer)) {
                    job.answer(Failure {NetError::nonsense()});
                } else {
                    HistPage page = *answer;
                    cutToStretch(job.hist, page);
                    job.answer(page);
                }
                sendNext();
            });
    }
}

} // namespace confab
