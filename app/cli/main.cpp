#include "app/cli/commands.h"

#include <QGuiApplication>
#include <cstring>
#include <memory>

namespace {

//! Looking into a video takes an application that knows pictures; it needs no display. All else starts faster without.
std::unique_ptr<QCoreApplication> makeApplication(int &argc, char **argv)
{
    const bool sendsFiles = std::any_of(argv, argv + argc, [](const char *word) { return std::strcmp(word, "send-file") == 0; });
    if (!sendsFiles)
        return std::make_unique<QCoreApplication>(argc, argv);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    return std::make_unique<QGuiApplication>(argc, argv);
}

} // namespace

int main(int argc, char **argv)
{
    const auto app = makeApplication(argc, argv);
    QCoreApplication::setApplicationName("confab-cli");
    QCoreApplication::setApplicationVersion(CONFAB_VERSION);

    using namespace confab::cli;
    const auto options = parseOptions(QCoreApplication::arguments());
    if (!options) {
        Printer(false).error(options.error());
        return options.error().exitCode;
    }
    Client client(*options);
    const auto result = runCommand(client);
    if (result)
        return 0;
    client.printer().error(result.error());
    return result.error().exitCode;
}
