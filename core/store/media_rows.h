#pragma once

#include "core/crypto/media_id.h"
#include "core/protocol/media_kind.h"

#include <QString>

//! What the store knows of files: plain values, safe to pass between threads.
namespace confab {

//! The parts of a chat's media panel.
enum class MediaTab : std::uint8_t { Pictures, Videos, Files, Voice, Links };

//! One entry of the panel or the viewer: attachment `index` of the message at `seq` (or a link in its text).
struct MediaItem {
    ChatId chat;
    Seq seq;
    int index = 0;
    UserId from;
    qint64 ts = 0; //!< ms since 1970
    Attachment attachment; //!< empty with Links
    QString link; //!< with Links
};

struct MediaPage {
    QList<MediaItem> items; //!< newest first
    bool more = false;
};

//! A file that messages of a chat carry.
struct MediaUse {
    MediaId media;
    MediaKind kind = MediaKind::File;
};

//! Where the content of an attachment that is not sent yet comes from: attachment `index` of the outbox's `cid`.
struct UploadSource {
    Cid cid;
    int index = 0;
    MediaKind kind = MediaKind::File; //!< what the user chose
    int longestSide = 0; //!< Photo: scaled down to it; 0: as it is
    QString path;
    qint64 size = 0; //!< of the file at `path` when it was chosen
    qint64 modified = 0; //!< ms since 1970, likewise
    std::optional<Attachment> stash; //!< instead of `path`: a sealed file in the cache
};

//! The panel's tab of a kind.
constexpr MediaTab tabOf(MediaKind kind)
{
    switch (kind) {
    case MediaKind::Photo:
    case MediaKind::Animation:
        return MediaTab::Pictures;
    case MediaKind::Video:
        return MediaTab::Videos;
    case MediaKind::Voice:
        return MediaTab::Voice;
    case MediaKind::Audio:
    case MediaKind::File:
        break;
    }
    return MediaTab::Files;
}

//! The web addresses in a text, in their order; at most 8, each at most 2,048 characters.
QStringList linksIn(const QString &text);

} // namespace confab
