#pragma once

#include "server-stub/blobs/blob_store.h"

#include <atomic>
#include <mutex>
#include <unordered_map>

namespace confab::server {

//! An upload that goes on, or has a moment ago: the open file with its running hash outlives a PUT, so that the next
//! chunk needs neither again.
struct Upload {
    BlobId blob;
    UserId user;
    qint64 size = 0;
    PublicKey sha256;
    std::unique_ptr<BlobWriter> writer; //!< of the user's lane; null: not opened, or done
    qint64 touched = 0; //!< wall, ms; of the user's lane
    std::atomic<std::uint64_t> turn {0}; //!< of the newest PUT: only that one may write
};
using UploadPtr = std::shared_ptr<Upload>;

//! The uploads in memory, how many PUTs each user has, and how many GETs there are. Thread-safe. Shared by all transfers:
//! one that is still held by a socket may end after the service.
class TransferTable {
public:
    static constexpr int putsPerUser = 8;
    static constexpr std::size_t idleKept = 64; //!< uploads without a PUT
    static constexpr qint64 idleFor = 30'000; //!< ms

    //! False: too many already. Else leave() follows.
    bool enter(const UserId &user);
    void leave(const UserId &user);

    //! The upload, with one holder more. release() follows.
    UploadPtr hold(const BlobId &blob, const UserId &user, qint64 size, const PublicKey &sha256);
    void release(const UploadPtr &upload);
    UploadPtr find(const BlobId &blob) const; //!< null: not in memory
    //! Forgets what has had no PUT for a while: since the first sweep that found it so.
    void sweep(qint64 steadyNow);

    int puts() const;
    std::atomic<int> gets {0};

private:
    struct Entry {
        UploadPtr upload;
        int holders = 0;
        qint64 idleSince = 0; //!< steady, ms; 0: no sweep has seen it idle
    };
    mutable std::mutex m_mutex;
    std::unordered_map<BlobId, Entry> m_uploads;
    std::unordered_map<UserId, int> m_users;
    int m_puts = 0;
};

} // namespace confab::server
