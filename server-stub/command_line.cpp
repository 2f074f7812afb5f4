#include "server-stub/command_line.h"

#include <QCommandLineParser>
#include <QFileInfo>
#include <QStandardPaths>

namespace confab::server {

namespace {

const QString listenOption = QStringLiteral("listen");
const QString dataOption = QStringLiteral("data");
const QString storeOption = QStringLiteral("store");
const QString busOption = QStringLiteral("bus");
const QString blobsOption = QStringLiteral("blobs");
const QString quotaOption = QStringLiteral("quota");
const QString maxBlobOption = QStringLiteral("max-blob");
const QString transfersOption = QStringLiteral("transfers");
const QString registrationOption = QStringLiteral("registration");
const QString certificateOption = QStringLiteral("tls-cert");
const QString keyOption = QStringLiteral("tls-key");
const QString plaintextOption = QStringLiteral("allow-plaintext");
const QString noRateLimitOption = QStringLiteral("no-rate-limit");
const QString privatePushOption = QStringLiteral("push-to-private-networks");
const QString metricsOption = QStringLiteral("metrics");
const QString inviteOption = QStringLiteral("make-invite");
const QString logLevelOption = QStringLiteral("log-level");
const QString helpOption = QStringLiteral("help");
const QString versionOption = QStringLiteral("version");

QString defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/confab-server");
}

void addOptions(QCommandLineParser &parser)
{
    parser.addOptions({
        {listenOption, QStringLiteral("Address and port to listen on; port 0 picks one."), QStringLiteral("address:port"),
            QStringLiteral("127.0.0.1:7345")},
        {dataOption, QStringLiteral("Folder of everything that is kept."), QStringLiteral("folder"), defaultFolder()},
        {storeOption, QStringLiteral("Where messages are kept: sqlite."), QStringLiteral("store"), QStringLiteral("sqlite")},
        {busOption, QStringLiteral("How nodes tell each other of news: local."), QStringLiteral("bus"), QStringLiteral("local")},
        {blobsOption, QStringLiteral("Where files are kept: folder (in the data folder) or folder:DIR."), QStringLiteral("blobs"),
            QStringLiteral("folder")},
        {quotaOption, QStringLiteral("Files that one user may have on the server, in MiB."), QStringLiteral("MiB"), QStringLiteral("20480")},
        {maxBlobOption, QStringLiteral("The largest file that is taken, in MiB."), QStringLiteral("MiB"),
            QString::number(limits::attachment >> 20)},
        {transfersOption, QStringLiteral("Uploads and downloads at once, of which an address may have a quarter; others wait."),
            QStringLiteral("number"), QStringLiteral("256")},
        {registrationOption, QStringLiteral("Who may register: open (anyone) or invite."), QStringLiteral("policy"),
            QStringLiteral("open")},
        {certificateOption, QStringLiteral("Certificate chain (PEM): serve wss."), QStringLiteral("file")},
        {keyOption, QStringLiteral("Its private key (PEM)."), QStringLiteral("file")},
        {plaintextOption, QStringLiteral("Take messages that are not end-to-end encrypted (this version always does).")},
        {noRateLimitOption, QStringLiteral("Lift all rate limits, for load tests.")},
        {privatePushOption, QStringLiteral("Let webhooks go to loopback and private networks.")},
        {metricsOption, QStringLiteral("Who may read /metrics: local (this machine), open (anyone) or off."), QStringLiteral("who"),
            QStringLiteral("local")},
        {inviteOption, QStringLiteral("Print a code that admits one registration, and exit.")},
        {logLevelOption, QStringLiteral("debug, info, warning or error."), QStringLiteral("level"), QStringLiteral("info")},
        {{QStringLiteral("h"), helpOption}, QStringLiteral("Print this help.")},
        {{QStringLiteral("v"), versionOption}, QStringLiteral("Print the version.")},
    });
}

//! 127.0.0.1:7345, [::1]:7345, localhost:7345.
bool parseListen(const QString &text, GatewayOptions &out)
{
    const qsizetype colon = text.lastIndexOf(QLatin1Char(':'));
    bool isNumber = false;
    const uint port = text.mid(colon + 1).toUInt(&isNumber);
    QString host = text.left(std::max<qsizetype>(colon, 0));
    if (host.startsWith(QLatin1Char('[')) && host.endsWith(QLatin1Char(']')))
        host = host.mid(1, host.size() - 2);
    else if (host.contains(QLatin1Char(':')))
        return false; // an IPv6 address without brackets: where does its port begin?
    if (colon < 0 || !isNumber || port > 65535 || host.isEmpty())
        return false;
    out.host = host == QLatin1String("localhost") ? QStringLiteral("127.0.0.1") : host;
    out.port = quint16(port);
    return true;
}

std::optional<QtMsgType> parseLevel(const QString &text)
{
    if (text == QLatin1String("debug"))
        return QtDebugMsg;
    if (text == QLatin1String("info"))
        return QtInfoMsg;
    if (text == QLatin1String("warning"))
        return QtWarningMsg;
    if (text == QLatin1String("error"))
        return QtCriticalMsg;
    return std::nullopt;
}

std::optional<GatewayOptions::Metrics> parseMetrics(const QString &text)
{
    using Metrics = GatewayOptions::Metrics;
    if (text == QLatin1String("local"))
        return Metrics::Local;
    if (text == QLatin1String("open"))
        return Metrics::Open;
    if (text == QLatin1String("off"))
        return Metrics::Off;
    return std::nullopt;
}

//! Engines that the option knows but this version does not have.
QString unavailable(const QCommandLineParser &parser)
{
    const auto check = [&](const QString &option, const QString &have, const QString &scheme) -> QString {
        const QString value = parser.value(option);
        if (value == have)
            return {};
        if (value.startsWith(scheme))
            return QStringLiteral("--%1 %2: not in this version").arg(option, scheme);
        return QStringLiteral("--%1: %2 is none of %3, %4…").arg(option, value, have, scheme);
    };
    for (const QString &problem : {check(storeOption, QStringLiteral("sqlite"), QStringLiteral("postgres://")),
             check(busOption, QStringLiteral("local"), QStringLiteral("nats://"))})
        if (!problem.isEmpty())
            return problem;
    return {};
}

//! 1 to `most`.
std::optional<qint64> numberOf(const QCommandLineParser &parser, const QString &option, qint64 most)
{
    bool isNumber = false;
    const qint64 number = parser.value(option).toLongLong(&isNumber);
    return isNumber && number >= 1 && number <= most ? std::optional(number) : std::nullopt;
}

QString readBlobs(const QCommandLineParser &parser, NodeOptions &out)
{
    const QString value = parser.value(blobsOption), prefix = QStringLiteral("folder:");
    if (value.startsWith(QLatin1String("s3://")))
        return QStringLiteral("--blobs s3://: not in this version");
    if (value.startsWith(prefix) && value.size() > prefix.size())
        out.blobDir = value.mid(prefix.size());
    else if (value != QLatin1String("folder"))
        return QStringLiteral("--blobs: %1 is none of folder, folder:DIR, s3://…").arg(value);
    const auto quota = numberOf(parser, quotaOption, qint64(1) << 40); // far beyond any disk, and safe to count in bytes
    if (!quota)
        return QStringLiteral("--quota: %1 is no number of MiB from 1 on").arg(parser.value(quotaOption));
    out.services.mediaQuota = *quota << 20;
    const auto largest = numberOf(parser, maxBlobOption, limits::attachment >> 20);
    if (!largest)
        return QStringLiteral("--max-blob: %1 is no number of MiB from 1 to %2").arg(parser.value(maxBlobOption)).arg(limits::attachment >> 20);
    out.services.largestBlob = *largest << 20;
    const auto transfers = numberOf(parser, transfersOption, 100'000);
    if (!transfers)
        return QStringLiteral("--transfers: %1 is no number from 1 to 100000").arg(parser.value(transfersOption));
    out.gateway.transfers = int(*transfers);
    out.gateway.transfersPerAddress = std::max(1, out.gateway.transfers / 4);
    return {};
}

QString readTls(const QCommandLineParser &parser, GatewayOptions &out)
{
    out.tlsCertificate = parser.value(certificateOption);
    out.tlsKey = parser.value(keyOption);
    if (out.tlsCertificate.isEmpty() != out.tlsKey.isEmpty())
        return QStringLiteral("--tls-cert and --tls-key belong together");
    for (const QString &file : {out.tlsCertificate, out.tlsKey})
        if (!file.isEmpty() && !QFileInfo(file).isReadable())
            return QStringLiteral("cannot read %1").arg(file);
    return {};
}

} // namespace

Result<CommandLine, QString> parseCommandLine(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("The server of Confab, a desktop chat."));
    addOptions(parser);
    if (!parser.parse(arguments))
        return Failure {parser.errorText()};
    if (!parser.positionalArguments().isEmpty())
        return Failure {QStringLiteral("unexpected argument: %1").arg(parser.positionalArguments().constFirst())};

    CommandLine line;
    if (parser.isSet(helpOption) || parser.isSet(versionOption)) {
        line.action = CommandLine::Action::Print;
        line.text = parser.isSet(helpOption) ? parser.helpText() : QStringLiteral("confab-server " CONFAB_VERSION "\n");
        return line;
    }
    if (!parseListen(parser.value(listenOption), line.node.gateway))
        return Failure {QStringLiteral("--listen: %1 is not address:port").arg(parser.value(listenOption))};
    if (const QString problem = unavailable(parser); !problem.isEmpty())
        return Failure {problem};
    if (const QString problem = readBlobs(parser, line.node); !problem.isEmpty())
        return Failure {problem};
    if (const QString problem = readTls(parser, line.node.gateway); !problem.isEmpty())
        return Failure {problem};
    const QString registration = parser.value(registrationOption);
    if (registration != QLatin1String("open") && registration != QLatin1String("invite"))
        return Failure {QStringLiteral("--registration: %1 is neither open nor invite").arg(registration)};
    const auto level = parseLevel(parser.value(logLevelOption));
    if (!level)
        return Failure {
            QStringLiteral("--log-level: %1 is none of debug, info, warning, error").arg(parser.value(logLevelOption))};
    const auto metrics = parseMetrics(parser.value(metricsOption));
    if (!metrics)
        return Failure {QStringLiteral("--metrics: %1 is none of local, open, off").arg(parser.value(metricsOption))};
    if (parser.value(dataOption).isEmpty())
        return Failure {QStringLiteral("--data needs a folder")};

    line.node.gateway.metrics = *metrics;
    line.action = parser.isSet(inviteOption) ? CommandLine::Action::MakeInvite : CommandLine::Action::Serve;
    line.logLevel = *level;
    line.node.dataDir = parser.value(dataOption);
    line.node.services.openRegistration = registration == QLatin1String("open");
    line.node.services.allowPlaintext = true;
    line.node.services.rateLimits = !parser.isSet(noRateLimitOption);
    line.node.services.pushToPrivateNetworks = parser.isSet(privatePushOption);
    if (!parser.isSet(plaintextOption))
        line.notes += QStringLiteral("messages without end-to-end encryption are taken: this version has no other");
    if (!line.node.services.rateLimits)
        line.notes += QStringLiteral("rate limits are off");
    return line;
}

} // namespace confab::server
