#pragma once

#include <QImage>
#include <QList>
#include <QString>

class QMimeData;

namespace confab {

//! What is about to be attached, before anybody has looked at it: a file, or the content itself.
struct AttachSource {
    QString path; //!< local; empty with `bytes` or `picture`
    QByteArray bytes; //!< an encoded picture from the clipboard or the camera
    QImage picture; //!< one that has no encoding yet
    QString name; //!< of what is no file
};

//! What a paste or a drop brings, in the order that users mean: local files; a picture (also where a browser adds its
//! address); else text, which is none of this.
struct Intake {
    QList<AttachSource> sources;
    bool isEmpty() const { return sources.isEmpty(); }
};

//! Whether intakeOf() would find something. Cheap: asks for formats, not for content.
[[nodiscard]] bool hasIntake(const QMimeData &data);
//! Whether something of it is, by its name, a picture or a video.
[[nodiscard]] bool mayBeVisual(const QMimeData &data);
//! `now`: names a picture that has no name. No file is opened.
[[nodiscard]] Intake intakeOf(const QMimeData &data, qint64 now);

//! "Picture 2026-11-24 14.05.12", without an ending.
[[nodiscard]] QString pictureName(qint64 now);

} // namespace confab
