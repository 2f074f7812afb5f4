#include "tests/e2e/cli_world.h"

using namespace confab::e2e;

class CliTest : public QObject {
    Q_OBJECT
    std::unique_ptr<CliWorld> m_world;

    Answer run(const QString &who, const QStringList &arguments) const { return m_world->run(who, arguments); }
    QStringList texts(const QString &who, const QString &chat) const { return m_world->texts(who, chat); }
    QString register_(const QString &who) const { return m_world->register_(who); }

private slots:
    void init()
    {
        m_world = std::make_unique<CliWorld>();
        QVERIFY(m_world->server().start());
    }
    void cleanup() { m_world.reset(); }

    void aMessageIsSentDeliveredAndRead()
    {
        QVERIFY(!register_("alice").isEmpty());
        QVERIFY(!register_("bob").isEmpty());
        const auto sent = run("alice", {"send", "@bob", "hi bob"});
        QCOMPARE(sent.exitCode, 0);
        QCOMPARE(sent.first()["state"].toString(), QStringLiteral("sent"));
        QCOMPARE(sent.first()["type"].toString(), QStringLiteral("message"));
        const QString chat = sent.first()["chat"].toString();
        const auto state = [&] { return run("alice", {"history", chat}).lines.value(0)["state"].toString(); };

        QCOMPARE(run("bob", {"sync"}).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(state(), QStringLiteral("delivered"), 10'000);
        QCOMPARE(run("bob", {"chats"}).first()["unread"].toInt(), 1);
        QCOMPARE(run("bob", {"read", chat}).exitCode, 0);
        QCOMPARE(run("bob", {"chats"}).first()["unread"].toInt(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(state(), QStringLiteral("read"), 10'000);
        QCOMPARE(texts("bob", chat), QStringList {"hi bob"});
    }

    void anIdMayBeginWithAHyphen()
    {
        register_("alice");
        const QString id = "-DlWfgDfH2fOacDsLXcobw"; // as one in 64 does
        for (const QStringList &command : {QStringList {"history", id, "--limit", "5"}, {"read", id}, {"send", id, "hello"},
                 {"react", id + ":3", "👍"}, {"edit", id + ":12", "better"}})
            QCOMPARE(run("alice", command).error["code"].toString(), QStringLiteral("not_found"));
        QCOMPARE(run("alice", {"history", "-x"}).error["code"].toString(), QStringLiteral("usage"));
    }

    void editsReactionsAndDeletionsReachTheOther()
    {
        register_("alice");
        register_("bob");
        const auto sent = run("alice", {"send", "@bob", "frist"}).first();
        const QString chat = sent["chat"].toString(), at = chat + ':' + QString::number(sent["seq"].toInt());
        QCOMPARE(run("alice", {"edit", at, "first"}).exitCode, 0);
        QCOMPARE(run("bob", {"sync"}).exitCode, 0);
        QCOMPARE(run("bob", {"react", at, "👍"}).exitCode, 0);
        const auto seen = run("bob", {"history", chat}).lines.value(0);
        QCOMPARE(seen["text"].toString(), QStringLiteral("first"));
        QVERIFY(seen["edited"].toBool());
        QCOMPARE(run("alice", {"history", chat}).lines.value(0)["reactions"].toArray().size(), 1);
        QCOMPARE(run("alice", {"delete", at}).exitCode, 0);
        QVERIFY(run("bob", {"history", chat}).lines.value(0)["deleted"].toBool());
    }

    void groupsChangeTheirMembers()
    {
        for (const char *who : {"alice", "bob", "carol"})
            register_(who);
        const QString group = run("alice", {"group", "create", "Team", "@bob"}).first()["chat"].toString();
        QVERIFY(!group.isEmpty());
        QCOMPARE(run("alice", {"send", group, "before"}).exitCode, 0);
        QCOMPARE(run("alice", {"group", "add", group, "@carol"}).exitCode, 0);
        QCOMPARE(run("alice", {"send", group, "after"}).exitCode, 0);
        QCOMPARE(texts("carol", group), QStringList {"after"}); // who joins sees what comes from then on
        QCOMPARE(run("alice", {"group", "remove", group, "@carol"}).exitCode, 0);
        QVERIFY(run("carol", {"send", group, "still here?"}).exitCode > 0);
        QCOMPARE(run("bob", {"group", "leave", group}).exitCode, 0);
        QCOMPARE(run("alice", {"chats"}).first()["members"].toArray().size(), 1);
    }

    void L1_L2_killedServerAndClientLoseAndDoubleNothing()
    {
        register_("alice");
        register_("bob");
        const QString chat = run("alice", {"send", "@bob", "one"}).first()["chat"].toString();
        m_world->server().kill();
        QCOMPARE(run("alice", {"send", chat, "two", "--no-wait"}).first()["state"].toString(), QStringLiteral("queued"));
        QVERIFY(m_world->server().start());
        Running killed(*m_world, "alice", {"send", chat, "three", "--no-wait"});
        QVERIFY(!killed.heard("message", "state", "queued").isEmpty());
        killed.kill(); // what was queued is on disk
        QCOMPARE(run("alice", {"sync"}).exitCode, 0);
        const QStringList all = texts("bob", chat);
        QCOMPARE(all.count("one"), 1);
        QCOMPARE(all.count("two"), 1);
        QCOMPARE(all.count("three"), 1);
        QCOMPARE(texts("alice", chat), all);
    }

    void listenTellsWhatComesUntilItIsStopped()
    {
        register_("alice");
        register_("bob");
        Running listener(*m_world, "bob", {"listen"});
        QVERIFY(!listener.heard("connection", "phase", "online").isEmpty());
        QCOMPARE(run("alice", {"send", "@bob", "live one"}).exitCode, 0);
        QVERIFY(!listener.heard("message", "text", "live one").isEmpty());
        QCOMPARE(listener.stop(), 0);
    }

    void errorsAreJsonAndNotZero_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("code");
        QTest::newRow("taken name") << QStringList {"register", "alice"} << "username_taken";
        QTest::newRow("no account") << QStringList {"chats"} << "no_account";
        QTest::newRow("later version") << QStringList {"search", "word"} << "unsupported";
        QTest::newRow("wrong use") << QStringList {"send"} << "usage";
        QTest::newRow("no such command") << QStringList {"sing"} << "usage";
    }
    void errorsAreJsonAndNotZero()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, code);
        register_("alice");
        const auto answer = run("somebody", arguments);
        QVERIFY(answer.exitCode > 0);
        QCOMPARE(answer.error["code"].toString(), code);
        QVERIFY(!answer.error["msg"].toString().isEmpty());
    }
};

QTEST_GUILESS_MAIN(CliTest)
#include "test_cli.moc"
