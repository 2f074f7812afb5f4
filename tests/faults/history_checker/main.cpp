#include "tests/faults/history_checker/comparison.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QTextStream>

using namespace confab;
using namespace confab::tests;

// history-checker: random work by real sessions through a bad network, with a server that dies and windows that crash;
// afterwards every device has to show exactly what the server has (L1–L6, S9).

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const bool full = qEnvironmentVariableIntValue("CONFAB_FULL") != 0;
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Compares all histories after random work under faults."));
    parser.addHelpOption();
    const auto option = [&parser](const char *name, const char *description, const QString &preset) {
        parser.addOption({QString::fromLatin1(name), QString::fromLatin1(description), QStringLiteral("value"), preset});
    };
    option("seeds", "How many runs, each with the next seed.", full ? QStringLiteral("5") : QStringLiteral("1"));
    option("seed", "The first seed.", QStringLiteral("1"));
    option("operations", "Per run.", full ? QStringLiteral("20000") : QStringLiteral("150"));
    option("fault-rate", "Share of messages that are harmed, 0 to 1.", QStringLiteral("0.2"));
    option("server", "Path of confab-server.", QStringLiteral(CONFAB_SERVER_PROGRAM));
    parser.process(app);

    QTextStream out(stdout);
    const int operations = parser.value(QStringLiteral("operations")).toInt();
    const double rate = parser.value(QStringLiteral("fault-rate")).toDouble();
    const quint32 first = parser.value(QStringLiteral("seed")).toUInt();
    const quint32 runs = parser.value(QStringLiteral("seeds")).toUInt();
    bool good = runs > 0;
    for (quint32 seed = first; seed < first + runs; ++seed) {
        QElapsedTimer timer;
        timer.start();
        World world(parser.value(QStringLiteral("server")), seed);
        QString problem = world.prepare();
        if (problem.isEmpty())
            problem = world.run(operations, rate);
        if (problem.isEmpty())
            problem = world.settle();
        if (!problem.isEmpty()) {
            out << "history-checker: seed " << seed << ": " << problem << Qt::endl;
            good = false;
            continue;
        }
        const FaultCounts faults = world.faults();
        const Comparison result = compare(world);
        out << "history-checker: seed " << seed << ", operations " << operations << ", messages " << faults.messages
            << ", harmed " << faults.harmed() << " of " << faults.exposed << " ("
            << QString::number(100.0 * double(faults.harmed()) / double(std::max<qint64>(1, faults.exposed)), 'f', 1)
            << " %): dropped " << faults.dropped << ", duplicated " << faults.duplicated << ", reordered " << faults.reordered
            << ", cut " << faults.cut << ", black holes " << faults.blackHoles << " with " << faults.swallowed
            << " messages in them; server kills " << world.kills()
            << ", crashed windows " << world.crashes() << ", kept messages " << result.promised << ", chats compared "
            << result.chats << ", rows " << result.rows << ", differences " << result.differences.size() << ", "
            << timer.elapsed() << " ms" << Qt::endl;
        for (const QString &difference : result.differences.mid(0, 20))
            out << "  " << difference << Qt::endl;
        good = good && result.differences.isEmpty() && result.rows > 0;
    }
    return good ? 0 : 1;
}
