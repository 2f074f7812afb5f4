#include "server-stub/load/figures.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <cmath>

namespace confab::load {

namespace {

//! Of the sorted latencies, in ms; the smallest that at least the share `q` of them does not exceed.
double percentile(const std::vector<std::uint32_t> &sorted, double q)
{
    if (sorted.empty())
        return 0;
    const auto rank = std::size_t(std::ceil(q * double(sorted.size())));
    return sorted[std::clamp<std::size_t>(rank, 1, sorted.size()) - 1] / 1000.0;
}

double rounded(double value)
{
    return std::round(value * 100) / 100;
}

} // namespace

QByteArray report(const Options &options, Figures &figures)
{
    auto &latencies = figures.latenciesUs;
    std::sort(latencies.begin(), latencies.end());
    const double rate = figures.measuredSeconds > 0 ? double(figures.delivered) / figures.measuredSeconds : 0;
    const QJsonObject object {
        {QStringLiteral("scenario"), options.scenarioName},
        {QStringLiteral("connections"), options.connections},
        {QStringLiteral("seconds"), rounded(figures.measuredSeconds)},
        {QStringLiteral("sent"), figures.sent},
        {QStringLiteral("delivered"), figures.delivered},
        {QStringLiteral("rate"), rounded(rate)},
        {QStringLiteral("p50_ms"), rounded(percentile(latencies, 0.5))},
        {QStringLiteral("p95_ms"), rounded(percentile(latencies, 0.95))},
        {QStringLiteral("p99_ms"), rounded(percentile(latencies, 0.99))},
        {QStringLiteral("max_ms"), rounded(percentile(latencies, 1))},
        {QStringLiteral("lost"), figures.lost},
        {QStringLiteral("duplicated"), figures.duplicated},
        {QStringLiteral("reordered"), figures.reordered},
        {QStringLiteral("connect_s"), rounded(figures.connectSeconds)},
        {QStringLiteral("kb_per_connection"),
            figures.kbPerConnection < 0 ? QJsonValue() : QJsonValue(rounded(figures.kbPerConnection))},
    };
    if (options.json)
        return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
    QByteArray lines;
    for (auto it = object.begin(); it != object.end(); ++it)
        lines += it.key().toUtf8().leftJustified(18) + it.value().toVariant().toString().toUtf8() + '\n';
    return lines;
}

qint64 residentKb(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/status").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray &line : file.readAll().split('\n'))
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').constFirst().toLongLong();
    return -1;
}

} // namespace confab::load
