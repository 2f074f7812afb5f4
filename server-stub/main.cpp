#include "server-stub/command_line.h"
#include "server-stub/json_log.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdio>
#include <sys/resource.h>

namespace {

Q_LOGGING_CATEGORY(logServer, "confab.server")

constexpr int exitUsage = 2;
constexpr auto drainTime = std::chrono::milliseconds(1000);

void raiseDescriptorLimit()
{
    rlimit limit {};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

int refuse(const QString &problem)
{
    std::fprintf(stderr, "confab-server: %s\n", qPrintable(problem));
    return exitUsage;
}

int makeInvite(const QString &folder)
{
    const auto code = confab::server::makeInvite(folder);
    if (!code)
        return refuse(code.error());
    std::printf("%s\n", qPrintable(*code));
    return 0;
}

int serve(const confab::server::CommandLine &line)
{
    // The handlers are in place before anybody can know that the server is up.
    boost::asio::io_context context(1);
    boost::asio::signal_set stopSignals(context, SIGTERM, SIGINT);
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN); // a bounded file size is a full disk, not the end

    confab::server::Node node(line.node);
    const auto port = node.start();
    if (!port)
        return refuse(port.error());
    std::printf("confab-server listening on %s\n", qPrintable(node.url()));
    std::fflush(stdout);
    qCInfo(logServer, "started on port %d", int(*port));
    for (const QString &note : line.notes)
        qCInfo(logServer, "%s", qPrintable(note));

    stopSignals.async_wait([](const boost::system::error_code &, int) {});
    context.run();
    qCInfo(logServer, "stopping: %d connections are asked to leave", node.connections());
    // A second signal means now.
    std::signal(SIGTERM, [](int) { std::_Exit(0); });
    std::signal(SIGINT, [](int) { std::_Exit(0); });
    node.drain(drainTime);
    node.stop();
    qCInfo(logServer, "stopped");
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("confab-server"));
    const auto line = confab::server::parseCommandLine(QCoreApplication::arguments());
    if (!line)
        return refuse(line.error());

    raiseDescriptorLimit();
    using Action = confab::server::CommandLine::Action;
    switch (line->action) {
    case Action::Print:
        std::printf("%s", qPrintable(line->text));
        return 0;
    case Action::MakeInvite:
        return makeInvite(line->node.dataDir);
    case Action::Serve:
        confab::server::installJsonLog(line->logLevel);
        return serve(*line);
    }
    return exitUsage;
}
