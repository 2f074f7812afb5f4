#include "core/sync/own_account.h"

namespace confab {

namespace {

const QString key = QStringLiteral("own.profile");

} // namespace

OwnProfile OwnProfile::load(const StoreReader &store, const OwnProfile &fallback)
{
    const auto value = decodeValue(store.value(key), Encoding::Cbor, limits::frameIn);
    if (!value)
        return fallback;
    auto profile = bodyAs<OwnProfile>(*value, Encoding::Cbor);
    return profile ? std::move(profile).value() : fallback;
}

void OwnProfile::save(StoreTransaction &tx) const
{
    tx.setValue(key, encodeValue(ValueWriter::write(*this), Encoding::Cbor));
    tx.noteSelfChanged();
}

} // namespace confab
