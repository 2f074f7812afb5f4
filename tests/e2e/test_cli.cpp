#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>
#include <signal.h>

namespace {

//! A real confab-server on a folder; killed and started again, it keeps folder and port.
class Server {
public:
    explicit Server(QString folder)
        : m_folder(std::move(folder))
    {
    }
    ~Server() { kill(); }

    bool start()
    {
        m_process.start(CONFAB_SERVER, {"--listen", QStringLiteral("127.0.0.1:%1").arg(m_port), "--data", m_folder, "--allow-plaintext"});
        QByteArray said;
        while (!said.contains('\n') && m_process.waitForReadyRead(10'000))
            said += m_process.readAllStandardOutput();
        m_url = QString::fromLatin1(said.trimmed()).section(' ', -1);
        m_port = QUrl(m_url).port();
        return said.startsWith("confab-server listening on ws://127.0.0.1:");
    }
    void kill()
    {
        m_process.kill(); // SIGKILL: nothing is said or flushed
        m_process.waitForFinished();
    }
    QString url() const { return m_url; }

private:
    QString m_folder, m_url;
    int m_port = 0;
    QProcess m_process;
};

struct Answer {
    int exitCode = -1;
    QList<QJsonObject> lines;
    QJsonObject error;

    QJsonObject first() const { return lines.value(0); }
};

QList<QJsonObject> objects(const QByteArray &output)
{
    QList<QJsonObject> list;
    for (const QByteArray &line : output.split('\n'))
        if (const auto document = QJsonDocument::fromJson(line); document.isObject())
            list.append(document.object());
    return list;
}

} // namespace

class CliTest : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Server> m_server;

    QStringList commandLine(const QString &who, const QStringList &arguments) const
    {
        return QStringList {"--data", m_dir->filePath(who), "--server", m_server->url(), "--json"} + arguments;
    }
    Answer run(const QString &who, const QStringList &arguments) const
    {
        QProcess process;
        process.start(CONFAB_CLI, commandLine(who, arguments));
        const bool ended = process.waitForFinished(30'000) && process.exitStatus() == QProcess::NormalExit;
        const auto errors = objects(process.readAllStandardError());
        return {ended ? process.exitCode() : -1, objects(process.readAllStandardOutput()), errors.value(0)["error"].toObject()};
    }
    QStringList texts(const QString &who, const QString &chat) const
    {
        QStringList list;
        for (const QJsonObject &message : run(who, {"history", chat, "--limit", "100"}).lines)
            list.append(message["text"].toString());
        return list;
    }
    QString register_(const QString &who) const { return run(who, {"register", who}).first()["user"].toString(); }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<Server>(m_dir->filePath("server"));
        QVERIFY(m_server->start());
    }
    void cleanup()
    {
        m_server.reset();
        m_dir.reset();
    }

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
        m_server->kill();
        QCOMPARE(run("alice", {"send", chat, "two", "--no-wait"}).first()["state"].toString(), QStringLiteral("queued"));
        QVERIFY(m_server->start());
        QProcess killed;
        killed.start(CONFAB_CLI, commandLine("alice", {"send", chat, "three"}));
        QVERIFY(killed.waitForStarted());
        killed.kill();
        killed.waitForFinished();
        QCOMPARE(run("alice", {"sync"}).exitCode, 0);
        const QStringList all = texts("bob", chat);
        QCOMPARE(all.count("one"), 1);
        QCOMPARE(all.count("two"), 1);
        QVERIFY(all.count("three") <= 1); // killed before or after it was stored
        QCOMPARE(texts("alice", chat), all);
    }

    void listenTellsWhatComesUntilItIsStopped()
    {
        register_("alice");
        register_("bob");
        QProcess listener;
        listener.start(CONFAB_CLI, commandLine("bob", {"listen"}));
        QByteArray said;
        const auto heard = [&](const char *what) {
            listener.waitForReadyRead(100);
            said += listener.readAllStandardOutput();
            return said.contains(what);
        };
        QTRY_VERIFY_WITH_TIMEOUT(heard("\"online\""), 10'000);
        QCOMPARE(run("alice", {"send", "@bob", "live one"}).exitCode, 0);
        QTRY_VERIFY_WITH_TIMEOUT(heard("live one"), 10'000);
        listener.terminate();
        QVERIFY(listener.waitForFinished(10'000));
        QCOMPARE(listener.exitStatus(), QProcess::NormalExit);
        QCOMPARE(listener.exitCode(), 0);
    }

    void errorsAreJsonAndNotZero_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("code");
        QTest::newRow("taken name") << QStringList {"register", "alice"} << "username_taken";
        QTest::newRow("no account") << QStringList {"chats"} << "no_account";
        QTest::newRow("later version") << QStringList {"search", "word"} << "unsupported";
        QTest::newRow("wrong use") << QStringList {"send"} << "usage";
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
