#include "tests/integration/server/blob_client.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <sys/resource.h>

using namespace confab;
using namespace confab::tests;

// confab-server as a process: what it prints, what it exits with, what it logs.

namespace {

struct Program {
    QTemporaryDir dir;
    QProcess process;
    quint16 port = 0;
    QByteArray firstLine;

    bool start(const QStringList &more = {}, const QString &data = {})
    {
        process.start(QStringLiteral(CONFAB_SERVER_PROGRAM),
            QStringList {QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"), QStringLiteral("--data"),
                data.isEmpty() ? dir.filePath(QStringLiteral("data")) : data}
                + more);
        while (!process.canReadLine())
            if (!process.waitForReadyRead(20'000))
                return false;
        firstLine = process.readLine().trimmed();
        static const QRegularExpression shape(QStringLiteral("^confab-server listening on wss?://127\\.0\\.0\\.1:(\\d+)/v1/ws$"));
        port = shape.match(QString::fromUtf8(firstLine)).captured(1).toUShort();
        return port != 0;
    }
    bool stop(int signal)
    {
        ::kill(pid_t(process.processId()), signal);
        return process.waitForFinished(10'000) && process.exitStatus() == QProcess::NormalExit;
    }
};

struct Ended {
    int exitCode;
    QByteArray out;
    QByteArray err;
};
Ended runToEnd(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral(CONFAB_SERVER_PROGRAM), arguments);
    process.waitForFinished(20'000);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
        process.readAllStandardError()};
}

} // namespace

class ProgramTest : public QObject {
    Q_OBJECT

private slots:
    void whatItCannotDoIsOneLineAndExitCode2_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char *name, const QStringList &arguments, const QByteArray &says) {
            QTest::newRow(name) << arguments << says;
        };
        row("unknown option", {"--frobnicate"}, "frobnicate");
        row("no value", {"--listen"}, "listen");
        row("argument", {"start"}, "start");
        row("listen is no address", {"--listen", "nowhere"}, "nowhere");
        row("listen has no port", {"--listen", "127.0.0.1"}, "127.0.0.1");
        row("port too large", {"--listen", "127.0.0.1:70000"}, "70000");
        row("not our address", {"--listen", "192.0.2.1:0", "--data", "%1/a"}, "192.0.2.1");
        row("postgres", {"--store", "postgres://db"}, "not in this version");
        row("nats", {"--bus", "nats://bus"}, "not in this version");
        row("s3", {"--blobs", "s3://bucket"}, "not in this version");
        row("unknown blobs", {"--blobs", "attic"}, "attic");
        row("quota", {"--quota", "plenty"}, "plenty");
        row("largest file", {"--max-blob", "4096"}, "4096");
        row("transfers", {"--transfers", "0"}, "0");
        row("blob folder is a file", {"--listen", "127.0.0.1:0", "--data", "%1/data", "--blobs", "folder:/dev/null"}, "/dev/null");
        row("unknown store", {"--store", "punchcards"}, "punchcards");
        row("registration", {"--registration", "maybe"}, "maybe");
        row("metrics", {"--metrics", "everyone"}, "everyone");
        row("log level", {"--log-level", "loud"}, "loud");
        row("half of TLS", {"--tls-cert", "a.pem"}, "--tls-key");
        row("no certificate", {"--tls-cert", "%1/none.pem", "--tls-key", "%1/none.pem"}, "none.pem");
        row("folder is a file", {"--listen", "127.0.0.1:0", "--data", "/dev/null"}, "/dev/null");
        row("folder cannot be made", {"--listen", "127.0.0.1:0", "--data", "/proc/confab"}, "/proc/confab");
    }
    void whatItCannotDoIsOneLineAndExitCode2()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, says);
        QTemporaryDir dir;
        arguments.replaceInStrings(QStringLiteral("%1"), dir.path());
        const Ended ended = runToEnd(arguments);
        QCOMPARE(ended.exitCode, 2);
        QCOMPARE(ended.out, QByteArray());
        QVERIFY2(ended.err.startsWith("confab-server: ") && ended.err.contains(says), ended.err);
        QCOMPARE(ended.err.count('\n'), 1);
    }

    //! A file may grow to 3 MiB and no further: what a full disk looks like to a program.
    void s8_aFullDiskIs507AndNothingIsLost()
    {
        const auto bytes = randomBytes(5 << 20, 1);
        QTemporaryDir data, files;
        const QStringList options {QStringLiteral("--blobs"), QStringLiteral("folder:") + files.path()};
        TestDevice alice {subprotocolCbor};
        std::optional<MediaGranted> grant;
        {
            Program program;
            program.process.setChildProcessModifier([] {
                const rlimit limit {3 << 20, 3 << 20};
                ::setrlimit(RLIMIT_FSIZE, &limit);
            });
            QVERIFY(program.start(options, data.path()));
            QVERIFY(alice.registerAt(program.port, QStringLiteral("alice")));
            grant = grantFor(alice, bytes);
            BlobClient http;
            QVERIFY(grant && http.connectTo(program.port));
            for (int i = 0; i < 2; ++i) { // and it stays that way
                const qint64 at = grantFor(alice, bytes)->offset;
                const auto answer = http.put(*grant, bytes.mid(at), at, bytes.size());
                QCOMPARE(answer.status, 507);
                QCOMPARE(answer.offset(), 3 << 20);
            }
            QCOMPARE(http.get(grant->blob).status, 404);
            QVERIFY(program.stop(SIGTERM));
        }
        Program program;
        QVERIFY(program.start(options, data.path()));
        QVERIFY(alice.authenticateAt(program.port));
        QCOMPARE(grantFor(alice, bytes)->offset, 3 << 20);
        BlobClient http;
        QVERIFY(http.connectTo(program.port));
        QCOMPARE(http.put(*grant, bytes.mid(3 << 20), 3 << 20, bytes.size()).status, 201);
        QVERIFY(http.get(grant->blob).body == bytes);
        QCOMPARE(QDir(files.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 257); // the fan-out, and incoming
    }

    void aRubbishDatabaseIsOneLineAndExitCode2()
    {
        QTemporaryDir dir;
        QFile file(dir.filePath(QStringLiteral("confab.sqlite")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray("this is no database at all. ").repeated(1000));
        file.close();
        const Ended ended = runToEnd({QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"), QStringLiteral("--data"), dir.path()});
        QCOMPARE(ended.exitCode, 2);
        QVERIFY2(ended.err.count('\n') == 1 || ended.err.contains("confab-server: "), ended.err);
    }

    void aTakenPortIsExitCode2()
    {
        Program first;
        QVERIFY(first.start());
        QTemporaryDir dir;
        const Ended ended = runToEnd({QStringLiteral("--listen"), QStringLiteral("127.0.0.1:%1").arg(first.port),
            QStringLiteral("--data"), dir.path()});
        QCOMPARE(ended.exitCode, 2);
        QVERIFY2(ended.err.contains(QByteArray::number(first.port)), ended.err);
        const Ended same = runToEnd({QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"), QStringLiteral("--data"),
            first.dir.filePath(QStringLiteral("data"))});
        QCOMPARE(same.exitCode, 2);
        QVERIFY2(same.err.contains("another confab-server"), same.err);
        QVERIFY(first.stop(SIGTERM));
    }

    void signalsDrainAndExitWith0()
    {
        for (const int signal : {SIGTERM, SIGINT}) {
            Program program;
            QVERIFY(program.start());
            TestDevice ann;
            QVERIFY(ann.registerAt(program.port, QStringLiteral("ann")));
            ::kill(pid_t(program.process.processId()), signal);
            QVERIFY(ann.wire.frameOf("drain"));
            QCOMPARE(ann.wire.closeCode(), int(CloseCode::ShuttingDown));
            ann.wire.cutOff();
            QVERIFY(program.process.waitForFinished(10'000));
            QCOMPARE(program.process.exitStatus(), QProcess::NormalExit);
            QCOMPARE(program.process.exitCode(), 0);
        }
    }

    void killedAndStartedAgainItServesTheSameAccounts()
    {
        QTemporaryDir dir;
        TestDevice ann;
        {
            Program program;
            QVERIFY(program.start({}, dir.path()));
            QVERIFY(ann.registerAt(program.port, QStringLiteral("ann")));
            program.process.kill();
            QVERIFY(program.process.waitForFinished());
        }
        Program program;
        QVERIFY(program.start({}, dir.path()));
        QVERIFY(ann.authenticateAt(program.port));
        QVERIFY(program.stop(SIGTERM));
    }

    void invitesAreMadeOnTheCommandLine()
    {
        Program program;
        QVERIFY(program.start({QStringLiteral("--registration"), QStringLiteral("invite")}));
        const Ended made = runToEnd({QStringLiteral("--make-invite"), QStringLiteral("--data"), program.dir.filePath(QStringLiteral("data"))});
        QCOMPARE(made.exitCode, 0);
        TestDevice ann, bob;
        QVERIFY(!bob.registerAt(program.port, QStringLiteral("bob")));
        QVERIFY(ann.registerAt(program.port, QStringLiteral("ann"), QString::fromUtf8(made.out.trimmed())));
        QVERIFY(program.stop(SIGTERM));
    }

    void W2_W12_logsAreJsonAndHoldNoContentNamesOrKeys()
    {
        Program program;
        QVERIFY(program.start({QStringLiteral("--log-level"), QStringLiteral("debug")}));
        TestDevice ann, bob;
        QVERIFY(ann.registerAt(program.port, QStringLiteral("annabel-secret")) && ann.sync());
        QVERIFY(bob.registerAt(program.port, QStringLiteral("bobby-secret")) && bob.sync());
        const auto chat = ann.chatWith(bob);
        QVERIFY(chat);
        QVERIFY(ann.wire.ask(ann.message(*chat, "the-words-themselves")));
        ann.wire.sendText(R"({"t":"send","i":9,"b":{"chat":"the-words-again"}})");
        QVERIFY(ann.wire.frame());
        WireClient rude;
        WireClient::Opening opening;
        opening.target = "/v1/ws?token=the-token";
        rude.open(program.port, opening);
        rude.sendText("the-rubbish");
        rude.closeCode(500ms);
        QVERIFY(program.stop(SIGTERM));

        const QByteArray log = program.process.readAllStandardError();
        QVERIFY(!log.isEmpty());
        for (const QByteArray &line : log.split('\n')) {
            if (line.isEmpty())
                continue;
            const auto object = QJsonDocument::fromJson(line).object();
            for (const char *key : {"ts", "level", "category", "msg"})
                QVERIFY2(object.contains(QLatin1String(key)), line);
        }
        for (const QByteArray &secret : {QByteArray("annabel"), QByteArray("bobby"), QByteArray("the-words"), QByteArray("the-token"),
                 QByteArray("the-rubbish"), ann.user().toText().toUtf8(), ann.user().toBytes().toHex(),
                 ann.record().key.toText().toUtf8()})
            QVERIFY2(!log.contains(secret), secret);
    }

    void tlsServesWss()
    {
        QTemporaryDir dir;
        const QString key = dir.filePath(QStringLiteral("key.pem")), certificate = dir.filePath(QStringLiteral("cert.pem"));
        QProcess openssl;
        openssl.start(QStringLiteral("openssl"),
            {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
                QStringLiteral("ec_paramgen_curve:prime256v1"), QStringLiteral("-nodes"), QStringLiteral("-subj"),
                QStringLiteral("/CN=localhost"), QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-keyout"), key,
                QStringLiteral("-out"), certificate});
        if (!openssl.waitForFinished(30'000) || openssl.exitCode() != 0)
            QSKIP("no openssl command here to make a certificate with");

        Program program;
        QVERIFY(program.start({QStringLiteral("--tls-cert"), certificate, QStringLiteral("--tls-key"), key}));
        QVERIFY(program.firstLine.contains("wss://"));
        const auto connects = [&](const QString &version) {
            QProcess client;
            client.start(QStringLiteral("openssl"),
                {QStringLiteral("s_client"), QStringLiteral("-quiet"), QStringLiteral("-connect"),
                    QStringLiteral("127.0.0.1:%1").arg(program.port), version});
            client.write("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
            client.waitForFinished(10'000);
            return client.readAllStandardOutput().contains("200 OK");
        };
        QVERIFY(connects(QStringLiteral("-tls1_2")));
        QVERIFY(connects(QStringLiteral("-tls1_3")));
        QVERIFY(!connects(QStringLiteral("-tls1_1")));
        WireClient plain;
        QCOMPARE(plain.open(program.port), 0);

        WireClient secure;
        WireClient::Opening opening;
        opening.tls = true;
        QCOMPARE(secure.open(program.port, opening), 101);
        const auto welcome = secure.frame();
        QVERIFY(welcome);
        TestDevice ann;
        QVERIFY(secure.ask(ann.registerFrame(QStringLiteral("ann"), bodyAs<Welcome>(*welcome)->nonce)));
        ChatCreate create;
        create.kind = ChatKind::Self;
        create.cid = newCid();
        const auto self = secure.ask(create);
        QVERIFY(self);
        for (int i = 0; i < 20; ++i)
            QVERIFY(secure.ask(ann.message(self->chat, QByteArray(30'000, 'x'))));
        Hist hist; // 600 KB of records
        hist.chat = self->chat;
        hist.after = Seq(0);
        const auto page = secure.ask(hist);
        QVERIFY(page && !page->items.isEmpty());
        secure.sendFrame(ws::Opcode::Close, ws::closePayload(1000));
        QCOMPARE(secure.closeCode(), 1000);
        QVERIFY(program.stop(SIGTERM));
    }
};

QTEST_GUILESS_MAIN(ProgramTest)
#include "test_program.moc"
