#include "tests/integration/server/server_fixture.h"
#include "tests/integration/session/two_people.h"

#include "core/store/database.h"
#include "core/store/migrations.h"
#include "core/store/sql_connection.h"

using namespace confab;
using namespace confab::tests;

//! What a person sees of a profile that is in use, damaged, or of another version.
class TestProfile : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_server = std::make_unique<ServerFixture>();
        QVERIFY2(m_server->start(), qPrintable(m_server->problem()));
        m_ada = std::make_unique<Person>();
        QVERIFY(m_ada->registerAt("ws://127.0.0.1:" + QString::number(m_server->port()), "ada"));
        QVERIFY(m_ada->open());
        QVERIFY(m_ada->online());
        const auto chat = settle(m_ada->session->openDirect(m_ada->session->self().user));
        QVERIFY(chat.has_value());
        m_chat = *chat;
        for (int i = 0; i < 150; ++i) {
            m_expected.append(QString::number(i) + QString(200, '.'));
            m_ada->session->send(m_chat, {m_expected.last(), {}});
        }
        QTRY_COMPARE_WITH_TIMEOUT(m_ada->summary(m_chat).head.value, 151, 30'000);
        QTRY_COMPARE(m_ada->texts(m_chat), m_expected);
    }
    void cleanup()
    {
        m_ada.reset();
        m_server.reset();
        m_expected.clear();
    }

    void profileInUseIsRefusedWithASentence()
    {
        const std::unique_ptr<Session> again = makeSession(m_ada->profile());
        std::optional<SessionError> failure;
        connect(again.get(), &Session::openFailed, this, [&](const SessionError &error) { failure = error; });
        again->start();
        QTRY_VERIFY(failure);
        QVERIFY(!failure->message.isEmpty());
        QCOMPARE(failure->code, ErrorCode::Busy);
        QCOMPARE(settle(again->page(m_chat, {})).has_value(), false);
        QCOMPARE(m_ada->texts(m_chat), m_expected); // the first one goes on
    }

    void M2_profileOfANewerVersionIsLeftAlone()
    {
        QVERIFY(m_ada->close());
        setVersion(migrations::newest() + 1);
        QVERIFY(!m_ada->open());
        QVERIFY(m_ada->failure);
        QVERIFY2(m_ada->failure->message.contains("newer"), qPrintable(m_ada->failure->message));
        m_ada->session.reset();
        setVersion(migrations::newest()); // after the update
        QVERIFY(m_ada->open());
        QCOMPARE(m_ada->texts(m_chat), m_expected);
    }

    void truncatedProfileIsMendedAndFilledFromTheServer()
    {
        QVERIFY(m_ada->close());
        QFile file(databaseFile());
        QVERIFY(file.resize(file.size() / 4096 * 3 / 4 * 4096));
        QVERIFY(m_ada->open());
        QTRY_VERIFY(!m_ada->notices.isEmpty());
        QVERIFY(m_ada->online());
        QTRY_COMPARE_WITH_TIMEOUT(m_ada->texts(m_chat), m_expected, 15'000);
        QVERIFY(m_ada->close());
        m_ada->notices.clear();
        QVERIFY(m_ada->open());
        QCOMPARE(m_ada->texts(m_chat), m_expected);
        QCOMPARE(m_ada->notices, QStringList());
    }

    void aFileThatIsNoDatabaseIsMovedAside()
    {
        QVERIFY(m_ada->close());
        QFile file(databaseFile());
        QVERIFY(file.open(QFile::WriteOnly | QFile::Truncate));
        file.write(QByteArray(10'000, 'x'));
        file.close();
        QVERIFY(m_ada->open());
        QTRY_VERIFY(!m_ada->notices.isEmpty());
        QVERIFY(m_ada->online());
        QTRY_COMPARE_WITH_TIMEOUT(m_ada->texts(m_chat), m_expected, 15'000);
    }

    void missingProfileIsFilledFromTheServer()
    {
        QVERIFY(m_ada->close());
        QVERIFY(QFile::remove(databaseFile()));
        QVERIFY(m_ada->open()); // the keys are what makes the account
        QVERIFY(m_ada->online());
        QTRY_COMPARE_WITH_TIMEOUT(m_ada->texts(m_chat), m_expected, 15'000);
    }

    void damagedKeysAreTakenFromTheirCopyAndThatIsTold()
    {
        QVERIFY(m_ada->close());
        QFile file(m_ada->folder.filePath(QStringLiteral("identity.db")));
        QVERIFY(file.open(QFile::WriteOnly | QFile::Truncate));
        file.write(QByteArray(10'000, 'x'));
        file.close();
        QVERIFY(hasAccount(m_ada->profile())); // as a window asks first
        QVERIFY(m_ada->open());
        QTRY_COMPARE(m_ada->notices.size(), 1);
        QCOMPARE(m_ada->texts(m_chat), m_expected);
        QVERIFY(m_ada->online());
        QVERIFY(m_ada->close());
        m_ada->notices.clear();
        QVERIFY(m_ada->open());
        QCOMPARE(m_ada->notices, QStringList());
    }

private:
    QString databaseFile() const { return m_ada->folder.filePath(QString::fromLatin1(Database::fileName)); }
    void setVersion(int version)
    {
        const auto cipher = m_ada->profile()->cipher();
        auto connection = SqlConnection::open({databaseFile(), cipher->name()}, SqlConnection::Mode::ReadWrite);
        QVERIFY(connection);
        QVERIFY((*connection)->exec(QStringLiteral("PRAGMA user_version=%1").arg(version)));
    }

    std::unique_ptr<ServerFixture> m_server;
    std::unique_ptr<Person> m_ada;
    ChatId m_chat;
    QStringList m_expected;
};

QTEST_GUILESS_MAIN(TestProfile)
#include "test_profile.moc"
