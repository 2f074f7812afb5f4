#include "core/store/vfs/cipher_vfs.h"
#include "tests/unit/vfs/vfs_fixture.h"

#include <QTemporaryDir>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

//! What sealing costs: the same work on a sealed and on a plain database, in turns, and the ratio of the medians
//! of processor time.

using namespace confab;

namespace {

constexpr int rounds = 5;
constexpr int rowsWritten = 100'000;
constexpr int batch = 200;

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

template <typename Work>
double milliseconds(Work work)
{
    const auto now = [] { // processor time: what else the machine does stays out of it
        timespec time {};
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
        return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
    };
    const double start = now();
    work();
    return now() - start;
}

struct Times {
    std::vector<double> insert, page, scan, start;
};

void check(bool good)
{
    if (!good)
        qFatal("a statement failed");
}

void fill(SealedDatabase &db)
{
    for (int n = 0; n < rowsWritten; n += batch)
        check(db.exec("INSERT INTO words WITH RECURSIVE c(n) AS (SELECT " + QByteArray::number(n)
            + " UNION ALL SELECT n + 1 FROM c LIMIT " + QByteArray::number(batch)
            + ") SELECT n, hex(randomblob(60)) FROM c"));
}

void run(const QString &vfs, Times &times)
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("bench.db"));
    {
        SealedDatabase db(path, vfs);
        check(db.setUp("NORMAL") && db.exec("PRAGMA wal_autocheckpoint=1000")
            && db.exec("CREATE TABLE words (n INTEGER PRIMARY KEY, t TEXT)")
            && db.exec("CREATE INDEX byText ON words (t)"));
        times.insert.push_back(milliseconds([&] { fill(db); }));
    }
    times.start.push_back(milliseconds([&] {
        SealedDatabase db(path, vfs);
        check(db.value("SELECT count(*) FROM words WHERE n < 200") == QLatin1String("200"));
    }));
    SealedDatabase db(path, vfs);
    check(db.exec("PRAGMA cache_size=-2000"));
    times.page.push_back(milliseconds([&] {
        for (int n = 0; n < rowsWritten; n += 997)
            check(db.rows("SELECT t FROM words WHERE n > " + QByteArray::number(n) + " ORDER BY n LIMIT 50").has_value());
    }));
    times.scan.push_back(milliseconds([&] { check(db.value("SELECT count(*) FROM words WHERE t LIKE '%ABCDE%'") != QString()); }));
}

void print(const char *what, const std::vector<double> &plain, const std::vector<double> &sealed)
{
    std::printf("%-28s plain %8.2f ms   sealed %8.2f ms   ratio %.2f\n", what, median(plain), median(sealed),
        median(sealed) / median(plain));
}

} // namespace

int main()
{
    const auto vfs = CipherVfs::create(SymmetricKey::random());
    if (!vfs)
        return 1;
    Times plain, sealed;
    for (int i = 0; i < rounds; ++i) {
        run({}, plain);
        run(vfs->name(), sealed);
    }
    print("insert 100,000 in 500 parts", plain.insert, sealed.insert);
    print("101 pages of 50", plain.page, sealed.page);
    print("scan of 100,000", plain.scan, sealed.scan);
    print("open and read 200", plain.start, sealed.start);
    return 0;
}
