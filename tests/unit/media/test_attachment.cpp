#include "core/crypto/secret.h"
#include "core/media/open_file.h"
#include "core/media/part_file.h"
#include "core/media/preparation.h"
#include "core/media/seal_file.h"
#include "core/media/sealed_device.h"

#include <QTemporaryDir>
#include <QTest>

using namespace confab;

namespace {

//! A sealed file of random content, and what a message says of it.
struct Sealed {
    explicit Sealed(const QTemporaryDir &folder, qint64 size, const QString &name = QStringLiteral("sealed"))
        : plain(randomBytes(size))
        , path(folder.filePath(name))
    {
        giveFreshKey(attachment);
        attachment.size = size;
        const auto hash = sealBytes(plain, cipher(), path);
        if (hash)
            attachment.sha256 = *hash;
    }
    AttachmentCipher cipher() const { return *AttachmentCipher::make(attachment.key, attachment.nonce, attachment.size); }
    QByteArray bytes() const
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QByteArray plain;
    QString path;
    Attachment attachment;
};

} // namespace

class AttachmentTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    PartFile::State receive(const Sealed &sealed, const QByteArray &bytes, qsizetype step)
    {
        const QString part = m_folder.filePath(QStringLiteral("part"));
        QFile::remove(part);
        PartFile file(part, sealed.cipher(), sealed.attachment.sha256);
        PartFile::State state = file.open();
        for (qsizetype at = 0; at < bytes.size() && state == PartFile::State::More; at += step)
            state = file.append(QByteArrayView(bytes).sliced(at, std::min(step, bytes.size() - at)));
        if (state != PartFile::State::Whole)
            return state;
        return file.finish(m_folder.filePath(QStringLiteral("done")));
    }

private slots:
    void everySizeRoundTrips_data()
    {
        QTest::addColumn<qint64>("size");
        for (const qint64 size : {0, 1, 65'535, 65'536, 65'537, 131'072, 1'000'000})
            QTest::addRow("%lld", size) << size;
    }
    void everySizeRoundTrips()
    {
        QFETCH(qint64, size);
        const Sealed sealed(m_folder, size);
        QCOMPARE(sealed.bytes().size(), attachment::sealedSize(size));
        const auto plain = readSealed(sealed.attachment, sealed.path);
        QVERIFY(plain);
        QCOMPARE(*plain, sealed.plain);
        for (const qsizetype step : {qsizetype(1'000), qsizetype(65'552), qsizetype(500'000)})
            QCOMPARE(receive(sealed, sealed.bytes(), step), PartFile::State::Whole);
    }

    void sizesAreBounded()
    {
        const QByteArray nonce(15, 'n');
        QVERIFY(AttachmentCipher::make({}, nonce, attachment::largest));
        QVERIFY(attachment::sealedSize(attachment::largest) <= limits::attachment);
        QVERIFY(!AttachmentCipher::make({}, nonce, attachment::largest + 1));
        QVERIFY(!AttachmentCipher::make({}, nonce, -1));
        QVERIFY(!AttachmentCipher::make({}, nonce.left(14), 10));
    }

    void G15_whatWasNotSentIsDamagedAndNeverShown_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const Sealed sealed(m_folder, 300'000, QStringLiteral("g15"));
        const Sealed other(m_folder, 300'000, QStringLiteral("g15-other"));
        const QByteArray good = sealed.bytes();
        const qsizetype chunk = attachment::sealedChunk;
        QByteArray flipped = good;
        flipped[100'000] = char(flipped[100'000] ^ 1);
        QTest::newRow("a flipped bit") << flipped;
        QTest::newRow("swapped chunks") << good.mid(chunk, chunk) + good.left(chunk) + good.mid(2 * chunk);
        QTest::newRow("a missing chunk") << good.left(chunk) + good.mid(2 * chunk);
        QTest::newRow("another file's chunk") << other.bytes().left(chunk) + good.mid(chunk);
        QTest::newRow("bytes behind the end") << good + QByteArray(10, 'x');
        m_g15 = sealed.attachment;
    }
    void G15_whatWasNotSentIsDamagedAndNeverShown()
    {
        QFETCH(QByteArray, bytes);
        const QString part = m_folder.filePath(QStringLiteral("g15-part"));
        PartFile file(part, *AttachmentCipher::make(m_g15.key, m_g15.nonce, m_g15.size), m_g15.sha256);
        QCOMPARE(file.open(), PartFile::State::More);
        QCOMPARE(file.append(bytes), PartFile::State::Damaged);
        QVERIFY(!QFile::exists(part));
    }

    void G15_anotherHashIsDamaged()
    {
        Sealed sealed(m_folder, 100'000);
        sealed.attachment.sha256.data()[0] ^= 1;
        QCOMPARE(receive(sealed, sealed.bytes(), 50'000), PartFile::State::Damaged);
    }

    void G15_truncatedIsNotWhole()
    {
        const Sealed sealed(m_folder, 100'000);
        QCOMPARE(receive(sealed, sealed.bytes().chopped(1), 50'000), PartFile::State::More);
        QFile::resize(sealed.path, sealed.bytes().size() - 1);
        QVERIFY(!readSealed(sealed.attachment, sealed.path));
    }

    void aKilledDownloadGoesOnWithWhatIsGenuine()
    {
        const Sealed sealed(m_folder, 300'000);
        const QString part = m_folder.filePath(QStringLiteral("killed"));
        QByteArray kept = sealed.bytes().left(attachment::sealedChunk * 3 + 500); // half a chunk at the end
        kept[attachment::sealedChunk * 2 + 9] = 'x'; // and a disk that lied about the third
        QFile file(part);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(kept);
        file.close();
        PartFile again(part, sealed.cipher(), sealed.attachment.sha256);
        QCOMPARE(again.open(), PartFile::State::More);
        QCOMPARE(again.size(), 2 * attachment::sealedChunk);
        QCOMPARE(again.append(QByteArrayView(sealed.bytes()).sliced(again.size())), PartFile::State::Whole);
        QCOMPARE(again.finish(m_folder.filePath(QStringLiteral("resumed"))), PartFile::State::Whole);
    }

    void aReaderSeeksAndFetchesWhatIsNotHere()
    {
        const Sealed sealed(m_folder, 1'000'000);
        const QByteArray bytes = sealed.bytes();
        QList<qint64> asked;
        SealedDevice device(sealed.cipher(), QString(), QString(), [&](qint64 first, qint64 count) {
            asked.append(first);
            return bytes.mid(AttachmentCipher::sealedOffset(first), count * attachment::sealedChunk);
        });
        QVERIFY(device.seek(900'000));
        QCOMPARE(device.read(50'000), sealed.plain.mid(900'000, 50'000));
        QCOMPARE(asked, QList<qint64> {900'000 / attachment::chunk});
        QVERIFY(device.seek(0));
        QCOMPARE(device.read(10), sealed.plain.left(10));
        QCOMPARE(asked.size(), 2);
    }

private:
    Attachment m_g15;
};

QTEST_GUILESS_MAIN(AttachmentTest)
#include "test_attachment.moc"
