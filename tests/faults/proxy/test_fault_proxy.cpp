#include "tests/faults/proxy/fault_proxy.h"
#include "tests/integration/server/gateway_fixture.h"

#include <QTest>

using namespace confab;
using namespace confab::tests;
using Way = FaultProxy::Way;

// The proxy itself: what it does to messages, and that it does the same again for the same seed.

namespace {

bool greet(WireClient &client, quint16 port)
{
    return client.open(port) == 101 && client.frame().has_value();
}

//! Sends `count` numbered frames and returns the numbers that came back.
QList<int> echoes(WireClient &client, int count)
{
    for (int i = 1; i <= count; ++i)
        client.sendText("{\"t\":\"echo\",\"i\":" + QByteArray::number(i) + "}");
    QList<int> numbers;
    while (const auto frame = client.frame(numbers.size() < count / 2 ? 2000ms : 300ms))
        numbers += int(frame->i.value_or(0));
    return numbers;
}

struct Bench {
    GatewayFixture server;
    std::unique_ptr<FaultProxy> proxy;
    quint16 port = 0;

    bool start(quint64 seed)
    {
        if (!server.start())
            return false;
        proxy = std::make_unique<FaultProxy>(server.port, seed);
        port = proxy->start();
        return port != 0;
    }
};

} // namespace

class FaultProxyTest : public QObject {
    Q_OBJECT

private slots:
    void withoutFaultsEverythingPasses()
    {
        Bench bench;
        QVERIFY(bench.start(1));
        WireClient client;
        QVERIFY(greet(client, bench.port));
        const QList<int> numbers = echoes(client, 100);
        QCOMPARE(numbers.size(), 100);
        QVERIFY(std::is_sorted(numbers.begin(), numbers.end()));
        client.sendFrame(ws::Opcode::Close, ws::closePayload(1000));
        QCOMPARE(client.closeCode(), 1000);
        QVERIFY(client.isGone());
        QTRY_COMPARE(bench.server.handler.closings.load(), 1);
        client.socket().close();
        QTRY_COMPARE(bench.proxy->openConnections(), 0);
    }

    void droppingDoublingAndSwappingFollowTheSeed()
    {
        Faults faults;
        faults.drop = 0.1;
        faults.duplicate = 0.1;
        faults.reorder = 0.1;
        const auto run = [&](quint64 seed) {
            Bench bench;
            if (!bench.start(seed))
                return QList<int>();
            bench.proxy->setFaults(Way::ToServer, faults);
            WireClient client;
            return greet(client, bench.port) ? echoes(client, 200) : QList<int>();
        };
        const QList<int> first = run(7);
        QVERIFY(first.size() > 100);
        QCOMPARE(run(7), first);
        QVERIFY(run(8) != first);
        const QSet<int> different(first.begin(), first.end());
        QVERIFY(different.size() < 200); // dropped
        QVERIFY(first.size() > different.size()); // doubled
        QVERIFY(!std::is_sorted(first.begin(), first.end())); // swapped
    }

    void onlyTheNamedTypesAreHarmed()
    {
        Bench bench;
        QVERIFY(bench.start(3));
        Faults faults;
        faults.drop = 1;
        faults.only = {"ok"};
        WireClient client;
        QVERIFY(greet(client, bench.port));
        bench.proxy->setFaults(Way::ToClient, faults);
        client.sendText(R"({"t":"echo","i":1})");
        client.sendText(R"({"t":"burst","b":{"count":3,"filling":"AAAA"}})");
        QVERIFY(client.frameOf("event"));
        QVERIFY(!client.frameOf("ok", 200ms));
        QCOMPARE(bench.proxy->counts().dropped, 1);
        bench.proxy->clearFaults();
        client.sendText(R"({"t":"echo","i":2})");
        QVERIFY(client.frameOf("ok"));
    }

    void slicesAndDelaysKeepEverything()
    {
        Bench bench;
        QVERIFY(bench.start(4));
        Faults faults;
        faults.slice = 3;
        faults.delayMin = 1ms;
        faults.delayMax = 10ms;
        bench.proxy->setFaults(Way::ToServer, faults);
        bench.proxy->setFaults(Way::ToClient, faults);
        WireClient client;
        QVERIFY(greet(client, bench.port));
        const QList<int> numbers = echoes(client, 30);
        QCOMPARE(numbers.size(), 30);
        QVERIFY(std::is_sorted(numbers.begin(), numbers.end()));
    }

    void cutsAndRefusals()
    {
        Bench bench;
        QVERIFY(bench.start(5));
        WireClient client;
        QVERIFY(greet(client, bench.port));
        QCOMPARE(bench.proxy->openConnections(), 1);
        bench.proxy->cutAll();
        QCOMPARE(client.closeCode(), int(WireClient::cut));
        QTRY_COMPARE(bench.server.handler.closings.load(), 1);
        QTRY_COMPARE(bench.proxy->openConnections(), 0);
        bench.proxy->setRefusing(true);
        QCOMPARE(WireClient().open(bench.port), 0);
        bench.proxy->setRefusing(false);
        QVERIFY(greet(client, bench.port));
        Faults faults;
        faults.cut = 1;
        bench.proxy->setFaults(Way::ToServer, faults);
        client.sendText(R"({"t":"echo","i":1})");
        QCOMPARE(client.closeCode(), int(WireClient::cut));
        QCOMPARE(bench.proxy->counts().cut, 1);
    }

    void aBlackHoleKeepsTheConnectionAndSaysNothing()
    {
        Bench bench;
        QVERIFY(bench.start(6));
        WireClient client;
        QVERIFY(greet(client, bench.port));
        bench.proxy->blackHoleAll();
        client.sendText(R"({"t":"echo","i":1})");
        QCOMPARE(client.closeCode(300ms), int(WireClient::stillOpen));
        QCOMPARE(bench.server.handler.frames.load(), 0);
    }

    void aHalfCloseEndsOneWay()
    {
        Bench bench;
        QVERIFY(bench.start(9));
        WireClient client;
        QVERIFY(greet(client, bench.port));
        bench.proxy->halfCloseAll(Way::ToServer);
        QTRY_COMPARE(bench.server.handler.closings.load(), 1); // the server saw the end of its input
        QVERIFY(client.isGone());
    }

    void missingBytesEndInAClose()
    {
        Bench bench;
        QVERIFY(bench.start(10));
        WireClient client;
        QVERIFY(greet(client, bench.port));
        Faults faults;
        faults.dropBytes = 1;
        bench.proxy->setFaults(Way::ToServer, faults);
        int closed = WireClient::stillOpen;
        for (int i = 0; i < 100 && closed == WireClient::stillOpen; ++i) {
            client.sendText(R"({"t":"echo","i":1,"b":{"text":"something to be mangled"}})");
            closed = client.closeCode(20ms);
        }
        QVERIFY(closed != WireClient::stillOpen);
    }
};

QTEST_GUILESS_MAIN(FaultProxyTest)
#include "test_fault_proxy.moc"
