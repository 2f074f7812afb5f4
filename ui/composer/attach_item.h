#pragma once

#include "core/session/session.h"
#include "ui/common/intake.h"

#include <QImage>
#include <QSize>

namespace confab {

//! One attachment in the dialog: what it is, and what keeps it from being sent. A plain value; made off the GUI thread.
struct AttachItem {
    enum class Problem : std::uint8_t {
        None,
        Missing,
        Folder,
        Unreadable,
        Special, //!< a device, a pipe: has no end
        TooLarge, //!< over limits::attachment
        Broken, //!< a bitmap that could not be encoded
    };

    quint64 id = 0;
    QString path;
    QByteArray bytes;
    QString name; //!< safe to show on one line
    QString mime;
    MediaKind kind = MediaKind::File;
    qint64 size = 0; //!< bytes
    QSize pixels; //!< of pictures and videos
    qint64 durationMs = 0; //!< of videos
    QByteArray poster; //!< of videos: a tiny JPEG
    QImage still; //!< of videos: the first picture, to be seen before it is sent
    bool executable = false;
    bool reduced = false; //!< a bitmap beyond `largestBitmap` was scaled down
    Problem problem = Problem::None;

    bool isVisual() const { return kind == MediaKind::Photo || kind == MediaKind::Video || kind == MediaKind::Animation; }
};

namespace attach {

inline constexpr int maxItems = 100; //!< in one dialog
inline constexpr int perMessage = 10; //!< an album
inline constexpr qint64 largestBitmap = 40'000'000; //!< pixels of a pasted picture
inline constexpr int captionLength = 1000; //!< UTF-16; a longer text goes as a message of its own

//! Looks at the content. Blocks on the disk: in the thread pool only.
[[nodiscard]] AttachItem inspect(const AttachSource &source);
//! Why it cannot be sent, a sentence; empty: it can.
[[nodiscard]] QString problemText(AttachItem::Problem problem);

//! How pictures and videos go out.
enum class Quality : std::uint8_t { Standard, High, Files };
inline constexpr int standardSide = 1280, highSide = 2560; //!< px

//! Which items make which message: at most ten each, pictures and videos apart from sounds and files, order kept.
[[nodiscard]] QList<QList<AttachItem>> split(const QList<AttachItem> &items, Quality quality);
//! The messages to send, in order. Reply and text go with the first; a text beyond captionLength by itself at the end.
[[nodiscard]] QList<OutgoingMessage> messages(
    const QList<AttachItem> &items, Quality quality, const QString &text, const std::optional<Quote> &reply);

} // namespace attach
} // namespace confab
