#include "tests/integration/server/server_fixture.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace confab::tests;

// confab-load as scripts use it: one JSON object with these keys, and nothing lost on a healthy server.

namespace {

struct Run {
    int exitCode = -1;
    QByteArray out;
    QByteArray err;
};
Run load(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral(CONFAB_LOAD_PROGRAM), arguments);
    process.waitForFinished(60'000);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
        process.readAllStandardError()};
}

} // namespace

class LoadTest : public QObject {
    Q_OBJECT

private slots:
    void scenarios_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("deliveredPerSent"); // 0: the scenario sends nothing
        const QString pairs = QStringLiteral("pairs"), group = QStringLiteral("group");
        QTest::newRow("pairs, closed loop") << QStringList {pairs, "--connections", "20"} << 1;
        QTest::newRow("pairs, steady, json") << QStringList {pairs, "--connections", "10", "--rate", "100", "--format", "json"} << 1;
        QTest::newRow("group") << QStringList {group, "--connections", "30"} << 29;
        QTest::newRow("idle") << QStringList {QStringLiteral("idle"), "--connections", "50"} << 0;
        QTest::newRow("storm") << QStringList {QStringLiteral("storm"), "--connections", "50"} << 0;
    }
    void scenarios()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, deliveredPerSent);
        ServerFixture server;
        QVERIFY2(server.start(), qPrintable(server.problem()));
        const Run run = load(QStringList {"--url", server.url().toString(), "--seconds", "1", "--json", "--pid",
                                 QString::number(QCoreApplication::applicationPid()), "--scenario"}
            + arguments);
        QVERIFY2(run.exitCode == 0, run.err);
        QCOMPARE(run.out.count('\n'), 1);
        const QJsonObject figures = QJsonDocument::fromJson(run.out).object();
        for (const char *key : {"scenario", "connections", "seconds", "sent", "delivered", "rate", "p50_ms", "p95_ms", "p99_ms",
                 "max_ms", "lost", "duplicated", "reordered", "connect_s", "kb_per_connection"})
            QVERIFY2(figures.contains(QLatin1String(key)), key);
        QCOMPARE(figures.size(), 15);
        QCOMPARE(figures.value(QStringLiteral("lost")).toInt(), 0);
        QCOMPARE(figures.value(QStringLiteral("duplicated")).toInt(), 0);
        QCOMPARE(figures.value(QStringLiteral("reordered")).toInt(), 0);
        const int sent = figures.value(QStringLiteral("sent")).toInt();
        QCOMPARE(sent > 0, deliveredPerSent > 0);
        QCOMPARE(figures.value(QStringLiteral("delivered")).toInt(), sent * deliveredPerSent);
    }

    void badInputIsOneLine()
    {
        for (const QStringList &arguments : {QStringList {"--scenario", "riot"}, QStringList {"--url", "http://localhost"},
                 QStringList {"--connections", "0"}, QStringList {"--format", "xml"}, QStringList {"--unknown"},
                 QStringList {"--scenario", "group", "--connections", "2000"}}) {
            const Run run = load(arguments);
            QCOMPARE(run.exitCode, 2);
            QVERIFY2(run.err.count('\n') == 1 && run.err.startsWith("confab-load: "), run.err);
        }
        const Run nobody = load({"--url", "ws://127.0.0.1:1/v1/ws", "--connections", "2", "--seconds", "1"});
        QCOMPARE(nobody.exitCode, 1);
        QVERIFY2(nobody.err.contains("could not sign in"), nobody.err);
    }
};

QTEST_GUILESS_MAIN(LoadTest)
#include "test_load.moc"
