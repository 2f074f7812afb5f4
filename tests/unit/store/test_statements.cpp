#include "tests/unit/store/store_fixture.h"

#include "core/store/migrations.h"
#include "core/store/sql_connection.h"

#include <QSet>
#include <QtTest>

using namespace confab;
using namespace confab::test;

//! Every statement of the store, looked at by SQLite's planner.
class TestStatements : public QObject {
    Q_OBJECT
private slots:
    void noStatementScansWhatGrows_data();
    void noStatementScansWhatGrows();
    void noStatementIsListedTwice();
};

void TestStatements::noStatementScansWhatGrows_data()
{
    QTest::addColumn<int>("id");
    for (int i = 0; i < int(Sql::Count); ++i)
        QTest::addRow("%d", i) << i;
}

// Tables with one row a chat, person or unsent item may be read whole; those that grow with every message may not, and
// nothing that is paged may be sorted by hand.
void TestStatements::noStatementScansWhatGrows()
{
    QFETCH(int, id);
    static ProfileFolder profile;
    static auto connection = SqlConnection::open(profile.file(), SqlConnection::Mode::ReadOnly);
    QVERIFY(connection);
    const QString sql = QString::fromLatin1(textOf(Sql(id)));
    QVERIFY(!sql.isEmpty());
    QVERIFY2(!sql.contains(QLatin1String(" OFFSET ")), qPrintable(sql));

    QSqlQuery query((*connection)->handle());
    static const QRegularExpression mark(QStringLiteral("\\?\\d*"));
    QString plain = sql;
    plain.replace(mark, QStringLiteral("?"));
    QVERIFY2(query.prepare(QStringLiteral("EXPLAIN QUERY PLAN ") + plain), qPrintable(sql));
    for (int i = 0; i < plain.count(QLatin1Char('?')); ++i)
        query.bindValue(i, 1);
    QVERIFY2(query.exec(), qPrintable(sql));
    static const QRegularExpression scan(QStringLiteral("^SCAN (m|a|messages|acts|ranges|members)\\b"));
    while (query.next()) {
        const QString detail = query.value(3).toString();
        QVERIFY2(!scan.match(detail).hasMatch(), qPrintable(sql + QStringLiteral("\n") + detail));
        QVERIFY2(!detail.contains(QLatin1String("TEMP B-TREE")), qPrintable(sql + QStringLiteral("\n") + detail));
        QVERIFY2(!detail.contains(QLatin1String("AUTOMATIC")), qPrintable(sql + QStringLiteral("\n") + detail));
    }
}

void TestStatements::noStatementIsListedTwice()
{
    QSet<QByteArray> seen;
    for (int i = 0; i < int(Sql::Count); ++i) {
        const QByteArray sql(textOf(Sql(i)));
        QVERIFY2(!seen.contains(sql), sql.constData());
        seen.insert(sql);
    }
}

QTEST_GUILESS_MAIN(TestStatements)
#include "test_statements.moc"
