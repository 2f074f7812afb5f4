#pragma once

#include <QByteArray>
#include <QList>
#include <QUrl>
#include <chrono>
#include <memory>

namespace confab::tests {

//! What may happen to what passes one way. Each WebSocket message has one fate: the chances are 0 to 1, exclude each other
//! and may add up to 1, so that their sum is the share of messages that is harmed.
struct Faults {
    double cut = 0; //!< both sockets die at this message, which is lost
    double blackHole = 0; //!< from here on nothing passes this way; the connection stays up
    double halfClose = 0; //!< this way ends (FIN); the other goes on
    double drop = 0;
    double duplicate = 0;
    double reorder = 0; //!< it comes after the next one (or 50 ms later, where none follows)
    double dropBytes = 0; //!< some bytes of its frame are missing, so that the receiver sees rubbish
    std::chrono::milliseconds delayMin {0}; //!< each message is late by something between …
    std::chrono::milliseconds delayMax {0}; //!< … order is kept
    int slice = 0; //!< > 0: bytes arrive in pieces of 1 to this many, each in a packet of its own
    //! Types of frames (`event`, `ok`, `send` …) that the draws are for; empty: all. Delay and slices are for everything.
    QList<QByteArray> only;
};

//! How often each of them happened, since the start.
struct FaultCounts {
    qint64 connections = 0;
    qint64 messages = 0;
    qint64 exposed = 0; //!< … while there was a chance that something happens to them
    qint64 cut = 0;
    qint64 blackHoles = 0;
    qint64 halfCloses = 0;
    qint64 dropped = 0;
    qint64 duplicated = 0;
    qint64 reordered = 0;
    qint64 mangled = 0;
    qint64 swallowed = 0; //!< by a black hole that was open already

    //! Exposed messages that did not arrive once, whole and in their place.
    qint64 harmed() const
    {
        return cut + blackHoles + halfCloses + dropped + duplicated + reordered + mangled + swallowed;
    }
};

//! A TCP proxy on a free port that understands WebSocket and harms what passes. Which message is harmed, and how,
//! follows from the seed, the number of the connection and the number of the message alone, not from time. Runs on a
//! thread of its own; every member may be called from any thread.
class FaultProxy {
public:
    enum class Way { ToServer, ToClient };

    FaultProxy(quint16 serverPort, quint64 seed);
    ~FaultProxy();

    //! The port to connect to, 0 where none could be had.
    [[nodiscard]] quint16 start();
    //! ws://127.0.0.1:PORT/v1/ws
    QUrl url() const;

    //! From the next message on, for living and for new connections.
    void setFaults(Way way, const Faults &faults);
    void clearFaults();
    //! Where new connections go: a restarted server.
    void setServerPort(quint16 port);
    //! New connections are closed at once.
    void setRefusing(bool refusing);

    void cutAll(); //!< RST, both sides
    void blackHoleAll(); //!< nothing passes on the living connections any more, in neither direction
    void halfCloseAll(Way way);

    FaultCounts counts() const;
    int openConnections() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace confab::tests
