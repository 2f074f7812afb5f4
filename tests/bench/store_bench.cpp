#include "core/store/database.h"
#include "core/store/reader.h"
#include "core/store/writer.h"
#include "tests/support/profile_generator.h"
#include "tests/support/unprotected_profile.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QTemporaryDir>
#include <algorithm>
#include <cstdio>
#include <vector>

//! Prints what the local store costs, one figure a line. No figure is judged here: machines differ.
//! `store-bench --profile DIR [CHATS MESSAGES]` only writes a generated profile, with the keys of an account whose server is
//! not there: `confab --data DIR` starts with it. `--sealed` measures the encrypted form.
namespace {

using namespace confab;
using namespace confab::test;

double ms(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

void print(const char *what, double value, const char *unit)
{
    std::printf("%-58s %12.2f %s\n", what, value, unit);
    std::fflush(stdout);
}

template <typename F>
void percentiles(const char *what, int runs, F &&run)
{
    std::vector<double> times;
    for (int i = 0; i < runs; ++i) {
        QElapsedTimer timer;
        timer.start();
        run(i);
        times.push_back(ms(timer));
    }
    std::sort(times.begin(), times.end());
    print((QByteArray(what) + " p50").constData(), times[times.size() / 2], "ms");
    print((QByteArray(what) + " p95").constData(), times[times.size() * 95 / 100], "ms");
}

void oneLongChat(const QString &folder, bool sealed)
{
    ProfilePlan plan;
    plan.sealed = sealed;
    plan.chats = 1;
    plan.messages = 100'000;
    plan.acts = false;
    QElapsedTimer timer;
    timer.start();
    if (!generateProfile(folder, plannedOwner(plan), plan, plannedCipher(plan)))
        return;
    print("insert 100,000 messages, 500 a transaction", plan.messages / ms(timer) * 1000, "messages/s");
    print("bytes a text message, indexes included",
        double(QFileInfo(folder + QStringLiteral("/profile.db")).size()) / plan.messages, "bytes");

    auto database = Database::open(folder, plannedOwner(plan), plannedCipher(plan));
    auto writer = (*database)->writer();
    auto reader = (*database)->reader();
    const ChatId chat = plannedChat(plan, 0);
    percentiles("page of 50 of 100,000", 200, [&](int i) { (*reader)->before(chat, Seq(99'000 - i * 450), 50); });
    percentiles("newest page", 200, [&](int) { (*reader)->newest(chat, 50); });

    Seq seq(plan.messages);
    Vi vi(plan.messages);
    const auto live = [&](int) {
        OpenedEvent opened;
        opened.event.chat = chat;
        opened.event.seq = seq = seq.next();
        opened.event.vi = vi = vi.next();
        opened.event.ts = plan.newest + seq.value;
        opened.event.from = UserId::fromBytes(QByteArray(16, 'x')).value_or(UserId());
        opened.event.cid = Cid::fromBytes(QByteArray(8, 'y') + QByteArray::number(seq.value).rightJustified(8, '0')).value_or(Cid());
        opened.content.emplace();
        opened.content->text = QStringLiteral("a message that comes by itself");
        (void)(*writer)->transaction(StoreWriter::Durability::Normal,
            [&](StoreTransaction &t) { t.applyEvents(chat, {opened}, SeqRange {opened.event.seq, opened.event.seq}); });
    };
    percentiles("one live message, its summary and rows", 500, live);
    percentiles("one own message into the outbox, synchronous=FULL", 200, [&](int i) {
        OutboxItem item;
        item.chat = chat;
        item.cid = Cid::fromBytes(QByteArray::number(i).rightJustified(16, '0')).value_or(Cid());
        item.content.text = QStringLiteral("hello");
        (void)(*writer)->transaction(StoreWriter::Durability::Full, [&](StoreTransaction &t) { t.enqueue(item); });
    });
}

void manyChats(const QString &folder, bool sealed)
{
    ProfilePlan plan; // 200 × 500
    plan.sealed = sealed;
    QElapsedTimer timer;
    timer.start();
    if (!generateProfile(folder, plannedOwner(plan), plan, plannedCipher(plan)))
        return;
    print("generate 200 chats x 500 messages", ms(timer), "ms");
    timer.restart();
    auto database = Database::open(folder, plannedOwner(plan), plannedCipher(plan));
    print("open", ms(timer), "ms");
    timer.restart();
    auto reader = (*database)->reader();
    const auto first = (*reader)->summaries();
    print("reader and its first SELECT of all summaries", ms(timer), "ms");
    percentiles("summaries of 200 chats", 50, [&](int) { (*reader)->summaries(); });
    std::printf("chats %d\n", int(first.size()));
}

int makeProfile(const QString &folder, const ProfilePlan &plan)
{
    const OpenProfilePtr profile = openUnprotected(folder);
    if (!profile) {
        std::fprintf(stderr, "the profile folder cannot be used\n");
        return 1;
    }
    const auto account = generateAccount(profile, QStringLiteral("ws://127.0.0.1:9"));
    if (!account) {
        std::fprintf(stderr, "%s\n", qPrintable(account.error().message));
        return 1;
    }
    const auto done = generateProfile(folder, *account, plan, profile->cipher());
    if (!done)
        std::fprintf(stderr, "%s\n", qPrintable(done.error().message));
    return done ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList args = app.arguments();
    if (args.size() >= 3 && args.at(1) == QLatin1String("--profile")) {
        ProfilePlan plan;
        plan.chats = args.size() > 3 ? args.at(3).toInt() : plan.chats;
        plan.messages = args.size() > 4 ? args.at(4).toInt() : plan.messages;
        plan.newest = QDateTime::currentMSecsSinceEpoch();
        return makeProfile(args.at(2), plan);
    }
    const bool sealed = args.contains(QLatin1String("--sealed"));
    QTemporaryDir longChat;
    oneLongChat(longChat.path(), sealed);
    QTemporaryDir many;
    manyChats(many.path(), sealed);
    return 0;
}
