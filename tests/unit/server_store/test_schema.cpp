#include "server-stub/store/sqlite/migrations.h"
#include "server-stub/store/sqlite/sql.h"
#include "tests/unit/server_store/store_fixture.h"

#include <QTest>

using namespace confab;
using namespace confab::server;
using namespace confab::server::test;

namespace {

//! What the engine says the schema is, one object a line.
QStringList schemaOf(Database &db)
{
    QStringList out;
    auto rows = db.run("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name");
    while (rows.next())
        out.append(QStringList {rows.text(0), rows.text(1), rows.text(2), rows.text(3)}.join(u'|'));
    return out;
}

} // namespace

class SchemaTest : public QObject {
    Q_OBJECT
private slots:
    void oldSchemasBecomeTheFreshOne_data()
    {
        QTest::addColumn<int>("from");
        for (std::size_t i = 1; i < migrations().size(); ++i)
            QTest::addRow("from %zu", i) << int(i);
    }
    void oldSchemasBecomeTheFreshOne()
    {
        QFETCH(int, from);
        QTemporaryDir dir;
        Database fresh, old;
        const auto freshPath = dir.filePath(QStringLiteral("fresh.db")), oldPath = dir.filePath(QStringLiteral("old.db"));
        QVERIFY(fresh.open(freshPath, Database::Access::ReadWrite));
        QVERIFY(migrate(fresh, freshPath));
        QVERIFY(old.open(oldPath, Database::Access::ReadWrite));
        QVERIFY(migrate(old, oldPath, std::size_t(from)));
        old.run(sql::insertUser, userOf(1), keyOf(1), QStringLiteral("old user"), qint64(1));
        QVERIFY(schemaOf(old) != schemaOf(fresh));
        QVERIFY(migrate(old, oldPath));
        QVERIFY(migrate(old, oldPath)); // and again does nothing
        QCOMPARE(schemaOf(old), schemaOf(fresh));
        QVERIFY(old.run(sql::userExists, userOf(1)).next()); // what was there stays
        QVERIFY(!old.failed());
    }

    void newerDatabaseIsRefusedInOneSentence()
    {
        StoreFixture f;
        f.close();
        {
            Database db;
            QVERIFY(db.open(f.path(), Database::Access::ReadWrite));
            db.script(QStringLiteral("PRAGMA user_version=999"));
        }
        const auto opened = SqliteStore::open({f.path()});
        QVERIFY(!opened);
        QVERIFY2(opened.error().contains(QStringLiteral("newer version")), qPrintable(opened.error()));
        QVERIFY(!opened.error().contains(u'\n'));
        QCOMPARE(opened.error().count(QStringLiteral(". ")), 0);
    }

    void garbageAndDirectoriesAreRefused()
    {
        QTemporaryDir dir;
        QVERIFY(!SqliteStore::open({dir.path()}));
        QVERIFY(!SqliteStore::open({dir.filePath(QStringLiteral("no/such/folder/confab.db"))}));
        QFile file(dir.filePath(QStringLiteral("garbage.db")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        const auto opened = SqliteStore::open({file.fileName()});
        QVERIFY(!opened);
        QVERIFY(opened.error().contains(file.fileName()));
    }

    //! Every statement of the store has an index: none scans what grows.
    void noStatementScans_data()
    {
        QTest::addColumn<QString>("statement");
        for (const auto *statement : sql::all)
            QTest::newRow(QByteArray(statement).left(90).constData()) << QString::fromLatin1(statement);
    }
    void noStatementScans()
    {
        QFETCH(QString, statement);
        QTemporaryDir dir;
        const auto path = dir.filePath(QStringLiteral("plan.db"));
        Database db;
        QVERIFY(db.open(path, Database::Access::ReadWrite));
        QVERIFY(migrate(db, path));
        const auto explain = ("EXPLAIN QUERY PLAN " + statement).toLatin1();
        const auto plan = planOf(path, explain);
        QVERIFY2(!plan.contains(QStringLiteral("<failed>")), explain.constData());
        // Endpoints are few and read once, at the start.
        const bool wholeTable = statement == QLatin1String(sql::allEndpoints);
        for (const auto &line : plan) {
            const bool scans = line.startsWith(QLatin1String("SCAN")) && !line.startsWith(QLatin1String("SCAN CONSTANT ROW"));
            QVERIFY2(!scans || wholeTable, qPrintable(statement + QStringLiteral(" -> ") + line));
        }
    }

private:
    static QStringList planOf(const QString &path, const QByteArray &explain)
    {
        QStringList plan;
        const auto name = QStringLiteral("plan");
        {
            auto db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
            db.setDatabaseName(path);
            db.open();
            QSqlQuery query(db);
            bool ok = query.prepare(QString::fromLatin1(explain));
            for (int i = 0; i < explain.count('?'); ++i)
                query.addBindValue(1);
            ok = ok && query.exec();
            if (!ok)
                plan.append(QStringLiteral("<failed>"));
            while (query.next())
                plan.append(query.value(3).toString());
        }
        QSqlDatabase::removeDatabase(name);
        return plan;
    }
};

QTEST_GUILESS_MAIN(SchemaTest)
#include "test_schema.moc"
