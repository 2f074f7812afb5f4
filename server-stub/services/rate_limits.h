#pragma once

#include "core/protocol/ids.h"

#include <QString>
#include <array>
#include <mutex>
#include <unordered_map>

namespace confab::server {

//! What protocol section 12 counts. The last four are this server's own, for verbs that the section leaves open.
enum class Bucket : std::uint8_t { Send, Hist, Sync, Receipts, KeyGet, UserFind, Link, Bytes, Account, Chats, Presence, Media, None };
const char *bucketName(Bucket bucket); //!< for `info.bucket`

struct BucketSpec {
    double burst = 0;
    double perSecond = 0;
};
BucketSpec specOf(Bucket bucket);

//! Not thread-safe. `now` is of the steady clock, ms.
class TokenBucket {
public:
    //! 0 if the tokens were there and are taken, else the ms until they will be.
    qint64 take(const BucketSpec &spec, qint64 now, double tokens = 1);
    bool isFull(const BucketSpec &spec, qint64 now) const;

private:
    void refill(const BucketSpec &spec, qint64 now);
    double m_tokens = -1; //!< below zero: never used, so full
    qint64 m_at = 0;
};

//! The buckets of one device. Its connection's I/O thread only.
class DeviceBuckets {
public:
    //! As TokenBucket::take; Bucket::None is free.
    qint64 take(Bucket bucket, qint64 now, double tokens = 1)
    {
        return bucket == Bucket::None ? 0 : m_buckets[std::size_t(bucket)].take(specOf(bucket), now, tokens);
    }
    bool isFull(qint64 now) const;

private:
    std::array<TokenBucket, std::size_t(Bucket::None)> m_buckets;
};

//! Buckets that outlive a connection: of accounts and addresses that try to get in, and of devices that left with empty
//! ones, so that connecting again is no way round. Bounded: what is full again is forgotten. Thread-safe.
class RateLimits {
public:
    explicit RateLimits(bool enabled)
        : m_enabled(enabled)
    {
    }
    bool enabled() const { return m_enabled; }

    //! 0: go on; else ms to wait.
    qint64 takeAuth(const UserId &user, const QString &address, qint64 now);
    qint64 takeAddress(const QString &address, qint64 now);
    qint64 takeLink(const QString &address, qint64 now);

    void park(const DeviceId &dev, const DeviceBuckets &buckets, qint64 now);
    DeviceBuckets unpark(const DeviceId &dev);

private:
    template <typename Key>
    qint64 take(std::unordered_map<Key, TokenBucket> &map, const Key &key, const BucketSpec &spec, qint64 now);

    const bool m_enabled;
    std::mutex m_mutex;
    std::unordered_map<UserId, TokenBucket> m_accounts;
    std::unordered_map<QString, TokenBucket> m_addresses;
    std::unordered_map<QString, TokenBucket> m_links;
    std::unordered_map<DeviceId, DeviceBuckets> m_parked;
};

} // namespace confab::server
