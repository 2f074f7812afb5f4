#include "core/sync/chat_filter.h"
#include "core/sync/chat_order.h"
#include "core/sync/grouping.h"
#include "core/sync/presence_phrase.h"
#include "core/sync/time_label.h"

#include <QtTest>
#include <random>

using namespace confab;

namespace {
const QTimeZone utc = QTimeZone::utc();
const QLocale english(QLocale::English, QLocale::UnitedKingdom);

qint64 at(const char *iso)
{
    return QDateTime::fromString(QString::fromLatin1(iso) + QLatin1Char('Z'), Qt::ISODate).toMSecsSinceEpoch();
}
} // namespace

//! Words and order of what is shown: presence, times, groups, list order, filter.
class TestLabels : public QObject {
    Q_OBJECT
private slots:
    void presencePhrases_data();
    void presencePhrases();
    void phraseChangesExactlyWhenItSays();
    void unknownPresenceSaysNothing();
    void listTimes_data();
    void listTimes();
    void dayLabelsTurnAtMidnight();
    void groupsEndWhereTheyShould();
    void orderIsStrictAndPinnedFirst();
    void draftsLift();
    void filterFindsWordStarts_data();
    void filterFindsWordStarts();
};

void TestLabels::presencePhrases_data()
{
    QTest::addColumn<qint64>("now");
    QTest::addColumn<QString>("part");
    const qint64 seen = at("2025-03-10T08:00:00");
    QTest::newRow("just now") << seen + 59'999 << QStringLiteral("just now");
    QTest::newRow("clock behind") << seen - 5'000 << QStringLiteral("just now");
    QTest::newRow("minutes") << seen + 5 * 60'000 << QStringLiteral("5 minute");
    QTest::newRow("59 minutes") << seen + 3'599'999 << QStringLiteral("59 minute");
    QTest::newRow("hours") << seen + 3'600'000 << QStringLiteral("1 hour");
    QTest::newRow("today") << seen + 13 * 3'600'000LL << QStringLiteral("today at 08:00");
    QTest::newRow("yesterday") << at("2025-03-11T09:00:00") << QStringLiteral("yesterday at 08:00");
    QTest::newRow("date") << at("2025-03-12T00:00:00") << QStringLiteral("10/03/2025");
}

void TestLabels::presencePhrases()
{
    QFETCH(qint64, now);
    QFETCH(QString, part);
    const Presence presence {{}, PresenceState::Offline, at("2025-03-10T08:00:00")};
    const TimedText phrase = presencePhrase(presence, now, english, utc);
    QVERIFY2(phrase.text.contains(part), qPrintable(phrase.text));
}

void TestLabels::phraseChangesExactlyWhenItSays()
{
    const Presence presence {{}, PresenceState::Offline, at("2025-03-10T20:17:00")};
    qint64 now = *presence.seen;
    int changes = 0;
    for (TimedText phrase = presencePhrase(presence, now, english, utc); phrase.changesAt; ++changes) {
        QVERIFY(*phrase.changesAt > now);
        now = *phrase.changesAt;
        QCOMPARE(presencePhrase(presence, now - 1, english, utc).text, phrase.text);
        const TimedText next = presencePhrase(presence, now, english, utc);
        QVERIFY(next.text != phrase.text);
        phrase = next;
    }
    QCOMPARE(changes, 59 + 1 + 11 + 1); // minutes, the first hour, hours, then yesterday's date (12 h later is next day)
}

void TestLabels::unknownPresenceSaysNothing()
{
    QVERIFY(presencePhrase(std::nullopt, 0, english, utc).text.isEmpty());
    QVERIFY(presencePhrase(Presence {{}, PresenceState::Offline, {}}, 0, english, utc).text.isEmpty()); // hidden
    QCOMPARE(presencePhrase(Presence {{}, PresenceState::Active, {}}, 0, english, utc).text, QStringLiteral("online"));
}

void TestLabels::listTimes_data()
{
    QTest::addColumn<qint64>("ts");
    QTest::addColumn<QString>("text");
    QTest::newRow("today") << at("2025-03-12T07:05:00") << QStringLiteral("07:05");
    QTest::newRow("a little ahead") << at("2025-03-13T00:01:00") << QStringLiteral("00:01");
    QTest::newRow("yesterday") << at("2025-03-11T23:59:00") << QStringLiteral("Tue");
    QTest::newRow("six days") << at("2025-03-06T10:00:00") << QStringLiteral("Thu");
    QTest::newRow("a week") << at("2025-03-05T10:00:00") << QStringLiteral("05/03/2025");
}

void TestLabels::listTimes()
{
    QFETCH(qint64, ts);
    QFETCH(QString, text);
    const qint64 now = at("2025-03-12T18:00:00");
    const TimedText label = listTime(ts, now, english, utc);
    QCOMPARE(label.text, text);
    if (label.changesAt) {
        QCOMPARE(listTime(ts, *label.changesAt - 1, english, utc).text, text);
        QVERIFY(listTime(ts, *label.changesAt, english, utc).text != text);
    }
}

void TestLabels::dayLabelsTurnAtMidnight()
{
    const QTimeZone berlin("Europe/Berlin");
    const qint64 ts = at("2025-03-29T12:00:00"); // the day before the clocks change
    const qint64 now = at("2025-03-29T20:00:00");
    const TimedText today = dayLabel(ts, now, english, berlin);
    QCOMPARE(today.text, QStringLiteral("Today"));
    QCOMPARE(*today.changesAt, at("2025-03-29T23:00:00"));
    const TimedText yesterday = dayLabel(ts, *today.changesAt, english, berlin);
    QCOMPARE(yesterday.text, QStringLiteral("Yesterday"));
    QCOMPARE(*yesterday.changesAt, at("2025-03-30T22:00:00")); // a day of 23 hours
    QCOMPARE(dayLabel(ts, *yesterday.changesAt, english, berlin).text, QStringLiteral("Saturday"));
}

void TestLabels::groupsEndWhereTheyShould()
{
    MessageRow a;
    a.from.data()[0] = 1;
    a.ts = at("2025-03-10T08:00:00");
    MessageRow b = a;
    b.ts += groupWithinMs - 1;
    QVERIFY(continuesGroup(a, b, false, utc));
    QVERIFY(!continuesGroup(a, b, true, utc));
    b.ts += 1;
    QVERIFY(!continuesGroup(a, b, false, utc));
    b = a;
    b.from.data()[0] = 2;
    QVERIFY(!continuesGroup(a, b, false, utc));
    b = a;
    b.kind = EventKind::Sys;
    QVERIFY(!continuesGroup(a, b, false, utc));
    a.ts = at("2025-03-10T23:59:59");
    b = a;
    b.ts += 2'000;
    QVERIFY(!continuesGroup(a, b, false, utc));
    QVERIFY(differentDay(a.ts, b.ts, utc));
}

void TestLabels::orderIsStrictAndPinnedFirst()
{
    std::mt19937 random(5);
    QList<ChatSummary> chats;
    for (int i = 0; i < 60; ++i) {
        ChatSummary chat;
        chat.chat.data()[0] = std::uint8_t(i);
        chat.pinned = random() % 4 ? 0 : 1 + int(random() % 5);
        chat.activity = random() % 6;
        chats.append(chat);
    }
    for (const ChatSummary &a : chats) {
        QVERIFY(!standsBefore(a, a));
        for (const ChatSummary &b : chats)
            if (a.chat != b.chat)
                QVERIFY(standsBefore(a, b) != standsBefore(b, a));
    }
    std::sort(chats.begin(), chats.end(), standsBefore);
    QVERIFY(std::is_partitioned(chats.begin(), chats.end(), [](const ChatSummary &c) { return c.pinned > 0; }));
}

void TestLabels::draftsLift()
{
    ChatSummary older;
    older.activity = 10;
    ChatSummary newer;
    newer.chat.data()[0] = 1;
    newer.activity = 20;
    QVERIFY(standsBefore(newer, older));
    older.draft.text = QStringLiteral("x");
    older.draft.editedAt = 30;
    QVERIFY(standsBefore(older, newer));
}

void TestLabels::filterFindsWordStarts_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("found");
    QTest::newRow("empty") << QString() << QStringLiteral("Ada") << true;
    QTest::newRow("blank") << QStringLiteral("  ") << QStringLiteral("Ada") << true;
    QTest::newRow("case") << QStringLiteral("aDA") << QStringLiteral("Ada Lund") << true;
    QTest::newRow("any order") << QStringLiteral("lu ad") << QStringLiteral("Ada Lund") << true;
    QTest::newRow("accents of the name") << QStringLiteral("chloe") << QStringLiteral("Chloé") << true;
    QTest::newRow("accents of the query") << QStringLiteral("chloé") << QStringLiteral("Chloe") << true;
    QTest::newRow("sharp s") << QStringLiteral("strasse") << QStringLiteral("Große Straße") << true;
    QTest::newRow("inside a word") << QStringLiteral("und") << QStringLiteral("Ada Lund") << false;
    QTest::newRow("one missing") << QStringLiteral("ada kim") << QStringLiteral("Ada Lund") << false;
    QTest::newRow("after a sign") << QStringLiteral("deck") << QStringLiteral("boat/deck") << true;
    QTest::newRow("another script") << QStringLiteral("喜") << QStringLiteral("喜歡") << true;
    QTest::newRow("signs alone") << QStringLiteral("!!") << QStringLiteral("wow!!") << true;
}

void TestLabels::filterFindsWordStarts()
{
    QFETCH(QString, query);
    QFETCH(QString, name);
    QFETCH(bool, found);
    QCOMPARE(ChatFilter(query).matches(name), found);
    QCOMPARE(ChatFilter(query).matches(QStringList {QStringLiteral("zzz"), name}), found);
}

QTEST_APPLESS_MAIN(TestLabels)
#include "test_labels.moc"
