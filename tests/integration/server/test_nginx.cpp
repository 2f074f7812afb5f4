#include "tests/integration/server/blob_client.h"
#include "tests/integration/server/server_fixture.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTest>

using namespace confab;
using namespace confab::tests;

// The configuration that comes with the server, in front of one: files are cached, uploads are not held up, and devices
// sign in through it.

namespace {

class Nginx {
public:
    ~Nginx()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(5000))
            m_process.kill();
        m_process.waitForFinished(5000);
    }

    QString start(quint16 upstream)
    {
        const QString program = QStandardPaths::findExecutable(
            QStringLiteral("nginx"), {QStringLiteral("/usr/sbin"), QStringLiteral("/usr/bin"), QStringLiteral("/usr/local/sbin")});
        if (program.isEmpty())
            return QStringLiteral("nginx is not installed");
        QTcpServer free;
        free.listen(QHostAddress::LocalHost);
        m_port = free.serverPort();
        free.close();
        QFile shipped(QStringLiteral(CONFAB_NGINX_CONF)), file(m_folder.filePath(QStringLiteral("nginx.conf")));
        if (!shipped.open(QIODevice::ReadOnly) || !file.open(QIODevice::WriteOnly))
            return QStringLiteral("no configuration");
        const QByteArray folder = m_folder.path().toUtf8();
        QByteArray site = shipped.readAll();
        site.replace("127.0.0.1:7345", "127.0.0.1:" + QByteArray::number(upstream));
        site.replace("127.0.0.1:8080", "127.0.0.1:" + QByteArray::number(m_port));
        site.replace("/var/cache/nginx/confab", folder + "/cache");
        QByteArray temporary;
        for (const char *kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
            temporary += QByteArray(kind) + "_temp_path " + folder + '/' + kind + ";\n";
        file.write("daemon off;\nmaster_process off;\nworker_processes 1;\npid " + folder + "/pid;\nerror_log " + folder
            + "/errors;\nevents { worker_connections 256; }\nhttp {\naccess_log off;\n" + temporary + site + "}\n");
        file.close();
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(program, {QStringLiteral("-p"), m_folder.path(), QStringLiteral("-c"), file.fileName()});
        for (int i = 0; i < 100; ++i) {
            QTcpSocket socket;
            socket.connectToHost(QStringLiteral("127.0.0.1"), m_port);
            if (socket.waitForConnected(1000))
                return {};
            if (m_process.waitForFinished(50))
                break;
        }
        return QStringLiteral("nginx does not start: ") + QString::fromUtf8(m_process.readAll());
    }
    quint16 port() const { return m_port; }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
};

} // namespace

class NginxTest : public QObject {
    Q_OBJECT

private slots:
    void s8_behindACachingProxy()
    {
        ServerFixture server;
        QVERIFY2(server.start(), qPrintable(server.problem()));
        Nginx nginx;
        const QString problem = nginx.start(server.port());
        if (problem == QLatin1String("nginx is not installed"))
            QSKIP("nginx is not installed");
        QVERIFY2(problem.isEmpty(), qPrintable(problem));

        TestDevice alice {subprotocolCbor}; // signs in through the proxy
        QVERIFY(alice.registerAt(nginx.port(), QStringLiteral("alice")));
        const auto bytes = randomBytes(3'000'000, 1);
        const auto grant = grantFor(alice, bytes);
        QVERIFY(grant);
        const QByteArray bearer = "Authorization: " + blobhttp::authorization(grant->token);
        BlobClient http, direct;
        QVERIFY(http.connectTo(nginx.port()) && direct.connectTo(server.port()));
        QCOMPARE(http.get(grant->blob).status, 404);

        // Unbuffered: half of the body has reached the server while the other half has not been sent.
        http.write(BlobClient::putHead(*grant, bytes.size(), 0, bytes.size()) + "\r\n" + bytes.first(1'500'000));
        QTRY_VERIFY_WITH_TIMEOUT(direct.head(grant->blob, {bearer}).offset() >= 1'000'000, 10'000);
        http.cutOff();
        qint64 at = 0;
        QVERIFY(http.connectTo(nginx.port()));
        const auto settled = [&] { // how far it came, once the proxy has let go
            const auto before = std::exchange(at, http.head(grant->blob, {bearer}).offset());
            return at > 0 && before == at && server.metric("confab_uploads") == 0;
        };
        QTRY_VERIFY_WITH_TIMEOUT(settled(), 10'000);
        const auto put = http.put(*grant, bytes.mid(at), at, bytes.size());
        QCOMPARE(put.status, 201);

        auto got = http.get(grant->blob); // the 404 of before was not kept
        QCOMPARE(got.status, 200);
        QCOMPARE(got.header("X-Cache-Status"), QByteArray("MISS"));
        QVERIFY(got.body == bytes);
        const double sent = server.metric("confab_blob_bytes_out_total");
        got = http.get(grant->blob);
        QCOMPARE(got.header("X-Cache-Status"), QByteArray("HIT"));
        QVERIFY(got.body == bytes);
        got = http.get(grant->blob, {"Range: bytes=1000000-1000099"});
        QCOMPARE(got.status, 206);
        QCOMPARE(got.header("X-Cache-Status"), QByteArray("HIT"));
        QCOMPARE(got.body, bytes.mid(1'000'000, 100));
        QCOMPARE(http.get(grant->blob, {"If-None-Match: " + got.header("ETag")}).status, 304);
        QCOMPARE(server.metric("confab_blob_bytes_out_total"), sent);
        server.stop(); // what is cached is served even so
        QVERIFY(http.get(grant->blob).body == bytes);
    }
};

QTEST_GUILESS_MAIN(NginxTest)
#include "test_nginx.moc"
