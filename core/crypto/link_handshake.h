#pragma once

#include "core/crypto/key_vault.h"

#include <QCoreApplication>
#include <variant>

//! Linking a second device (protocol section 9, "Linking handshake"): both sides as pure state machines. Bytes that the
//! server relayed go in; bytes to relay, digits to show, or the end come out. No clock, no socket, no file.
//!
//! The new device (N) shows a code, the old one (O) has the account. `‖` joins, `str16(x)` is a u16 big-endian length
//! and x, numbers are big-endian. Every message starts with its type; any other message at that point, another length,
//! or a byte too many ends the link.
//!
//!   1 hello   O → N   01 ‖ version=01 ‖ mode ‖ SHA-256("confab-link-commit-v1" ‖ O key ‖ O nonce)
//!   2 offer   N → O   02 ‖ N key (X25519) ‖ N nonce (32)
//!   3 reveal  O → N   03 ‖ O key (X25519) ‖ O nonce (32) ‖ proof
//!   4 device  N → O   04 ‖ sealed map {id, key, name, sig}
//!   5 grant   O → N   05 ‖ sealed map {aik, user, server, username, name, created, cert}
//!   6 done    N → O   06 ‖ sealed empty map
//!   7 abort   either  07 ‖ reason
//!
//! mode 0: the code was typed, proof is 32 zero bytes. mode 1: the picture was scanned; proof =
//! HMAC-SHA-256(secret of the picture, "confab-link-proof-v1" ‖ T'), T' = SHA-256 of the same as T without proof.
//! T = SHA-256("confab-link-v1" ‖ str16(slot) ‖ str16(message 1) ‖ str16(message 2) ‖ str16(message 3)).
//! keys = HKDF-SHA-256(ikm = X25519 ‖ secret of the picture in mode 1, salt = T, info "confab-link-keys-v1", 64 bytes):
//! the first half seals O → N, the second N → O, with XChaCha20-Poly1305 and context = type ‖ T.
//! digits = first 8 bytes of HKDF-SHA-256(ikm = T, no salt, info "confab-link-digits-v1") mod 1,000,000.
//!
//! O is bound to its key and nonce before it sees N's, N answers before it sees O's: somebody in the middle has to fix
//! all that goes into one side's digits before the other side's are known, and has one guess in a million.
//! A scanned picture pins N's key (its SHA-256 is in it) and proves to N that O has seen the picture.
//! `sig` is N's device key over "confab-link-device-v1" ‖ T ‖ id: only a key that N owns gets certified.
namespace confab {

//! What the picture of the new device holds. Text `confab-link-1.` ‖ base64url of: slot (8 bytes, 60 bits) ‖ SHA-256 of
//! N's key (32) ‖ secret (16) ‖ server address (UTF-8, 1 to 255 bytes). Deliberately no URL of any scheme: a link
//! starts in the program, never from a click.
struct LinkPicture {
    QString slot;
    PublicKey keyHash;
    Secret<16> secret;
    QString server; //!< as the new device's user entered it: untrusted

    [[nodiscard]] QByteArray toBytes() const;
    //! Total: any bytes give a picture or nothing.
    [[nodiscard]] static std::optional<LinkPicture> fromBytes(QByteArrayView bytes);
};

struct LinkError {
    enum class Kind : std::uint8_t {
        Malformed, //!< not a message of this handshake, or cut short, or with something behind it
        OutOfOrder, //!< a message of the handshake, but not the one that is due: repeated, early, or late
        Version, //!< the other device speaks a later version
        Tampered, //!< a commitment, proof, seal or signature does not fit
        WrongDevice, //!< the picture that was scanned is not of the device that answers
        WeakKey, //!< a key that would make the secret one that everybody knows
        WrongAccount, //!< what was granted does not hold together
        Rejected, //!< a person said no on the other device
        Failed, //!< the other device gave up
    };
    Kind kind = Kind::Failed;
    QString message; //!< translated, one sentence
};

//! What a step of the handshake asks for. At most one of `digits`, `granted`, `finished`, `error` is set; `send` may
//! accompany any of them (with `error`: an abort, so that the other side need not wait).
struct LinkStep {
    std::optional<QByteArray> send; //!< to relay
    std::optional<QString> digits; //!< six, to show
    QString deviceName; //!< with `digits` on the old device: what the new one calls itself (untrusted)
    AccountKeysPtr granted; //!< on the new device: keep these
    bool finished = false; //!< on the old device: the new one has the keys
    std::optional<LinkError> error; //!< the end; start anew with a new code
};

//! The device that wants to join. Single use.
class LinkNewDevice {
    Q_DECLARE_TR_FUNCTIONS(confab::LinkNewDevice)
public:
    //! `slot`: the server's answer to `link.wait`; `server`: as the user entered it, at most 255 bytes.
    LinkNewDevice(QString slot, QString server, QString deviceName);
    ~LinkNewDevice();
    LinkNewDevice(LinkNewDevice &&) noexcept;
    LinkNewDevice &operator=(LinkNewDevice &&) noexcept;

    [[nodiscard]] QString textCode() const; //!< 7QF2-9KDM-XW4R
    [[nodiscard]] QByteArray picture() const; //!< what to draw as QR

    [[nodiscard]] LinkStep receive(QByteArrayView bytes);
    [[nodiscard]] QByteArray abort(); //!< the user gave up; relay this and forget the handshake

private:
    struct State;
    std::unique_ptr<State> d;
};

//! The device that has the account. Single use.
class LinkOldDevice {
    Q_DECLARE_TR_FUNCTIONS(confab::LinkOldDevice)
public:
    //! A picture authenticates the new device by itself; a typed code leaves that to the digits alone.
    explicit LinkOldDevice(LinkPicture scanned);
    explicit LinkOldDevice(QString typedSlot);
    ~LinkOldDevice();
    LinkOldDevice(LinkOldDevice &&) noexcept;
    LinkOldDevice &operator=(LinkOldDevice &&) noexcept;

    [[nodiscard]] QString slot() const;
    [[nodiscard]] QByteArray hello(); //!< the first message; call once
    [[nodiscard]] LinkStep receive(QByteArrayView bytes);

    struct Grant {
        DeviceRecord device; //!< for `dev.add`, which must succeed before `send` is relayed
        QByteArray send;
    };
    //! After the user has compared the digits. Once, and only then. `now`: ms since 1970.
    [[nodiscard]] Result<Grant, LinkError> confirm(const AccountKeys &own, qint64 now);
    [[nodiscard]] QByteArray reject(); //!< the digits differ, or the user changed their mind; relay this

private:
    struct State;
    std::unique_ptr<State> d;
};

} // namespace confab
