#pragma once

#include "server-stub/services/http_sender.h"
#include "server-stub/services/node_context.h"

namespace confab::server {

//! The seed's Push Notification Service (protocol section 9): calls the webhooks of devices whose user is away. What is
//! due lies in the store's outbox, entered there by the transaction that stored the event, so neither a crash nor a
//! second node loses or doubles it. The body tells the device, the chat and how much is unread in it: no content.
//!
//! Headers: `Confab-Signature: sha256=HEX`, the HMAC-SHA-256 of the body under the device's secret, and `Confab-Push-Id`,
//! the same for every attempt at one (device, chat, seq). 2xx is taken as delivered; a redirect, 404 and 410 are final;
//! anything else is tried again after 30 s, doubling up to an hour, eight times in all.
class PushService {
public:
    static constexpr int maxAttempts = 8;
    static constexpr qint64 firstRetry = 30'000; //!< ms
    static constexpr qint64 longestRetry = 3'600'000;

    PushService(NodeContext &node, HttpSender &http)
        : m_node(node)
        , m_http(http)
    {
    }

    void set(const RequestPtr &request, const PushSet &set);
    void tick();

    static qint64 retryDelay(int attempts);
    static QByteArray signature(const QByteArray &secret, const QByteArray &body);

private:
    enum class Outcome : std::uint8_t { Delivered, Failed, Hopeless, Waiting };
    void attempt(const PushDue &due);
    void post(const PushDue &due, HttpPost post);
    void finish(const PushDue &due, Outcome outcome);

    NodeContext &m_node;
    HttpSender &m_http;
    qint64 m_nextLook = 0; //!< steady; of the thread that ticks
    std::atomic<int> m_underway {0};
};

} // namespace confab::server
