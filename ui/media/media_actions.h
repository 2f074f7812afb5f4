#pragma once

#include "core/session/media_library.h"
#include "ui/common/ui_context.h"

#include <QTemporaryDir>
#include <QUrl>
#include <functional>
#include <memory>

class QWidget;

namespace confab {

class PopupMenu;

//! What one does with a file of a message, the same from the timeline, the viewer and the panel. Failures are said as a
//! toast over `over`. Copies that were made for opening or dragging are deleted with this object.
class MediaActions {
public:
    explicit MediaActions(const UiContext &context);

    //! In the program that the desktop has for it; what the system would run is asked about first.
    void open(QWidget *over, const MediaItem &item);
    void saveAs(QWidget *over, const MediaItem &item);
    //! Saves it where downloads go and shows it there.
    void showInFolder(QWidget *over, const MediaItem &item);
    void copyPicture(QWidget *over, const MediaItem &item);
    //! A copy to hand to another program; `done` gets its path. The folder is private and goes with this object.
    void withCopy(QWidget *over, const MediaItem &item, std::function<void(const QString &path)> done);
    //! Download or cancel, then open, save, show, copy: whatever fits where the file stands.
    void addTo(PopupMenu *menu, QWidget *over, const MediaItem &item);

    // ---- the desktop's part; tests put their own in ----
    std::function<QString(QWidget *over, const QString &suggested)> askPath;
    std::function<void(const QUrl &file)> openUrl;
    std::function<void(const QString &path)> showFile;

private:
    void openCopy(QWidget *over, const MediaItem &item);
    void say(QWidget *over, const QString &sentence) const;

    const UiContext m_ui;
    std::unique_ptr<QTemporaryDir> m_copies; //!< made with the first copy
    int m_count = 0;
};

} // namespace confab
