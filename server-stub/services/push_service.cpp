#include "server-stub/services/push_service.h"

#include "server-stub/services/webhook_target.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

namespace confab::server {

namespace {

constexpr qint64 lookInterval = 1000; //!< ms
constexpr int atOnce = 64;
//! A live device has not acknowledged yet: its socket may be dead without anybody knowing, so ask again later.
constexpr qint64 liveDelay = 30'000;

QByteArray payloadOf(const PushDue &due)
{
    return encodeValue(Value(Value::Map {
                           {"device", Value(due.dev.toBytes())},
                           {"chat", Value(due.chat.toBytes())},
                           {"count", Value(due.count)},
                       }),
        Encoding::Json);
}

QByteArray pushId(const PushDue &due)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(due.dev.toBytes());
    hash.addData(due.chat.toBytes());
    hash.addData(QByteArray::number(due.seq.value));
    return hash.result().first(16).toHex();
}

} // namespace

void PushService::set(const RequestPtr &request, const PushSet &set)
{
    PushEndpoint endpoint {request->user(), request->dev(), set};
    if (set.kind == QLatin1String("none")) {
        endpoint.settings.url.clear();
    } else if (set.kind != QLatin1String("webhook")) {
        return request->err(ErrorCode::BadArg, QStringLiteral("kind"));
    } else {
        const auto target = WebhookTarget::parse(set.url, m_node.options.pushToPrivateNetworks);
        if (!target)
            return request->err(ErrorCode::BadArg, target.error());
        constexpr int secretMin = 16;
        if (set.secret.size() < secretMin)
            return request->err(ErrorCode::BadArg, QStringLiteral("secret is shorter than 16 bytes"));
    }
    m_node.store.setPush(std::move(endpoint), answering<Done>(request, [](Request &r, Done) { r.ok(); }));
}

void PushService::tick()
{
    const auto steady = m_node.clock.steadyMs();
    if (steady < m_nextLook || m_underway.load() >= atOnce)
        return;
    m_nextLook = steady + lookInterval;
    m_node.store.pushesDue(m_node.clock.wallMs(), atOnce - m_underway.load(), [this](const Answer<PushBatch> &batch) {
        if (!batch)
            return;
        for (const auto &due : batch.value().items)
            attempt(due);
    });
}

void PushService::attempt(const PushDue &due)
{
    ++m_underway;
    if (m_node.registry.isLive(due.user))
        return finish(due, Outcome::Waiting);
    const bool anywhere = m_node.options.pushToPrivateNetworks;
    const auto target = WebhookTarget::parse(due.url, anywhere);
    if (!target)
        return finish(due, Outcome::Hopeless);

    HttpPost request;
    request.tls = target.value().tls;
    request.host = target.value().host;
    request.port = target.value().port;
    request.target = target.value().target;
    request.body = payloadOf(due);
    request.headers = {{"Content-Type", "application/json"}, {"Confab-Signature", "sha256=" + signature(due.secret, request.body)},
        {"Confab-Push-Id", pushId(due)}};
    if (const auto literal = parseAddress(request.host)) {
        request.address = *literal;
        return post(due, std::move(request));
    }
    m_http.resolve(target.value().host, [this, due, request = std::move(request), anywhere](const std::vector<IpAddress> &found) mutable {
        // One private address among public ones is a trap, not a choice.
        if (!anywhere && !std::all_of(found.begin(), found.end(), isPublicAddress))
            return finish(due, Outcome::Hopeless);
        if (found.empty())
            return finish(due, Outcome::Failed);
        request.address = found.front();
        post(due, std::move(request));
    });
}

void PushService::post(const PushDue &due, HttpPost post)
{
    m_http.post(std::move(post), [this, due](int status) {
        const bool redirect = status >= 300 && status < 400;
        if (status >= 200 && status < 300)
            finish(due, Outcome::Delivered);
        else if (redirect || status == 404 || status == 410)
            finish(due, Outcome::Hopeless);
        else
            finish(due, Outcome::Failed);
    });
}

void PushService::finish(const PushDue &due, Outcome outcome)
{
    const auto now = m_node.clock.wallMs();
    PushResult result {due.user, due.dev, due.chat, due.seq, false, true, now};
    switch (outcome) {
    case Outcome::Delivered:
        ++m_node.metrics.pushesSent;
        result.done = true;
        break;
    case Outcome::Hopeless:
        ++m_node.metrics.pushesFailed;
        result.done = true;
        break;
    case Outcome::Failed:
        ++m_node.metrics.pushesFailed;
        result.done = due.attempts + 1 >= maxAttempts;
        result.at = result.done ? now : now + retryDelay(due.attempts);
        break;
    case Outcome::Waiting:
        result.attempted = false;
        result.at = now + liveDelay;
        break;
    }
    m_node.store.pushDone(std::move(result), [this](const Answer<Done> &) { --m_underway; });
}

qint64 PushService::retryDelay(int attempts)
{
    return std::min(longestRetry, firstRetry << std::min(attempts, 10));
}

QByteArray PushService::signature(const QByteArray &secret, const QByteArray &body)
{
    return QMessageAuthenticationCode::hash(body, secret, QCryptographicHash::Sha256).toHex();
}

} // namespace confab::server
