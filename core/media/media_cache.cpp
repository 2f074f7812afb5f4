#include "core/media/media_cache.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>

namespace confab {

namespace {

constexpr MediaCache::Place places[] = {MediaCache::Place::Own, MediaCache::Place::Received, MediaCache::Place::Avatars};

QString nameOf(MediaCache::Place place)
{
    switch (place) {
    case MediaCache::Place::Own:
        return QStringLiteral("own");
    case MediaCache::Place::Avatars:
        return QStringLiteral("avatars");
    case MediaCache::Place::Received:
        break;
    }
    return QStringLiteral("received");
}

} // namespace

MediaCache::MediaCache(QString folder)
    : m_folder(std::move(folder))
{
}

QString MediaCache::path(Place place, const MediaId &media) const
{
    const QString name = QString::fromLatin1(media.toBytes().toHex());
    return m_folder + '/' + nameOf(place) + '/' + name.left(2) + '/' + name;
}

QString MediaCache::find(const MediaId &media) const
{
    for (const Place place : places) {
        const QString file = path(place, media);
        if (QFile::exists(file))
            return file;
    }
    return {};
}

bool MediaCache::prepare(const QString &path) const
{
    return QDir().mkpath(QFileInfo(path).path());
}

void MediaCache::touch(const QString &path) const
{
    QFile file(path);
    if (file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly))
        file.setFileTime(QDateTime::currentDateTime(), QFileDevice::FileModificationTime);
}

void MediaCache::remove(const MediaId &media) const
{
    for (const Place place : places) {
        QFile::remove(path(place, media));
        QFile::remove(partialPath(place, media));
    }
}

QHash<MediaId, MediaCache::Entry> MediaCache::entries() const
{
    QHash<MediaId, Entry> all;
    for (const Place place : places) {
        QDirIterator it(m_folder + '/' + nameOf(place), QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            it.next();
            const QFileInfo info = it.fileInfo();
            QByteArray name = info.fileName().toLatin1();
            const bool isPartial = name.endsWith(partial);
            if (isPartial)
                name.chop(qsizetype(sizeof partial - 1));
            const auto id = MediaId::fromBytes(QByteArray::fromHex(name));
            if (id && !(isPartial && all.contains(*id)))
                all.insert(*id, {place, info.size(), info.lastModified().toMSecsSinceEpoch(), isPartial});
        }
    }
    return all;
}

void MediaCache::shrink(qint64 budget) const
{
    struct Old {
        qint64 used = 0;
        qint64 bytes = 0;
        MediaId media;
    };
    std::vector<Old> received;
    qint64 total = 0;
    const auto all = entries();
    for (auto it = all.cbegin(); it != all.cend(); ++it) {
        if (it->place != Place::Received || it->partial)
            continue;
        received.push_back({it->used, it->bytes, it.key()});
        total += it->bytes;
    }
    if (total <= budget)
        return;
    std::sort(received.begin(), received.end(), [](const Old &a, const Old &b) { return a.used < b.used; });
    for (const Old &old : received) {
        if (total <= budget)
            break;
        QFile::remove(path(Place::Received, old.media));
        total -= old.bytes;
    }
}

void MediaCache::sweep(qint64 now, const std::function<bool(const MediaId &)> &isNeeded) const
{
    constexpr qint64 day = 24LL * 3600 * 1000;
    const auto all = entries();
    for (auto it = all.cbegin(); it != all.cend(); ++it) {
        const bool avatar = it->place == Place::Avatars;
        if (it->used < now - (avatar ? 30 * day : day) && (avatar || !isNeeded(it.key())))
            remove(it.key());
    }
}

} // namespace confab
