#pragma once

#include "core/store/database.h"
#include "core/store/reader.h"

#include <QThread>

namespace confab {

//! The thread that reads for the windows: paging and lists, beside the engine's writing.
class StoreReading {
public:
    StoreReading();
    ~StoreReading();

    //! Both block until it is done; not from the reader's own thread.
    Result<Done, StoreError> open(const Database &database);
    void close();

    //! Runs `what` on the reader's thread; null: the store is not open.
    void post(std::function<void(const StoreReader *)> what);

private:
    QThread m_thread;
    QObject m_context; //!< lives there
    std::unique_ptr<StoreReader> m_reader; //!< touched only there
};

} // namespace confab
