#pragma once

#include "core/store/media_rows.h"

#include <QByteArray>
#include <QList>
#include <QSize>
#include <QString>

//! What the rest of the client says to the media parts, and hears from them: plain values, safe to pass between threads.
namespace confab {

//! A file on its way into a message. The engine reads `path` when it prepares the upload; a file that has changed or gone
//! by then makes the message Failed, with a sentence.
struct OutgoingMedia {
    QString path; //!< a local file; empty where `bytes` holds the content (a pasted picture, a recorded note)
    QByteArray bytes;
    QString name; //!< shown to the others; empty: the file's own name. Paths and control characters are taken off
    MediaKind kind = MediaKind::File;
    int longestSide = 0; //!< Photo: scaled down to it (1,280 or 2,560) and recompressed; 0: the file as it is
    qint64 durationMs = 0; //!< Voice, where the recorder knows it
    QByteArray waveform; //!< Voice: 100 samples, 0 to 255
    QSize frame = {}; //!< Video: its size, where whoever chose it has looked; without it is shown as a file
    QByteArray preview = {}; //!< Video: a tiny JPEG of its poster, at most 4 KiB (picture.h makes those of pictures)
};

//! Where a file stands on this device.
enum class TransferPhase : std::uint8_t {
    Remote, //!< not here, and nobody fetches it
    Queued, //!< waits for its turn or for the network
    Preparing, //!< being scaled, sealed, hashed
    Running, //!< bytes move
    Local, //!< whole, checked, in the cache (or sent)
    Failed, //!< ended by `error`; start it again with download() or Session::retry()
    Damaged, //!< what the server has is not what the message promised: never shown
};

struct TransferView {
    MediaId media;
    TransferPhase phase = TransferPhase::Remote;
    bool upload = false;
    qint64 done = 0; //!< bytes of `total`
    qint64 total = 0;
    QString error; //!< translated, with Failed and Damaged
    friend bool operator==(const TransferView &, const TransferView &) = default;
};

//! Whether to fetch without being asked, by kind of chat. Sizes in bytes; 0: never.
struct AutoDownload {
    qint64 photos = 8 * 1024 * 1024;
    qint64 videos = 0;
    qint64 voice = 8 * 1024 * 1024;
    qint64 files = 8 * 1024 * 1024;

    CONFAB_FIELDS(v("photos", s.photos); v("videos", s.videos); v("voice", s.voice); v("files", s.files);)
    friend bool operator==(const AutoDownload &, const AutoDownload &) = default;
};

struct MediaSettings {
    AutoDownload direct;
    AutoDownload groups;
    qint64 cacheBytes = 2LL * 1024 * 1024 * 1024; //!< of downloaded files; own sent ones do not count
    bool linkPreviews = true; //!< made by this device when it sends a link

    CONFAB_FIELDS(v("direct", s.direct); v("groups", s.groups); v("cache", s.cacheBytes); v("links", s.linkPreviews);)
    friend bool operator==(const MediaSettings &, const MediaSettings &) = default;
};

//! Bytes on this device.
struct StorageUse {
    struct Kind {
        MediaKind kind = MediaKind::File;
        qint64 bytes = 0;
        int files = 0;
    };
    struct Chat {
        ChatId chat;
        QList<Kind> kinds; //!< largest first
        qint64 bytes = 0;
    };
    QList<Chat> chats; //!< largest first; a file in several chats is counted in each
    qint64 media = 0; //!< files once each
    qint64 database = 0;
};

//! Whether a file of this kind and size is fetched without being asked for.
bool isFetchedByRule(const AutoDownload &rules, const Attachment &attachment);
//! A name that is safe to show and to write: no separators, control or direction characters, at most 255 bytes of
//! UTF-8 with its extension kept; never empty, never "." or "..".
QString safeFileName(const QString &name);
//! True for what the system would run: ask before opening.
bool isExecutableName(const QString &name);

} // namespace confab
