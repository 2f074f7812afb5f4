#include "server-stub/load/scenario.h"

#include <QCoreApplication>
#include <boost/asio/post.hpp>
#include <csignal>
#include <cstdio>
#include <sodium.h>
#include <sys/resource.h>

namespace asio = boost::asio;
using namespace confab::load;

namespace {

int refuse(const QString &problem)
{
    std::fprintf(stderr, "confab-load: %s\n", qPrintable(problem));
    return 2;
}

bool raiseDescriptorLimit(int connections)
{
    rlimit limit {};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    return setrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur > rlim_t(connections) + 50;
}

//! Signs the crowd in, runs the scenario, and leaves the figures behind. A sentence where something went wrong.
QString run(const Options &options, Target &target, Figures &figures)
{
    Crowd crowd(target, options.connections);
    const qint64 before = options.serverPid ? residentKb(options.serverPid) : -1;
    QString problem;
    std::unique_ptr<Scenario> scenario;
    const Time began = now();
    const auto finished = [&](const QString &why) {
        problem = why;
        target.io.stop();
    };
    crowd.signIn({}, [&](int failed) {
        figures.connectSeconds = std::chrono::duration<double>(now() - began).count();
        if (failed)
            return finished(QStringLiteral("%1 connections could not sign in").arg(failed));
        scenario = Scenario::make(options, target, crowd, figures);
        asio::post(target.io, [&] { scenario->run(finished); });
    });
    target.io.run();
    const qint64 after = options.serverPid ? residentKb(options.serverPid) : -1;
    if (before >= 0 && after >= 0)
        figures.kbPerConnection = double(after - before) / options.connections;
    return problem;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("confab-load"));
    std::signal(SIGPIPE, SIG_IGN);
    const auto options = parseOptions(QCoreApplication::arguments());
    if (!options)
        return refuse(options.error());
    if (!options->help.isEmpty()) {
        std::printf("%s", qPrintable(options->help));
        return 0;
    }
    if (sodium_init() < 0)
        return refuse(QStringLiteral("libsodium does not start"));
    if (!raiseDescriptorLimit(options->connections))
        return refuse(QStringLiteral("this process may not have %1 open files").arg(options->connections));

    asio::io_context io(1);
    boost::system::error_code error;
    asio::ip::tcp::resolver resolver(io);
    const auto found = resolver.resolve(options->host.toStdString(), std::to_string(options->port), error);
    if (error || found.empty())
        return refuse(QStringLiteral("%1 is not known").arg(QString::fromUtf8(options->host)));
    Target target {io, found.begin()->endpoint(), options->host + ':' + QByteArray::number(options->port), options->encoding};

    Figures figures;
    const QString problem = run(*options, target, figures);
    std::printf("%s", report(*options, figures).constData());
    if (!problem.isEmpty())
        std::fprintf(stderr, "confab-load: %s\n", qPrintable(problem));
    return problem.isEmpty() ? 0 : 1;
}
