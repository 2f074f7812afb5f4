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
    //! How far it has come; handed from thread to thread with the work.
    struct Progress {
        int fetches = 0;
        bool gaveUp = false; //!< no more history to be had now
    };
    void read(Progress progress);
    StoredPage stored(const StoreReader &store) const;
    void fetch(const StoredPage &had, Progress progress);
    void answer(Outcome<Page> page);

    Engine &m_engine;
    StoreReading &m_reading;
    ChatId m_chat;
    PageRequest m_request;
    QPromise<Outcome<Page>> m_promise;
};

} // namespace confab
