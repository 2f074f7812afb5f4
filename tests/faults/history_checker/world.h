#pragma once

#include "tests/faults/harness/server_process.h"
#include "tests/faults/proxy/fault_proxy.h"
#include "tests/integration/session/two_people.h"

#include <QRandomGenerator>
#include <array>

namespace confab::tests {

//! One device of an account: a session on a folder of its own, and what it has promised to keep.
struct Seat {
    Person person;
    int account = 0;
    QHash<Cid, ChatId> promised; //!< own messages that were shown as kept: from then on they may not get lost

    //! Opens the folder (again) and listens for what becomes durable.
    [[nodiscard]] bool open();
    UserId user() const { return person.session->self().user; }
};

//! Three accounts on two devices each, which do what comes to a seeded mind, through a proxy that harms what passes
//! and against a server that is killed.
class World {
public:
    static constexpr int accounts = 3;
    static constexpr int seats = 2 * accounts;

    World(const QString &serverProgram, quint32 seed);

    //! Accounts, linked devices, direct chats and a group; without faults. Empty: done, else what failed.
    [[nodiscard]] QString prepare();
    //! `rate`: share of messages that something happens to, from now until settle().
    [[nodiscard]] QString run(int operations, double rate);
    //! Faults off; waits until nothing moves any more. Empty: quiet, else who is not.
    [[nodiscard]] QString settle();

    Seat &seat(int n) { return m_seats.at(std::size_t(n)); }
    const ServerProcess &server() const { return m_server; }
    FaultCounts faults() const { return m_proxy->counts(); }
    int kills() const { return m_kills; }
    int crashes() const { return m_crashes; }

private:
    [[nodiscard]] bool link(int oldSeat, int newSeat);
    [[nodiscard]] bool restartServer();
    [[nodiscard]] bool reopen(Seat &seat);
    void setFaults(double rate);
    void operate(Seat &seat);
    void operateOnMessage(Seat &seat, const ChatSummary &chat);
    void operateOnGroup(Seat &seat, const ChatSummary &chat);
    //! Why not all is at rest, or nothing. What waits behind a failed message may be let pass.
    QString restless(bool failedMayWait) const;
    QString quiet(bool failedMayWait) const;
    UserId anyone() { return m_users.at(m_random.bounded(accounts)); }

    ServerProcess m_server;
    std::unique_ptr<FaultProxy> m_proxy;
    quint32 m_seed;
    QRandomGenerator m_random;
    std::array<Seat, seats> m_seats;
    QList<UserId> m_users;
    int m_kills = 0;
    int m_crashes = 0;
};

} // namespace confab::tests
