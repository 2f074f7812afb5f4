#include "core/crypto/master_key.h"

#include "core/protocol/codec.h"

#include <QSet>
#include <cmath>
#include <sodium.h>

namespace confab {

namespace {

constexpr char magic[] = "confab-master-1\n";
constexpr qsizetype magicSize = sizeof magic - 1;
constexpr qsizetype hashSize = PublicKey::size;
constexpr qsizetype fileMax = 4 * 1024;
constexpr qsizetype saltSize = crypto_pwhash_SALTBYTES;
constexpr quint64 memoryMax = 1024ULL * 1024 * 1024;
constexpr quint64 passesMax = 64;
constexpr int slotsMax = 3;

struct SlotRecord {
    int kind = 0;
    QByteArray salt;
    qint64 passes = 0;
    qint64 memory = 0;
    QByteArray sealed;
    CONFAB_FIELDS(v("kind", s.kind); v("salt", s.salt, saltSize); v("passes", s.passes); v("memory", s.memory);
                  v("sealed", s.sealed, SymmetricKey::size + sealOverhead);)
};
struct FileRecord {
    QList<SlotRecord> entries;
    CONFAB_FIELDS(v("slots", s.entries, slotsMax);)
};

//! A key of one slot does not open another, nor one whose cost was changed.
QByteArray contextOf(KeySlot kind, const QByteArray &salt, const PassphraseCost &cost)
{
    return "confab-master-slot-" + QByteArray::number(int(kind)) + '-' + salt + '-' + QByteArray::number(cost.passes) + '-'
        + QByteArray::number(cost.memory);
}

std::optional<SymmetricKey> stretch(const QString &passphrase, const QByteArray &salt, const PassphraseCost &cost)
{
    QByteArray text = passphrase.normalized(QString::NormalizationForm_C).toUtf8();
    const WipedOnExit wipeText(text);
    SymmetricKey key;
    const int failed = crypto_pwhash(key.data(), key.size, text.constData(), std::size_t(text.size()),
        reinterpret_cast<const unsigned char *>(salt.constData()), cost.passes, std::size_t(cost.memory),
        crypto_pwhash_ALG_ARGON2ID13);
    return failed ? std::nullopt : std::optional(std::move(key));
}

bool isPayable(const PassphraseCost &cost)
{
    return cost.passes >= crypto_pwhash_argon2id_OPSLIMIT_MIN && cost.passes <= passesMax
        && cost.memory >= crypto_pwhash_argon2id_MEMLIMIT_MIN && cost.memory <= memoryMax;
}

Result<SymmetricKey, UnwrapError> unwrap(const SymmetricKey &key, const QByteArray &sealed, const QByteArray &context)
{
    const auto plain = unseal(key, sealed, context);
    auto master = plain ? SymmetricKey::fromBytes(plain->view()) : std::nullopt;
    if (!master)
        return Failure {UnwrapError::Wrong};
    return std::move(*master);
}

} // namespace

Result<WrappedKey, UnwrapError> WrappedKey::parse(QByteArrayView file)
{
    if (file.size() > fileMax || file.size() < magicSize + hashSize || !file.startsWith(QByteArrayView(magic, magicSize))
        || sha256(file.chopped(hashSize)).toBytes() != file.last(hashSize))
        return Failure {UnwrapError::Damaged};
    const auto value = decodeValue(file.sliced(magicSize).chopped(hashSize), Encoding::Cbor, fileMax);
    if (!value)
        return Failure {UnwrapError::Damaged};
    const auto record = bodyAs<FileRecord>(*value, Encoding::Cbor);
    if (!record || record->entries.isEmpty())
        return Failure {UnwrapError::Damaged};
    WrappedKey key;
    for (const SlotRecord &entry : record->entries) {
        const Slot slot {KeySlot(entry.kind), entry.salt, {quint64(entry.passes), quint64(entry.memory)}, entry.sealed};
        const bool known = entry.kind >= int(KeySlot::Passphrase) && entry.kind <= int(KeySlot::Unprotected);
        const bool sized = entry.sealed.size()
            == qsizetype(SymmetricKey::size) + (slot.kind == KeySlot::Unprotected ? 0 : sealOverhead);
        const bool salted = slot.salt.size() == (slot.kind == KeySlot::Unprotected ? 0 : saltSize);
        const bool payable = slot.kind != KeySlot::Passphrase || isPayable(slot.cost);
        if (!known || !sized || !salted || !payable || key.has(slot.kind))
            return Failure {UnwrapError::Damaged};
        key.m_slots.append(slot);
    }
    return key;
}

QByteArray WrappedKey::toFile() const
{
    FileRecord record;
    for (const Slot &slot : m_slots)
        record.entries.append(
            {int(slot.kind), slot.salt, qint64(slot.cost.passes), qint64(slot.cost.memory), slot.sealed});
    QByteArray file = QByteArray(magic, magicSize) + encodeValue(ValueWriter::write(record), Encoding::Cbor);
    return file.append(sha256(file).toBytes());
}

const WrappedKey::Slot *WrappedKey::find(KeySlot kind) const
{
    for (const Slot &slot : m_slots)
        if (slot.kind == kind)
            return &slot;
    return nullptr;
}

bool WrappedKey::has(KeySlot kind) const
{
    return find(kind) != nullptr;
}

QList<KeySlot> WrappedKey::kinds() const
{
    QList<KeySlot> kinds;
    for (const Slot &slot : m_slots)
        kinds.append(slot.kind);
    return kinds;
}

void WrappedKey::remove(KeySlot kind)
{
    m_slots.removeIf([kind](const Slot &slot) { return slot.kind == kind; });
}

void WrappedKey::put(Slot slot)
{
    remove(slot.kind);
    m_slots.append(std::move(slot));
}

bool WrappedKey::setPassphrase(const SymmetricKey &master, const QString &passphrase, PassphraseCost cost)
{
    Slot slot {KeySlot::Passphrase, randomBytes(saltSize), cost, {}};
    const auto key = stretch(passphrase, slot.salt, cost);
    if (!key)
        return false;
    slot.sealed = seal(*key, master.view(), contextOf(slot.kind, slot.salt, cost));
    put(std::move(slot));
    return true;
}

void WrappedKey::setKeyring(const SymmetricKey &master, const QByteArray &entry, const Secret<32> &value)
{
    Slot slot {KeySlot::Keyring, entry, {0, 0}, {}};
    slot.sealed = seal(value, master.view(), contextOf(slot.kind, slot.salt, slot.cost));
    put(std::move(slot));
}

QByteArray WrappedKey::keyringEntry() const
{
    const Slot *slot = find(KeySlot::Keyring);
    return slot ? slot->salt : QByteArray();
}

void WrappedKey::setUnprotected(const SymmetricKey &master)
{
    put({KeySlot::Unprotected, {}, {0, 0}, master.view().toByteArray()});
}

Result<SymmetricKey, UnwrapError> WrappedKey::openWithPassphrase(const QString &passphrase) const
{
    const Slot *slot = find(KeySlot::Passphrase);
    if (!slot)
        return Failure {UnwrapError::NoSlot};
    const auto key = stretch(passphrase, slot->salt, slot->cost);
    if (!key)
        return Failure {UnwrapError::NoMemory};
    return unwrap(*key, slot->sealed, contextOf(slot->kind, slot->salt, slot->cost));
}

Result<SymmetricKey, UnwrapError> WrappedKey::openWithKeyring(const Secret<32> &value) const
{
    const Slot *slot = find(KeySlot::Keyring);
    if (!slot)
        return Failure {UnwrapError::NoSlot};
    return unwrap(value, slot->sealed, contextOf(slot->kind, slot->salt, slot->cost));
}

Result<SymmetricKey, UnwrapError> WrappedKey::openUnprotected() const
{
    const Slot *slot = find(KeySlot::Unprotected);
    if (!slot)
        return Failure {UnwrapError::NoSlot};
    return *SymmetricKey::fromBytes(slot->sealed);
}

int passphraseBits(const QString &passphrase)
{
    static const QSet<QString> common {QStringLiteral("password"), QStringLiteral("passwort"), QStringLiteral("123456"),
        QStringLiteral("qwerty"), QStringLiteral("qwertz"), QStringLiteral("letmein"), QStringLiteral("iloveyou"),
        QStringLiteral("admin"), QStringLiteral("welcome"), QStringLiteral("dragon"), QStringLiteral("monkey")};
    bool lower = false, upper = false, digit = false, other = false;
    double counted = 0;
    for (int i = 0; i < passphrase.size(); ++i) {
        const QChar c = passphrase.at(i);
        (c.isDigit() ? digit : c.isLower() ? lower : c.isUpper() ? upper : other) = true;
        const int step = i == 0 ? 99 : std::abs(int(c.unicode()) - int(passphrase.at(i - 1).unicode()));
        counted += step <= 1 ? 0.25 : 1; // "aaaa" and "1234" are one choice, not four
    }
    const double alphabet = 26 * lower + 26 * upper + 10 * digit + 33 * other;
    double bits = alphabet > 0 ? counted * std::log2(alphabet) : 0;
    // People write words, and words hold about half of what random letters do.
    if (passphrase.size() > 8)
        bits = bits * 0.75;
    for (const QString &word : common)
        if (passphrase.contains(word, Qt::CaseInsensitive))
            bits -= double(word.size()) * 4;
    return std::max(0, int(bits));
}

} // namespace confab
