#include "ui/common/file_picker.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QStandardPaths>

namespace confab {

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(confab::FilePicker)
};

QStringList filters(FileChoice choice)
{
    const QString pictures = QStringLiteral("*.jpg *.jpeg *.png *.webp *.gif *.bmp *.heic *.heif *.avif");
    const QString videos = QStringLiteral("*.mp4 *.m4v *.mov *.webm *.mkv *.avi *.ogv *.3gp");
    switch (choice) {
    case FileChoice::Any:
        break;
    case FileChoice::Visual:
        return {Texts::tr("Photos and videos") + QStringLiteral(" (%1 %2)").arg(pictures, videos), Texts::tr("All files") + " (*)"};
    case FileChoice::Picture:
        return {Texts::tr("Pictures") + QStringLiteral(" (%1)").arg(pictures)};
    }
    return {Texts::tr("All files") + " (*)"};
}

} // namespace

void pickFilesByDialog(QWidget *over, FileChoice choice, FilesChosen done)
{
    auto *dialog = new QFileDialog(over->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(choice == FileChoice::Picture ? QFileDialog::ExistingFile : QFileDialog::ExistingFiles);
    dialog->setWindowTitle(choice == FileChoice::Any ? Texts::tr("Choose files")
            : choice == FileChoice::Visual           ? Texts::tr("Choose photos and videos")
                                                     : Texts::tr("Choose a picture"));
    dialog->setNameFilters(filters(choice));
    // Where the last one was left; at first where such files are likely to be.
    static QString left;
    const auto usual = QStandardPaths::writableLocation(
        choice == FileChoice::Any ? QStandardPaths::DocumentsLocation : QStandardPaths::PicturesLocation);
    dialog->setDirectory(!left.isEmpty() ? left : QDir(usual).exists() ? usual : QDir::homePath());
    QObject::connect(dialog, &QFileDialog::finished, dialog, [dialog] { left = dialog->directory().path(); });
    // `over` may be gone by the time an answer comes.
    QObject::connect(dialog, &QFileDialog::filesSelected, over, [done = std::move(done)](const QStringList &paths) {
        if (!paths.isEmpty())
            done(paths);
    });
    dialog->open();
}

} // namespace confab
