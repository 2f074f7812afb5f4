#include "app/app.h"
#include "app/desktop/quit_signals.h"
#include "app/desktop/single_instance.h"
#include "app/desktop/stall_watchdog.h"
#include "app/desktop/start_trace.h"
#include "ui/common/accessible_list.h"
#include "core/video/media_backend.h"
#include "ui/common/translations.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <cstdio>

using namespace confab;

namespace {

bool makeFolder(const QString &folder)
{
    if (!QDir().mkpath(folder) || !QFileInfo(folder).isWritable()) {
        std::fprintf(stderr, "confab: the folder %s cannot be written to\n", qPrintable(folder));
        return false;
    }
    // Messages and keys live here: nobody else's business.
    QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication::setApplicationName(QStringLiteral("confab"));
    QApplication::setApplicationVersion(QStringLiteral(CONFAB_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("io.github.confab.Confab"));
    chooseMediaBackend();
    QApplication app(argc, argv);

    const Options options = parseOptions(app.arguments());
    if (!makeFolder(options.folder))
        return 2;
    SingleInstance instance(options.folder);
    if (!instance.claim())
        return 0;

    loadTranslations(&app);
    installAccessibility();
    tracePaints(&app);
#ifndef NDEBUG
    StallWatchdog watchdog;
#endif
    App confab(&app, options);
    QObject::connect(&instance, &SingleInstance::raiseRequested, &confab, &App::bringToFront);
    QuitSignals quitSignals;
    QObject::connect(&quitSignals, &QuitSignals::received, &confab, &App::quit);
    confab.start();
    return app.exec();
}
