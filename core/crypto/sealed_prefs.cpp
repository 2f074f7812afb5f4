#include "core/crypto/sealed_prefs.h"

namespace confab {

namespace {

constexpr char label[] = "confab-prefs-v1";

QByteArray contextOf(const QString &key)
{
    return label + key.toUtf8();
}

} // namespace

PrefsSealer::PrefsSealer(const Seed &aikSeed)
    : m_key(deriveKey(aikSeed.view(), {}, label))
{
}

QByteArray PrefsSealer::seal(const QString &key, QByteArrayView value) const
{
    return confab::seal(m_key, value, contextOf(key));
}

std::optional<QByteArray> PrefsSealer::open(const QString &key, QByteArrayView sealed) const
{
    const auto value = unseal(m_key, sealed, contextOf(key));
    if (!value)
        return std::nullopt;
    return value->view().toByteArray();
}

} // namespace confab
