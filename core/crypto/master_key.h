#pragma once

#include "core/crypto/primitives.h"
#include "core/protocol/result.h"

#include <QString>

//! The 256-bit key under which a profile's databases are sealed (e2ee.md "At rest"), and the file that keeps it wrapped.
//! Pure: bytes in, bytes out; key_file.h's writePrivateFile puts them on the disk.
namespace confab {

//! What opens a wrapped key. Several may be there at once; each opens it alone, so that a passphrase helps where the
//! system's keyring was lost.
enum class KeySlot : std::uint8_t {
    Passphrase = 1, //!< Argon2id
    Keyring = 2, //!< 32 random bytes that the system's keyring keeps
    Unprotected = 3, //!< the key as it is: only where the user asked for "store unprotected on this computer"
};

//! What a guess costs (Argon2id, RFC 9106). Kept beside each wrapped key, so that it can be raised later.
struct PassphraseCost {
    quint64 passes = 3;
    quint64 memory = 256 * 1024 * 1024; //!< bytes
    friend bool operator==(const PassphraseCost &, const PassphraseCost &) = default;
};

enum class UnwrapError : std::uint8_t {
    Damaged, //!< not a file of this kind, or changed since
    NoSlot, //!< it cannot be opened in this way
    Wrong, //!< the passphrase, or the keyring's value, is not the right one
    NoMemory, //!< the cost of the passphrase could not be paid now
};

//! A key with its slots: read, unwrap, change slots, write.
class WrappedKey {
public:
    //! Total: at most 4 KiB, checked by a hash, costs within bounds (1 GiB, 64 passes).
    static Result<WrappedKey, UnwrapError> parse(QByteArrayView file);
    QByteArray toFile() const;

    bool has(KeySlot slot) const;
    QList<KeySlot> kinds() const;
    void remove(KeySlot slot);

    //! Replaces the slot. The passphrase is taken as NFC-normalised UTF-8. Takes about a second: not on the GUI thread.
    //! False: no memory.
    [[nodiscard]] bool setPassphrase(const SymmetricKey &master, const QString &passphrase, PassphraseCost cost = {});
    //! `entry`: 16 bytes by which the keyring's entry is found again; a new one for each value.
    void setKeyring(const SymmetricKey &master, const QByteArray &entry, const Secret<32> &value);
    QByteArray keyringEntry() const; //!< empty without such a slot
    void setUnprotected(const SymmetricKey &master);

    Result<SymmetricKey, UnwrapError> openWithPassphrase(const QString &passphrase) const; //!< about a second
    Result<SymmetricKey, UnwrapError> openWithKeyring(const Secret<32> &value) const;
    Result<SymmetricKey, UnwrapError> openUnprotected() const;

private:
    struct Slot {
        KeySlot kind = KeySlot::Unprotected;
        QByteArray salt; //!< 16 bytes; of Keyring the name of its entry, of Unprotected none
        PassphraseCost cost;
        QByteArray sealed; //!< the master key; of Unprotected not sealed at all
    };
    const Slot *find(KeySlot slot) const;
    void put(Slot slot);

    QList<Slot> m_slots;
};

//! How hard a passphrase is to guess, for a hint beside the field: a rough count of bits by length, kinds of characters,
//! repetitions, runs and the most common choices. Never a reason to refuse anything but the empty one.
int passphraseBits(const QString &passphrase);

} // namespace confab
