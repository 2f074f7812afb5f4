#include "core/store/vfs/sealed_file.h"

#include <algorithm>
#include <cstring>

namespace confab::vfs {

void FileHeader::write(std::span<std::uint8_t> into, std::span<const char, 8> magic) const
{
    std::memcpy(into.data(), magic.data(), magic.size());
    putNumber(into.data() + 8, version, 4);
    putNumber(into.data() + 12, blockSize, 4);
    std::copy(id.begin(), id.end(), into.begin() + 16);
    std::copy(check.begin(), check.end(), into.begin() + 32);
}

bool FileHeader::parse(std::span<const std::uint8_t> from, std::span<const char, 8> magic)
{
    if (std::memcmp(from.data(), magic.data(), magic.size()) != 0 || numberAt(from.data() + 8, 4) != version
        || numberAt(from.data() + 12, 4) != blockSize)
        return false;
    std::copy_n(from.begin() + 16, id.size(), id.begin());
    std::copy_n(from.begin() + 32, check.size(), check.begin());
    return true;
}

std::optional<BlockCipher> FileHeader::cipherUnder(const SymmetricKey &master) const
{
    std::optional<BlockCipher> cipher(std::in_place, master, id);
    if (!equalInConstantTime(cipher->check().data(), check.data(), check.size()))
        cipher.reset();
    return cipher;
}

int FileHeader::create(const RawFile &raw, std::span<const char, 8> magic, std::size_t space,
    const SymmetricKey &master, std::optional<BlockCipher> &cipher)
{
    FileHeader header;
    fillRandom(header.id.data(), header.id.size());
    std::optional<BlockCipher> fresh(std::in_place, master, header.id);
    header.check = fresh->check();
    std::vector<std::uint8_t> start(space);
    header.write(start, magic);
    const int rc = raw.write(0, start);
    if (rc == SQLITE_OK)
        cipher = std::move(fresh);
    return rc;
}

int FileHeader::open(
    const RawFile &raw, std::span<const char, 8> magic, const SymmetricKey &master, std::optional<BlockCipher> &cipher)
{
    std::array<std::uint8_t, size> start {};
    if (const int rc = raw.read(0, start); rc != SQLITE_OK && rc != SQLITE_IOERR_SHORT_READ)
        return rc;
    FileHeader header;
    if (header.parse(start, magic))
        cipher = header.cipherUnder(master);
    return cipher ? SQLITE_OK : SQLITE_NOTADB;
}

} // namespace confab::vfs
