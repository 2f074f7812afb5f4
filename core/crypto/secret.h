#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace confab {

//! Overwrites in a way that no optimiser removes.
void wipe(void *data, std::size_t size);
//! Equal content, in time that depends on the size alone.
[[nodiscard]] bool equalInConstantTime(const void *a, const void *b, std::size_t size);
//! Fills with bytes of the system's generator.
void fillRandom(void *data, std::size_t size);
[[nodiscard]] QByteArray randomBytes(qsizetype size);

//! A key of fixed size that is zeroed when it dies. Moves, does not copy: a second copy is asked for by name.
//! Deliberately without operators for streams, comparison or conversion to QByteArray.
template <std::size_t Size>
class Secret {
public:
    static constexpr std::size_t size = Size;

    Secret() = default; //!< all zero
    ~Secret() { wipe(m_bytes.data(), Size); }
    Secret(const Secret &) = delete;
    Secret &operator=(const Secret &) = delete;
    Secret(Secret &&other) noexcept
        : m_bytes(other.m_bytes)
    {
        wipe(other.m_bytes.data(), Size);
    }
    Secret &operator=(Secret &&other) noexcept
    {
        if (this != &other) {
            m_bytes = other.m_bytes;
            wipe(other.m_bytes.data(), Size);
        }
        return *this;
    }

    [[nodiscard]] static Secret random()
    {
        Secret s;
        fillRandom(s.data(), Size);
        return s;
    }
    //! Exactly `Size` bytes. The caller's copy stays the caller's to wipe.
    [[nodiscard]] static std::optional<Secret> fromBytes(QByteArrayView bytes)
    {
        if (bytes.size() != qsizetype(Size))
            return std::nullopt;
        Secret s;
        std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char *>(s.data()));
        return s;
    }
    [[nodiscard]] Secret clone() const
    {
        Secret s;
        s.m_bytes = m_bytes;
        return s;
    }

    std::uint8_t *data() { return m_bytes.data(); }
    const std::uint8_t *data() const { return m_bytes.data(); }
    //! Valid while this object lives; whoever copies from it answers for the copy.
    QByteArrayView view() const { return QByteArrayView(reinterpret_cast<const char *>(m_bytes.data()), qsizetype(Size)); }
    [[nodiscard]] bool sameAs(const Secret &other) const { return equalInConstantTime(data(), other.data(), Size); }

private:
    std::array<std::uint8_t, Size> m_bytes {};
};

//! Secret bytes of a length known only at run time. Moves, does not copy, and is zeroed when it dies.
class SecretBytes {
public:
    SecretBytes() = default;
    explicit SecretBytes(std::size_t size)
        : m_bytes(size)
    {
    }
    explicit SecretBytes(QByteArrayView bytes)
        : m_bytes(bytes.begin(), bytes.end())
    {
    }
    ~SecretBytes() { wipe(m_bytes.data(), m_bytes.size()); }
    SecretBytes(const SecretBytes &) = delete;
    SecretBytes &operator=(const SecretBytes &) = delete;
    SecretBytes(SecretBytes &&other) noexcept
        : m_bytes(std::move(other.m_bytes))
    {
        other.m_bytes.clear();
    }
    SecretBytes &operator=(SecretBytes &&other) noexcept
    {
        if (this != &other) {
            wipe(m_bytes.data(), m_bytes.size());
            m_bytes = std::move(other.m_bytes);
            other.m_bytes.clear();
        }
        return *this;
    }

    std::size_t size() const { return m_bytes.size(); }
    std::uint8_t *data() { return m_bytes.data(); }
    const std::uint8_t *data() const { return m_bytes.data(); }
    QByteArrayView view() const
    {
        return QByteArrayView(reinterpret_cast<const char *>(m_bytes.data()), qsizetype(m_bytes.size()));
    }

private:
    std::vector<std::uint8_t> m_bytes;
};

//! Wipes a QByteArray that held a secret for a library that knows nothing else, and with it every copy that still shares
//! its buffer (it does not detach). Copies of the content are not reached.
class WipedOnExit {
public:
    explicit WipedOnExit(QByteArray &bytes)
        : m_bytes(bytes)
    {
    }
    ~WipedOnExit() { wipe(const_cast<char *>(m_bytes.constData()), std::size_t(m_bytes.size())); }
    WipedOnExit(const WipedOnExit &) = delete;
    WipedOnExit &operator=(const WipedOnExit &) = delete;

private:
    QByteArray &m_bytes;
};

} // namespace confab
