#pragma once

#include "core/sync/outcome.h"

#include <QFuture>
#include <QPromise>
#include <memory>

namespace confab {

//! A future, and the call that answers it; the first answer counts. From any thread, one at a time.
template <typename T>
std::pair<Reply<T>, QFuture<Outcome<T>>> promised()
{
    auto promise = std::make_shared<QPromise<Outcome<T>>>();
    promise->start();
    auto future = promise->future();
    auto answered = std::make_shared<bool>(false);
    return {[promise, answered](Outcome<T> outcome) {
                if (std::exchange(*answered, true))
                    return;
                promise->addResult(std::move(outcome));
                promise->finish();
            },
        future};
}

} // namespace confab
