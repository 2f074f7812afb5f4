#include "core/session/account_media.h"
#include "core/session/promised.h"

namespace confab {

namespace {
template <typename T>
QFuture<Outcome<T>> unsupported()
{
    auto [reply, future] = promised<T>();
    reply(Failure {SessionError {ErrorCode::BadVerb, sentenceOf(ErrorCode::BadVerb), false}});
    return future;
}
} // namespace

QFuture<Outcome<QByteArray>> AccountMedia::avatar(const UserId &, const BlobId &) { return unsupported<QByteArray>(); }
QFuture<Outcome<Done>> AccountMedia::setAvatar(const QByteArray &) { return unsupported<Done>(); }
Cid AccountMedia::setGroupPicture(const ChatId &, const QByteArray &) { return {}; }
QFuture<Outcome<LinkPreview>> AccountMedia::linkPreview(const QString &) { return unsupported<LinkPreview>(); }

} // namespace confab
