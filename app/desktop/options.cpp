#include "app/desktop/options.h"

#include <QCommandLineParser>
#include <QDir>
#include <QRegularExpression>
#include <QStandardPaths>
#include <cstdio>
#include <cstdlib>

namespace confab {

namespace {

[[noreturn]] void refuse(const QString &sentence)
{
    std::fprintf(stderr, "confab: %s\n", qPrintable(sentence));
    std::exit(2);
}

} // namespace

std::optional<QString> profileFolder(const QString &data, const QString &profile)
{
    if (!data.isEmpty())
        return QDir(data).absolutePath();
    static const QRegularExpression name("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$");
    const QString wanted = profile.isEmpty() ? QStringLiteral("default") : profile;
    if (!name.match(wanted).hasMatch())
        return std::nullopt;
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/confab/" + wanted;
}

Options parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Desktop chat."));
    const QCommandLineOption profile("profile", "Use the account called NAME on this computer.", "NAME");
    const QCommandLineOption data("data", "Keep everything in DIR instead.", "DIR");
    const QCommandLineOption server("server", "Connect to the server at URL.", "URL");
    const QCommandLineOption minimized("minimized", "Start without showing the window.");
    parser.addOptions({profile, data, server, minimized});
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    if (!parser.parse(arguments))
        refuse(parser.errorText());
    if (parser.isSet(help))
        parser.showHelp(0);
    if (parser.isSet(version))
        parser.showVersion();
    if (!parser.positionalArguments().isEmpty())
        refuse(QStringLiteral("unexpected argument %1; see --help").arg(parser.positionalArguments().first()));
    const auto folder = profileFolder(parser.value(data), parser.value(profile));
    if (!folder)
        refuse(QStringLiteral("a profile's name has letters, digits, dots, hyphens and underscores only"));
    return {*folder, parser.value(server), parser.isSet(minimized)};
}

} // namespace confab
