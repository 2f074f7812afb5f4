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

FileId FileHeader::newId()
{
    FileId id;
    fillRandom(id.data(), id.size());
    return id;
}

} // namespace confab::vfs
