#pragma once

#include "core/net/connection.h"
#include "core/store/writer.h"
#include "core/sync/outcome.h"

namespace confab {

//! What the account says of itself, kept so that an offline start knows it.
struct OwnProfile {
    QString username;
    QString name;
    QString about;
    Privacy privacy;
    CONFAB_FIELDS(v("username", s.username); v("name", s.name); v("about", s.about); v("privacy", s.privacy);)
    friend bool operator==(const OwnProfile &, const OwnProfile &) = default;

    //! As kept; `fallback` where nothing is kept yet.
    static OwnProfile load(const StoreReader &store, const OwnProfile &fallback);
    void save(StoreTransaction &tx) const;
};

} // namespace confab
