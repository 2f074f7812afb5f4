#pragma once

#include "core/session/engine.h"
#include "core/session/media_library.h"

namespace confab {

//! The media library of an AccountSession: views here, in the caller's thread; files on the media thread; what must last
//! through the engine.
class AccountMedia final : public MediaLibrary {
    Q_OBJECT
public:
    //! All of these outlive it.
    AccountMedia(Engine *engine, StoreReading &reading, MediaThread &files, MediaCache cache, QString folder);

    //! The store is open.
    void opened(const Snapshot &snapshot);
    //! New rows of a chat: what of them is fetched by rule.
    void arrived(ChatKind kind, const QList<MessageRow> &rows);

    TransferView transfer(const Attachment &attachment) const override;
    void download(const ChatId &chat, const Attachment &attachment) override;
    void setVisible(const ChatId &chat, const QList<Attachment> &attachments) override;
    void cancel(const MediaId &media) override;
    QFuture<Outcome<QByteArray>> bytes(const ChatId &chat, const Attachment &attachment, qint64 limit) override;
    QFuture<Outcome<std::shared_ptr<QIODevice>>> open(const ChatId &chat, const Attachment &attachment) override;
    QFuture<Outcome<Done>> save(const ChatId &chat, const Attachment &attachment, const QString &path) override;
    QFuture<Outcome<QByteArray>> avatar(const UserId &owner, const BlobId &blob) override;
    void markPlayed(const ChatId &chat, Seq seq) override;
    QFuture<Outcome<Done>> setAvatar(const QByteArray &picture) override;
    Cid setGroupPicture(const ChatId &chat, const QByteArray &picture) override;
    QFuture<Outcome<MediaPage>> list(
        const ChatId &chat, MediaTab tab, const std::optional<MediaItem> &before, int limit) override;
    QFuture<Outcome<LinkPreview>> linkPreview(const QString &url) override;
    MediaSettings settings() const override { return m_settings; }
    void setSettings(const MediaSettings &settings) override;
    QFuture<Outcome<StorageUse>> storageUse() override;
    QFuture<Outcome<Done>> clear(const QList<ChatId> &chats, const QList<MediaKind> &kinds) override;

private:
    template <typename T, typename Work>
    QFuture<Outcome<T>> whenHere(const Attachment &attachment, Work work);
    template <typename T>
    QFuture<Outcome<T>> ask(std::function<void(EngineParts &, Reply<T>)> work);
    void note(const TransferView &view);
    void shrink();
    void sweep();
    const AutoDownload &rulesOf(ChatKind kind) const;

    Engine *m_engine;
    StoreReading &m_reading;
    MediaThread &m_files;
    MediaCache m_cache;
    QString m_folder;
    UserId m_self;
    MediaSettings m_settings;
    QHash<ChatId, ChatKind> m_kinds;
    mutable QHash<MediaId, TransferView> m_views;
    QTimer m_shrinkSoon;
    QTimer m_sweepSoon;
};

} // namespace confab
