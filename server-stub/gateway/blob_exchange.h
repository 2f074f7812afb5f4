#pragma once

#include "server-stub/gateway/blob_request.h"
#include "server-stub/gateway/gateway_state.h"
#include "server-stub/gateway/io_thread.h"
#include "server-stub/gateway/transport.h"

#include <boost/asio/post.hpp>

namespace confab::server {

//! A request for a blob, once its head was read.
struct BlobRequest {
    HttpHead head;
    BlobId blob;
    QByteArray ahead; //!< bytes that came with the head
    //! Takes the connection over for the next request, with what was read too far, and whether a read is under way.
    std::function<void(std::shared_ptr<Transport>, QByteArray ahead, bool reading, StrangerLimit::Pass)> next;
};

//! What PUT and GET of a blob share: one request on a connection, on its I/O thread. A peer that moves less than 4 KiB
//! in GatewayOptions::noProgress is let go; that is slower than any modem and faster than a connection held open for
//! the sake of it. Waiting for the disk does not count.
class BlobExchange : public TransportUser,
                     public TimerWheel::Entry,
                     public Abortable,
                     public std::enable_shared_from_this<BlobExchange> {
public:
    //! `pass` is a stranger's, `place` one of the transfers of an address.
    BlobExchange(std::shared_ptr<Transport> transport, IoThread &thread, GatewayState &gateway, StrangerLimit::Pass pass,
        StrangerLimit::Pass place, BlobRequest request);
    ~BlobExchange() override;

    void start();
    void abort() override { end(); }

protected:
    static constexpr qint64 leastProgress = 4096; //!< bytes in a window

    virtual void begin() = 0;
    virtual void consume(std::span<char> bytes) = 0; //!< what readMore() brought
    virtual qint64 moved() const = 0; //!< bytes that the peer has sent or taken so far
    virtual bool waitsForPeer() const = 0;
    virtual void tooSlow() { end(); }
    virtual void ended() {} //!< let go of what is held

    //! Runs `work` on the I/O thread, unless the exchange has ended. Any thread.
    template <typename F>
    void onThread(F work)
    {
        boost::asio::post(m_thread.context(), [self = shared_from_this(), work = std::move(work)]() mutable {
            if (!self->m_ended)
                work();
        });
    }

    //! Answers without bytes of a blob; errors have a line of text. The connection goes on if `keepAlive` and if the
    //! client wishes so.
    void answer(int status, bool keepAlive, std::vector<std::pair<QByteArray, QByteArray>> headers = {});
    void write(QByteArray head); //!< ahead of everything else
    bool flush(); //!< whether all of it is written
    //! The response is written as a whole.
    void completed(bool keepAlive);
    void readMore(); //!< unless a read is under way
    void admit() { m_pass.release(); } //!< no stranger: has shown a token, or knows a blob
    void end();

    bool hasAnswered() const { return m_answered; }
    bool wantsKeepAlive() const { return m_request.head.keepAlive && !m_gateway.draining; }
    void restartWindow();

    std::shared_ptr<Transport> m_transport;
    IoThread &m_thread;
    GatewayState &m_gateway;
    BlobRequest m_request;
    QByteArray m_ahead; //!< what belongs to the next request

private:
    void received(std::span<char> bytes) override;
    void writable() override;
    void lost() override { end(); }
    void due(SteadyTime now) override;
    virtual void mayWrite() {} //!< everything that write() was given is out

    StrangerLimit::Pass m_pass;
    StrangerLimit::Pass m_place;
    QByteArray m_out;
    qint64 m_movedBefore = 0;
    bool m_reading = false;
    bool m_answered = false; //!< with answer(): ends once m_out is written
    bool m_keepAlive = false;
    bool m_lingering = false; //!< all is said; the peer closes
    bool m_ended = false;
};

} // namespace confab::server
