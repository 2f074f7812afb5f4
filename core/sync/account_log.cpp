#include "core/sync/account_log.h"

namespace confab {

AccountLog::AccountLog(Directory &directory, PrefsSync &prefs, Owner owner, PublicKey aik,
    OwnProfile profile)
    : m_directory(directory)
    , m_prefs(prefs)
    , m_owner(owner)
    , m_aik(aik)
    , m_profile(std::move(profile))
{
}

void AccountLog::setProfile(const OwnProfile &profile, StoreTransaction &tx)
{
    if (profile == m_profile)
        return;
    m_profile = profile;
    profile.save(tx);
}

void AccountLog::apply(const QList<AccountEntry> &entries, Encoding encoding, StoreTransaction &tx)
{
    qint64 last = 0;
    for (const AccountEntry &entry : entries) {
        last = std::max(last, entry.n);
        if (entry.kind == "device") {
            if (const auto info = bodyAs<DeviceInfo>(entry.data, encoding))
                applyDevice(*info, tx);
        } else if (entry.kind == "profile") {
            if (const auto profile = bodyAs<Profile>(entry.data, encoding))
                applyOwnProfile(*profile, tx);
        } else if (entry.kind == "contact") {
            const auto profile = bodyAs<Profile>(entry.data, encoding);
            if (const auto contact = profile ? m_directory.believed(*profile) : std::nullopt)
                tx.putContact(*contact);
        } else if (entry.kind == "privacy") {
            if (const auto privacy = bodyAs<Privacy>(entry.data, encoding)) {
                OwnProfile changed = m_profile;
                changed.privacy = *privacy;
                setProfile(changed, tx);
            }
        } else if (entry.kind == "prefs") {
            if (const auto prefs = bodyAs<Prefs>(entry.data, encoding))
                for (const Pref &pref : prefs->items)
                    m_prefs.apply(pref, tx);
        } else if (entry.kind == "block") {
            if (const auto block = bodyAs<Block>(entry.data, encoding))
                tx.setBlocked(block->user, block->on);
        } // others belong to later versions
    }
    if (last > 0)
        tx.setAccountCursor(last);
}

void AccountLog::applyDevice(const DeviceInfo &info, StoreTransaction &tx)
{
    if (info.revoked) {
        tx.removeDevice(info.dev.id);
        return;
    }
    tx.putDevice(m_directory.judged(m_aik, info));
}

void AccountLog::applyOwnProfile(const Profile &profile, StoreTransaction &tx)
{
    const auto contact = m_directory.believed(profile);
    if (!contact || contact->user != m_owner.user)
        return;
    tx.putContact(*contact);
    OwnProfile changed = m_profile;
    changed.username = profile.username;
    changed.name = profile.name;
    changed.about = profile.about;
    setProfile(changed, tx);
}

} // namespace confab
