#include "tests/demo/stage.h"

#include <QApplication>
#include <QTextStream>

// confab-demo world DIR: makes the small world that app/demo.sh shows.
// confab-demo screenshots DIR INTO: saves pictures of the main screens of that world.
// confab-demo measure DIR: glass to glass, and the paints of an idle window, in that world.

int main(int argc, char *argv[])
{
    // The windows of this program are for pictures and figures: they need no display.
    const bool display = qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
    if (!display && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("confab"));
    const QStringList args = QApplication::arguments().mid(1);
    bool done = false;
    if (args.size() == 2 && args[0] == QLatin1String("world")) {
        done = demo::makeWorld(args[1]);
    } else if (args.size() == 3 && args[0] == QLatin1String("screenshots")) {
        done = demo::takeScreenshots(args[1], args[2]);
    } else if (args.size() == 2 && args[0] == QLatin1String("measure")) {
        done = demo::measure(args[1]);
    } else {
        QTextStream(stderr) << "usage: confab-demo world DIR | screenshots DIR INTO | measure DIR" << Qt::endl;
        return 2;
    }
    if (!done)
        QTextStream(stderr) << "confab-demo: this did not work out; the lines above say why" << Qt::endl;
    return done ? 0 : 1;
}
