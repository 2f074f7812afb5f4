#include "core/session/page_loader.h"

namespace confab {

namespace {

constexpr int mostFetches = 3;
constexpr int largestPage = 500;

} // namespace

PageLoader::PageLoader(Engine &engine, StoreReading &reading, const ChatId &chat, const PageRequest &request)
    : m_engine(engine)
    , m_reading(reading)
    , m_chat(chat)
    , m_request(request)
{
    m_request.limit = std::clamp(m_request.limit, 1, largestPage);
    m_promise.start();
}

QFuture<Outcome<Page>> PageLoader::start()
{
    read({});
    return m_promise.future();
}

void PageLoader::answer(Outcome<Page> page)
{
    m_promise.addResult(std::move(page));
    m_promise.finish();
}

//! On the reader's thread.
void PageLoader::read(Progress progress)
{
    m_reading.post([self = shared_from_this(), progress](const StoreReader *store) {
        if (!store) {
            self->answer(Failure {SessionError {ErrorCode::Internal, QString(), false}});
            return;
        }
        StoredPage had = self->stored(*store);
        const bool missing = had.fetchBefore || had.fetchAfter;
        const bool enough = had.page.rows.size() >= self->m_request.limit;
        if (missing && !enough && progress.fetches < mostFetches && !progress.gaveUp) {
            self->fetch(had, progress);
            return;
        }
        had.page.incomplete = missing && !enough && progress.gaveUp;
        self->answer(had.page);
    });
}

StoredPage PageLoader::stored(const StoreReader &store) const
{
    switch (m_request.from) {
    case PageRequest::From::Newest:
        return store.newest(m_chat, m_request.limit);
    case PageRequest::From::Before:
        return store.before(m_chat, m_request.seq, m_request.limit);
    case PageRequest::From::After:
        return store.after(m_chat, m_request.seq, m_request.limit);
    case PageRequest::From::Around:
        return store.around(m_chat, m_request.seq, m_request.limit);
    }
    return {};
}

void PageLoader::fetch(const StoredPage &had, Progress progress)
{
    ++progress.fetches;
    Hist hist;
    hist.chat = m_chat;
    hist.limit = std::clamp(m_request.limit, 50, limits::histPage);
    if (had.fetchBefore)
        hist.before = had.fetchBefore;
    else
        hist.after = had.fetchAfter;
    QMetaObject::invokeMethod(
        &m_engine,
        [self = shared_from_this(), hist, progress]() mutable {
            EngineParts *parts = self->m_engine.parts();
            if (!parts) {
                progress.gaveUp = true;
                self->read(progress);
                return;
            }
            parts->history.fetchAndKeep(hist, [self, progress](const std::optional<NetError> &error) mutable {
                progress.gaveUp = error.has_value();
                self->read(progress);
            });
        },
        Qt::QueuedConnection);
}

} // namespace confab
