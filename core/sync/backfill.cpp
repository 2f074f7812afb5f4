#include "core/sync/backfill.h"

namespace confab {

namespace {

constexpr std::chrono::milliseconds againAfter {5'000};
constexpr std::chrono::milliseconds stuckAfter {60'000}; //!< the pause once it is not waited for
constexpr int mostFailures = 2;

} // namespace

Backfill::Backfill(Committer &committer, HistoryFetcher &history, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_committer(committer)
    , m_history(history)
    , m_clock(clock)
    , m_again(clock, [this] {
        for (const Chunk &chunk : std::exchange(m_failed, {}))
            fetch(chunk);
    })
{
}

void Backfill::add(const ChatId &chat, const SeqRange &hole)
{
    if (hole.high < hole.low || hole.high.value - hole.low.value >= largest)
        return;
    for (Seq high = hole.high; high >= hole.low; high = Seq(high.value - limits::histPage)) {
        const Seq low(std::max(hole.low.value, high.value - limits::histPage + 1));
        ++m_open[chat];
        fetch({chat, {low, high}});
    }
}

void Backfill::findHoles()
{
    QList<ChatSummary> chats = m_committer.read().summaries();
    std::sort(chats.begin(), chats.end(), [](const ChatSummary &a, const ChatSummary &b) { return a.activity > b.activity; });
    for (const ChatSummary &chat : std::as_const(chats)) {
        if (isOpen(chat.chat))
            continue;
        const auto ranges = m_committer.read().ranges(chat.chat);
        for (qsizetype i = ranges.size() - 1; i > 0; --i)
            add(chat.chat, {ranges[i - 1].high.next(), ranges[i].low.previous()});
    }
}

void Backfill::disconnected()
{
    m_open.clear();
    m_stuck.clear();
    m_failed.clear();
    m_again.set(std::nullopt);
}

void Backfill::fetch(const Chunk &chunk)
{
    Hist hist;
    hist.chat = chunk.chat;
    hist.before = chunk.range.high.next();
    hist.limit = chunk.range.high.value - chunk.range.low.value + 1;
    m_history.fetch(hist, HistoryFetcher::Urgency::Background,
        [this, chunk, hist](const Result<HistPage, NetError> &page) { fetched(chunk, hist, page); });
}

void Backfill::fetched(const Chunk &chunk, const Hist &hist, const Result<HistPage, NetError> &page)
{
    if (!isOpen(chunk.chat))
        return;
    if (!page) {
        failed(chunk, page.error());
        return;
    }
    if (!m_history.keep(hist, *page)) {
        failed(chunk, NetError::of(NetError::Kind::TimedOut));
        return;
    }
    // A page may end early where its events are large.
    if (page->more && !page->items.isEmpty() && page->items.front().seq > chunk.range.low)
        fetch({chunk.chat, {chunk.range.low, page->items.front().seq.previous()}});
    else
        done(chunk.chat);
}

void Backfill::failed(Chunk chunk, const NetError &error)
{
    if (error.kind == NetError::Kind::Refused && error.refusal.retry == Retry::Never) {
        done(chunk.chat); // what the server will not show is not waited for
        return;
    }
    if (error.kind == NetError::Kind::Lost || error.kind == NetError::Kind::Offline)
        return; // looked for again with the next connection
    const bool given = ++chunk.failures >= mostFailures;
    m_failed.append(chunk);
    m_again.set(instantOf(m_clock) + std::chrono::milliseconds(error.refusal.ms.value_or((given ? stuckAfter : againAfter).count())));
    if (given && !m_stuck.contains(chunk.chat)) {
        m_stuck.insert(chunk.chat);
        emit stuck(chunk.chat);
    }
}

void Backfill::done(const ChatId &chat)
{
    if (--m_open[chat] > 0)
        return;
    m_open.remove(chat);
    m_stuck.remove(chat);
    emit closed(chat);
}

} // namespace confab
