#include "core/crypto/secret.h"
#include "core/media/downloads.h"
#include "core/media/preparation.h"
#include "core/media/seal_file.h"
#include "core/media/uploads.h"
#include "tests/unit/net/fake_clock.h"
#include "tests/unit/net/scripted_http.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace confab;
using namespace confab::test;
using namespace std::chrono_literals;

// The queue of transfers: order, pauses, and every way in which a server is not what it should be.

namespace {

//! Sealed files that a server has, and the queues of a client.
struct Rig {
    explicit Rig(ScriptedHttp::Handler handler)
        : server(std::move(handler))
        , downloads(cache, network, clock, pool)
        , uploads(cache, clock, pool)
    {
        const auto address = parseServerAddress("ws://127.0.0.1:" + QString::number(server.port())).value();
        downloads.setServer(address);
        uploads.setServer(address);
    }
    ~Rig()
    {
        uploads.abandon();
        pool.waitForDone();
    }

    Attachment sealed(qint64 size)
    {
        Attachment attachment;
        giveFreshKey(attachment);
        attachment.size = size;
        attachment.blob = BlobId::fromBytes(randomBytes(BlobId::size)).value();
        const QString path = folder.filePath("sealed");
        const auto hash = sealBytes(randomBytes(size), *AttachmentCipher::make(attachment.key, attachment.nonce, size), path);
        QFile file(path);
        if (!hash || !file.open(QIODevice::ReadOnly))
            qFatal("cannot seal");
        attachment.sha256 = *hash;
        blobs.insert("/v1/blobs/" + attachment.blob.toText().toLatin1(), file.readAll());
        return attachment;
    }
    ScriptedHttp::Reply give(const ScriptedHttp::Request &request) const
    {
        const QByteArray range = request.header("Range").mid(6);
        const auto from = range.left(range.indexOf('-')).toLongLong();
        const QByteArray blob = blobs.value(request.path);
        return {blob.isNull() ? ScriptedHttp::answer("404 Not Found") : ScriptedHttp::answer("206 Partial Content", {}, blob.mid(from)), false};
    }
    //! How asking for it ends.
    Result<QString, MediaError> fetch(const Attachment &attachment, int ms = 10'000)
    {
        std::optional<Result<QString, MediaError>> outcome;
        downloads.request(attachment, Downloads::Wish::Asked, [&](const Result<QString, MediaError> &path) { outcome.emplace(path); });
        const auto ended = [&] {
            clock.advance(0ms);
            return outcome.has_value();
        };
        if (!QTest::qWaitFor(ended, ms))
            return Failure {MediaError {ErrorCode::Timeout, QStringLiteral("no end"), false}};
        return *outcome;
    }

    QTemporaryDir folder;
    MediaCache cache {folder.filePath("media")};
    QNetworkAccessManager network;
    FakeClock clock;
    QThreadPool pool;
    QHash<QByteArray, QByteArray> blobs;
    ScriptedHttp server;
    Downloads downloads;
    Uploads uploads;
};

} // namespace

class TransfersTest : public QObject {
    Q_OBJECT
private slots:
    void G15_whatIsNotThePromisedFileIsDamagedAndNotKept_data()
    {
        QTest::addColumn<int>("harm");
        QTest::newRow("another hash promised") << 0;
        QTest::newRow("a byte changed") << 1;
        QTest::newRow("another file's bytes") << 2;
        QTest::newRow("chunks swapped") << 3;
        QTest::newRow("ends early, says so") << 4;
    }
    void G15_whatIsNotThePromisedFileIsDamagedAndNotKept()
    {
        QFETCH(int, harm);
        Rig *rig = nullptr;
        Rig r([&](const auto &request) {
            if (harm == 4 && !request.header("Range").startsWith("bytes=0-"))
                return ScriptedHttp::Reply {ScriptedHttp::answer("416 Range Not Satisfiable"), false};
            return rig->give(request);
        });
        rig = &r;
        Attachment file = r.sealed(300'000);
        const Attachment other = r.sealed(300'000);
        QByteArray &blob = r.blobs["/v1/blobs/" + file.blob.toText().toLatin1()];
        const QByteArray genuine = blob;
        if (harm == 0)
            file.sha256.data()[3] ^= 1;
        else if (harm == 1)
            blob[200'000] = char(blob[200'000] ^ 1);
        else if (harm == 2)
            blob = r.blobs["/v1/blobs/" + other.blob.toText().toLatin1()];
        else if (harm == 3)
            blob = blob.mid(attachment::sealedChunk, attachment::sealedChunk) + blob.first(attachment::sealedChunk) + blob.mid(2 * attachment::sealedChunk);
        else
            blob.truncate(100'000);
        QSignalSpy changed(&r.downloads, &Downloads::changed);
        r.downloads.setOnline(true);
        std::optional<MediaError> error;
        r.downloads.request(file, Downloads::Wish::Asked, [&](const auto &path) {
            if (!path)
                error = path.error();
        });
        const auto ended = [&] {
            r.clock.advance(1s); // to the next try, where one waits
            return error.has_value();
        };
        QVERIFY(QTest::qWaitFor(ended, 10'000));
        QVERIFY(error->damaged);
        QVERIFY(!error->message.isEmpty());
        QCOMPARE(changed.last().first().value<TransferView>().phase, TransferPhase::Damaged);
        QVERIFY(r.cache.find(mediaIdOf(file)).isEmpty());
        if (harm == 0)
            return;
        blob = genuine; // asked for again, the true bytes are taken
        harm = 0;
        QVERIFY(r.fetch(file));
    }

    void aServerThatIsBusyIsAskedAgainLaterAndLater()
    {
        int refusals = 4;
        Rig *rig = nullptr;
        Rig r([&](const auto &request) {
            return refusals-- > 0 ? ScriptedHttp::Reply {ScriptedHttp::answer("503 Unavailable", refusals == 2 ? "Retry-After: 20\r\n" : ""), false} : rig->give(request);
        });
        rig = &r;
        const Attachment file = r.sealed(1'000);
        bool arrived = false;
        r.downloads.setOnline(true);
        r.downloads.request(file, Downloads::Wish::Asked, [&](const auto &path) { arrived = path.has_value(); });
        for (const auto &[pause, tries] : {std::pair(500ms, 1), std::pair(20'000ms, 2), std::pair(2'000ms, 3), std::pair(4'000ms, 4)}) {
            QTRY_COMPARE(r.server.requests.size(), tries);
            QTRY_COMPARE(r.clock.pending(), std::size_t(1));
            r.clock.advance(pause - 1ms);
            QCOMPARE(r.clock.pending(), std::size_t(1)); // it still waits
            r.clock.advance(1ms);
        }
        QTRY_VERIFY(arrived);
    }

    void aServerThatStaysBusyIsGivenUpAndBeingOnlineAgainIsANewStart()
    {
        bool busy = true;
        Rig *rig = nullptr;
        Rig r([&](const auto &request) { return busy ? ScriptedHttp::Reply {ScriptedHttp::answer("503 Unavailable"), false} : rig->give(request); });
        rig = &r;
        const Attachment file = r.sealed(1'000);
        std::optional<MediaError> error;
        r.downloads.setOnline(true);
        r.downloads.request(file, Downloads::Wish::Asked, [&](const auto &path) {
            if (!path)
                error = path.error();
        });
        const auto ended = [&] {
            r.clock.advance(30s);
            return error.has_value();
        };
        QVERIFY(QTest::qWaitFor(ended, 10'000));
        QCOMPARE(error->code, ErrorCode::Timeout);
        QCOMPARE(r.server.requests.size(), Downloads::mostTries);

        bool arrived = false;
        r.downloads.request(file, Downloads::Wish::Asked, [&](const auto &path) { arrived = path.has_value(); });
        QTRY_COMPARE(r.clock.pending(), std::size_t(1)); // it waits for its second try
        busy = false;
        r.downloads.setOnline(false);
        r.downloads.setOnline(true);
        QTRY_VERIFY(arrived);
    }

    void answersThatEndADownload_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("gone") << QByteArray("404 Not Found") << ErrorCode::NotFound;
        QTest::newRow("401") << QByteArray("401 Unauthorized") << ErrorCode::Internal;
        QTest::newRow("redirect") << QByteArray("302 Found") << ErrorCode::Internal;
    }
    void answersThatEndADownload()
    {
        QFETCH(QByteArray, status);
        QFETCH(ErrorCode, code);
        Rig r([&](const auto &) { return ScriptedHttp::Reply {ScriptedHttp::answer(status, "Location: http://127.0.0.1:1/\r\n"), false}; });
        r.downloads.setOnline(true);
        const auto outcome = r.fetch(r.sealed(100));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, code);
        QVERIFY(!outcome.error().damaged);
        QCOMPARE(r.server.requests.size(), 1);
    }

    void askedGoesBeforeVisibleBeforeByRule()
    {
        Rig *rig = nullptr;
        Rig r([&](const auto &request) { return rig->give(request); });
        rig = &r;
        QList<Attachment> files;
        for (int i = 0; i < 9; ++i)
            files.append(r.sealed(100));
        for (int i = 0; i < 3; ++i) // while offline, so that nothing begins
            r.downloads.request(files.at(i), Downloads::Wish::Rule);
        r.downloads.setVisible({files.at(5), files.at(4), files.at(3)});
        for (int i = 6; i < 9; ++i)
            r.downloads.request(files.at(i), Downloads::Wish::Asked);
        r.downloads.setOnline(true);
        QTRY_COMPARE(r.server.requests.size(), 9);
        const auto wave = [&](int first) {
            QSet<QByteArray> paths;
            for (int i = first; i < first + 3; ++i)
                paths.insert(r.server.requests.at(i).path);
            return paths;
        };
        const auto pathsOf = [&](int first) {
            QSet<QByteArray> paths;
            for (int i = first; i < first + 3; ++i)
                paths.insert("/v1/blobs/" + files.at(i).blob.toText().toLatin1());
            return paths;
        };
        QCOMPARE(wave(0), pathsOf(6));
        QCOMPARE(wave(3), pathsOf(3));
        QCOMPARE(wave(6), pathsOf(0));
    }

    void aCancelledDownloadGoesOnWhereItWas()
    {
        bool half = true;
        Rig *rig = nullptr;
        Rig r([&](const auto &request) {
            auto reply = rig->give(request);
            if (half)
                reply.bytes.truncate(500'000);
            return reply;
        });
        rig = &r;
        const Attachment file = r.sealed(1'000'000);
        std::optional<MediaError> error;
        r.downloads.setOnline(true);
        r.downloads.request(file, Downloads::Wish::Asked, [&](const auto &path) {
            if (!path)
                error = path.error();
        });
        QTRY_VERIFY(QFileInfo(r.cache.partialPath(MediaCache::Place::Received, mediaIdOf(file))).size() > 400'000);
        r.downloads.cancel(mediaIdOf(file));
        QVERIFY(error.has_value());
        half = false;
        QVERIFY(r.fetch(file));
        QCOMPARE(r.server.requests.size(), 2);
        const auto from = r.server.requests.last().header("Range").mid(6).split('-').first().toLongLong();
        QVERIFY(from > 400'000 && from % attachment::sealedChunk == 0);
    }

    // ---- uploads ----

    void answersOfUploads_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<int>("grants"); // asked for until it ends
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("token ended") << QByteArray("401 Unauthorized") << Uploads::mostTries << ErrorCode::Timeout;
        QTest::newRow("collected") << QByteArray("404 Not Found") << Uploads::mostTries << ErrorCode::Timeout;
        QTest::newRow("other range") << QByteArray("416 Range") << Uploads::mostTries << ErrorCode::Timeout;
        QTest::newRow("disk full") << QByteArray("507 Insufficient Storage") << Uploads::mostTries << ErrorCode::Quota;
        QTest::newRow("too large") << QByteArray("413 Too Large") << 1 << ErrorCode::TooBig;
        QTest::newRow("redirect") << QByteArray("302 Found") << 1 << ErrorCode::Internal;
        QTest::newRow("wrong hash, twice") << QByteArray("422 Unprocessable") << 2 << ErrorCode::BadArg;
    }
    void answersOfUploads()
    {
        QFETCH(QByteArray, status);
        QFETCH(int, grants);
        QFETCH(ErrorCode, code);
        Rig r([&](const auto &) { return ScriptedHttp::Reply {ScriptedHttp::answer(status, "Location: http://127.0.0.1:1/\r\n"), false}; });
        Attachment file = r.sealed(5'000);
        const BlobId blob = std::exchange(file.blob, {});
        const QString own = r.cache.path(MediaCache::Place::Own, mediaIdOf(file));
        QVERIFY(r.cache.prepare(own) && QFile::copy(r.folder.filePath("sealed"), own));
        int asked = 0;
        connect(&r.uploads, &Uploads::grantWanted, this, [&](const MediaId &media, qint64 size, const PublicKey &hash) {
            ++asked;
            QCOMPARE(size, attachment::sealedSize(5'000));
            QCOMPARE(hash, file.sha256);
            QMetaObject::invokeMethod(&r.uploads, [&r, media, blob] { r.uploads.granted(media, {blob, "token", 1'000'000, 0}); }, Qt::QueuedConnection);
        });
        QSignalSpy failed(&r.uploads, &Uploads::failed);
        r.uploads.setOnline(true);
        r.uploads.start(file, std::nullopt);
        const auto ended = [&] {
            r.clock.advance(60s);
            return !failed.isEmpty();
        };
        QVERIFY(QTest::qWaitFor(ended, 20'000));
        QCOMPARE(failed.first().at(1).value<MediaError>().code, code);
        QCOMPARE(asked, grants);
        QCOMPARE(QFile::exists(own), code != ErrorCode::BadArg); // what the disk has spoilt is sealed anew
    }

    void anUploadGoesOnAfterANewGrant()
    {
        int calls = 0;
        QByteArray have;
        Rig r([&](const ScriptedHttp::Request &request) {
            if (++calls == 2)
                return ScriptedHttp::Reply {ScriptedHttp::answer("401 Unauthorized"), false};
            have += request.body;
            return ScriptedHttp::Reply {ScriptedHttp::answer(have.size() == attachment::sealedSize(5'000) ? "201 Created" : "204 No Content",
                                            "Upload-Offset: " + QByteArray::number(have.size()) + "\r\n"), false};
        });
        Attachment file = r.sealed(5'000);
        const BlobId blob = std::exchange(file.blob, {});
        const QString own = r.cache.path(MediaCache::Place::Own, mediaIdOf(file));
        QVERIFY(r.cache.prepare(own) && QFile::copy(r.folder.filePath("sealed"), own));
        connect(&r.uploads, &Uploads::grantWanted, this, [&](const MediaId &media) {
            QMetaObject::invokeMethod(&r.uploads, [&, media] { r.uploads.granted(media, {blob, "token", 2'000, have.size()}); }, Qt::QueuedConnection);
        });
        QSignalSpy uploaded(&r.uploads, &Uploads::uploaded);
        r.uploads.setOnline(true);
        r.uploads.start(file, std::nullopt);
        const auto ended = [&] {
            r.clock.advance(60s);
            return !uploaded.isEmpty();
        };
        QVERIFY(QTest::qWaitFor(ended, 10'000));
        QCOMPARE(have, r.blobs.value("/v1/blobs/" + blob.toText().toLatin1()));
        QCOMPARE(calls, 4); // three chunks, one of them twice
    }

    void whatIsNeitherSealedNorThereIsSaidSo()
    {
        Rig r([](const auto &) { return ScriptedHttp::Reply {}; });
        QSignalSpy failed(&r.uploads, &Uploads::failed);
        Attachment file = r.sealed(10);
        file.blob = {};
        r.uploads.start(file, std::nullopt);
        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed.first().at(1).value<MediaError>().code, ErrorCode::NotFound);
    }
};

QTEST_GUILESS_MAIN(TransfersTest)
#include "test_transfers.moc"
