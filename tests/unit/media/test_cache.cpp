#include "core/media/media_cache.h"

#include <QDateTime>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace confab;
using Place = MediaCache::Place;

// The folder of sealed files: what goes first, and what must not.

class CacheTest : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MediaCache> m_cache;
    static constexpr qint64 hour = 3'600'000;
    const qint64 m_now = QDateTime::currentMSecsSinceEpoch();

    static MediaId idOf(int n) { return MediaId::fromBytes(QByteArray(MediaId::size, char(n))).value(); }
    //! A file of `bytes`, last used `hours` ago.
    void put(Place place, int n, qint64 bytes, qint64 hours, bool partial = false)
    {
        const QString path = partial ? m_cache->partialPath(place, idOf(n)) : m_cache->path(place, idOf(n));
        QVERIFY(m_cache->prepare(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(bytes, 'x'));
        QVERIFY(file.flush()); // or writing would come after the time
        QVERIFY(file.setFileTime(QDateTime::fromMSecsSinceEpoch(m_now - hours * hour), QFileDevice::FileModificationTime));
    }
    bool has(int n) const { return m_cache->entries().contains(idOf(n)); }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_cache = std::make_unique<MediaCache>(m_folder->filePath("media"));
    }

    void whatWasUsedLongestAgoGoesFirst()
    {
        for (int n = 1; n <= 5; ++n)
            put(Place::Received, n, 1'000, 10 - n); // 1 is the oldest
        m_cache->touch(m_cache->path(Place::Received, idOf(1))); // looked at just now
        m_cache->shrink(5'000); // exactly fits
        QCOMPARE(m_cache->entries().size(), 5);
        m_cache->shrink(3'999);
        QVERIFY(has(1) && has(4) && has(5));
        QVERIFY(!has(2) && !has(3));
        m_cache->shrink(0);
        QVERIFY(m_cache->entries().isEmpty());
    }

    void onlyReceivedFilesCountAndGo()
    {
        put(Place::Own, 1, 10'000, 100); // perhaps the only copy
        put(Place::Avatars, 2, 10'000, 100);
        put(Place::Received, 3, 10'000, 100, true); // still coming
        put(Place::Received, 4, 1'000, 1);
        m_cache->shrink(1'000);
        QCOMPARE(m_cache->entries().size(), 4);
        m_cache->shrink(999);
        QVERIFY(has(1) && has(2) && has(3) && !has(4));
    }

    void sweepingTakesOrphansOlderThanADay()
    {
        put(Place::Received, 1, 10, 25); // nobody needs it
        put(Place::Received, 2, 10, 23); // nobody, but young
        put(Place::Received, 3, 10, 999); // a message carries it
        put(Place::Own, 4, 10, 25);
        put(Place::Received, 5, 10, 25, true); // what a killed run left
        put(Place::Avatars, 6, 10, 29 * 24);
        put(Place::Avatars, 7, 10, 31 * 24);
        m_cache->sweep(m_now, [](const MediaId &media) { return media == idOf(3) || media == idOf(7); });
        QList<int> left;
        for (int n = 1; n <= 7; ++n)
            if (has(n))
                left.append(n);
        QCOMPARE(left, (QList<int> {2, 3, 6}));
    }

    void strangersInTheFolderAreLeftAlone()
    {
        put(Place::Received, 1, 10, 99);
        const QString odd = m_folder->filePath("media/received/ff/notes.txt");
        QVERIFY(m_cache->prepare(odd));
        QFile file(odd);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(m_cache->entries().size(), 1);
        m_cache->shrink(0);
        m_cache->sweep(m_now + 9'999 * hour, [](const MediaId &) { return false; });
        QVERIFY(QFile::exists(odd));
    }

    void findAndRemove()
    {
        put(Place::Received, 1, 10, 1, true);
        QVERIFY(m_cache->find(idOf(1)).isEmpty()); // not whole
        put(Place::Received, 1, 10, 1);
        QCOMPARE(m_cache->find(idOf(1)), m_cache->path(Place::Received, idOf(1)));
        QVERIFY(!m_cache->entries().value(idOf(1)).partial);
        m_cache->remove(idOf(1));
        QVERIFY(m_cache->entries().isEmpty());
    }
};

QTEST_GUILESS_MAIN(CacheTest)
#include "test_cache.moc"
