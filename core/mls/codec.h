#pragma once

#include "core/mls/error.h"

#include <QByteArray>
#include <QByteArrayView>
#include <concepts>
#include <cstdint>
#include <optional>
#include <vector>

//! The TLS presentation language with the variable-size lengths of RFC 9420, section 2.1.
namespace confab::mls {

using Bytes = QByteArray; //!< public bytes; secrets are SecretBytes
using View = QByteArrayView;

//! Writes secrets too: when its buffer grows, the old one is wiped. What `take` hands out is the caller's to wipe.
class Writer {
public:
    void u8(std::uint8_t v) { bigEndian(v, 1); }
    void u16(std::uint16_t v) { bigEndian(v, 2); }
    void u32(std::uint32_t v) { bigEndian(v, 4); }
    void u64(std::uint64_t v) { bigEndian(v, 8); }
    //! A length in its shortest form (section 2.1.2). `size` < 2^30.
    void length(std::size_t size);
    void raw(View bytes)
    {
        makeRoom(bytes.size());
        m_out.append(bytes.data(), bytes.size());
    }
    void opaque(View bytes) //!< opaque<V>
    {
        length(std::size_t(bytes.size()));
        raw(bytes);
    }
    template <typename T>
    void value(const T &v)
    {
        if constexpr (std::same_as<T, std::uint16_t>)
            u16(v);
        else if constexpr (std::same_as<T, std::uint32_t>)
            u32(v);
        else if constexpr (std::same_as<T, Bytes>)
            opaque(v);
        else
            v.write(*this);
    }
    template <typename T>
    void vector(const std::vector<T> &items) //!< T<V>
    {
        Writer inner;
        for (const T &item : items)
            inner.value(item);
        opaque(inner.m_out);
    }
    template <typename T>
    void optional(const std::optional<T> &v)
    {
        u8(v ? 1 : 0);
        if (v)
            value(*v);
    }
    Bytes take() && { return std::move(m_out); }

private:
    void bigEndian(std::uint64_t v, int bytes)
    {
        makeRoom(bytes);
        for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
            m_out.append(char(v >> shift));
    }
    void makeRoom(qsizetype more)
    {
        if (m_out.size() + more > m_out.capacity())
            grow(more);
    }
    void grow(qsizetype more);

    Bytes m_out;
};

//! Reads hostile bytes. After the first fault everything reads as zero or empty and `ok()` is false, so callers check
//! once at the end. Nothing is allocated beyond what the bytes hold.
class Reader {
public:
    explicit Reader(View bytes)
        : m_rest(bytes)
    {
    }

    std::uint8_t u8() { return std::uint8_t(bigEndian(1)); }
    std::uint16_t u16() { return std::uint16_t(bigEndian(2)); }
    std::uint32_t u32() { return std::uint32_t(bigEndian(4)); }
    std::uint64_t u64() { return bigEndian(8); }
    std::size_t length();
    View raw(std::size_t size);
    View view() { return raw(length()); } //!< opaque<V>, not copied
    Bytes opaque()
    {
        const View v = view();
        return Bytes(v.data(), v.size());
    }
    template <typename T>
    T value()
    {
        if constexpr (std::same_as<T, std::uint16_t>)
            return u16();
        else if constexpr (std::same_as<T, std::uint32_t>)
            return u32();
        else if constexpr (std::same_as<T, Bytes>)
            return opaque();
        else
            return T::read(*this);
    }
    template <typename T>
    std::vector<T> vector()
    {
        std::vector<T> items;
        Reader inner(view());
        while (inner.ok() && !inner.atEnd())
            items.push_back(inner.value<T>());
        if (!inner.ok())
            refuse();
        return items;
    }
    template <typename T>
    std::optional<T> optional()
    {
        const auto present = u8();
        if (present > 1)
            refuse();
        return present == 1 && m_ok ? std::optional<T>(value<T>()) : std::nullopt;
    }

    void refuse()
    {
        m_ok = false;
        m_rest = {};
    }
    bool ok() const { return m_ok; }
    bool atEnd() const { return m_rest.isEmpty(); }
    View rest() const { return m_rest; }

private:
    std::uint64_t bigEndian(int bytes)
    {
        std::uint64_t v = 0;
        for (const char c : raw(std::size_t(bytes)))
            v = v << 8 | std::uint8_t(c);
        return v;
    }
    View m_rest;
    bool m_ok = true;
};

template <typename T>
Bytes encode(const T &v)
{
    Writer w;
    w.value(v);
    return std::move(w).take();
}

//! All of `bytes` as a T, or Malformed.
template <typename T>
Outcome<T> decode(View bytes)
{
    Reader r(bytes);
    T v = r.value<T>();
    if (!r.ok() || !r.atEnd())
        return fail(ErrorKind::Malformed, "bytes that are not of this type");
    return v;
}

} // namespace confab::mls
