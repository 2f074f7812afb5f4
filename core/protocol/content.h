#pragma once

#include "core/protocol/codec.h"

#include <QString>

//! What is inside an event's body once it is open: the same for every encryption, opaque to the server.
namespace confab {

//! The message that a reply, an edit or a reaction is about, and enough of it to paint the quote at once.
struct Quote {
    Seq seq;
    UserId from;
    QString text; //!< shortened by the sender to limits of the quote block
    std::optional<QByteArray> picture; //!< the preview of the picture or video in it, a JPEG of at most 4 KiB

    CONFAB_FIELDS(v("seq", s.seq); v("from", s.from); v("text", s.text, 400); v("picture", s.picture, 4096);)
    friend bool operator==(const Quote &, const Quote &) = default;
};

//! One attachment of a message (protocol section 8). The bytes behind `blob` are sealed under `key`.
struct Attachment {
    BlobId blob;
    PublicKey key; //!< 32 bytes
    QByteArray nonce; //!< 15 bytes
    qint64 size = 0; //!< of the plaintext, bytes
    PublicKey sha256; //!< of the ciphertext
    QString mime;
    QString name;
    qint64 width = 0;
    qint64 height = 0;
    qint64 durationMs = 0;
    QByteArray preview; //!< blurred, ≤ 4 KiB
    QByteArray waveform; //!< 100 samples, 0 to 255

    CONFAB_FIELDS(v("blob", s.blob); v("key", s.key); v("nonce", s.nonce, 15, 15); v("size", s.size, limits::attachment);
                  v("sha256", s.sha256); v("mime", s.mime, 128); v("name", s.name, 255); v("width", s.width);
                  v("height", s.height); v("duration", s.durationMs); v("preview", s.preview, 4096);
                  v("waveform", s.waveform, 100);)
    friend bool operator==(const Attachment &, const Attachment &) = default;
};

//! What a message says of the first link in its text, made by the sender's device.
struct LinkPreview {
    QString url;
    QString title;
    QString description;
    QByteArray picture; //!< JPEG, at most 4 KiB; may be empty

    CONFAB_FIELDS(v("url", s.url, 2048); v("title", s.title, 200); v("description", s.description, 400);
                  v("picture", s.picture, 4096);)
    friend bool operator==(const LinkPreview &, const LinkPreview &) = default;
};

//! `what` of a meta event that is about the group's picture: media[0], or none to take it away.
inline constexpr char metaPicture[] = "picture";

//! The content of `msg`, `edit` (new text, target), `react` (text = emoji, empty takes it back, target), `meta`
//! (title, about), `played` (target alone) and `sys`. One map; unknown keys are kept for nobody and ignored.
struct Content {
    std::optional<QString> text;
    std::optional<Quote> reply;
    std::optional<Seq> target; //!< of edit, react, pin, played
    QList<Attachment> media;
    std::optional<LinkPreview> link;
    std::optional<QString> title; //!< of meta: the group's name
    std::optional<QString> about; //!< of meta: the group's description
    std::optional<QString> what; //!< of sys: created, added, removed, left, role; of meta: picture
    std::optional<UserId> by; //!< of sys: who did it
    QList<UserId> users; //!< of sys: whom it concerns
    std::optional<Role> role; //!< of sys role

    CONFAB_FIELDS(v("text", s.text); v("reply", s.reply); v("target", s.target); v("media", s.media, limits::mediaPerMessage);
                  v("link", s.link); v("title", s.title, 128); v("about", s.about, 512); v("what", s.what, 16); v("by", s.by);
                  v("users", s.users, limits::membersPerGroup); v("role", s.role);)
    friend bool operator==(const Content &, const Content &) = default;
};

//! What a reply to it quotes of its pictures: the preview of the first one that has one.
std::optional<QByteArray> quotedPicture(const Content &content);

//! Writes CBOR. Reads CBOR or JSON, told apart by the first byte, so that a script can send {"text":"hello"}.
QByteArray encodeContent(const Content &content);
Result<Content, DecodeError> decodeContent(QByteArrayView body);

} // namespace confab
