#include "core/net/blob_download.h"
#include "core/net/blob_upload.h"
#include "tests/unit/net/scripted_http.h"

#include <QSignalSpy>
#include <QTemporaryFile>
#include <QTest>

using namespace confab;
using namespace confab::test;
using namespace std::chrono_literals;
using Kind = BlobError::Kind;
Q_DECLARE_METATYPE(BlobError::Kind)

// The client's ends of protocol section 8 against servers that refuse, stall, break, lie and point elsewhere.

namespace {

ServerAddress addressOf(const ScriptedHttp &server)
{
    return parseServerAddress("ws://127.0.0.1:" + QString::number(server.port())).value();
}

BlobId someBlob()
{
    return BlobId::fromBytes(QByteArray(BlobId::size, 'b')).value();
}

struct Source : QTemporaryFile {
    explicit Source(const QByteArray &bytes)
    {
        static_cast<void>(open());
        write(bytes);
        flush();
    }
};

QByteArray pattern(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = char(i * 31 + i / 251);
    return bytes;
}

//! Takes what comes at the right place, as a blob server does.
struct Taker {
    QByteArray have;
    ScriptedHttp::Reply operator()(const ScriptedHttp::Request &request)
    {
        const QByteArray range = request.header("Content-Range").mid(6);
        const auto first = range.left(range.indexOf('-')).toLongLong();
        const auto size = range.mid(range.indexOf('/') + 1).toLongLong();
        if (first != have.size())
            return {ScriptedHttp::answer("409 Conflict", "Upload-Offset: " + QByteArray::number(have.size()) + "\r\n"), false};
        have += request.body;
        return {ScriptedHttp::answer(have.size() == size ? "201 Created" : "204 No Content", "Upload-Offset: " + QByteArray::number(have.size()) + "\r\n"), false};
    }
};

//! How an upload of `bytes` ends: nothing where it was done.
std::optional<BlobError> send(const ScriptedHttp &server, const QByteArray &bytes, qint64 chunk, qint64 offset = 0, std::chrono::milliseconds patience = 10s)
{
    const Source file(bytes);
    BlobUpload upload({addressOf(server), someBlob(), "token", chunk, offset, patience}, file.fileName());
    std::optional<BlobError> failed;
    bool done = false;
    qint64 last = 0;
    bool backwards = false;
    QObject::connect(&upload, &BlobUpload::done, [&] { done = true; });
    QObject::connect(&upload, &BlobUpload::failed, [&](const BlobError &error) { failed = error; });
    QObject::connect(&upload, &BlobUpload::progressed, [&](qint64 sent) { backwards = backwards || std::exchange(last, sent) > sent; });
    upload.start();
    if (!QTest::qWaitFor([&] { return done || failed; }, 20'000) || (done && failed) || (done && (backwards || last > bytes.size())))
        qFatal("an upload ends once, and its progress goes forward");
    return failed;
}

} // namespace

class BlobTransfersTest : public QObject {
    Q_OBJECT
private slots:
    void s8_chunksGoOverOneConnection()
    {
        Taker taker;
        const ScriptedHttp server([&](const auto &request) { return taker(request); });
        const QByteArray bytes = pattern(2'500'000);
        QVERIFY(!send(server, bytes, 1'000'000));
        QCOMPARE(taker.have, bytes);
        QCOMPARE(server.requests.size(), 3);
        QCOMPARE(server.connections, 1);
        const auto &first = server.requests.first();
        QCOMPARE(first.method, QByteArray("PUT"));
        QCOMPARE(first.path, "/v1/blobs/" + someBlob().toText().toLatin1());
        QCOMPARE(first.header("Host"), "127.0.0.1:" + QByteArray::number(server.port()));
        QCOMPARE(first.header("Authorization"), QByteArray("Bearer dG9rZW4"));
        QCOMPARE(first.header("Content-Range"), QByteArray("bytes 0-999999/2500000"));
    }

    void s8_resumesAndFollowsTheServersOffset()
    {
        Taker taker;
        const QByteArray bytes = pattern(700'000);
        taker.have = bytes.first(300'000);
        const ScriptedHttp server([&](const auto &request) { return taker(request); });
        QVERIFY(!send(server, bytes, 200'000, 100'000)); // it has more than was thought
        QCOMPARE(taker.have, bytes);
        QVERIFY(!send(server, bytes, 200'000, bytes.size())); // nothing to send
        QCOMPARE(server.requests.size(), 3);
        // One that never agrees is not followed for ever.
        const ScriptedHttp mad([](const auto &) { return ScriptedHttp::Reply {ScriptedHttp::answer("409 Conflict", "Upload-Offset: 5\r\n"), false}; });
        QCOMPARE(send(mad, bytes, 200'000)->kind, Kind::Offset);
        QVERIFY(mad.requests.size() <= 5);
    }

    void s8_answersOfAServerAreTold_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<Kind>("kind");
        const auto row = [](const char *status, Kind kind, const QByteArray &headers = {}) {
            QTest::newRow(status) << ScriptedHttp::answer(status, headers, "<html>no</html>") << kind;
        };
        row("401 Unauthorized", Kind::Unauthorized);
        row("403 Forbidden", Kind::Unauthorized);
        row("404 Not Found", Kind::Gone);
        row("410 Gone", Kind::Gone);
        row("408 Request Timeout", Kind::Network);
        row("413 Too Large", Kind::TooBig);
        row("416 Range", Kind::Offset);
        row("422 Unprocessable", Kind::HashRefused, "Upload-Offset: 0\r\n");
        row("429 Too Many", Kind::Busy, "Retry-After: 7\r\n");
        row("500 Internal", Kind::Busy);
        row("502 Bad Gateway", Kind::Busy);
        row("503 Unavailable", Kind::Busy, "Retry-After: 7\r\n");
        row("507 Insufficient Storage", Kind::Full, "Upload-Offset: 0\r\n");
        row("400 Bad Request", Kind::Protocol);
        row("301 Moved", Kind::Protocol, "Location: http://127.0.0.1:1/\r\n");
        row("307 Temporary Redirect", Kind::Protocol, "Location: http://127.0.0.1:1/\r\n");
        row("201 without an offset", Kind::Protocol);
        row("201 offset beyond the file", Kind::Protocol, "Upload-Offset: 99999999\r\n");
        row("201 negative offset", Kind::Protocol, "Upload-Offset: -5\r\n");
        row("204 offset that stands still", Kind::Protocol, "Upload-Offset: 0\r\n");
        QTest::newRow("rubbish") << QByteArray("SSH-2.0-OpenSSH\r\n\r\n") << Kind::Network;
        QTest::newRow("endless head") << "HTTP/1.1 201 Created\r\nX: " + QByteArray(100'000, 'x') << Kind::Network;
        QTest::newRow("chunked error") << QByteArray("HTTP/1.1 507 Full\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n") << Kind::Full;
    }
    void s8_answersOfAServerAreTold()
    {
        QFETCH(QByteArray, reply);
        QFETCH(Kind, kind);
        const ScriptedHttp server([&](const auto &) { return ScriptedHttp::Reply {reply, false}; });
        const auto error = send(server, pattern(10'000), 10'000);
        QVERIFY(error);
        QCOMPARE(error->kind, kind);
        QCOMPARE(error->wait, reply.contains("Retry-After") ? 7'000ms : 0ms);
        QCOMPARE(server.requests.size(), 1);
    }

    void s8_anAnswerBeforeTheBodyIsHeard()
    {
        const ScriptedHttp server([](const auto &) { return ScriptedHttp::Reply {ScriptedHttp::answer("401 Unauthorized"), false}; }, true);
        QCOMPARE(send(server, pattern(20'000'000), 20'000'000)->kind, Kind::Unauthorized);
    }

    void anInterimAnswerIsNoAnswer()
    {
        Taker taker;
        const ScriptedHttp server([&](const auto &request) {
            auto reply = taker(request);
            reply.bytes.prepend("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n");
            return reply;
        });
        QVERIFY(!send(server, pattern(1000), 500));
        QCOMPARE(taker.have, pattern(1000));
    }

    void s8_brokenAndSilentConnections()
    {
        const ScriptedHttp broken([](const auto &) { return ScriptedHttp::Reply {"HTTP/1.1 20", true}; });
        QCOMPARE(send(broken, pattern(1000), 1000)->kind, Kind::Network);
        const ScriptedHttp silent([](const auto &) { return ScriptedHttp::Reply {}; });
        QCOMPARE(send(silent, pattern(1000), 1000, 0, 300ms)->kind, Kind::Network);
        QTcpServer nobody;
        QVERIFY(nobody.listen(QHostAddress::LocalHost));
        const quint16 port = nobody.serverPort();
        nobody.close();
        const Source file("x");
        BlobUpload upload({parseServerAddress("ws://127.0.0.1:" + QString::number(port)).value(), someBlob(), "t", 10, 0}, file.fileName());
        QSignalSpy failed(&upload, &BlobUpload::failed);
        upload.start();
        QVERIFY(failed.wait());
        QCOMPARE(failed.first().first().value<BlobError>().kind, Kind::Network);
    }

    void anOwnFileThatIsGone()
    {
        const ScriptedHttp server([](const auto &) { return ScriptedHttp::Reply {}; });
        BlobUpload upload({addressOf(server), someBlob(), "t", 10, 0}, "/nowhere/at/all");
        QSignalSpy failed(&upload, &BlobUpload::failed);
        upload.start();
        QVERIFY(failed.wait());
        QCOMPARE(failed.first().first().value<BlobError>().kind, Kind::Source);
    }

    // ---- downloads ----

    void s8_downloads_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<bool>("close");
        QTest::addColumn<std::optional<Kind>>("kind"); // none: done
        const QByteArray blob = pattern(100'000), part = blob.mid(20'000, 50'000);
        const auto row = [](const char *name, const QByteArray &reply, std::optional<Kind> kind, bool close = false) {
            QTest::newRow(name) << reply << close << kind;
        };
        row("range", ScriptedHttp::answer("206 Partial Content", {}, part), std::nullopt);
        row("a proxy that knows no ranges", ScriptedHttp::answer("200 OK", {}, blob), std::nullopt);
        row("more than was asked for", ScriptedHttp::answer("206 Partial Content", {}, part + "more"), std::nullopt);
        row("without a length", "HTTP/1.1 206 Partial Content\r\n\r\n" + part, std::nullopt, true);
        row("shorter than told", "HTTP/1.1 206 Partial Content\r\nContent-Length: 50000\r\n\r\n" + part.left(1'000), Kind::Network, true);
        row("shorter than asked for", ScriptedHttp::answer("206 Partial Content", {}, part.left(1'000)), Kind::Network);
        row("401", ScriptedHttp::answer("401 Unauthorized", {}, "page"), Kind::Unauthorized);
        row("404", ScriptedHttp::answer("404 Not Found", {}, "page"), Kind::Gone);
        row("416", ScriptedHttp::answer("416 Range Not Satisfiable", "Content-Range: bytes */10\r\n"), Kind::Offset);
        row("429", ScriptedHttp::answer("429 Too Many"), Kind::Busy);
        row("503", ScriptedHttp::answer("503 Unavailable", {}, "page"), Kind::Busy);
        row("507", ScriptedHttp::answer("507 Full"), Kind::Full);
        row("redirect", ScriptedHttp::answer("302 Found", "Location: http://127.0.0.1:1/secret\r\n"), Kind::Protocol);
        row("nothing", {}, Kind::Network, true);
        row("silence", {}, Kind::Network);
    }
    void s8_downloads()
    {
        QFETCH(QByteArray, reply);
        QFETCH(bool, close);
        QFETCH(std::optional<Kind>, kind);
        const ScriptedHttp server([&](const auto &) { return ScriptedHttp::Reply {reply, close}; });
        QNetworkAccessManager network;
        QByteArray got;
        std::optional<BlobError> failed;
        bool done = false;
        const bool silent = reply.isEmpty() && !close;
        BlobDownload download(network, {addressOf(server), someBlob(), 20'000, 70'000, silent ? 300ms : 10'000ms}, [&](QByteArrayView bytes) {
            got.append(bytes.data(), bytes.size());
            return true;
        });
        connect(&download, &BlobDownload::done, this, [&] { done = true; });
        connect(&download, &BlobDownload::failed, this, [&](const BlobError &error) { failed = error; });
        download.start();
        QTRY_VERIFY_WITH_TIMEOUT(done || failed, 15'000);
        QCOMPARE(failed ? std::optional(failed->kind) : std::nullopt, kind);
        QCOMPARE(server.requests.first().header("Range"), QByteArray("bytes=20000-69999"));
        if (!kind)
            QCOMPARE(got, pattern(100'000).mid(20'000, 50'000));
        else
            QVERIFY(got.size() < 50'000 && !got.contains("page"));
    }

    void aSinkThatHasEnoughEndsIt()
    {
        const ScriptedHttp server([](const auto &) { return ScriptedHttp::Reply {ScriptedHttp::answer("206 Partial", {}, pattern(5'000'000)), false}; });
        QNetworkAccessManager network;
        int calls = 0;
        BlobDownload download(network, {addressOf(server), someBlob(), 0, 5'000'000}, [&](QByteArrayView) { return ++calls < 2; });
        QSignalSpy done(&download, &BlobDownload::done), failed(&download, &BlobDownload::failed);
        download.start();
        QTRY_COMPARE(calls, 2);
        QVERIFY(!done.wait(100) && failed.isEmpty());
        QCOMPARE(calls, 2);
    }
};

QTEST_GUILESS_MAIN(BlobTransfersTest)
#include "test_blob_transfers.moc"
