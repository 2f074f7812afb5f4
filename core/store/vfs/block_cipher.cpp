#include "core/store/vfs/block_cipher.h"

#include <cstring>
#include <sodium.h>

namespace confab::vfs {

namespace {

constexpr std::size_t nonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(nonceSize + tagSize == BlockCipher::overhead);

std::array<std::uint8_t, 16> contextOf(BlockCipher::Place place)
{
    std::array<std::uint8_t, 16> context;
    putNumber(context.data(), place.block, 8);
    putNumber(context.data() + 8, place.version, 8);
    return context;
}

} // namespace

void putNumber(std::uint8_t *at, std::uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; ++i)
        at[i] = std::uint8_t(value >> (8 * i));
}

std::uint64_t numberAt(const std::uint8_t *at, int bytes)
{
    std::uint64_t value = 0;
    for (int i = 0; i < bytes; ++i)
        value |= std::uint64_t(at[i]) << (8 * i);
    return value;
}

BlockCipher::BlockCipher(const SymmetricKey &master, const FileId &file)
{
    crypto_generichash(m_key.data(), m_key.size, file.data(), file.size(), master.data(), master.size);
}

void BlockCipher::seal(
    Place place, std::uint64_t stamp, std::span<const std::uint8_t> plain, std::span<std::uint8_t> record)
{
    static_assert(8 + randomPart == nonceSize);
    if (m_used == m_random.size()) {
        randombytes_buf(m_random.data(), m_random.size());
        m_used = 0;
    }
    putNumber(record.data(), stamp, 8);
    std::memcpy(record.data() + 8, m_random.data() + m_used, randomPart);
    m_used += randomPart;
    const auto context = contextOf(place);
    crypto_aead_xchacha20poly1305_ietf_encrypt(record.data() + nonceSize, nullptr, plain.data(), plain.size(),
        context.data(), context.size(), nullptr, record.data(), m_key.data());
}

bool BlockCipher::open(Place place, std::span<const std::uint8_t> record, std::span<std::uint8_t> plain) const
{
    const auto context = contextOf(place);
    const bool good = record.size() == plain.size() + overhead
        && crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, record.data() + nonceSize,
               record.size() - nonceSize, context.data(), context.size(), record.data(), m_key.data())
            == 0;
    if (!good)
        std::memset(plain.data(), 0, plain.size());
    return good;
}

std::array<std::uint8_t, 16> BlockCipher::check() const
{
    static constexpr char purpose[] = "confab-vfs-check";
    std::array<std::uint8_t, 16> check;
    crypto_generichash(check.data(), check.size(), reinterpret_cast<const unsigned char *>(purpose), sizeof purpose - 1,
        m_key.data(), m_key.size);
    return check;
}

std::uint64_t BlockCipher::stampOf(std::span<const std::uint8_t> record)
{
    return numberAt(record.data(), 8);
}

} // namespace confab::vfs
