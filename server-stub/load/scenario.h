#pragma once

#include "server-stub/load/crowd.h"
#include "server-stub/load/figures.h"

#include <boost/asio/steady_timer.hpp>

namespace confab::load {

//! One kind of load, on a crowd that has signed in. All on one thread.
class Scenario {
public:
    Scenario(const Options &options, Target &target, Crowd &crowd, Figures &figures)
        : m_options(options)
        , m_io(target.io)
        , m_crowd(crowd)
        , m_figures(figures)
    {
    }
    virtual ~Scenario() = default;
    Scenario(const Scenario &) = delete;
    Scenario &operator=(const Scenario &) = delete;

    //! Runs for the seconds asked for and calls `done`, with a sentence where it could not.
    virtual void run(std::function<void(QString problem)> done) = 0;

    static std::unique_ptr<Scenario> make(const Options &options, Target &target, Crowd &crowd, Figures &figures);

protected:
    std::chrono::seconds duration() const { return std::chrono::seconds(m_options.seconds); }

    const Options &m_options;
    boost::asio::io_context &m_io;
    Crowd &m_crowd;
    Figures &m_figures;
};

} // namespace confab::load
