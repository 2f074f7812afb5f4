#include "server-stub/gateway/out_queue.h"

#include <QTest>

using namespace confab;
using namespace confab::server;
using Pushed = OutQueue::Pushed;

namespace {

//! What the queue would write, all of it.
QByteArray contents(const OutQueue &queue)
{
    QByteArray all;
    queue.peek(100'000, [&](const char *bytes, std::size_t size) { all.append(bytes, qsizetype(size)); });
    return all;
}

QByteArray framed(const QByteArray &payload)
{
    return ws::serverFrame(ws::Opcode::Binary, payload);
}

} // namespace

class OutQueueTest : public QObject {
    Q_OBJECT

private slots:
    void framesComeOutInOrderHoweverTheyAreCut()
    {
        const QByteArray expected = framed("one") + framed("") + framed(QByteArray(300, 'x')) + framed("four");
        for (std::size_t step : {1, 2, 5, 7, 400}) {
            OutQueue queue;
            for (const QByteArray &payload : {QByteArray("one"), QByteArray(), QByteArray(300, 'x'), QByteArray("four")})
                QCOMPARE(queue.push(ws::Opcode::Binary, payload, false), Pushed::Queued);
            QCOMPARE(queue.bytes(), expected.size());
            QByteArray out;
            while (!queue.isEmpty()) {
                const QByteArray next = contents(queue).left(qsizetype(step));
                out += next;
                queue.written(std::size_t(next.size()));
            }
            QCOMPARE(out, expected);
            QCOMPARE(queue.bytes(), 0);
        }
    }

    void W10_the513thFrameDropsTheEventsAndOnlyThem()
    {
        OutQueue queue;
        QCOMPARE(queue.push(ws::Opcode::Binary, "reply 1", false), Pushed::Queued);
        for (int i = 0; i < limits::queuedFrames - 1; ++i)
            QCOMPARE(queue.push(ws::Opcode::Binary, "event", true), Pushed::Queued);
        QVERIFY(!queue.isLagging());
        QCOMPARE(queue.push(ws::Opcode::Binary, "reply 2", false), Pushed::EventsDropped);
        QVERIFY(queue.isLagging());
        QCOMPARE(contents(queue), framed("reply 1") + framed("reply 2"));

        QCOMPARE(queue.push(ws::Opcode::Binary, "late event", true), Pushed::Queued);
        QCOMPARE(contents(queue), framed("reply 1") + framed("reply 2"));
        queue.written(std::size_t(queue.bytes()));
        QVERIFY(queue.isEmpty() && queue.isLagging());
        queue.caughtUp();
        queue.push(ws::Opcode::Binary, "event", true);
        QCOMPARE(contents(queue), framed("event"));
    }

    void W10_moreThanAMebibyteDropsTheEvents()
    {
        OutQueue queue;
        const QByteArray large(200 * 1024, 'e');
        for (int i = 0; i < 5; ++i)
            QCOMPARE(queue.push(ws::Opcode::Binary, large, true), Pushed::Queued);
        QCOMPARE(queue.push(ws::Opcode::Binary, large, true), Pushed::EventsDropped);
        QVERIFY(queue.isEmpty());
    }

    void W10_aFrameThatHasBegunIsNeverDropped()
    {
        OutQueue queue;
        for (int i = 0; i < limits::queuedFrames; ++i)
            queue.push(ws::Opcode::Binary, "event", true);
        queue.written(3);
        QCOMPARE(queue.push(ws::Opcode::Binary, "event", true), Pushed::EventsDropped);
        QCOMPARE(contents(queue), framed("event").mid(3));
        queue.dropUnsent();
        QCOMPARE(contents(queue), framed("event").mid(3));
        QCOMPARE(queue.bytes(), framed("event").size() - 3);
    }

    void W10_repliesAloneAreKeptUpToTheHardLimit()
    {
        OutQueue queue;
        const QByteArray large(256 * 1024, 'r');
        for (int i = 0; i < 15; ++i)
            QCOMPARE(queue.push(ws::Opcode::Binary, large, false), Pushed::Queued);
        QCOMPARE(queue.push(ws::Opcode::Binary, large, false), Pushed::Overflow);
    }
};

QTEST_APPLESS_MAIN(OutQueueTest)
#include "test_out_queue.moc"
