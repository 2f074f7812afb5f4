#include "server-stub/blobs/blob_threads.h"

#include <QTest>
#include <atomic>
#include <future>

using namespace confab::server;

class ThreadsTest : public QObject {
    Q_OBJECT

private slots:
    void aLaneKeepsItsOrderAndNeverRunsTwiceAtOnce()
    {
        BlobThreads threads(4);
        constexpr int lanes = 8, works = 500;
        std::array<std::atomic<int>, lanes> running {};
        std::array<std::vector<int>, lanes> seen; // no lock: the lane is one
        std::atomic<int> left {lanes * works}, clashes {0};
        std::promise<void> done;
        for (int n = 0; n < works; ++n)
            for (std::size_t lane = 0; lane < lanes; ++lane)
                threads.post(lane, [&, n, lane] {
                    clashes += running[lane].fetch_add(1) > 0 ? 1 : 0;
                    seen[lane].push_back(n);
                    running[lane].fetch_sub(1);
                    if (--left == 0)
                        done.set_value();
                });
        done.get_future().get();
        QCOMPARE(clashes.load(), 0);
        for (const auto &order : seen) {
            QCOMPARE(order.size(), std::size_t(works));
            QVERIFY(std::is_sorted(order.begin(), order.end()));
        }
    }

    //! One lane brings much, another little: the little one does not wait for all of the much.
    void lanesTakeTurns()
    {
        BlobThreads threads(1);
        std::promise<void> go, done;
        const auto gate = go.get_future().share();
        std::vector<int> order;
        threads.post(0, [gate] { gate.wait(); });
        for (int i = 0; i < 100; ++i)
            threads.post(1, [&] { order.push_back(1); });
        for (int i = 0; i < 10; ++i)
            threads.post(2, [&] { order.push_back(2); });
        threads.post(1, [&] { done.set_value(); });
        go.set_value();
        done.get_future().get();
        const auto last = std::find(order.rbegin(), order.rend(), 2).base() - order.begin();
        QCOMPARE(last, 20); // each of its ten after one of the other's
    }

    void stopDropsWhatWaits()
    {
        std::atomic<int> ran {0};
        const auto held = std::make_shared<int>();
        {
            BlobThreads threads(1);
            std::promise<void> started;
            threads.post(1, [&] {
                started.set_value();
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
                ++ran;
            });
            threads.post(1, [&, held] { ran += 100; });
            started.get_future().get();
            threads.stop();
            threads.post(1, [&, held] { ran += 1000; });
        }
        QCOMPARE(ran.load(), 1);
        QCOMPARE(held.use_count(), 1);
    }
};

QTEST_APPLESS_MAIN(ThreadsTest)
#include "test_threads.moc"
