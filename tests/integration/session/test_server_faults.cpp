#include "tests/faults/proxy/fault_proxy.h"
#include "tests/integration/server/server_fixture.h"
#include "tests/integration/session/two_people.h"

#include "core/net/connection.h"
#include "core/net/server_address.h"
#include "core/profile/sealed_key_vault.h"

#include <QDirIterator>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>

using namespace confab;
using namespace confab::tests;

namespace {

void copyFolder(const QString &from, const QString &to)
{
    QDir(to).removeRecursively();
    QDir().mkpath(to);
    QDirIterator files(from, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        const QString target = to + file.mid(from.size());
        QDir().mkpath(QFileInfo(target).path());
        QVERIFY(QFile::copy(file, target));
    }
}

} // namespace

//! Sessions against servers that lose, forget, refuse, or are none.
class TestServerFaults : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_server = std::make_unique<ServerFixture>();
        m_server->options.gateway.heartbeat = std::chrono::seconds(1);
        QVERIFY2(m_server->start(), qPrintable(m_server->problem()));
        m_proxy = std::make_unique<FaultProxy>(m_server->port(), 1);
        QVERIFY(m_proxy->start() != 0);
        m_address = "ws://127.0.0.1:" + QString::number(m_server->port());
        for (auto [person, name, address] :
            {std::tuple(&m_ada, "ada", m_address), std::tuple(&m_bo, "bo-b", "ws://127.0.0.1:" + QString::number(m_proxy->url().port()))}) {
            *person = std::make_unique<Person>();
            QVERIFY((*person)->registerAt(address, name));
            QVERIFY((*person)->open());
            QVERIFY((*person)->online());
        }
        const auto bo = settle(m_ada->session->findUser("bo-b"));
        QVERIFY(bo.has_value());
        const auto chat = settle(m_ada->session->openDirect(bo->user));
        QVERIFY(chat.has_value());
        m_chat = *chat;
    }
    void cleanup()
    {
        m_ada.reset();
        m_bo.reset();
        m_proxy.reset();
        m_server.reset();
    }

    void S4_gapAtTheEndOfAQuietChatIsFoundByTheHeadsDigest()
    {
        say(*m_ada, "one");
        QTRY_COMPARE(m_bo->texts(m_chat), QStringList {"one"});
        Faults loss;
        loss.drop = 1;
        loss.only = {"event"};
        m_proxy->setFaults(FaultProxy::Way::ToClient, loss);
        say(*m_ada, "two"); // its hint is lost, and nothing follows
        QTRY_VERIFY(m_proxy->counts().dropped > 0);
        QTRY_COMPARE_WITH_TIMEOUT(m_bo->texts(m_chat), (QStringList {"one", "two"}), 15'000);
    }

    void aServerThatLostItsDataIsSaidAndNothingIsLostHere()
    {
        say(*m_ada, "one");
        QTRY_COMPARE(m_bo->texts(m_chat), QStringList {"one"});
        QTemporaryDir backup;
        m_server->stop();
        copyFolder(m_server->dataDir(), backup.filePath("data"));
        startAgain();
        say(*m_ada, "two");
        say(*m_ada, "three");
        const QStringList all {"one", "two", "three"};
        QTRY_COMPARE(m_bo->texts(m_chat), all);

        m_server->stop();
        copyFolder(backup.filePath("data"), m_server->dataDir());
        startAgain();
        m_bo->session->send(m_chat, {"four", {}}); // gets the number that "two" has here
        QTRY_VERIFY(m_ada->told("lost messages"));
        QCOMPARE(m_ada->texts(m_chat), all);
        // What was written is kept, and its writer sees that it did not get through.
        QTRY_VERIFY(m_bo->summary(m_chat).failed);
        QCOMPARE(m_bo->texts(m_chat), all + QStringList {"…four"});
        QTRY_VERIFY(m_bo->told("lost messages"));
        QCOMPARE(m_ada->session->connection().phase, ConnectionPhase::Online);
    }

    void revokedDeviceStopsSaysSoAndKeepsWhatItHas()
    {
        Person second;
        QVERIFY(second.linkTo(*m_ada, m_address));
        QVERIFY(second.open());
        QVERIFY(second.online());
        say(*m_ada, "hello");
        QTRY_COMPARE(second.texts(m_chat), QStringList {"hello"});
        QVERIFY(settle(m_ada->session->revokeDevice(second.session->self().device)).has_value());
        QTRY_COMPARE(second.session->connection().phase, ConnectionPhase::Fatal);
        QVERIFY(!second.session->connection().reason.isEmpty());
        QCOMPARE(second.texts(m_chat), QStringList {"hello"});
        second.session->send(m_chat, {"too late", {}});
        QTRY_COMPARE(second.summary(m_chat).waiting, 1);
        QVERIFY(second.close());
        QVERIFY(second.open()); // it may still be read
        QTRY_COMPARE(second.session->connection().phase, ConnectionPhase::Fatal);
        QCOMPARE(second.texts(m_chat), (QStringList {"hello", "…too late"}));
    }

    void disabledAccountStopsAndSaysSo()
    {
        Person second;
        QVERIFY(second.linkTo(*m_ada, m_address));
        deleteAccount(second.folder.path());
        QTRY_COMPARE(m_ada->session->connection().phase, ConnectionPhase::Fatal);
        QVERIFY2(m_ada->session->connection().reason.contains("disabled"), qPrintable(m_ada->session->connection().reason));
        m_ada->session->reconnectNow();
        QTRY_COMPARE(m_ada->session->connection().phase, ConnectionPhase::Fatal);
        QVERIFY(m_ada->session->chat(m_chat));
    }

    void serversThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("says");
        QTest::addColumn<bool>("closes");
        QTest::newRow("closes") << QByteArray() << true;
        QTest::newRow("another web server") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello") << false;
        QTest::newRow("rubbish") << QByteArray(4'000, '\xA7') << true;
        QTest::newRow("silent") << QByteArray() << false;
    }
    void serversThatAreNone()
    {
        QFETCH(QByteArray, says);
        QFETCH(bool, closes);
        say(*m_ada, "stored");
        QVERIFY(m_ada->close());
        QTcpServer none;
        QVERIFY(none.listen(QHostAddress::LocalHost));
        connect(&none, &QTcpServer::newConnection, this, [&] {
            QTcpSocket *socket = none.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [=] {
                socket->readAll();
                socket->write(says);
                if (closes)
                    socket->disconnectFromHost();
            });
        });
        QVERIFY(m_ada->open("ws://127.0.0.1:" + QString::number(none.serverPort())));
        QTRY_COMPARE_WITH_TIMEOUT(m_ada->session->connection().phase, ConnectionPhase::Waiting, 30'000);
        QVERIFY(!m_ada->session->connection().reason.isEmpty());
        QCOMPARE(m_ada->texts(m_chat), QStringList {"stored"});
        m_ada->session->send(m_chat, {"waits", {}});
        QTRY_COMPARE(m_ada->summary(m_chat).waiting, 1);
        QVERIFY(m_ada->close());
        QVERIFY(m_ada->open()); // the right one
        QTRY_COMPARE_WITH_TIMEOUT(m_bo->texts(m_chat), (QStringList {"stored", "waits"}), 15'000);
    }

private:
    void say(Person &person, const QString &text)
    {
        person.session->send(m_chat, {text, {}});
        QTRY_COMPARE_WITH_TIMEOUT(person.summary(m_chat).waiting, 0, 10'000);
        QTRY_COMPARE(person.texts(m_chat).value(person.texts(m_chat).size() - 1), text);
    }
    void startAgain()
    {
        QVERIFY2(m_server->start(), qPrintable(m_server->problem()));
        for (Person *person : {m_ada.get(), m_bo.get()}) {
            QTRY_VERIFY(person->session->connection().phase != ConnectionPhase::Online);
            person->session->reconnectNow();
        }
        QVERIFY(m_ada->online());
        QVERIFY(m_bo->online());
    }
    //! Does what no window offers yet: the account goes, by the keys in `folder`.
    void deleteAccount(const QString &folder)
    {
        const auto keys = SealedKeyVault(test::openUnprotected(folder)).load().result();
        QVERIFY(keys.has_value());
        const DeviceKey key((*keys)->deviceSeed.clone());
        SystemClock clock;
        Connection::Options options;
        options.server = *parseServerAddress(m_address);
        options.login = LoginAuth {(*keys)->user, (*keys)->device.id,
            [&key](const QByteArray &nonce, const QByteArray &host, const QByteArray &sub) { return key.signAuth(nonce, host, sub); }};
        Connection connection(options, clock);
        connection.start();
        QTRY_VERIFY(connection.isLive());
        bool gone = false;
        connection.request(UserDelete {}, this, [&gone](const Connection::Answer<UserDelete> &answer) { gone = answer.has_value(); });
        QTRY_VERIFY(gone || !connection.isLive());
    }

    std::unique_ptr<ServerFixture> m_server;
    std::unique_ptr<FaultProxy> m_proxy;
    std::unique_ptr<Person> m_ada;
    std::unique_ptr<Person> m_bo;
    QString m_address;
    ChatId m_chat;
};

QTEST_GUILESS_MAIN(TestServerFaults)
#include "test_server_faults.moc"
