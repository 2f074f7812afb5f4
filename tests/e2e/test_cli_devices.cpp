#include "tests/e2e/cli_world.h"
#include "tests/support/unprotected_profile.h"

#include "core/session/onboarding.h"

using namespace confab::e2e;

//! Devices, live news and servers that are not there, through the command line.
class CliDevicesTest : public QObject {
    Q_OBJECT
    std::unique_ptr<CliWorld> m_world;

    Answer run(const QString &who, const QStringList &arguments) const { return m_world->run(who, arguments); }

private slots:
    void init()
    {
        m_world = std::make_unique<CliWorld>();
        QVERIFY(m_world->server().start());
        QVERIFY(!m_world->register_("alice").isEmpty());
        QVERIFY(!m_world->register_("bob").isEmpty());
    }
    void cleanup() { m_world.reset(); }

    void whoamiSaysWhoWhereAndWithWhat()
    {
        const QJsonObject self = run("alice", {"whoami"}).first();
        QCOMPARE(self["username"].toString(), QStringLiteral("alice"));
        QVERIFY(!self["user"].toString().isEmpty());
        QVERIFY(!self["device"].toString().isEmpty());
        QCOMPARE(self["server"].toString(), m_world->server().url());
    }

    void S9_aLinkedDeviceHasTheAccountItsHistoryAndIsListed()
    {
        const QString chat = run("alice", {"send", "@bob", "before"}).first()["chat"].toString();
        Running show(*m_world, "laptop", {"link", "show"});
        const QString code = show.heard("link_code")["code"].toString();
        QVERIFY(!code.isEmpty());
        Running accept(*m_world, "alice", {"link", "accept", code, "--yes"});
        const QString digits = show.heard("link_digits")["digits"].toString();
        QCOMPARE(digits.size(), 6);
        QCOMPARE(accept.heard("link_digits")["digits"].toString(), digits);
        QCOMPARE(accept.finish(), 0);
        QCOMPARE(show.finish(), 0);

        QCOMPARE(run("laptop", {"whoami"}).first()["username"].toString(), QStringLiteral("alice"));
        QCOMPARE(m_world->texts("laptop", chat), QStringList {"before"});
        const auto devices = run("alice", {"devices"}).lines;
        QCOMPARE(devices.size(), 2);
        QCOMPARE(std::count_if(devices.begin(), devices.end(), [](const auto &d) { return d["current"].toBool(); }), 1);

        const QString laptop = run("laptop", {"whoami"}).first()["device"].toString();
        QCOMPARE(run("alice", {"devices", "revoke", laptop}).lines.size(), 1);
        const auto refused = run("laptop", {"sync"});
        QVERIFY(refused.exitCode > 0);
        QCOMPARE(refused.error["code"].toString(), QStringLiteral("refused"));
    }

    void anEditOfAChatThatIsNotHereYetIsLookedUp()
    {
        const QJsonObject sent = run("alice", {"send", "@bob", "hello"}).first();
        const QString at = sent["chat"].toString() + ':' + QString::number(sent["seq"].toInt());
        const auto reacted = run("bob", {"react", at, "👍"}); // bob's profile has never synced
        QCOMPARE(reacted.exitCode, 0);
        QCOMPARE(reacted.first()["reactions"].toArray().size(), 1);
        const auto edited = run("bob", {"edit", sent["chat"].toString() + ":999", "x"});
        QCOMPARE(edited.error["code"].toString(), QStringLiteral("not_found"));
    }

    void linkShowEndsWithItsTimeout()
    {
        QElapsedTimer timer;
        timer.start();
        const auto answer = run("tablet", {"link", "show", "--timeout", "1"});
        QVERIFY(answer.exitCode > 0);
        QCOMPARE(answer.error["code"].toString(), QStringLiteral("timeout"));
        QVERIFY(timer.elapsed() < 30'000); // not the ten minutes of one who walks to another room
    }

    void wrongLinkCodesAreRefused_data()
    {
        QTest::addColumn<QString>("code");
        QTest::newRow("nobody shows it") << "7QF2-9KDM-XW4R";
        QTest::newRow("no code") << "hello";
    }
    void wrongLinkCodesAreRefused()
    {
        QFETCH(QString, code);
        const auto answer = run("alice", {"link", "accept", code, "--yes", "--timeout", "5"});
        QVERIFY(answer.exitCode > 0);
        QVERIFY(!answer.error["msg"].toString().isEmpty());
    }

    void R1_listenTellsPresenceTypingAndMarks()
    {
        const QString chat = run("alice", {"send", "@bob", "one"}).first()["chat"].toString();
        Running listener(*m_world, "alice", {"listen", "--focus", chat});
        QVERIFY(!listener.heard("connection", "phase", "online").isEmpty());
        // Bob in this process, because no command types.
        const auto bob = confab::makeSession(confab::test::openUnprotected(m_world->folderOf("bob")), m_world->server().url());
        bob->start();
        const auto id = *confab::ChatId::fromText(chat);
        QTRY_VERIFY_WITH_TIMEOUT(bob->connection().phase == confab::ConnectionPhase::Online && bob->chat(id), 15'000);
        bob->setFocus({id}, true);
        const auto there = listener.heard(
            [](const QJsonObject &line) { return line["type"] == "presence" && line["username"] == "bob" && line["state"] != "offline"; });
        QVERIFY(!there.isEmpty());
        const auto typing = [&] {
            bob->setTyping(id, true);
            return listener.heard([](const QJsonObject &line) { return line["type"] == "typing" && !line["users"].toArray().isEmpty(); }, 1'000);
        };
        QTRY_VERIFY_WITH_TIMEOUT(!typing().isEmpty(), 15'000);
        bob->markRead(id, bob->chat(id)->head);
        const auto read = listener.heard([](const QJsonObject &line) { return line["type"] == "marks" && line["read_all"].toInt() > 1; });
        QVERIFY(!read.isEmpty());
        const auto stopped = bob->stop();
        QTRY_VERIFY(stopped.isFinished());
        QCOMPARE(listener.stop(), 0);
    }

    void peopleAndChatsThatAreUnknown()
    {
        QCOMPARE(run("alice", {"send", "@nobody", "hi"}).error["code"].toString(), QStringLiteral("not_found"));
        QCOMPARE(run("alice", {"history", "@bob"}).error["code"].toString(), QStringLiteral("not_found"));
        QCOMPARE(run("alice", {"group", "create", "Team", "@bob", "@nobody"}).error["code"].toString(), QStringLiteral("not_found"));
        QVERIFY(run("alice", {"chats"}).lines.isEmpty()); // nothing half made
    }

    void withoutAServerWhatIsStoredIsShownAndWhatNeedsItFails()
    {
        const QString chat = run("alice", {"send", "@bob", "stored"}).first()["chat"].toString();
        m_world->server().kill();
        const auto history = run("alice", {"history", chat});
        QCOMPARE(history.exitCode, 0);
        QCOMPARE(history.first()["text"].toString(), QStringLiteral("stored"));
        QVERIFY(!history.notices.isEmpty()); // and says that it may be old
        QCOMPARE(run("alice", {"history", chat, "--offline"}).notices, QStringList());
        QCOMPARE(run("alice", {"sync", "--timeout", "2"}).error["code"].toString(), QStringLiteral("offline"));
        QCOMPARE(run("alice", {"send", chat, "later", "--timeout", "2"}).error["code"].toString(), QStringLiteral("offline"));
        QVERIFY(run("carol", {"register", "carol", "--timeout", "5"}).exitCode > 0);
        QVERIFY(m_world->server().start());
        QCOMPARE(run("alice", {"sync"}).exitCode, 0);
        QCOMPARE(m_world->texts("bob", chat), (QStringList {"stored", "later"}));
        QCOMPARE(run("carol", {"register", "carol"}).exitCode, 0); // a try that failed is not in the way
    }
};

QTEST_GUILESS_MAIN(CliDevicesTest)
#include "test_cli_devices.moc"
