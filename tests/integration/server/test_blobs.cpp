#include "tests/integration/server/blob_client.h"
#include "tests/integration/server/server_fixture.h"

#include <QDirIterator>
#include <QTest>

using namespace confab;
using namespace confab::tests;

// Protocol section 8 over real sockets: uploads, downloads, and everything that can be wrong with them.

namespace {

//! Both clocks move only when told to.
class TestClock : public server::Clock {
public:
    qint64 wallMs() const override { return m_wall; }
    qint64 steadyMs() const override { return m_steady; }
    void advance(qint64 ms) { m_wall += ms, m_steady += ms; }

private:
    std::atomic<qint64> m_wall {1'700'000'000'000};
    std::atomic<qint64> m_steady {1'000'000};
};

constexpr qint64 hour = 3'600'000;

struct House {
    ServerFixture server;
    TestDevice alice {subprotocolCbor};
    TestDevice bob {subprotocolCbor};
    BlobClient http;

    bool open()
    {
        return server.start() && alice.registerAt(server.port(), QStringLiteral("alice")) && alice.sync()
            && bob.registerAt(server.port(), QStringLiteral("bob")) && bob.sync() && http.connectTo(server.port());
    }
    int filesOnDisk() const
    {
        int count = 0;
        for (QDirIterator it(server.dataDir() + QStringLiteral("/blobs"), QDir::Files, QDirIterator::Subdirectories); it.hasNext(); it.next())
            ++count;
        return count;
    }
};

QByteArray bearer(const MediaGranted &grant)
{
    return "Authorization: " + blobhttp::authorization(grant.token);
}

} // namespace

class BlobsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<House> m_shared; //!< of the tables

    House *shared()
    {
        if (!m_shared) {
            m_shared = std::make_unique<House>();
            if (!m_shared->open())
                m_shared.reset();
        }
        return m_shared.get();
    }

private slots:
    void cleanupTestCase() { m_shared.reset(); }

    void s8_grantPutGet()
    {
        House h;
        QVERIFY2(h.open(), qPrintable(h.server.problem()));
        QVERIFY(h.alice.welcome().caps.contains(QStringLiteral("media")));
        const auto bytes = randomBytes(1'000'003, 1);
        const auto grant = grantFor(h.alice, bytes);
        QVERIFY(grant);
        QCOMPARE(grant->offset, 0);
        QCOMPARE(grant->chunk, blobhttp::chunk);
        QCOMPARE(h.http.get(grant->blob).status, 404); // nothing of it is to be had before it is whole

        const auto put = h.http.put(*grant, bytes, 0, bytes.size());
        QCOMPARE(put.status, 201);
        QCOMPARE(put.offset(), bytes.size());
        const auto got = h.http.get(grant->blob); // on the same connection
        QCOMPARE(got.status, 200);
        QCOMPARE(got.body, bytes);
        QCOMPARE(got.header("Content-Type"), QByteArray("application/octet-stream"));
        QCOMPARE(got.header("X-Content-Type-Options"), QByteArray("nosniff"));
        QCOMPARE(got.header("Cache-Control"), QByteArray("public, max-age=31536000, immutable"));
        QCOMPARE(got.header("Accept-Ranges"), QByteArray("bytes"));
        const auto head = h.http.head(grant->blob);
        QCOMPARE(head.status, 200);
        QCOMPARE(head.header("Content-Length").toLongLong(), bytes.size());
        QCOMPARE(h.http.ask("GET /v1/blobs/ HTTP/1.1\r\nHost: a\r\n").status, 404); // no listing
        QCOMPARE(h.server.metric("confab_blobs_completed_total"), 1);
        QCOMPARE(h.server.metric("confab_blob_bytes_in_total"), double(bytes.size()));
    }

    void s8_chunksResumeWhereTheyEnded()
    {
        House h;
        QVERIFY(h.open());
        const auto bytes = randomBytes(3'000'000, 2);
        const auto grant = grantFor(h.alice, bytes);
        QVERIFY(grant);
        const auto size = bytes.size();
        auto answer = h.http.put(*grant, bytes.first(1'000'000), 0, size);
        QCOMPARE(answer.status, 204);
        QCOMPARE(answer.offset(), 1'000'000);
        QCOMPARE(h.http.head(grant->blob, {bearer(*grant)}).offset(), 1'000'000);
        QCOMPARE(h.http.head(grant->blob).status, 404);

        // The wrong place: nothing is taken, and the right one is told.
        for (const qint64 wrong : {qint64(0), qint64(999'999), qint64(1'000'001)}) {
            answer = h.http.put(*grant, bytes.mid(wrong, 100), wrong, size);
            QCOMPARE(answer.status, 409);
            QCOMPARE(answer.offset(), 1'000'000);
        }
        // A body that breaks off leaves what arrived.
        BlobClient other;
        QVERIFY(other.connectTo(h.server.port()));
        other.write(BlobClient::putHead(*grant, 2'000'000, 1'000'000, size) + "\r\n" + bytes.mid(1'000'000, 700'001));
        other.cutOff();
        QTRY_COMPARE(h.http.head(grant->blob, {bearer(*grant)}).offset(), 1'700'001);

        // A second grant of the same content is the same blob, also on another device and after a restart.
        h.server.stop();
        QVERIFY(h.server.start());
        QVERIFY(h.alice.authenticateAt(h.server.port()));
        const auto again = grantFor(h.alice, bytes);
        QVERIFY(again);
        QCOMPARE(again->blob, grant->blob);
        QCOMPARE(again->offset, 1'700'001);
        QVERIFY(h.http.connectTo(h.server.port()));
        answer = h.http.put(*grant, bytes.mid(1'700'001), 1'700'001, size); // with the token of before the restart
        QCOMPARE(answer.status, 201);
        QCOMPARE(h.http.get(grant->blob).body, bytes);

        answer = h.http.put(*grant, bytes.last(100), size - 100, size); // the answer was lost, say
        QCOMPARE(answer.status, 409);
        QCOMPARE(answer.offset(), size);
        QCOMPARE(grantFor(h.alice, bytes)->offset, size);
    }

    void s8_contentIsSharedWithinAUserAndNeverBeyond()
    {
        House h;
        QVERIFY(h.open());
        const auto bytes = randomBytes(5000, 3);
        const auto mine = upload(h.alice, h.server.port(), bytes);
        QVERIFY(!mine.isNull());
        QCOMPARE(grantFor(h.alice, bytes)->blob, mine);
        const auto theirs = grantFor(h.bob, bytes);
        QVERIFY(theirs && theirs->blob != mine);
        QCOMPARE(theirs->offset, 0); // as if nobody had it
        QVERIFY(!h.bob.wire.ask(MediaGrant {0, sha256Of(bytes)}));
        QCOMPARE(h.bob.wire.errorOf(MediaGrant {limits::attachment + 1, sha256Of(bytes)}), ErrorCode::BadArg);
    }

    void s8_wrongHashIsSaidAndSentAgain()
    {
        House h;
        QVERIFY(h.open());
        const auto bytes = randomBytes(300'000, 4);
        auto broken = bytes;
        broken[150'000] = char(broken[150'000] + 1);
        const auto grant = grantFor(h.alice, bytes);
        QVERIFY(grant);
        auto answer = h.http.put(*grant, broken, 0, bytes.size());
        QCOMPARE(answer.status, 422);
        QCOMPARE(answer.offset(), 0);
        QCOMPARE(h.http.get(grant->blob).status, 404);
        answer = h.http.put(*grant, bytes, 0, bytes.size());
        QCOMPARE(answer.status, 201);
        QCOMPARE(h.http.get(grant->blob).body, bytes);
        QCOMPARE(h.server.metric("confab_blobs_refused_total"), 1);
    }

    //! A blob whose first part has been on disk since before the restart is hashed all the same.
    void s8_wrongHashAcrossARestart()
    {
        House h;
        QVERIFY(h.open());
        const auto bytes = randomBytes(2'000'000, 5);
        auto broken = bytes;
        broken[10] = char(broken[10] + 1);
        const auto grant = grantFor(h.alice, bytes);
        QCOMPARE(h.http.put(*grant, broken.first(1'500'000), 0, bytes.size()).status, 204);
        h.server.stop();
        QVERIFY(h.server.start());
        QVERIFY(h.http.connectTo(h.server.port()));
        QCOMPARE(h.http.put(*grant, broken.mid(1'500'000), 1'500'000, bytes.size()).status, 422);
    }

    void s8_tokensBelongToOneBlobAndEnd()
    {
        TestClock clock;
        House h;
        h.server.options.clock = &clock;
        QVERIFY(h.open());
        const auto bytes = randomBytes(1000, 6), others = randomBytes(1000, 7);
        auto grant = *grantFor(h.alice, bytes);
        const auto other = *grantFor(h.alice, others), bobs = *grantFor(h.bob, bytes);
        const auto statusWith = [&](const QByteArray &token) {
            auto forged = grant;
            forged.token = token;
            return h.http.put(forged, bytes, 0, bytes.size()).status;
        };
        QCOMPARE(statusWith({}), 401);
        QCOMPARE(statusWith(other.token), 401);
        QCOMPARE(statusWith(bobs.token), 401);
        QCOMPARE(statusWith(grant.token.first(grant.token.size() - 1)), 401);
        QCOMPARE(statusWith(QByteArray(grant.token.size(), '\0')), 401);
        auto longer = grant.token; // a later end, under the old signature
        longer[0] = char(longer[0] + 1);
        QCOMPARE(statusWith(longer), 401);
        QCOMPARE(h.http.head(grant.blob, {bearer(other)}).status, 401);
        const auto path = blobhttp::pathOf(grant.blob);
        for (const QByteArray &line : {QByteArray("Authorization: Basic YTpi"), QByteArray("Authorization: Bearer"),
                 QByteArray("Authorization: Bearer !!!!"), QByteArray("X-Nothing: 1")})
            QCOMPARE(h.http.ask("PUT " + path + " HTTP/1.1\r\nHost: a\r\n" + line + "\r\nContent-Range: bytes 0-0/1000\r\nContent-Length: 1\r\n", "x").status, 401);
        clock.advance(24 * hour + 1);
        QCOMPARE(statusWith(grant.token), 401);
        grant = *grantFor(h.alice, bytes);
        QCOMPARE(statusWith(grant.token), 201);
    }

    void hostileUploadHeaders_data()
    {
        QTest::addColumn<QByteArray>("range");
        QTest::addColumn<QByteArray>("length");
        QTest::addColumn<int>("status");
        const auto row = [](const char *name, const QByteArray &range, const QByteArray &length, int status) {
            QTest::newRow(name) << range << length << status;
        };
        row("no range", "", "Content-Length: 1000", 400);
        row("no length", "Content-Range: bytes 0-999/1000", "", 411);
        row("chunked", "Content-Range: bytes 0-999/1000", "Transfer-Encoding: chunked", 411);
        row("both", "Content-Range: bytes 0-999/1000", "Content-Length: 1000\r\nTransfer-Encoding: chunked", 400);
        row("two lengths", "Content-Range: bytes 0-999/1000", "Content-Length: 1000\r\nContent-Length: 999", 400);
        row("negative length", "Content-Range: bytes 0-999/1000", "Content-Length: -1000", 400);
        row("huge length", "Content-Range: bytes 0-999/1000", "Content-Length: 18446744073709551615", 400);
        row("length beyond numbers", "Content-Range: bytes 0-999/1000", "Content-Length: 99999999999999999999999", 400);
        row("length is not the range's", "Content-Range: bytes 0-999/1000", "Content-Length: 999", 400);
        row("unit", "Content-Range: lines 0-999/1000", "Content-Length: 1000", 400);
        row("negative", "Content-Range: bytes -1-999/1000", "Content-Length: 1000", 400);
        row("backwards", "Content-Range: bytes 999-0/1000", "Content-Length: 1000", 400);
        row("star", "Content-Range: bytes */1000", "Content-Length: 1000", 400);
        row("unknown size", "Content-Range: bytes 0-999/*", "Content-Length: 1000", 400);
        row("beyond numbers", "Content-Range: bytes 0-99999999999999999999/99999999999999999999", "Content-Length: 1000", 400);
        row("beyond the limit", "Content-Range: bytes 0-99999999999/100000000000", "Content-Length: 100000000000", 416);
        row("past the end", "Content-Range: bytes 1-1000/1000", "Content-Length: 1000", 416);
        row("another size", "Content-Range: bytes 0-999/2000", "Content-Length: 1000", 416);
        row("smaller size", "Content-Range: bytes 0-499/500", "Content-Length: 500", 416);
        row("ahead", "Content-Range: bytes 500-999/1000", "Content-Length: 500", 409);
    }
    void hostileUploadHeaders()
    {
        QFETCH(QByteArray, range);
        QFETCH(QByteArray, length);
        QFETCH(int, status);
        House *h = shared();
        QVERIFY(h && h->http.connectTo(h->server.port()));
        const auto bytes = randomBytes(1000, qHash(QByteArray(QTest::currentDataTag())) | 1);
        const auto grant = *grantFor(h->alice, bytes);
        QByteArray head = "PUT " + blobhttp::pathOf(grant.blob) + " HTTP/1.1\r\nHost: a\r\n" + bearer(grant) + "\r\n";
        for (const auto &line : {range, length})
            head += line.isEmpty() ? QByteArray() : line + "\r\n";
        const auto answer = h->http.ask(head, bytes);
        QCOMPARE(answer.status, status);
        // Whatever it was, the blob is as before.
        BlobClient fresh;
        QVERIFY(fresh.connectTo(h->server.port()));
        QCOMPARE(fresh.head(grant.blob, {bearer(grant)}).offset(), 0);
        QCOMPARE(fresh.put(grant, bytes, 0, bytes.size()).status, 201);
    }

    void ranges_data()
    {
        QTest::addColumn<QByteArray>("range");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("count");
        const auto row = [](const QByteArray &range, int status, int first, int count) {
            QTest::newRow(range.constData()) << range << status << first << count;
        };
        row("bytes=0-0", 206, 0, 1);
        row("bytes=10-19", 206, 10, 10);
        row("bytes=99990-", 206, 99'990, 10);
        row("bytes=99990-200000", 206, 99'990, 10);
        row("bytes=-10", 206, 99'990, 10);
        row("bytes=-200000", 206, 0, 100'000);
        row("BYTES=5-6", 206, 5, 2);
        row("bytes=100000-", 416, 0, 0);
        row("bytes=100000-100001", 416, 0, 0);
        row("bytes=-0", 416, 0, 0);
        for (const char *whole : {"bytes=5-4", "bytes=", "bytes=-", "bytes=a-b", "bytes=0-1,5-6", "bytes=0x1-2", "lines=0-1", "bytes=--5",
                 "bytes=99999999999999999999-", "bytes=0-99999999999999999999", "bytes=1", "bytes = 0-1"})
            row(whole, 200, 0, 100'000);
    }
    void ranges()
    {
        QFETCH(QByteArray, range);
        QFETCH(int, status);
        QFETCH(int, first);
        QFETCH(int, count);
        House *h = shared();
        QVERIFY(h && h->http.connectTo(h->server.port()));
        const auto bytes = randomBytes(100'000, 9);
        const BlobId blob = upload(h->alice, h->server.port(), bytes); // once; the others find it there
        QVERIFY(!blob.isNull());
        const auto got = h->http.get(blob, {"Range: " + range});
        QCOMPARE(got.status, status);
        if (status == 416) {
            QCOMPARE(got.header("Content-Range"), QByteArray("bytes */100000"));
            return;
        }
        QCOMPARE(got.body, bytes.mid(first, count));
        const auto told = "bytes " + QByteArray::number(first) + '-' + QByteArray::number(first + count - 1) + "/100000";
        QCOMPARE(got.header("Content-Range"), status == 206 ? told : QByteArray());
    }

    void conditions()
    {
        House h;
        QVERIFY(h.open());
        const auto bytes = randomBytes(1000, 10);
        const auto blob = upload(h.alice, h.server.port(), bytes);
        const auto etag = h.http.get(blob).header("ETag");
        QVERIFY(etag.startsWith('"') && etag.endsWith('"'));
        for (const QByteArray &tags : {etag, "\"other\", " + etag, "W/" + etag, QByteArray("*")}) {
            const auto got = h.http.get(blob, {"If-None-Match: " + tags, "Range: bytes=0-9"});
            QCOMPARE(got.status, 304);
            QCOMPARE(got.header("ETag"), etag);
        }
        QCOMPARE(h.http.get(blob, {"If-None-Match: \"other\""}).status, 200);
        QCOMPARE(h.http.get(blob, {"If-Range: " + etag, "Range: bytes=0-9"}).body, bytes.first(10));
        QCOMPARE(h.http.get(blob, {"If-Range: \"other\"", "Range: bytes=0-9"}).status, 200);
        QCOMPARE(h.http.get(blob, {"If-Range: W/" + etag, "Range: bytes=0-9"}).status, 200); // weak is not enough
        QCOMPARE(h.http.ask("DELETE " + blobhttp::pathOf(blob) + " HTTP/1.1\r\nHost: a\r\n").status, 405);
    }

    void requestsMayComeTogetherAndInPieces()
    {
        House h;
        QVERIFY(h.open());
        const auto bytes = randomBytes(400'000, 11), second = randomBytes(10, 12);
        const auto grant = *grantFor(h.alice, bytes);
        const auto other = *grantFor(h.alice, second);
        // A PUT, another and a GET in one go.
        h.http.write(BlobClient::putHead(grant, bytes.size(), 0, bytes.size()) + "\r\n" + bytes
            + BlobClient::putHead(other, second.size(), 0, second.size()) + "\r\n" + second + "GET " + blobhttp::pathOf(grant.blob)
            + " HTTP/1.1\r\nHost: a\r\n\r\n");
        QCOMPARE(h.http.read().status, 201);
        QCOMPARE(h.http.read().status, 201);
        QCOMPARE(h.http.read().body, bytes);
        // 100-continue: the body comes when it is wanted, and not at all where it is not.
        const auto third = randomBytes(5000, 13);
        const auto late = *grantFor(h.alice, third);
        h.http.write(BlobClient::putHead(late, third.size(), 0, third.size(), {"Expect: 100-continue"}) + "\r\n");
        QVERIFY(h.http.socket().waitForReadyRead(5000));
        QVERIFY(h.http.socket().peek(20).startsWith("HTTP/1.1 100"));
        for (const char byte : third.first(200))
            h.http.write(QByteArray(1, byte));
        h.http.write(third.mid(200));
        QCOMPARE(h.http.read().status, 201);
        h.http.write(BlobClient::putHead(late, third.size(), 0, third.size(), {"Expect: 100-continue"}) + "\r\n");
        QCOMPARE(h.http.read().status, 409);
    }

    void theNewerPutGoesOn()
    {
        House h;
        QVERIFY(h.open());
        const auto bytes = randomBytes(2'000'000, 14);
        const auto grant = *grantFor(h.alice, bytes);
        h.http.write(BlobClient::putHead(grant, bytes.size(), 0, bytes.size()) + "\r\n" + bytes.first(1'000'000));
        BlobClient newer;
        QVERIFY(newer.connectTo(h.server.port()));
        QTRY_VERIFY(newer.head(grant.blob, {bearer(grant)}).offset() > 0); // the older one is being taken
        qint64 at = newer.head(grant.blob, {bearer(grant)}).offset();
        auto answer = newer.put(grant, bytes.mid(at), at, bytes.size());
        if (answer.status == 409) { // a piece of the older one was still on its way
            at = answer.offset();
            answer = newer.put(grant, bytes.mid(at), at, bytes.size());
        }
        QCOMPARE(answer.status, 201);
        h.http.write(bytes.mid(1'000'000));
        QVERIFY(h.http.isGone());
        QCOMPARE(newer.get(grant.blob).body, bytes);
    }

    void W4_whoHardlySendsIsLetGo()
    {
        House h;
        h.server.options.gateway.noProgress = 1s;
        QVERIFY(h.open());
        const auto bytes = randomBytes(200'000, 15);
        const auto grant = *grantFor(h.alice, bytes);
        // 16 KiB a second is slow and honest.
        h.http.write(BlobClient::putHead(grant, 60'000, 0, bytes.size()) + "\r\n");
        for (qint64 at = 0; at < 60'000; at += 5000) {
            h.http.write(bytes.mid(at, 5000));
            QTest::qWait(250);
        }
        auto answer = h.http.read();
        QCOMPARE(answer.status, 204);
        // A byte now and then is not.
        h.http.write(BlobClient::putHead(grant, 100'000, 60'000, bytes.size()) + "\r\n" + bytes.mid(60'000, 5000));
        for (int i = 0; i < 40 && h.http.socket().bytesAvailable() == 0; ++i) {
            h.http.write(bytes.mid(65'000 + i, 1));
            h.http.socket().waitForReadyRead(100);
        }
        answer = h.http.read();
        QCOMPARE(answer.status, 408);
        QVERIFY(answer.offset() >= 65'000);
        QVERIFY(h.http.isGone(10s));
        QVERIFY(h.http.connectTo(h.server.port()));
        QVERIFY(h.http.head(grant.blob, {bearer(grant)}).offset() >= 65'000); // what came is kept
    }

    void W4_whoDoesNotReadIsLetGo()
    {
        House h;
        h.server.options.gateway.noProgress = 1s;
        QVERIFY(h.open());
        const auto blob = upload(h.alice, h.server.port(), randomBytes(16'000'000, 16));
        QVERIFY(!blob.isNull());
        BlobClient lazy;
        QVERIFY(lazy.connectTo(h.server.port()));
        lazy.socket().setReadBufferSize(4096);
        lazy.write("GET " + blobhttp::pathOf(blob) + " HTTP/1.1\r\nHost: a\r\n\r\n");
        QTRY_COMPARE_WITH_TIMEOUT(h.server.metric("confab_downloads"), 1, 5000);
        QTRY_COMPARE_WITH_TIMEOUT(h.server.metric("confab_downloads"), 0, 10'000);
    }

    void s5_mediaMustBeComplete()
    {
        House h;
        QVERIFY(h.open());
        const auto chat = h.alice.chatWith(h.bob);
        QVERIFY(chat);
        auto send = h.alice.message(*chat, "look");
        send.media = {*BlobId::fromBytes(QByteArray(32, 'x'))};
        QCOMPARE(h.alice.wire.errorOf(send), ErrorCode::NotFound);
        const auto bytes = randomBytes(5000, 17);
        const auto grant = *grantFor(h.alice, bytes);
        send.media = {grant.blob};
        QCOMPARE(h.alice.wire.errorOf(send), ErrorCode::NotFound); // granted is not there
        QCOMPARE(h.http.put(grant, bytes, 0, bytes.size()).status, 201);
        QVERIFY(h.alice.wire.ask(send));
        // Whoever knows the id may forward it.
        auto forward = h.bob.message(*chat, "look again");
        forward.media = {grant.blob};
        QVERIFY(h.bob.wire.ask(forward));
        UserSet avatar;
        avatar.avatar = *BlobId::fromBytes(QByteArray(32, 'y'));
        QCOMPARE(h.bob.wire.errorOf(avatar), ErrorCode::NotFound);
        avatar.avatar = grant.blob;
        QVERIFY(h.bob.wire.ask(avatar));
        QCOMPARE(h.alice.wire.ask(UserGet {{h.bob.user()}})->users.first().avatar, grant.blob);
        avatar.avatar = BlobId();
        QVERIFY(h.bob.wire.ask(avatar));
        QVERIFY(!h.alice.wire.ask(UserGet {{h.bob.user()}})->users.first().avatar);
    }

    void s8_quotaOfAUser()
    {
        House h;
        h.server.options.services.mediaQuota = 1'000'000;
        QVERIFY(h.open());
        QVERIFY(grantFor(h.alice, randomBytes(600'000, 18)));
        QVERIFY(grantFor(h.alice, randomBytes(600'000, 18))); // the same again costs nothing
        QCOMPARE(h.alice.wire.errorOf(MediaGrant {600'000, sha256Of("b")}), ErrorCode::Quota);
        QVERIFY(h.alice.wire.ask(MediaGrant {300'000, sha256Of("c")}));
        QVERIFY(grantFor(h.bob, randomBytes(600'000, 19))); // everybody has his own
    }

    void M5_orphansGoAfterADayAndNothingElseDoes()
    {
        TestClock clock;
        House h;
        h.server.options.clock = &clock;
        QVERIFY(h.open());
        const auto port = h.server.port();
        const auto chat = h.alice.chatWith(h.bob);
        const auto sent = upload(h.alice, port, randomBytes(1000, 20)), orphan = upload(h.alice, port, randomBytes(1000, 21));
        const auto redacted = upload(h.alice, port, randomBytes(1000, 22)), avatar = upload(h.bob, port, randomBytes(1000, 23));
        const auto unfinished = *grantFor(h.alice, randomBytes(1000, 24));
        QCOMPARE(h.http.put(unfinished, randomBytes(1000, 24).first(500), 0, 1000).status, 204);
        auto first = h.alice.message(*chat, "1"), second = h.alice.message(*chat, "2");
        first.media = {sent, redacted};
        second.media = {redacted};
        const auto one = h.alice.wire.ask(first), two = h.alice.wire.ask(second);
        QVERIFY(one && two);
        UserSet set;
        set.avatar = avatar;
        QVERIFY(h.bob.wire.ask(set));
        QCOMPARE(h.filesOnDisk(), 5);

        clock.advance(23 * hour);
        QTest::qWait(300); // a few ticks
        QCOMPARE(h.filesOnDisk(), 5);
        clock.advance(2 * hour);
        QTRY_COMPARE_WITH_TIMEOUT(h.filesOnDisk(), 3, 5000); // the orphan and the unfinished one
        QCOMPARE(h.http.get(orphan).status, 404);
        for (const auto &kept : {sent, redacted, avatar})
            QCOMPARE(h.http.get(kept).status, 200);
        auto late = h.alice.message(*chat, "late");
        late.media = {orphan};
        QCOMPARE(h.alice.wire.errorOf(late), ErrorCode::NotFound);

        // References end one by one, and the day begins with the last.
        const auto redact = [&](Seq seq) {
            auto send = h.alice.message(*chat, "");
            send.kind = EventKind::Redact;
            send.ref = seq;
            return h.alice.wire.ask(send).has_value();
        };
        QVERIFY(redact(two->seq));
        clock.advance(25 * hour);
        QTest::qWait(300);
        QCOMPARE(h.http.get(redacted).status, 200); // the first message still has it
        QVERIFY(redact(one->seq));
        set.avatar = BlobId();
        QVERIFY(h.bob.wire.ask(set));
        clock.advance(23 * hour);
        QTest::qWait(300);
        QCOMPARE(h.filesOnDisk(), 3);
        clock.advance(2 * hour);
        QTRY_COMPARE_WITH_TIMEOUT(h.filesOnDisk(), 0, 5000);
        QTRY_COMPARE(h.server.metric("confab_blobs_collected_total"), 5);
    }

    void userDeleteFreesWhatNobodyElseHas()
    {
        TestClock clock;
        House h;
        h.server.options.clock = &clock;
        QVERIFY(h.open());
        const auto port = h.server.port();
        const auto chat = h.alice.chatWith(h.bob);
        const auto sent = upload(h.alice, port, randomBytes(1000, 25)), avatar = upload(h.alice, port, randomBytes(1000, 26));
        QVERIFY(!upload(h.alice, port, randomBytes(1000, 27)).isNull());
        const auto unfinished = *grantFor(h.alice, randomBytes(1000, 28));
        QCOMPARE(h.http.put(unfinished, randomBytes(1000, 28).first(500), 0, 1000).status, 204);
        auto send = h.alice.message(*chat, "keep");
        send.media = {sent};
        QVERIFY(h.alice.wire.ask(send));
        UserSet set;
        set.avatar = avatar;
        QVERIFY(h.alice.wire.ask(set));
        QVERIFY(h.alice.wire.ask(UserDelete {}));
        QCOMPARE(h.http.put(unfinished, randomBytes(1000, 28).last(500), 500, 1000).status, 404);
        clock.advance(hour); // to the next collection: it need not wait a day
        QTRY_COMPARE_WITH_TIMEOUT(h.filesOnDisk(), 1, 5000);
        QCOMPARE(h.http.get(sent).status, 200); // it stays in Bob's chat
    }

    void twentyUploadsAtOnceAreFair()
    {
        House h;
        QVERIFY(h.open());
        constexpr int count = 20;
        constexpr qint64 size = 2'000'000;
        std::vector<std::unique_ptr<TestDevice>> people;
        std::vector<std::unique_ptr<BlobClient>> sockets;
        std::vector<MediaGranted> grants;
        for (int i = 0; i < count; ++i) {
            auto person = std::make_unique<TestDevice>(subprotocolCbor);
            QVERIFY(person->registerAt(h.server.port(), QStringLiteral("user%1").arg(i)));
            grants.push_back(*grantFor(*person, randomBytes(size, 100 + quint32(i))));
            people.push_back(std::move(person));
            sockets.push_back(std::make_unique<BlobClient>());
            QVERIFY(sockets.back()->connectTo(h.server.port()));
            sockets.back()->socket().write(BlobClient::putHead(grants.back(), size, 0, size) + "\r\n");
        }
        // All are fed in turn by one thread; nobody is left behind by more than what lies in buffers.
        for (qint64 at = 0; at < size; at += 100'000)
            for (int i = 0; i < count; ++i)
                sockets[std::size_t(i)]->write(randomBytes(size, 100 + quint32(i)).mid(at, 100'000));
        for (int i = 0; i < count; ++i) {
            QCOMPARE(sockets[std::size_t(i)]->read().status, 201);
            QCOMPARE(h.http.get(grants[std::size_t(i)].blob).body, randomBytes(size, 100 + quint32(i)));
        }
        // One person may have eight.
        const auto bytes = randomBytes(1'000'000, 200);
        std::vector<std::unique_ptr<BlobClient>> greedy;
        for (int i = 0; i < 9; ++i) {
            const auto grant = *h.alice.wire.ask(MediaGrant {1000 + i, sha256Of(QByteArray::number(i))});
            greedy.push_back(std::make_unique<BlobClient>());
            QVERIFY(greedy.back()->connectTo(h.server.port()));
            greedy.back()->write(BlobClient::putHead(grant, 1000, 0, 1000 + i) + "\r\n" + QByteArray(500, 'x'));
            if (i < 8)
                QTRY_COMPARE(h.http.head(grant.blob, {bearer(grant)}).status, 200);
            else
                greedy.back()->write(QByteArray(500, 'x'));
        }
        QCOMPARE(greedy.back()->read().status, 429);
    }
};

QTEST_GUILESS_MAIN(BlobsTest)
#include "test_blobs.moc"
