#include "tests/ui/support/fake_media.h"

#include <QBuffer>
#include <QPromise>
#include <QRandomGenerator>
#include <QSize>
#include <QTimer>

namespace confab {

namespace {

//! Resolves in the next turn of the event loop, as the engine never answers at once.
template <typename T>
QFuture<Outcome<T>> later(QObject *context, Outcome<T> outcome)
{
    auto promise = std::make_shared<QPromise<Outcome<T>>>();
    promise->start();
    QTimer::singleShot(0, context, [promise, outcome = std::move(outcome)]() mutable {
        promise->addResult(std::move(outcome));
        promise->finish();
    });
    return promise->future();
}

template <typename Id>
Id randomId()
{
    Id id;
    QRandomGenerator::system()->generate(id.data(), id.data() + Id::size);
    return id;
}

Failure<SessionError> missing()
{
    return {{ErrorCode::NotFound, QStringLiteral("This file is no longer there.")}};
}

} // namespace

Attachment FakeMedia::add(const QByteArray &content, const QString &mime, const QString &name, QSize size, bool here)
{
    Attachment attachment;
    attachment.key = randomId<PublicKey>();
    attachment.nonce = randomId<PublicKey>().toBytes().left(15);
    attachment.blob = randomId<BlobId>();
    attachment.size = content.size();
    attachment.mime = mime;
    attachment.name = name;
    if (size.isValid()) {
        attachment.width = size.width();
        attachment.height = size.height();
    }
    const MediaId id = mediaIdOf(attachment);
    m_contents[id] = content;
    m_transfers[id] = {id, here ? TransferPhase::Local : TransferPhase::Remote, false, 0, attachment.size, {}};
    return attachment;
}

void FakeMedia::setTransfer(const TransferView &transfer)
{
    m_transfers[transfer.media] = transfer;
    emit transferChanged(transfer);
}

TransferView FakeMedia::transfer(const Attachment &attachment) const
{
    const MediaId id = mediaIdOf(attachment);
    return m_transfers.value(id, {id, TransferPhase::Remote, false, 0, attachment.size, {}});
}

void FakeMedia::download(const ChatId &, const Attachment &attachment)
{
    downloads += mediaIdOf(attachment);
}

void FakeMedia::setVisible(const ChatId &, const QList<Attachment> &attachments)
{
    visible.clear();
    for (const Attachment &attachment : attachments)
        visible += mediaIdOf(attachment);
}

QFuture<Outcome<QByteArray>> FakeMedia::bytes(const ChatId &, const Attachment &attachment, qint64 limit)
{
    ++reads;
    const auto it = m_contents.constFind(mediaIdOf(attachment));
    if (it == m_contents.cend() || it->size() > limit)
        return later<QByteArray>(this, missing());
    return later<QByteArray>(this, *it);
}

QFuture<Outcome<std::shared_ptr<QIODevice>>> FakeMedia::open(const ChatId &, const Attachment &attachment)
{
    using Reader = std::shared_ptr<QIODevice>;
    ++reads;
    if (opens)
        return later<Reader>(this, opens(attachment));
    const auto it = m_contents.constFind(mediaIdOf(attachment));
    if (it == m_contents.cend())
        return later<Reader>(this, missing());
    auto buffer = std::make_shared<QBuffer>();
    buffer->setData(*it);
    buffer->open(QIODevice::ReadOnly);
    return later<Reader>(this, Reader(buffer));
}

QFuture<Outcome<Done>> FakeMedia::save(const ChatId &, const Attachment &, const QString &path)
{
    saved += path;
    return later<Done>(this, Done());
}

QFuture<Outcome<QByteArray>> FakeMedia::avatar(const UserId &, const BlobId &blob)
{
    const auto it = m_avatars.constFind(blob);
    return it == m_avatars.cend() ? later<QByteArray>(this, missing()) : later<QByteArray>(this, *it);
}

QFuture<Outcome<Done>> FakeMedia::setAvatar(const QByteArray &picture)
{
    ownAvatar = picture;
    return later<Done>(this, Done());
}

Cid FakeMedia::setGroupPicture(const ChatId &, const QByteArray &picture)
{
    ownAvatar = picture;
    return randomId<Cid>();
}

QFuture<Outcome<MediaPage>> FakeMedia::list(
    const ChatId &chat, MediaTab tab, const std::optional<MediaItem> &before, int limit)
{
    MediaPage page;
    for (const MediaItem &item : m_items.value({chat, int(tab)})) {
        if (before && std::pair(item.seq.value, item.index) >= std::pair(before->seq.value, before->index))
            continue;
        if (page.items.size() == limit) {
            page.more = true;
            break;
        }
        page.items += item;
    }
    return later<MediaPage>(this, page);
}

QFuture<Outcome<LinkPreview>> FakeMedia::linkPreview(const QString &url)
{
    const auto it = m_links.constFind(url);
    return it == m_links.cend() ? later<LinkPreview>(this, missing()) : later<LinkPreview>(this, *it);
}

QFuture<Outcome<StorageUse>> FakeMedia::storageUse() { return later<StorageUse>(this, use); }

QFuture<Outcome<Done>> FakeMedia::clear(const QList<ChatId> &, const QList<MediaKind> &)
{
    ++cleared;
    return later<Done>(this, Done());
}

} // namespace confab
