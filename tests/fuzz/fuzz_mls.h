#pragma once

#include "tests/unit/mls/insider.h"

#include <cstdlib>
#include <sodium.h>

//! What the MLS targets share: chance that is the same every time, and the bytes of the fuzzer as choices.
namespace fuzzmls {

using namespace mlstest;

inline void require(bool holds)
{
    if (!holds)
        std::abort();
}

//! libsodium's randomness from a seed, so that an input means the same in every run.
class Chance {
public:
    static void restart(std::uint64_t seed)
    {
        static randombytes_implementation implementation {
            [] { return "seeded"; }, [] { return std::uint32_t(next()); }, nullptr, nullptr, [](void *const bytes, const std::size_t size) {
                for (std::size_t i = 0; i < size; ++i)
                    static_cast<unsigned char *>(bytes)[i] = static_cast<unsigned char>(next() >> 32);
            }, nullptr};
        state = seed;
        static const bool set = randombytes_set_implementation(&implementation) == 0 && sodium_init() >= 0;
        require(set);
    }

private:
    static std::uint64_t next() // splitmix64
    {
        state += 0x9e3779b97f4a7c15u;
        std::uint64_t z = state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }
    static inline std::uint64_t state = 0;
};

//! The fuzzer's input, byte by byte; zeros behind its end.
class Input {
public:
    Input(const unsigned char *data, std::size_t size)
        : m_bytes(data, qsizetype(size))
    {
    }
    unsigned next()
    {
        if (m_bytes.isEmpty())
            return 0;
        const auto byte = std::uint8_t(m_bytes.front());
        m_bytes = m_bytes.sliced(1);
        return byte;
    }
    unsigned below(std::size_t n) { return n == 0 ? 0 : next() % unsigned(n); }
    bool atEnd() const { return m_bytes.isEmpty(); }
    View rest() const { return m_bytes; }

private:
    View m_bytes;
};

inline Bytes storedForm(const Group &group)
{
    return group.serialise().view().toByteArray();
}

} // namespace fuzzmls
