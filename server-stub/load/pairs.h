#pragma once

#include "server-stub/load/scenario.h"
#include "server-stub/load/stream.h"

namespace confab::load {

//! Every two connections have a direct chat and both write in it: as fast as the `ok`s come, or at a steady rate.
class Pairs final : public Scenario {
public:
    using Scenario::Scenario;
    void run(std::function<void(QString)> done) override;

private:
    struct Sender {
        ClientPtr client;
        ChatId chat;
        Stream stream;
    };

    void createChats();
    void begin();
    void sendOne(Sender &sender);
    void pace();
    void beat();
    void stop();
    void awaitStragglers(int roundsLeft);

    std::vector<Sender> m_senders; //!< 2k and 2k + 1 are a pair
    std::function<void(QString)> m_done;
    std::optional<boost::asio::steady_timer> m_pace, m_end, m_beat;
    std::size_t m_chatsMade = 0;
    std::size_t m_turn = 0;
    Time m_began;
    qint64 m_paced = 0;
    qint64 m_refused = 0;
    bool m_sending = false;
};

} // namespace confab::load
