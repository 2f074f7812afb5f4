#include "core/mls/codec.h"

#include "core/crypto/secret.h"

namespace confab::mls {

void Writer::grow(qsizetype more)
{
    Bytes larger;
    larger.reserve(std::max<qsizetype>({64, 2 * m_out.capacity(), m_out.size() + more}));
    larger.append(m_out);
    wipe(m_out.data(), std::size_t(m_out.size()));
    m_out.swap(larger);
}

void Writer::length(std::size_t size)
{
    if (size < 1u << 6)
        u8(std::uint8_t(size));
    else if (size < 1u << 14)
        u16(std::uint16_t(size | 0x4000));
    else
        u32(std::uint32_t(size | 0x8000'0000));
}

std::size_t Reader::length()
{
    const std::uint8_t first = u8();
    const int prefix = first >> 6;
    if (prefix == 3) {
        refuse();
        return 0;
    }
    std::size_t size = first & 0x3f;
    for (int i = (1 << prefix) - 1; i > 0; --i)
        size = size << 8 | u8();
    // The shortest form is the only one, so that equal values have equal bytes.
    if ((prefix == 1 && size < 1u << 6) || (prefix == 2 && size < 1u << 14))
        refuse();
    return m_ok ? size : 0;
}

View Reader::raw(std::size_t size)
{
    if (size > std::size_t(m_rest.size())) {
        refuse();
        return {};
    }
    const View taken = m_rest.first(qsizetype(size));
    m_rest = m_rest.sliced(qsizetype(size));
    return taken;
}

} // namespace confab::mls
