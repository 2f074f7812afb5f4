#pragma once

#include <QFuture>
#include <QFutureWatcher>

namespace confab {

//! Calls `handler` with the future's result in the thread of `context`, or never where `context` is gone by
//! then. Use this instead of QFuture::then(context, …): up to Qt 6.5 that asserts, and races with the
//! destructor, when the context dies before the answer comes, which is what widgets do.
template <typename T, typename Handler>
void whenDone(const QFuture<T> &future, QObject *context, Handler handler)
{
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(
        watcher, &QFutureWatcherBase::finished, context, [watcher, handler = std::move(handler)]() mutable {
            watcher->deleteLater();
            if (watcher->future().resultCount() > 0)
                handler(watcher->result());
        });
    watcher->setFuture(future);
}

} // namespace confab
