#include "tests/integration/server/server_fixture.h"
#include "tests/integration/server/wire_client.h"

#include "core/protocol/content.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace confab;
using namespace confab::tests;

// An independent WebSocket client, in another language, against the real server: protocol section 13.

namespace {

const QString nodeFolder = QStringLiteral(CONFAB_NODE_FOLDER); //!< in the build tree: where npm puts `ws`

//! Where node finds `ws`: what npm has put into the build tree, or Debian's package node-ws.
QString nodePath()
{
    return nodeFolder + QStringLiteral("/node_modules:/usr/share/nodejs");
}

bool hasWs()
{
    return QFile::exists(nodeFolder + QStringLiteral("/node_modules/ws/package.json"))
        || QFile::exists(QStringLiteral("/usr/share/nodejs/ws/package.json"));
}

//! Installs `ws` once where it is missing. Not possible: the sentence says why.
QString installWs()
{
    if (QStandardPaths::findExecutable(QStringLiteral("node")).isEmpty())
        return QStringLiteral("node is not installed");
    if (hasWs())
        return {};
    if (QStandardPaths::findExecutable(QStringLiteral("npm")).isEmpty())
        return QStringLiteral("npm is not installed");
    QDir().mkpath(nodeFolder);
    QFile::copy(QStringLiteral(CONFAB_INTEROP_FOLDER "/package.json"), nodeFolder + QStringLiteral("/package.json"));
    QProcess npm;
    npm.setWorkingDirectory(nodeFolder);
    npm.start(QStringLiteral("npm"),
        {QStringLiteral("install"), QStringLiteral("--no-audit"), QStringLiteral("--no-fund"), QStringLiteral("--loglevel=error")});
    if (!npm.waitForFinished(90'000) || npm.exitCode() != 0) {
        npm.kill();
        return QStringLiteral("npm could not fetch ws (no network or no registry)");
    }
    return {};
}

struct NodeClient {
    QProcess process;

    void start(const QUrl &url, const QStringList &arguments)
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("NODE_PATH"), nodePath());
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral("node"),
            QStringList {QStringLiteral(CONFAB_INTEROP_FOLDER "/client.js"), url.toString()} + arguments);
    }
    QJsonObject line()
    {
        while (!process.canReadLine())
            if (!process.waitForReadyRead(20'000))
                return {};
        return QJsonDocument::fromJson(process.readLine()).object();
    }
    bool leave()
    {
        process.terminate();
        return process.waitForFinished(10'000) && process.exitCode() == 0;
    }
};

} // namespace

class NodeClientTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const QString problem = installWs();
        if (!problem.isEmpty()) {
            qWarning("\n*** SKIPPED: the Node client was not run: %s ***\n", qPrintable(problem));
            QSKIP(qPrintable(problem));
        }
    }

    void section13_theScriptHasAtMost60Lines()
    {
        QFile script(QStringLiteral(CONFAB_INTEROP_FOLDER "/client.js"));
        QVERIFY(script.open(QIODevice::ReadOnly));
        QVERIFY(script.readAll().count('\n') <= 60);
    }

    void section13_twoScriptsTalk()
    {
        ServerFixture server;
        QVERIFY2(server.start(), qPrintable(server.problem()));
        NodeClient alice, bob;
        alice.start(server.url(), {QStringLiteral("alice")});
        const QString aliceId = alice.line().value(QStringLiteral("registered")).toString();
        QVERIFY2(!aliceId.isEmpty(), alice.process.readAllStandardError());
        bob.start(server.url(), {QStringLiteral("bob"), QStringLiteral("alice"), QStringLiteral("grüße 🦉")});
        const QString bobId = bob.line().value(QStringLiteral("registered")).toString();
        QVERIFY2(!bobId.isEmpty(), bob.process.readAllStandardError());
        QCOMPARE(bob.line().value(QStringLiteral("sent")).toInt(), 2);
        const QJsonObject heard = alice.line();
        QCOMPARE(heard.value(QStringLiteral("from")).toString(), bobId);
        QCOMPARE(heard.value(QStringLiteral("msg")).toString(), QStringLiteral("grüße 🦉"));
        QVERIFY(alice.leave());
        QVERIFY(bob.leave());
    }

    void section13_theScriptTalksWithACborClient()
    {
        ServerFixture server;
        QVERIFY2(server.start(), qPrintable(server.problem()));
        TestDevice carl(subprotocolCbor);
        QVERIFY(carl.registerAt(server.port(), QStringLiteral("carl")) && carl.sync());
        NodeClient dora;
        dora.start(server.url(), {QStringLiteral("dora"), QStringLiteral("carl"), QStringLiteral("hi carl")});
        QVERIFY(!dora.line().isEmpty());
        QVERIFY(!dora.line().isEmpty());

        std::optional<Event> event;
        while (const auto frame = carl.wire.frameOf("event")) {
            event = *bodyAs<Event>(*frame);
            if (event->kind == EventKind::Msg)
                break;
        }
        QVERIFY(event && event->kind == EventKind::Msg);
        const auto content = decodeContent(event->body);
        QVERIFY(content);
        QCOMPARE(content->text, QStringLiteral("hi carl"));

        Send answer;
        answer.chat = event->chat;
        answer.cid = newCid();
        answer.body = "{\"text\":\"hi dora\"}";
        QVERIFY(carl.wire.ask(answer));
        QCOMPARE(dora.line().value(QStringLiteral("msg")).toString(), QStringLiteral("hi dora"));
        QVERIFY(dora.leave());
    }
};

QTEST_GUILESS_MAIN(NodeClientTest)
#include "test_node_client.moc"
