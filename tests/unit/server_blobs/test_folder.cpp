#include "server-stub/blobs/blob_folder.h"
#include "server-stub/blobs/sha256.h"

#include <QCryptographicHash>
#include <QDir>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace confab;
using namespace confab::server;

namespace {

BlobId blobOf(char tag)
{
    return *BlobId::fromBytes(QByteArray(32, tag));
}

QByteArray someBytes(qsizetype size)
{
    QByteArray bytes((size + 3) / 4 * 4, Qt::Uninitialized);
    QRandomGenerator random(quint32(size) + 1);
    random.fillRange(reinterpret_cast<quint32 *>(bytes.data()), bytes.size() / 4);
    bytes.truncate(size);
    return bytes;
}

PublicKey hashOf(const QByteArray &bytes)
{
    return *PublicKey::fromBytes(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256));
}

std::span<const char> span(const QByteArray &bytes)
{
    return std::span(bytes.constData(), std::size_t(bytes.size()));
}

} // namespace

class FolderTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<BlobFolder> m_folder;

    QByteArray contentOf(const BlobId &blob)
    {
        auto reader = m_folder->read(blob);
        if (!reader)
            return {};
        QByteArray bytes(qsizetype((*reader)->size()), '\0');
        const auto n = (*reader)->read(0, std::span(bytes.data(), std::size_t(bytes.size())));
        return n && *n == bytes.size() ? bytes : QByteArray();
    }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        auto folder = BlobFolder::open(m_dir->filePath(QStringLiteral("blobs")));
        QVERIFY(folder);
        m_folder = std::move(*folder);
    }

    void hashIsSha256()
    {
        const auto bytes = someBytes(100'000);
        Sha256 hash;
        hash.add(span(bytes.first(1)));
        hash.add(span(bytes.sliced(1)));
        QCOMPARE(hash.take(), hashOf(bytes));
        QCOMPARE(hash.take(), hashOf({})); // anew
    }

    void writtenInPiecesAndRead_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<bool>("reopened"); // in the middle, as after a restart
        for (const int size : {1, 1000, 262'144, 1'000'000, 9'000'000})
            for (const bool reopened : {false, true})
                QTest::addRow("%d%s", size, reopened ? " reopened" : "") << size << reopened;
    }
    void writtenInPiecesAndRead()
    {
        QFETCH(int, size);
        QFETCH(bool, reopened);
        const auto blob = blobOf('a');
        const auto bytes = someBytes(size);
        QCOMPARE(m_folder->extent(blob)->stored, 0);
        auto writer = m_folder->write(blob);
        QVERIFY(writer);
        for (qsizetype at = 0; at < size; at += 100'000) {
            if (reopened && at >= size / 2) {
                writer = Failure {BlobError::Failed}; // closes
                writer = m_folder->write(blob);
                QVERIFY(writer);
                QCOMPARE((*writer)->stored(), at);
                reopened = false;
            }
            QVERIFY((*writer)->append(span(bytes.mid(at, 100'000))));
            QCOMPARE(m_folder->extent(blob)->stored, std::min<qint64>(size, at + 100'000));
            QVERIFY(!m_folder->extent(blob)->finished);
            QCOMPARE(m_folder->read(blob).has_value(), false);
        }
        QVERIFY((*writer)->finish(hashOf(bytes)));
        QVERIFY(m_folder->extent(blob)->finished);
        QCOMPARE(contentOf(blob), bytes);
        QCOMPARE(m_folder->write(blob).error(), BlobError::NotFound);
    }

    void wrongHashEmpties()
    {
        const auto blob = blobOf('b');
        const auto bytes = someBytes(300'000);
        auto writer = m_folder->write(blob);
        QVERIFY((*writer)->append(span(bytes)));
        const auto wrong = (*writer)->finish(hashOf("else"));
        QVERIFY(!wrong);
        QCOMPARE(wrong.error(), BlobError::WrongHash);
        QCOMPARE((*writer)->stored(), 0);
        QCOMPARE(m_folder->extent(blob)->stored, 0);
        QVERIFY((*writer)->append(span(bytes)));
        QVERIFY((*writer)->finish(hashOf(bytes)));
        QCOMPARE(contentOf(blob), bytes);
    }

    void readsInTheMiddleAndPastTheEnd()
    {
        const auto blob = blobOf('c');
        const auto bytes = someBytes(1000);
        auto writer = m_folder->write(blob);
        QVERIFY((*writer)->append(span(bytes)) && (*writer)->finish(hashOf(bytes)));
        auto reader = m_folder->read(blob);
        QCOMPARE((*reader)->size(), 1000);
        std::array<char, 100> out {};
        QCOMPARE(*(*reader)->read(500, out), 100);
        QCOMPARE(QByteArray(out.data(), 100), bytes.mid(500, 100));
        QCOMPARE(*(*reader)->read(950, out), 50);
        QCOMPARE(*(*reader)->read(2000, out), 0);
        // It was just written, so it lies in memory (on a file system that can tell).
        if ((*reader)->readNow(500, out))
            QCOMPARE(QByteArray(out.data(), 100), bytes.mid(500, 100));
        QVERIFY(!(*reader)->readNow(950, out)); // not all of it is there
        // Who reads goes on reading what is removed.
        QVERIFY(m_folder->remove(blob));
        QCOMPARE(*(*reader)->read(0, out), 100);
        QCOMPARE(m_folder->read(blob).error(), BlobError::NotFound);
        QVERIFY(m_folder->remove(blob)); // again is fine
    }

    void removedInTheMiddleOfAnUpload()
    {
        const auto blob = blobOf('d');
        const auto bytes = someBytes(1000);
        auto writer = m_folder->write(blob);
        QVERIFY((*writer)->append(span(bytes)));
        QVERIFY(m_folder->remove(blob));
        const auto finished = (*writer)->finish(hashOf(bytes));
        QVERIFY(!finished);
        QCOMPARE(finished.error(), BlobError::NotFound);
        QCOMPARE(m_folder->extent(blob)->stored, 0);
    }

    void filesAreSpreadAndPrivate()
    {
        const auto blob = *BlobId::fromBytes(QByteArray("\xab", 1) + QByteArray(31, 'x'));
        const auto bytes = someBytes(10);
        auto writer = m_folder->write(blob);
        QVERIFY((*writer)->append(span(bytes)) && (*writer)->finish(hashOf(bytes)));
        const QString file = m_dir->filePath(QStringLiteral("blobs/ab/")) + QString::fromLatin1(blob.toBytes().toHex());
        QVERIFY(QFile::exists(file));
        QVERIFY(!(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther)));
        QVERIFY(QDir(m_dir->filePath(QStringLiteral("blobs/incoming"))).isEmpty(QDir::Files));
    }

    void aFolderThatCannotBeUsedIsSaid()
    {
        QFile file(m_dir->filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto folder = BlobFolder::open(file.fileName());
        QVERIFY(!folder);
        QVERIFY(folder.error().contains(file.fileName()));
    }
};

QTEST_APPLESS_MAIN(FolderTest)
#include "test_folder.moc"
