#pragma once

#include "core/session/onboarding.h"
#include "server-stub/node/node.h"

#include <QJsonObject>
#include <atomic>
#include <map>

namespace demo {

//! A server's clock that is set by hand, so that a world made now has a past.
class StageClock : public confab::server::Clock {
public:
    qint64 wallMs() const override { return m_wall; }
    qint64 steadyMs() const override { return m_real.steadyMs(); }
    void set(qint64 wallMs) { m_wall = wallMs; }

private:
    confab::server::SystemClock m_real;
    std::atomic<qint64> m_wall {m_real.wallMs()};
};

//! The demo's server and the people on it, all in this process. Folder layout: server/, and one profile a person.
class Stage {
public:
    explicit Stage(QString folder);
    ~Stage();

    //! The server alone. `clock`: null for the real one. False: `problem` was printed.
    bool startServer(confab::server::Clock *clock);
    QString url() const { return m_node->url(); }

    //! Makes the account.
    bool createPerson(const QString &id, const QString &name, const QString &about);
    //! Signs in and waits until the person is up to date.
    bool enter(const QString &id);
    confab::Session *session(const QString &id) const { return m_sessions.at(id).get(); }
    void leaveAll();

    QString profile(const QString &id) const { return m_folder + '/' + id; }

private:
    QString m_folder;
    std::unique_ptr<confab::server::Node> m_node;
    std::map<QString, std::unique_ptr<confab::Session>> m_sessions;
};

//! Plays `world.json` on a stage: accounts, chats, history, reactions, read marks.
bool makeWorld(const QString &folder);
//! Saves pictures of the main screens of a world that exists.
bool takeScreenshots(const QString &folder, const QString &into);
//! Prints how long it takes from Enter in one window to the painted bubble in another, and what an idle window paints.
bool measure(const QString &folder);

} // namespace demo
