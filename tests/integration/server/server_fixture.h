#pragma once

#include "server-stub/node/node.h"

#include <QTemporaryDir>
#include <QUrl>

namespace confab::tests {

//! A whole server in the test's own process: a free port, a folder that goes with the fixture, threads of its own.
//! A test that needs other deadlines or limits changes `options` before start().
//!
//!     ServerFixture server;
//!     server.options.services.allowPlaintext = false;
//!     QVERIFY2(server.start(), qPrintable(server.problem()));
//!     session.connectTo(server.url());
class ServerFixture {
public:
    ServerFixture();
    ~ServerFixture(); //!< stops

    //! Rate limits are off, everything else is as `confab-server` has it; port 0.
    server::NodeOptions options;

    //! False: problem() is what `confab-server` would print.
    [[nodiscard]] bool start();
    //! Cuts every connection without a word; what was acknowledged is on disk. start() again serves the same data on
    //! the same port.
    void stop();
    //! As SIGTERM does.
    void drain(std::chrono::milliseconds ms = std::chrono::milliseconds(200));

    QString problem() const { return m_problem; }
    QUrl url() const; //!< ws://127.0.0.1:PORT/v1/ws
    quint16 port() const { return m_port; }
    QString dataDir() const { return options.dataDir; }
    server::Node &node() { return *m_node; }

    //! The body of an HTTP GET on the same port; blocks. Empty where it failed.
    QByteArray httpGet(const QByteArray &path, const QByteArray &host = "localhost") const;
    //! One figure of /metrics, -1 where there is none.
    double metric(const QByteArray &name) const;

private:
    QTemporaryDir m_dir;
    std::unique_ptr<server::Node> m_node;
    quint16 m_port = 0;
    QString m_problem;
};

} // namespace confab::tests
