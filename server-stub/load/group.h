#pragma once

#include "server-stub/load/scenario.h"
#include "server-stub/load/stream.h"

namespace confab::load {

//! One group of everybody, one message at a time, by one member after the other. A latency is until the last has it.
class Group final : public Scenario {
public:
    using Scenario::Scenario;
    void run(std::function<void(QString)> done) override;

private:
    void sendOne();
    void seen(const Event &event);
    void finish(const QString &problem);

    std::function<void(QString)> m_done;
    std::optional<boost::asio::steady_timer> m_patience, m_next;
    ChatId m_chat;
    std::size_t m_turn = 0;
    Time m_began, m_handed, m_ends;
    std::vector<Seq> m_lastSeq; //!< by client: what it saw last
    qint64 m_outstanding = 0; //!< members that have not seen the message
};

} // namespace confab::load
