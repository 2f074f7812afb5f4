#include "server-stub/services/rate_limits.h"

#include <cmath>

namespace confab::server {

namespace {

constexpr BucketSpec accountAuth {20, 1.0 / 5};
constexpr BucketSpec addressAuth {60, 1.0};
constexpr BucketSpec linkOfAddress {6, 1.0 / 120};
constexpr std::size_t keysKept = 50'000; //!< per map; beyond that the full ones are swept

} // namespace

const char *bucketName(Bucket bucket)
{
    static constexpr std::array names {
        "send", "hist", "sync", "receipts", "key.get", "user.find", "link", "bytes", "account", "chats", "presence", "media", "none"};
    return names[std::size_t(bucket)];
}

BucketSpec specOf(Bucket bucket)
{
    constexpr double mib = 1024 * 1024;
    switch (bucket) {
    case Bucket::Send: return {60, 2};
    case Bucket::Hist: return {200, 50};
    case Bucket::Sync: return {10, 1.0 / 5};
    case Bucket::Receipts: return {30, 5};
    case Bucket::KeyGet: return {30, 1.0 / 10};
    case Bucket::UserFind: return {10, 1.0 / 10};
    case Bucket::Link: return {6, 1.0 / 120};
    case Bucket::Bytes: return {8 * mib, mib / 4};
    case Bucket::Account: return {60, 1};
    case Bucket::Chats: return {60, 1};
    case Bucket::Presence: return {60, 2};
    case Bucket::Media: return {200, 2};
    case Bucket::None: break;
    }
    return {1e9, 1e9};
}

void TokenBucket::refill(const BucketSpec &spec, qint64 now)
{
    if (m_tokens < 0)
        m_tokens = spec.burst;
    else
        m_tokens = std::min(spec.burst, m_tokens + double(std::max<qint64>(0, now - m_at)) / 1000 * spec.perSecond);
    m_at = now;
}

qint64 TokenBucket::take(const BucketSpec &spec, qint64 now, double tokens)
{
    refill(spec, now);
    if (m_tokens >= tokens) {
        m_tokens -= tokens;
        return 0;
    }
    return std::max<qint64>(1, qint64(std::ceil((tokens - m_tokens) / spec.perSecond * 1000)));
}

bool TokenBucket::isFull(const BucketSpec &spec, qint64 now) const
{
    TokenBucket copy = *this;
    copy.refill(spec, now);
    return copy.m_tokens >= spec.burst;
}

bool DeviceBuckets::isFull(qint64 now) const
{
    for (std::size_t i = 0; i < m_buckets.size(); ++i)
        if (!m_buckets[i].isFull(specOf(Bucket(i)), now))
            return false;
    return true;
}

template <typename Key>
qint64 RateLimits::take(std::unordered_map<Key, TokenBucket> &map, const Key &key, const BucketSpec &spec, qint64 now)
{
    if (!m_enabled)
        return 0;
    const std::lock_guard lock(m_mutex);
    if (map.size() >= keysKept)
        std::erase_if(map, [&](const auto &entry) { return entry.second.isFull(spec, now); });
    if (map.size() >= keysKept && !map.contains(key))
        return 1000; // so many at once are an attack: strangers wait
    return map[key].take(spec, now);
}

qint64 RateLimits::takeAuth(const UserId &user, const QString &address, qint64 now)
{
    if (const auto wait = takeAddress(address, now))
        return wait;
    return take(m_accounts, user, accountAuth, now);
}

qint64 RateLimits::takeAddress(const QString &address, qint64 now)
{
    return take(m_addresses, address, addressAuth, now);
}

qint64 RateLimits::takeLink(const QString &address, qint64 now)
{
    return take(m_links, address, linkOfAddress, now);
}

void RateLimits::park(const DeviceId &dev, const DeviceBuckets &buckets, qint64 now)
{
    if (!m_enabled || buckets.isFull(now))
        return;
    const std::lock_guard lock(m_mutex);
    if (m_parked.size() >= keysKept)
        std::erase_if(m_parked, [&](const auto &entry) { return entry.second.isFull(now); });
    if (m_parked.size() < keysKept)
        m_parked[dev] = buckets;
}

DeviceBuckets RateLimits::unpark(const DeviceId &dev)
{
    const std::lock_guard lock(m_mutex);
    const auto node = m_parked.extract(dev);
    return node ? node.mapped() : DeviceBuckets();
}

} // namespace confab::server
