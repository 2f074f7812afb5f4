#include "server-stub/json_log.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <array>
#include <atomic>
#include <cstdio>

namespace confab::server {

namespace {

std::atomic<int> leastSeverity {1};

int severity(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return 0;
    case QtInfoMsg:
        return 1;
    case QtWarningMsg:
        return 2;
    case QtCriticalMsg:
    case QtFatalMsg:
        return 3;
    }
    return 3;
}

void write(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    static constexpr std::array<const char *, 4> names {"debug", "info", "warning", "error"};
    const int level = severity(type);
    if (level < leastSeverity.load(std::memory_order_relaxed))
        return;
    const QJsonObject line {
        {QStringLiteral("ts"), QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)},
        {QStringLiteral("level"), QLatin1String(names[std::size_t(level)])},
        {QStringLiteral("category"), QLatin1String(context.category ? context.category : "default")},
        {QStringLiteral("msg"), message},
    };
    const QByteArray text = QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(text.constData(), 1, std::size_t(text.size()), stderr); // one call: lines of threads do not mix
}

} // namespace

void installJsonLog(QtMsgType least)
{
    leastSeverity = severity(least);
    if (least == QtDebugMsg)
        QLoggingCategory::setFilterRules(QStringLiteral("confab.*.debug=true"));
    qInstallMessageHandler(write);
}

} // namespace confab::server
