#pragma once

#include "server-stub/load/options.h"

#include <chrono>
#include <vector>

namespace confab::load {

//! What a run came to.
struct Figures {
    qint64 sent = 0;
    qint64 delivered = 0;
    qint64 lost = 0; //!< acknowledged but never seen by one who should; idle: connections that broke
    qint64 duplicated = 0;
    qint64 reordered = 0;
    double connectSeconds = 0; //!< from the first connect until all had signed in and synced
    double kbPerConnection = -1; //!< growth of the server's memory; -1: not asked for
    double measuredSeconds = 0;

    void addLatency(std::chrono::steady_clock::duration latency)
    {
        latenciesUs.push_back(std::uint32_t(std::chrono::duration_cast<std::chrono::microseconds>(latency).count()));
    }
    std::vector<std::uint32_t> latenciesUs;
};

//! One JSON object or a few lines for people. Sorts the latencies.
QByteArray report(const Options &options, Figures &figures);

//! Resident memory of a process in KiB, from /proc; -1 where it cannot be read.
qint64 residentKb(qint64 pid);

} // namespace confab::load
