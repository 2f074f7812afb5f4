#pragma once

#include <QStringList>
#include <functional>

class QWidget;

namespace confab {

enum class FileChoice {
    Any, //!< one or several
    Visual, //!< pictures and videos, one or several
    Picture, //!< one
};

using FilesChosen = std::function<void(const QStringList &paths)>;
//! Opens a file dialog over `over` and returns at once. `done` is called with at least one path, or never.
using FilePicker = std::function<void(QWidget *over, FileChoice choice, FilesChosen done)>;

void pickFilesByDialog(QWidget *over, FileChoice choice, FilesChosen done);

} // namespace confab
