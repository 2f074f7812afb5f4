#pragma once

#include <QtGlobal>

namespace confab::server {

//! Both clocks, so that tests can move them. Any thread.
class Clock {
public:
    virtual ~Clock() = default;
    virtual qint64 wallMs() const = 0; //!< ms since 1970; may jump; only ever shown or stored as a time
    virtual qint64 steadyMs() const = 0; //!< never goes back; every interval, deadline and bucket
};

class SystemClock : public Clock {
public:
    qint64 wallMs() const override;
    qint64 steadyMs() const override;
};

} // namespace confab::server
