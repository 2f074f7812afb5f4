#include "server-stub/load/crowd.h"

namespace confab::load {

namespace {
constexpr std::size_t atOnce = 256;
}

Crowd::Crowd(Target &target, int size)
{
    m_clients.reserve(std::size_t(size));
    for (int i = 0; i < size; ++i)
        m_clients.push_back(std::make_shared<Client>(target, Account::random()));
}

void Crowd::signIn(std::function<void(Time::duration)> each, std::function<void(int)> done)
{
    m_each = std::move(each);
    m_done = std::move(done);
    m_began = now();
    m_started = m_finished = 0;
    m_failed = 0;
    for (std::size_t i = 0; i < std::min(atOnce, m_clients.size()); ++i)
        next();
}

void Crowd::next()
{
    if (m_started == m_clients.size())
        return;
    m_clients[m_started++]->signIn([this](bool ok) {
        if (!ok)
            ++m_failed;
        else if (m_each)
            m_each(now() - m_began);
        if (++m_finished == m_clients.size())
            return m_done(m_failed);
        next();
    });
}

void Crowd::dropAll()
{
    for (const ClientPtr &client : m_clients)
        client->drop();
}

} // namespace confab::load
