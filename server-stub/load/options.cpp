#include "server-stub/load/options.h"

#include <QCommandLineParser>
#include <QUrl>

namespace confab::load {

namespace {

constexpr int connectionsMax = 60'000; //!< ports that one address has to offer

std::optional<ScenarioKind> scenarioOf(const QString &name)
{
    if (name == QLatin1String("pairs"))
        return ScenarioKind::Pairs;
    if (name == QLatin1String("group"))
        return ScenarioKind::Group;
    if (name == QLatin1String("idle"))
        return ScenarioKind::Idle;
    if (name == QLatin1String("storm"))
        return ScenarioKind::Storm;
    return std::nullopt;
}

void addOptions(QCommandLineParser &parser)
{
    const auto valued = [&](const char *name, const char *what, const char *value, const char *fallback) {
        parser.addOption({QString::fromLatin1(name), QString::fromLatin1(what), QString::fromLatin1(value),
            QString::fromLatin1(fallback)});
    };
    valued("url", "Server, ws://host:port/v1/ws. It must run with --registration open and --no-rate-limit.", "url",
        "ws://127.0.0.1:7345/v1/ws");
    valued("scenario",
        "pairs: every two connections write to each other. group: one group of all, one message at a time; a latency is "
        "until the last member has it. idle: connections that only beat. storm: all drop and come back; a latency is "
        "from the drop until the connection has synced again.",
        "name", "pairs");
    valued("connections", "How many.", "n", "100");
    valued("rate", "Messages a second, all together; 0: each sender goes on when it has its ok.", "r", "0");
    valued("seconds", "How long to measure.", "s", "10");
    valued("format", "json or cbor.", "encoding", "cbor");
    valued("pid", "Process of the server on this machine: reads its memory for kb_per_connection.", "pid", "0");
    parser.addOptions({{QStringLiteral("json"), QStringLiteral("Print one JSON object.")},
        {{QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Print this help.")}});
}

template <typename T>
bool readNumber(const QCommandLineParser &parser, const char *name, T least, T most, T &out, QString &problem)
{
    bool ok = false;
    const double value = parser.value(QString::fromLatin1(name)).toDouble(&ok);
    if (!ok || value < double(least) || value > double(most)) {
        problem = QStringLiteral("--%1: %2 is not between %3 and %4")
                      .arg(QString::fromLatin1(name), parser.value(QString::fromLatin1(name)))
                      .arg(least)
                      .arg(most);
        return false;
    }
    out = T(value);
    return true;
}

} // namespace

Result<Options, QString> parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Puts a Confab server under load and says how it did."));
    addOptions(parser);
    if (!parser.parse(arguments))
        return Failure {parser.errorText()};

    Options options;
    if (parser.isSet(QStringLiteral("help"))) {
        options.help = parser.helpText();
        return options;
    }
    const QUrl url(parser.value(QStringLiteral("url")));
    if (!url.isValid() || url.scheme() != QLatin1String("ws") || url.host().isEmpty())
        return Failure {QStringLiteral("--url: %1 is not ws://host:port/v1/ws").arg(parser.value(QStringLiteral("url")))};
    options.host = url.host().toUtf8();
    options.port = quint16(url.port(7345));

    options.scenarioName = parser.value(QStringLiteral("scenario"));
    const auto scenario = scenarioOf(options.scenarioName);
    if (!scenario)
        return Failure {QStringLiteral("--scenario: %1 is none of pairs, group, idle, storm").arg(options.scenarioName)};
    options.scenario = *scenario;

    const QString format = parser.value(QStringLiteral("format"));
    if (format != QLatin1String("json") && format != QLatin1String("cbor"))
        return Failure {QStringLiteral("--format: %1 is neither json nor cbor").arg(format)};
    options.encoding = format == QLatin1String("json") ? Encoding::Json : Encoding::Cbor;

    QString problem;
    if (!readNumber(parser, "connections", 2, connectionsMax, options.connections, problem)
        || !readNumber(parser, "rate", 0.0, 1e6, options.rate, problem)
        || !readNumber(parser, "seconds", 1, 86'400, options.seconds, problem)
        || !readNumber<qint64>(parser, "pid", 0, 1LL << 31, options.serverPid, problem))
        return Failure {problem};
    if (options.scenario == ScenarioKind::Group && options.connections > limits::membersPerGroup)
        return Failure {QStringLiteral("--connections: a group has at most %1 members").arg(limits::membersPerGroup)};
    options.json = parser.isSet(QStringLiteral("json"));
    return options;
}

} // namespace confab::load
