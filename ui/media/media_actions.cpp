#include "ui/media/media_actions.h"

#include "core/session/session.h"
#include "core/session/when_done.h"
#include "ui/common/media_text.h"
#include "ui/common/menu.h"
#include "ui/common/sheet.h"
#include "ui/common/toast.h"
#include "ui/media/picture_decoder.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QStandardPaths>
#include <QThreadPool>

namespace confab {
namespace {

constexpr QSize copiedAtMost(4096, 4096); //!< px, of a picture on the clipboard

struct Text {
    Q_DECLARE_TR_FUNCTIONS(confab::MediaActions)
};

QString downloads()
{
    const auto folder = QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
    return folder.isEmpty() ? QDir::homePath() : folder;
}

//! `name`, or `name (2)` …: what is there is not replaced without a question.
QString freePath(const QString &folder, const QString &name)
{
    const QFileInfo wanted(QDir(folder), name);
    QString path = wanted.filePath();
    for (int i = 2; QFileInfo::exists(path) && i < 1000; ++i) {
        const auto ending = wanted.suffix().isEmpty() ? QString() : u'.' + wanted.suffix();
        path = QDir(folder).filePath(QStringLiteral("%1 (%2)%3").arg(wanted.completeBaseName()).arg(i).arg(ending));
    }
    return path;
}

//! The file manager with the file marked; where none answers, the folder.
void showInManager(const QString &path)
{
    auto call = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.FileManager1"),
        QStringLiteral("/org/freedesktop/FileManager1"), QStringLiteral("org.freedesktop.FileManager1"),
        QStringLiteral("ShowItems"));
    call << QStringList{QUrl::fromLocalFile(path).toString()} << QString();
    if (!QDBusConnection::sessionBus().isConnected() || !QDBusConnection::sessionBus().send(call))
        QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).absolutePath()));
}

} // namespace

MediaActions::MediaActions(const UiContext &context)
    : askPath([](QWidget *over, const QString &suggested) {
        return QFileDialog::getSaveFileName(over, Text::tr("Save file"), suggested);
    })
    , openUrl([](const QUrl &file) { QDesktopServices::openUrl(file); })
    , showFile(showInManager)
    , m_ui(context)
{
}

void MediaActions::say(QWidget *over, const QString &sentence) const { Toast::show(m_ui, over, sentence); }

void MediaActions::open(QWidget *over, const MediaItem &item)
{
    const auto name = safeFileName(item.attachment.name);
    if (!isExecutableName(name))
        return openCopy(over, item);
    const auto ending = u'.' + name.section(u'.', -1);
    askSheet(m_ui, over, Text::tr("Open this program?"),
        Text::tr("“%1” ends in %2: it is a program, and can do whatever you can do on this computer. Open it only if you "
                 "know what it is and trust who sent it.")
            .arg(name, ending),
        Text::tr("Open anyway"), true, [this, over = QPointer(over), item] {
            if (over)
                openCopy(over, item);
        });
}

void MediaActions::openCopy(QWidget *over, const MediaItem &item)
{
    withCopy(over, item, [this](const QString &path) { openUrl(QUrl::fromLocalFile(path)); });
}

void MediaActions::withCopy(QWidget *over, const MediaItem &item, std::function<void(const QString &)> done)
{
    if (!m_copies)
        m_copies = std::make_unique<QTemporaryDir>();
    // A folder each: two files may have the same name.
    const QString folder = m_copies->filePath(QString::number(++m_count));
    const QString path = QDir(folder).filePath(safeFileName(item.attachment.name));
    if (!QDir().mkpath(folder))
        return say(over, Text::tr("There is no room for a copy of this file."));
    whenDone(m_ui.session->media().save(item.chat, item.attachment, path), over,
        [this, over, path, done = std::move(done)](const Outcome<Done> &saved) {
            if (saved)
                done(path);
            else
                say(over, saved.error().message);
        });
}

void MediaActions::saveAs(QWidget *over, const MediaItem &item)
{
    const auto path = askPath(over, freePath(downloads(), safeFileName(item.attachment.name)));
    if (path.isEmpty())
        return;
    whenDone(m_ui.session->media().save(item.chat, item.attachment, path), over,
        [this, over, path](const Outcome<Done> &saved) {
            if (!saved)
                return say(over, saved.error().message);
            Toast::show(m_ui, over, Text::tr("Saved as %1").arg(QFileInfo(path).fileName()), Text::tr("Show"),
                [this, path] { showFile(path); });
        });
}

void MediaActions::showInFolder(QWidget *over, const MediaItem &item)
{
    const auto path = freePath(downloads(), safeFileName(item.attachment.name));
    whenDone(m_ui.session->media().save(item.chat, item.attachment, path), over,
        [this, over, path](const Outcome<Done> &saved) {
            if (saved)
                showFile(path);
            else
                say(over, saved.error().message);
        });
}

void MediaActions::copyPicture(QWidget *over, const MediaItem &item)
{
    const auto bytes = m_ui.session->media().bytes(item.chat, item.attachment, picture_limits::fileBytes);
    whenDone(bytes, over, [this, over](const Outcome<QByteArray> &content) {
        if (!content)
            return say(over, content.error().message);
        QThreadPool::globalInstance()->start([this, over = QPointer(over), content = *content] {
            const auto picture = decodePicture(content, copiedAtMost, PictureFit::Contain);
            QMetaObject::invokeMethod(qApp, [this, over, picture] {
                if (!over)
                    return; // its window is gone, and this with it
                if (picture.image.isNull())
                    return say(over, faultSentence(picture.fault));
                QGuiApplication::clipboard()->setImage(picture.image);
                say(over, Text::tr("Picture copied"));
            });
        });
    });
}

void MediaActions::addTo(PopupMenu *menu, QWidget *over, const MediaItem &item)
{
    auto &library = m_ui.session->media();
    const auto transfer = library.transfer(item.attachment);
    const auto kind = kindOf(item.attachment);
    switch (transfer.phase) {
    case TransferPhase::Queued:
    case TransferPhase::Preparing:
    case TransferPhase::Running:
        menu->addItem(QStringLiteral("close"), transfer.upload ? Text::tr("Cancel sending") : Text::tr("Cancel download"),
            [&library, media = transfer.media] { library.cancel(media); });
        return;
    case TransferPhase::Remote:
        menu->addItem(QStringLiteral("download"), Text::tr("Download"),
            [&library, item] { library.download(item.chat, item.attachment); });
        break;
    case TransferPhase::Failed:
    case TransferPhase::Damaged:
        if (!transfer.upload)
            menu->addItem(QStringLiteral("refresh"), Text::tr("Download again"),
                [&library, item] { library.download(item.chat, item.attachment); });
        return;
    case TransferPhase::Local:
        break;
    }
    menu->addItem(QStringLiteral("external"), Text::tr("Open"), [this, over, item] { open(over, item); });
    menu->addItem(QStringLiteral("download"), Text::tr("Save as…"), [this, over, item] { saveAs(over, item); });
    menu->addItem(QStringLiteral("archive"), Text::tr("Save and show in folder"), [this, over, item] { showInFolder(over, item); });
    if (kind == MediaKind::Photo || kind == MediaKind::Animation)
        menu->addItem(QStringLiteral("copy"), Text::tr("Copy picture"), [this, over, item] { copyPicture(over, item); });
}

} // namespace confab
