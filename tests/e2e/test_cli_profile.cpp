#include "core/profile/profile_files.h"
#include "tests/e2e/cli_world.h"
#include "tests/e2e/login_keyring.h"
#include "tests/support/profile_generator.h"

#include <QDir>

using namespace confab::e2e;
namespace profile = confab::profile;

//! How the key of a profile is kept, through the command line, with a real keyring.
class CliProfileTest : public QObject {
    Q_OBJECT
    std::unique_ptr<CliWorld> m_world;

    Answer run(const QStringList &arguments) const { return m_world->run("alice", arguments); }
    QString code(const QStringList &arguments) const { return run(arguments).error["code"].toString(); }
    QString username(const QStringList &arguments = {}) const
    {
        return run(arguments + QStringList {"whoami"}).first()["username"].toString();
    }
    QString kept() const
    {
        const QJsonObject shown = run({"profile", "show"}).first();
        QStringList ways;
        for (const char *way : {"system", "passphrase", "file"})
            if (shown[QLatin1String(way)].toBool())
                ways += way;
        return shown["state"].toString() + ' ' + ways.join('+');
    }
    QByteArray keyFile() const
    {
        QFile file(profile::pathOf(m_world->folderOf("alice"), profile::masterKey));
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }
    //! Files of the profile in which one of `words` stands in the clear.
    QStringList whereRead(const QByteArrayList &words) const
    {
        QStringList found;
        const QDir dir(m_world->folderOf("alice"));
        for (const QString &name : dir.entryList(QDir::Files | QDir::Hidden)) {
            QFile file(dir.filePath(name));
            const QByteArray content = file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
            for (const QByteArray &word : words)
                if (content.contains(word))
                    found += name + ": " + QString::fromUtf8(word);
        }
        return found;
    }

private slots:
    void init()
    {
        qunsetenv("CONFAB_PASSPHRASE");
        qunsetenv("CONFAB_NEW_PASSPHRASE");
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        m_world = std::make_unique<CliWorld>();
        QVERIFY(m_world->server().start());
    }
    void cleanup() { m_world.reset(); }

    void withoutTheOptionTheKeyLiesInTheFolderAndThatIsSaid()
    {
        const auto registered = run({"register", "alice"});
        QCOMPARE(registered.exitCode, 0);
        QCOMPARE(registered.lines.size(), 1);
        QCOMPARE(registered.notices.filter("unprotected").size(), 1);
        QCOMPARE(kept(), QStringLiteral("sealed file"));
        const auto again = run({"whoami"});
        QCOMPARE(again.first()["username"].toString(), QStringLiteral("alice"));
        QCOMPARE(again.notices, QStringList()); // once
    }

    void whoAsksForTheFolderIsNotToldAgain()
    {
        const auto registered = run({"--keyring", "file", "register", "alice"});
        QCOMPARE(registered.exitCode, 0);
        QCOMPARE(registered.notices, QStringList());
        QCOMPARE(code({"--keyring", "passphrase", "whoami"}), QStringLiteral("not_kept"));
        QCOMPARE(code({"--keyring", "somewhere", "whoami"}), QStringLiteral("usage"));
    }

    void aPassphraseOpensTheProfileAndNothingElseDoes()
    {
        qputenv("CONFAB_PASSPHRASE", "correct horse");
        QCOMPARE(run({"--keyring", "passphrase", "register", "alice"}).exitCode, 0);
        QCOMPARE(kept(), QStringLiteral("sealed passphrase"));
        QCOMPARE(run({"send", "@alice", "a note about Lisbon"}).exitCode, 0);
        QCOMPARE(username(), QStringLiteral("alice"));
        QCOMPARE(whereRead({"alice", "Lisbon", "correct horse", "SQLite format"}), QStringList());

        qputenv("CONFAB_PASSPHRASE", "battery staple");
        QCOMPARE(code({"whoami"}), QStringLiteral("wrong_passphrase"));
        qunsetenv("CONFAB_PASSPHRASE");
        QCOMPARE(code({"whoami"}), QStringLiteral("locked")); // and nobody is asked: there is no terminal

        qputenv("CONFAB_PASSPHRASE", "correct horse");
        qputenv("CONFAB_NEW_PASSPHRASE", "battery staple");
        QCOMPARE(run({"profile", "passphrase"}).exitCode, 0);
        QCOMPARE(code({"whoami"}), QStringLiteral("wrong_passphrase"));
        qputenv("CONFAB_PASSPHRASE", "battery staple");
        QCOMPARE(username(), QStringLiteral("alice"));
    }

    void aPassphraseIsTypedWithoutEcho()
    {
        qputenv("CONFAB_PASSPHRASE", "correct horse");
        QCOMPARE(run({"--keyring", "passphrase", "register", "alice"}).exitCode, 0);
        qunsetenv("CONFAB_PASSPHRASE");
        QProcess terminal; // script(1) gives the program a terminal of its own
        QStringList words {QStringLiteral(CONFAB_CLI)};
        words += m_world->commandLine("alice", {"whoami"});
        terminal.start("script", {"-qec", words.join(' '), "/dev/null"});
        QByteArray said;
        while (!said.contains("Passphrase") && terminal.waitForReadyRead(10'000))
            said += terminal.readAllStandardOutput();
        terminal.write("correct horse\n");
        QVERIFY(terminal.waitForFinished(30'000));
        said += terminal.readAllStandardOutput();
        QVERIFY2(said.contains("\"username\":\"alice\""), said.constData());
        QVERIFY(!said.contains("horse"));
    }

    void theKeyringOfTheLoginOpensTheProfile()
    {
        LoginKeyring login;
        QVERIFY(login.start());
        QCOMPARE(run({"--keyring", "system", "register", "alice"}).exitCode, 0);
        QCOMPARE(kept(), QStringLiteral("sealed system"));
        QCOMPARE(run({"profile", "show"}).first()["keyring_name"].toString(), QStringLiteral("GNOME Keyring"));
        QCOMPARE(username(), QStringLiteral("alice"));
        QCOMPARE(username({"--keyring", "system"}), QStringLiteral("alice"));
        QCOMPARE(whereRead({"alice", "SQLite format"}), QStringList());

        QVERIFY(login.lock());
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(code({"--timeout", "5", "whoami"}), QStringLiteral("locked"));
        QVERIFY(timer.elapsed() < 25'000);
        QVERIFY(login.unlock());
        QCOMPARE(username(), QStringLiteral("alice"));

        qputenv("CONFAB_PASSPHRASE", "correct horse");
        QCOMPARE(run({"profile", "protect", "system", "passphrase"}).exitCode, 0);
        QCOMPARE(kept(), QStringLiteral("sealed system+passphrase"));
        const QByteArray before = keyFile();
        QCOMPARE(run({"profile", "rotate"}).exitCode, 0);
        QVERIFY(keyFile() != before);
        QCOMPARE(username({"--keyring", "system"}), QStringLiteral("alice"));
        QCOMPARE(username({"--keyring", "passphrase"}), QStringLiteral("alice"));

        login.leaveBus(); // the same folder on another computer
        QCOMPARE(code({"--keyring", "system", "whoami"}), QStringLiteral("no_keyring"));
        QCOMPARE(username(), QStringLiteral("alice")); // by the passphrase
        qunsetenv("CONFAB_PASSPHRASE");
        QCOMPARE(code({"whoami"}), QStringLiteral("no_keyring"));
        const QByteArray kept = keyFile();
        QVERIFY(run({"profile", "protect", "file"}).exitCode != 0);
        QCOMPARE(keyFile(), kept);
    }

    void withoutAKeyringNothingIsMade()
    {
        QCOMPARE(code({"--keyring", "system", "register", "alice"}), QStringLiteral("no_keyring"));
        QVERIFY(keyFile().isEmpty());
        QCOMPARE(kept(), QStringLiteral("new "));
        QCOMPARE(run({"register", "alice"}).exitCode, 0); // the name was not taken by that
    }

    void aNewKeySealsEverythingAgain()
    {
        QCOMPARE(run({"register", "alice"}).exitCode, 0);
        const QString chat = run({"send", "@alice", "a note"}).first()["chat"].toString();
        const QByteArray before = keyFile();
        QCOMPARE(run({"profile", "rotate"}).exitCode, 0);
        QVERIFY(keyFile() != before);
        QCOMPARE(m_world->texts("alice", chat), QStringList {"a note"});
    }

    void aPlainProfileIsSealedByTheFirstCommand_data()
    {
        QTest::addColumn<QStringList>("option");
        QTest::addColumn<QString>("after");
        QTest::addColumn<int>("unprotectedNotices");
        QTest::newRow("no option") << QStringList() << "sealed file" << 1;
        QTest::newRow("file") << QStringList {"--keyring", "file"} << "sealed file" << 0;
        QTest::newRow("passphrase") << QStringList {"--keyring", "passphrase"} << "sealed passphrase" << 0;
    }
    void aPlainProfileIsSealedByTheFirstCommand()
    {
        QFETCH(QStringList, option);
        QFETCH(QString, after);
        QFETCH(int, unprotectedNotices);
        const QString folder = m_world->folderOf("alice");
        const auto owner = confab::test::generatePlainAccount(folder, m_world->server().url());
        QVERIFY(owner);
        confab::test::ProfilePlan plan;
        plan.chats = 3;
        plan.messages = 20;
        QVERIFY(confab::test::generateProfile(folder, *owner, plan));
        QVERIFY(!whereRead({"SQLite format", "confab-keys"}).isEmpty());
        QCOMPARE(kept(), QStringLiteral("plain ")); // looking changes nothing
        QVERIFY(QFile::exists(profile::pathOf(folder, profile::plainKeys)));

        qputenv("CONFAB_PASSPHRASE", "correct horse");
        const auto chats = run(option + QStringList {"--offline", "chats"});
        QCOMPARE(chats.exitCode, 0);
        QCOMPARE(chats.lines.size(), 3);
        QCOMPARE(chats.notices.filter("sealed").size(), 1);
        QCOMPARE(chats.notices.filter("unprotected").size(), unprotectedNotices);
        QCOMPARE(kept(), after);
        QCOMPARE(whereRead({"SQLite format", "confab-keys", "Lisbon", "harbour"}), QStringList());
        QCOMPARE(username(), QStringLiteral("bench"));
    }

    void aDamagedKeyIsSaidAndLeftAlone()
    {
        QCOMPARE(run({"register", "alice"}).exitCode, 0);
        const QDir dir(m_world->folderOf("alice"));
        for (const QString &name : dir.entryList({"master.key*"})) {
            QFile file(dir.filePath(name));
            QVERIFY(file.open(QFile::ReadWrite) && file.seek(20) && file.write("????") == 4);
        }
        const QByteArray damaged = keyFile();
        QCOMPARE(kept(), QStringLiteral("damaged "));
        QCOMPARE(code({"whoami"}), QStringLiteral("damaged"));
        QCOMPARE(code({"register", "alice2"}), QStringLiteral("damaged"));
        QCOMPARE(keyFile(), damaged);
    }
};

QTEST_GUILESS_MAIN(CliProfileTest)
#include "test_cli_profile.moc"
