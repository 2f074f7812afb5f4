#pragma once

#include "server-stub/gateway/gateway.h"
#include "server-stub/services/services.h"

namespace confab::server {

struct NodeOptions {
    QString dataDir; //!< holds the database and the lock; made where it is missing
    QString blobDir; //!< where files are kept; empty: `blobs` in the data folder
    GatewayOptions gateway; //!< `caps` and `rateLimit` are taken from `services`
    ServerOptions services;
    Clock *clock = nullptr; //!< another one than the system's, for tests and demos; outlives the node
};

//! A whole server in one object: store, bus, services and sockets, wired and started in order. `confab-server` runs
//! one; tests run any number in-process. Needs a QCoreApplication for Qt's database drivers, but no event loop.
class Node {
public:
    explicit Node(NodeOptions options);
    ~Node(); //!< stops
    Node(const Node &) = delete;
    Node &operator=(const Node &) = delete;

    //! Serves once it returned. The port, or one clear line for the person who starts the server.
    [[nodiscard]] Result<quint16, QString> start();

    //! ws://host:port/v1/ws (wss with a certificate).
    QString url() const;
    quint16 port() const;
    int connections() const;

    //! Says `drain{ms}`, waits for clients to leave, closes the rest; what is queued for the store is committed.
    void drain(std::chrono::milliseconds ms);
    //! At once, as far as clients can tell; what the store has accepted is committed.
    void stop();

    //! Of a started node, for tests and for the invites.
    Store &store();

private:
    struct Parts;
    std::unique_ptr<Parts> d;
};

//! The database of a data folder.
QString databasePath(const QString &dataDir);

//! Makes a code that admits one registration and puts it into the folder's database, also while a server runs on it.
Result<QString, QString> makeInvite(const QString &dataDir);

} // namespace confab::server
