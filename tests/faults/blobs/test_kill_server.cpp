#include "tests/faults/harness/server_process.h"
#include "tests/integration/server/blob_client.h"

#include <QRandomGenerator>
#include <QTest>

using namespace confab;
using namespace confab::tests;

// kill -9 of the server in the middle of an upload, again and again. CONFAB_FULL=1: 1 GiB instead of 16 MiB.

class KillServerTest : public QObject {
    Q_OBJECT

private slots:
    void s8_anUploadSurvivesKill9OfTheServer()
    {
        const bool full = qEnvironmentVariableIntValue("CONFAB_FULL") != 0;
        const qint64 size = full ? qint64(1) << 30 : 16 << 20;
        const int kills = full ? 12 : 6;
        QRandomGenerator random(20261124);
        ServerProcess server {QStringLiteral(CONFAB_SERVER_PROGRAM)};
        QVERIFY(server.start());
        TestDevice alice {subprotocolCbor};
        QVERIFY(alice.registerAt(server.port(), QStringLiteral("alice")));
        const auto bytes = randomBytes(size, 1);
        const PublicKey hash = sha256Of(bytes);
        auto grant = alice.wire.ask(MediaGrant {size, hash});
        QVERIFY(grant);
        const BlobId blob = grant->blob;
        const qint64 chunk = full ? grant->chunk : 2 << 20;

        qint64 at = 0, sent = 0, worst = 0;
        int left = kills;
        while (at < size) {
            BlobClient http;
            QVERIFY(http.connectTo(server.port()));
            bool alive = true;
            while (alive && at < size) {
                const auto count = std::min(chunk, size - at);
                // The last chunk is always killed once too, when its body is whole: between the bytes and the answer.
                const bool last = at + count == size;
                if (left > 0 && (last || random.bounded(size) < chunk * kills * 2)) {
                    const auto part = last ? count : qint64(random.bounded(count));
                    http.write(BlobClient::putHead(*grant, count, at, size) + "\r\n" + bytes.mid(at, part));
                    sent += part;
                    server.kill();
                    alive = false;
                    --left;
                    QVERIFY(server.start());
                    QVERIFY(alice.authenticateAt(server.port()));
                    grant = alice.wire.ask(MediaGrant {size, hash});
                    QVERIFY(grant);
                    QCOMPARE(grant->blob, blob);
                    QVERIFY2(grant->offset >= at, "what was acknowledged is gone");
                    QVERIFY(grant->offset <= at + part);
                    worst = std::max(worst, at + part - grant->offset);
                    at = grant->offset;
                    break;
                }
                const auto answer = http.put(*grant, bytes.mid(at, count), at, size);
                QCOMPARE(answer.status, last ? 201 : 204);
                sent += count;
                at = answer.offset();
            }
        }
        QVERIFY(left < kills);
        QVERIFY2(worst <= chunk, qPrintable(QString::number(worst)));
        BlobClient http;
        QVERIFY(http.connectTo(server.port()));
        QVERIFY(http.get(blob).body == bytes); // no QCOMPARE: it would print them
        qInfo("%lld MiB, %d kills: at most %lld KiB sent again after one (a chunk is %lld), %.2f %% in all", size >> 20, kills - left,
            worst >> 10, chunk >> 10, 100.0 * double(sent - size) / double(size));
    }
};

QTEST_GUILESS_MAIN(KillServerTest)
#include "test_kill_server.moc"
