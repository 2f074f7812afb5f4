#pragma once

#include "core/session/engine.h"

#include <QPromise>

namespace confab {

//! One page for a window: from the store, and where history is missing there, with a `hist` in between. Hops between
//! the reader's thread and the engine's; keeps itself alive until it has answered.
class PageLoader : public std::enable_shared_from_this<PageLoader> {
public:
    PageLoader(Engine &engine, StoreReading &reading, const ChatId &chat, const PageRequest &request);

    QFuture<Outcome<Page>> start();

private:
    void read();
    StoredPage stored(const StoreReader &store) const;
    void fetch(const StoredPage &had);
    void fetched(const std::optional<NetError> &error);
    void answer(Outcome<Page> page);

    Engine &m_engine;
    StoreReading &m_reading;
    ChatId m_chat;
    PageRequest m_request;
    QPromise<Outcome<Page>> m_promise;
    int m_fetches = 0;
    bool m_offline = false;
    std::atomic_bool m_answered = false;
};

} // namespace confab
