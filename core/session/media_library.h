#pragma once

#include "core/media/media_values.h"
#include "core/sync/outcome.h"

#include <QFuture>
#include <QIODevice>
#include <QObject>
#include <memory>

namespace confab {

//! The files of one account: where each stands, their bytes, the chat's media, the disk they take. Reached through
//! Session::media(); same rules as Session: called from the thread that made it, nothing blocks, futures resolve on a
//! thread of the engine (use whenDone()).
class MediaLibrary : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    // ---- transfers ----
    //! A snapshot, from memory once known; of a file not seen yet it is Remote, and `transferChanged` follows when the
    //! cache was looked at. Cheap: ask while laying out.
    virtual TransferView transfer(const Attachment &attachment) const = 0;
    //! Fetches it now, before what is fetched by rule. Nothing where it is Local or Running.
    virtual void download(const ChatId &chat, const Attachment &attachment) = 0;
    //! What the windows show now, nearest first: goes before all else that is fetched by rule. Replaces the former list.
    virtual void setVisible(const ChatId &chat, const QList<Attachment> &attachments) = 0;
    //! Stops a download (what came is kept for resuming) or an upload (its message goes back to Failed).
    virtual void cancel(const MediaId &media) = 0;

    // ---- bytes ----
    //! The whole plaintext, checked. At most `limit` bytes: larger ones fail. Fetches it first where it is not here.
    virtual QFuture<Outcome<QByteArray>> bytes(const ChatId &chat, const Attachment &attachment, qint64 limit) = 0;
    //! An open, seekable reader of the plaintext that decrypts on demand, usable from any one thread; where the file is
    //! not whole yet it fetches the part that is read (Range) and may block in read(): never read it on the GUI thread.
    virtual QFuture<Outcome<std::shared_ptr<QIODevice>>> open(const ChatId &chat, const Attachment &attachment) = 0;
    //! Writes the plaintext to `path` (through a temporary file; an existing one is replaced), marked as coming from the
    //! network where the platform can. Fetches it first where it is not here.
    virtual QFuture<Outcome<Done>> save(const ChatId &chat, const Attachment &attachment, const QString &path) = 0;
    //! A profile or group picture, as encoded by setAvatar(); cached. `owner`: whose key seals it.
    virtual QFuture<Outcome<QByteArray>> avatar(const UserId &owner, const BlobId &blob) = 0;

    // ---- voice notes ----
    //! (durable) The user has listened to a note of somebody else: the others come to see it (MessageRow::played), and the
    //! own other devices. Once a note; nothing for own messages and what is no note. As read receipts, not told where the
    //! user hides them, nor to strangers where only the accepted see them; nor in groups over limits::marksInHead.
    virtual void markPlayed(const ChatId &chat, Seq seq) = 0;

    // ---- own pictures ----
    //! (durable) A square JPEG or PNG of at most 640 × 640; empty takes it away. Without a server it is kept and goes there
    //! later.
    virtual QFuture<Outcome<Done>> setAvatar(const QByteArray &picture) = 0;
    virtual Cid setGroupPicture(const ChatId &chat, const QByteArray &picture) = 0; //!< (durable)

    // ---- the chat's media ----
    //! Before (chat, seq, index) of `before`, or the newest. What is stored here; an older part is fetched on demand by
    //! scrolling the timeline.
    virtual QFuture<Outcome<MediaPage>> list(
        const ChatId &chat, MediaTab tab, const std::optional<MediaItem> &before, int limit)
        = 0;
    //! Fetched by this device, never from a private address, at most 1 MiB in 5 s. No title: an error.
    virtual QFuture<Outcome<LinkPreview>> linkPreview(const QString &url) = 0;

    // ---- settings and disk ----
    virtual MediaSettings settings() const = 0;
    virtual void setSettings(const MediaSettings &settings) = 0; //!< (durable)
    virtual QFuture<Outcome<StorageUse>> storageUse() = 0;
    //! Removes downloaded files (not messages); empty lists mean all. They can be fetched again.
    virtual QFuture<Outcome<Done>> clear(const QList<ChatId> &chats, const QList<MediaKind> &kinds) = 0;

signals:
    //! At most ten times a second for each file while bytes move.
    void transferChanged(const confab::TransferView &transfer);
};

} // namespace confab
