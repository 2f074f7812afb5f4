#pragma once

#include "core/session/media_library.h"

#include <QHash>

namespace confab {

//! The files of a FakeSession: what a test gives it, it has; what it does not have stays Remote until the test says more.
class FakeMedia : public MediaLibrary {
    Q_OBJECT
public:
    using MediaLibrary::MediaLibrary;

    // ---- what the test scripts ----
    //! An attachment of this content; `here`: in the cache already.
    Attachment add(const QByteArray &content, const QString &mime, const QString &name, QSize size = {}, bool here = true);
    void setTransfer(const TransferView &transfer);
    void setAvatarOf(const BlobId &blob, const QByteArray &picture) { m_avatars[blob] = picture; }
    void setItems(const ChatId &chat, MediaTab tab, const QList<MediaItem> &newestFirst) { m_items[{chat, int(tab)}] = newestFirst; }
    void setLinkPreview(const QString &url, const LinkPreview &preview) { m_links[url] = preview; }
    //! Instead of the content that add() was given.
    std::function<std::shared_ptr<QIODevice>(const Attachment &)> opens;
    StorageUse use;

    // ---- what the test may look at ----
    QList<MediaId> downloads, cancelled;
    QList<MediaId> visible;
    QStringList saved;
    QList<std::pair<ChatId, Seq>> played;
    QByteArray ownAvatar;
    int cleared = 0;
    int reads = 0; //!< calls of bytes() and open()

    TransferView transfer(const Attachment &attachment) const override;
    void download(const ChatId &chat, const Attachment &attachment) override;
    void setVisible(const ChatId &chat, const QList<Attachment> &attachments) override;
    void cancel(const MediaId &media) override { cancelled += media; }
    QFuture<Outcome<QByteArray>> bytes(const ChatId &chat, const Attachment &attachment, qint64 limit) override;
    QFuture<Outcome<std::shared_ptr<QIODevice>>> open(const ChatId &chat, const Attachment &attachment) override;
    QFuture<Outcome<Done>> save(const ChatId &chat, const Attachment &attachment, const QString &path) override;
    QFuture<Outcome<QByteArray>> avatar(const UserId &owner, const BlobId &blob) override;
    void markPlayed(const ChatId &chat, Seq seq) override { played.append({chat, seq}); }
    QFuture<Outcome<Done>> setAvatar(const QByteArray &picture) override;
    Cid setGroupPicture(const ChatId &chat, const QByteArray &picture) override;
    QFuture<Outcome<MediaPage>> list(
        const ChatId &chat, MediaTab tab, const std::optional<MediaItem> &before, int limit) override;
    QFuture<Outcome<LinkPreview>> linkPreview(const QString &url) override;
    MediaSettings settings() const override { return m_settings; }
    void setSettings(const MediaSettings &settings) override { m_settings = settings; }
    QFuture<Outcome<StorageUse>> storageUse() override;
    QFuture<Outcome<Done>> clear(const QList<ChatId> &chats, const QList<MediaKind> &kinds) override;

private:
    QHash<MediaId, QByteArray> m_contents;
    QHash<MediaId, TransferView> m_transfers;
    QHash<BlobId, QByteArray> m_avatars;
    QHash<std::pair<ChatId, int>, QList<MediaItem>> m_items;
    QHash<QString, LinkPreview> m_links;
    MediaSettings m_settings;
};

} // namespace confab
