#pragma once

#include <QtGlobal>
#include <chrono>
#include <functional>
#include <memory>

namespace confab {

//! Time and timers of one thread, so that policies can be tested without waiting.
class Clock {
public:
    //! A pending call. Destroying it cancels; it may be destroyed from within the call.
    class Timer {
    public:
        virtual ~Timer() = default;
    };
    using TimerPtr = std::unique_ptr<Timer>;

    virtual ~Clock() = default;
    virtual qint64 wallMs() const = 0; //!< ms since 1970; jumps with the system's clock
    virtual qint64 monotonicMs() const = 0; //!< never jumps; stands still while the computer sleeps
    //! Calls `what` once, in this thread, not before `delay` has passed and never from within `after`.
    [[nodiscard]] virtual TimerPtr after(std::chrono::milliseconds delay, std::function<void()> what) = 0;
};

//! The real one. Use it in a thread that runs an event loop.
class SystemClock final : public Clock {
public:
    qint64 wallMs() const override;
    qint64 monotonicMs() const override;
    [[nodiscard]] TimerPtr after(std::chrono::milliseconds delay, std::function<void()> what) override;
};

} // namespace confab
