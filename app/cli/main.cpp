#include "app/cli/commands.h"

#include <QCoreApplication>

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName("confab-cli");
    QCoreApplication::setApplicationVersion(CONFAB_VERSION);

    using namespace confab::cli;
    const auto options = parseOptions(app.arguments());
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
