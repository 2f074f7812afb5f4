#include "core/session/account_media.h"

#include <QPromise>

namespace confab {

namespace {

template <typename T>
QFuture<Outcome<T>> unsupported()
{
    QPromise<Outcome<T>> promise;
    promise.start();
    promise.addResult(Outcome<T>(Failure {SessionError {ErrorCode::BadVerb, sentenceOf(ErrorCode::BadVerb)}}));
    promise.finish();
    return promise.future();
}

} // namespace

TransferView AccountMedia::transfer(const Attachment &attachment) const
{
    return {mediaIdOf(attachment), TransferPhase::Remote, false, 0, attachment.size, {}};
}

void AccountMedia::download(const ChatId &, const Attachment &) { }
void AccountMedia::setVisible(const ChatId &, const QList<Attachment> &) { }
void AccountMedia::cancel(const MediaId &) { }

QFuture<Outcome<QByteArray>> AccountMedia::bytes(const ChatId &, const Attachment &, qint64)
{
    return unsupported<QByteArray>();
}
QFuture<Outcome<std::shared_ptr<QIODevice>>> AccountMedia::open(const ChatId &, const Attachment &)
{
    return unsupported<std::shared_ptr<QIODevice>>();
}
QFuture<Outcome<Done>> AccountMedia::save(const ChatId &, const Attachment &, const QString &)
{
    return unsupported<Done>();
}
QFuture<Outcome<QByteArray>> AccountMedia::avatar(const UserId &, const BlobId &) { return unsupported<QByteArray>(); }
QFuture<Outcome<Done>> AccountMedia::setAvatar(const QByteArray &) { return unsupported<Done>(); }
Cid AccountMedia::setGroupPicture(const ChatId &, const QByteArray &) { return {}; }
QFuture<Outcome<MediaPage>> AccountMedia::list(const ChatId &, MediaTab, const std::optional<MediaItem> &, int)
{
    return unsupported<MediaPage>();
}
QFuture<Outcome<LinkPreview>> AccountMedia::linkPreview(const QString &) { return unsupported<LinkPreview>(); }
QFuture<Outcome<StorageUse>> AccountMedia::storageUse() { return unsupported<StorageUse>(); }
QFuture<Outcome<Done>> AccountMedia::clear(const QList<ChatId> &, const QList<MediaKind> &)
{
    return unsupported<Done>();
}

} // namespace confab
