#pragma once

#include "core/session/media_library.h"

namespace confab {

//! The media library of an AccountSession.
class AccountMedia final : public MediaLibrary {
    Q_OBJECT
public:
    using MediaLibrary::MediaLibrary;

    TransferView transfer(const Attachment &attachment) const override;
    void download(const ChatId &chat, const Attachment &attachment) override;
    void setVisible(const ChatId &chat, const QList<Attachment> &attachments) override;
    void cancel(const MediaId &media) override;
    QFuture<Outcome<QByteArray>> bytes(const ChatId &chat, const Attachment &attachment, qint64 limit) override;
    QFuture<Outcome<std::shared_ptr<QIODevice>>> open(const ChatId &chat, const Attachment &attachment) override;
    QFuture<Outcome<Done>> save(const ChatId &chat, const Attachment &attachment, const QString &path) override;
    QFuture<Outcome<QByteArray>> avatar(const UserId &owner, const BlobId &blob) override;
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
    MediaSettings m_settings;
};

} // namespace confab
