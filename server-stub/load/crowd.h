#pragma once

#include "server-stub/load/client.h"

namespace confab::load {

//! Many clients that sign in side by side, never more than a bounded number at once.
class Crowd {
public:
    Crowd(Target &target, int size);

    std::vector<ClientPtr> &clients() { return m_clients; }

    //! Signs everybody in who is not. `each` hears how long a client took from this call; `done`, once, how many failed.
    void signIn(std::function<void(Time::duration)> each, std::function<void(int failed)> done);
    void dropAll();

private:
    void next();

    std::vector<ClientPtr> m_clients;
    std::function<void(Time::duration)> m_each;
    std::function<void(int)> m_done;
    Time m_began;
    std::size_t m_started = 0;
    std::size_t m_finished = 0;
    int m_failed = 0;
};

} // namespace confab::load
