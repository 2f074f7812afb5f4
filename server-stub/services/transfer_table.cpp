#include "server-stub/services/transfer_table.h"

namespace confab::server {

bool TransferTable::enter(const UserId &user)
{
    const std::lock_guard lock(m_mutex);
    int &count = m_users[user];
    if (count >= putsPerUser)
        return false;
    ++count;
    ++m_puts;
    return true;
}

void TransferTable::leave(const UserId &user)
{
    const std::lock_guard lock(m_mutex);
    --m_puts;
    if (const auto it = m_users.find(user); it != m_users.end() && --it->second == 0)
        m_users.erase(it);
}

UploadPtr TransferTable::hold(const BlobId &blob, const UserId &user, qint64 size, const PublicKey &sha256)
{
    const std::lock_guard lock(m_mutex);
    auto &entry = m_uploads[blob];
    if (!entry.upload) {
        entry.upload = std::make_shared<Upload>();
        entry.upload->blob = blob;
        entry.upload->user = user;
        entry.upload->size = size;
        entry.upload->sha256 = sha256;
    }
    ++entry.holders;
    return entry.upload;
}

void TransferTable::release(const UploadPtr &upload)
{
    UploadPtr closed; // its file closes outside of the lock
    const std::lock_guard lock(m_mutex);
    const auto it = m_uploads.find(upload->blob);
    if (it == m_uploads.end() || --it->second.holders > 0)
        return;
    it->second.idleSince = 0;
    if (!upload->writer || m_uploads.size() > idleKept + std::size_t(m_puts)) {
        closed = std::move(it->second.upload);
        m_uploads.erase(it);
    }
}

UploadPtr TransferTable::find(const BlobId &blob) const
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_uploads.find(blob);
    return it == m_uploads.end() ? nullptr : it->second.upload;
}

void TransferTable::sweep(qint64 steadyNow)
{
    std::vector<UploadPtr> closed;
    const std::lock_guard lock(m_mutex);
    for (auto it = m_uploads.begin(); it != m_uploads.end();) {
        auto &entry = it->second;
        if (entry.holders == 0 && entry.idleSince == 0)
            entry.idleSince = steadyNow;
        if (entry.holders > 0 || entry.idleSince + idleFor > steadyNow) {
            ++it;
            continue;
        }
        closed.push_back(std::move(entry.upload));
        it = m_uploads.erase(it);
    }
}

int TransferTable::puts() const
{
    const std::lock_guard lock(m_mutex);
    return m_puts;
}

} // namespace confab::server
