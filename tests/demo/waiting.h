#pragma once

#include "core/session/session.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QEventLoop>

//! A program of the demo goes from step to step; between them events run.
namespace demo {

//! Runs events until `done()`; false when that takes longer than a minute.
template <typename Condition>
bool waitFor(Condition done)
{
    const QDeadlineTimer deadline(60'000);
    while (!done() && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 20);
    return done();
}

//! The future's value, or nothing where it failed; the reason goes to stderr.
template <typename T>
std::optional<T> await(QFuture<confab::Outcome<T>> future)
{
    if (!waitFor([&] { return future.isFinished(); }))
        return std::nullopt;
    auto outcome = future.result();
    if (!outcome) {
        qCritical("demo: %s", qPrintable(outcome.error().message));
        return std::nullopt;
    }
    return *outcome;
}

} // namespace demo
