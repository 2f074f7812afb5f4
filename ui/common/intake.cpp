#include "ui/common/intake.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QMimeData>
#include <QMimeDatabase>
#include <QUrl>

namespace confab {

namespace {

//! Sent as they came: no decoding on the GUI thread, and an animation stays one.
const QList<std::pair<const char *, const char *>> &encodings()
{
    static const QList<std::pair<const char *, const char *>> list {
        {"image/png", ".png"}, {"image/jpeg", ".jpg"}, {"image/webp", ".webp"}, {"image/gif", ".gif"}};
    return list;
}

QStringList localFiles(const QMimeData &data)
{
    QStringList paths;
    if (!data.hasUrls())
        return paths;
    for (const QUrl &url : data.urls()) {
        if (url.isLocalFile() && !url.toLocalFile().isEmpty())
            paths += url.toLocalFile();
    }
    return paths;
}

bool hasPicture(const QMimeData &data)
{
    // An office program offers its cells as a picture, too: the text is what is meant.
    const bool text = data.hasFormat(QStringLiteral("text/plain"));
    if (text && !data.hasUrls())
        return false;
    return data.hasImage() || std::any_of(encodings().cbegin(), encodings().cend(), [&](const auto &encoding) {
        return data.hasFormat(QString::fromLatin1(encoding.first));
    });
}

} // namespace

bool hasIntake(const QMimeData &data) { return !localFiles(data).isEmpty() || hasPicture(data); }

bool mayBeVisual(const QMimeData &data)
{
    const QStringList files = localFiles(data);
    if (files.isEmpty())
        return hasPicture(data);
    const QMimeDatabase types;
    return std::any_of(files.cbegin(), files.cend(), [&](const QString &path) {
        const QString name = types.mimeTypeForFile(path, QMimeDatabase::MatchExtension).name();
        return (name.startsWith(QLatin1String("image/")) && !name.startsWith(QLatin1String("image/svg")))
            || name.startsWith(QLatin1String("video/"));
    });
}

Intake intakeOf(const QMimeData &data, qint64 now)
{
    Intake intake;
    for (const QString &path : localFiles(data))
        intake.sources += AttachSource {path, {}, {}, {}};
    if (!intake.isEmpty() || !hasPicture(data))
        return intake;
    for (const auto &[mime, ending] : encodings()) {
        const QByteArray bytes = data.data(QString::fromLatin1(mime));
        if (!bytes.isEmpty()) {
            intake.sources += AttachSource {{}, bytes, {}, pictureName(now) + QLatin1String(ending)};
            return intake;
        }
    }
    const auto picture = qvariant_cast<QImage>(data.imageData());
    if (!picture.isNull())
        intake.sources += AttachSource {{}, {}, picture, pictureName(now) + QLatin1String(".png")};
    return intake;
}

QString pictureName(qint64 now)
{
    return QCoreApplication::translate("confab::Intake", "Picture %1")
        .arg(QDateTime::fromMSecsSinceEpoch(now).toString(QStringLiteral("yyyy-MM-dd HH.mm.ss")));
}

} // namespace confab
