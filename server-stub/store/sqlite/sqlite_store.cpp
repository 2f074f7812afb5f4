#include "server-stub/store/sqlite/sqlite_store.h"

#include "server-stub/store/sqlite/account_reads.h"
#include "server-stub/store/sqlite/account_writes.h"
#include "server-stub/store/sqlite/blob_rows.h"
#include "server-stub/store/sqlite/chat_reads.h"
#include "server-stub/store/sqlite/chat_writes.h"
#include "server-stub/store/sqlite/migrations.h"
#include "server-stub/store/sqlite/reader_pool.h"
#include "server-stub/store/sqlite/sql.h"
#include "server-stub/store/sqlite/sync_reads.h"

#include <QFile>

namespace confab::server {

namespace {

//! Binds requests to what the writer and the readers run.
class Sqlite : public Store {
public:
    explicit Sqlite(const SqliteOptions &options)
        : m_writer(options, m_metrics)
        , m_readers(options, m_metrics)
    {
    }
    ~Sqlite() override { stop(); }

    Result<Done, QString> start(const SqliteOptions &options)
    {
        {
            Database db;
            const auto opened = db.open(options.path, Database::Access::ReadWrite);
            if (!opened)
                return Failure {QStringLiteral("The database %1 cannot be used: %2.").arg(options.path, opened.error())};
            if (auto migrated = migrate(db, options.path); !migrated)
                return migrated;
        }
        QFile::setPermissions(options.path, QFile::ReadOwner | QFile::WriteOwner);
        if (auto started = m_writer.start(); !started)
            return started;
        return m_readers.start();
    }

    void close() override { stop(); }
    const StoreMetrics &metrics() const override { return m_metrics; }

    void append(AppendRequest r, Callback<AppendOutcome> done) override
    {
        const auto begin = std::chrono::steady_clock::now();
        write<AppendOutcome>([r = std::move(r)](WriteContext &c) { return writes::append(c, r); },
            [this, begin, done = std::move(done)](Answer<AppendOutcome> answer) {
                if (answer) {
                    ++(answer.value().appended.dup ? m_metrics.duplicates : m_metrics.appended);
                    m_metrics.append.add(
                        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin).count());
                }
                done(std::move(answer));
            });
    }
    void createChat(CreateRequest r, Callback<CreateOutcome> done) override
    {
        write<CreateOutcome>([r = std::move(r)](WriteContext &c) { return writes::createChat(c, r); }, std::move(done));
    }
    void changeMembers(MembersRequest r, Callback<SysOutcome> done) override
    {
        write<SysOutcome>([r = std::move(r)](WriteContext &c) { return writes::changeMembers(c, r); }, std::move(done));
    }
    void leaveChat(UserId user, ChatId chat, qint64 now, Callback<SysOutcome> done) override
    {
        write<SysOutcome>([=](WriteContext &c) { return writes::leaveChat(c, user, chat, now); }, std::move(done));
    }
    void acceptChat(UserId user, ChatId chat, Callback<MarksOutcome> done) override
    {
        write<MarksOutcome>([=](WriteContext &c) { return writes::acceptChat(c, user, chat); }, std::move(done));
    }
    void moveMarks(MarksRequest r, Callback<MarksOutcome> done) override
    {
        m_writer.submit<MarksOutcome>([r = std::move(r)](WriteContext &c) { return writes::moveMarks(c, r); }, std::move(done), true);
    }

    void hist(HistRequest r, Callback<HistPage> done) override
    {
        read<HistPage>([r = std::move(r)](Database &db) { return reads::hist(db, r); }, std::move(done));
    }
    void head(UserId user, ChatId chat, Callback<HeadRow> done) override
    {
        read<HeadRow>([=](Database &db) { return reads::head(db, user, chat); }, std::move(done));
    }
    void sync(SyncRequest r, Callback<SyncPage> done) override
    {
        read<SyncPage>([r = std::move(r)](Database &db) { return reads::sync(db, r); }, std::move(done));
    }
    void headsMoved(UserId user, qint64 since, int limit, Callback<HeadsMoved> done) override
    {
        read<HeadsMoved>([=](Database &db) { return reads::headsMoved(db, user, since, limit); }, std::move(done));
    }
    void marksOf(UserId user, ChatId chat, Seq seq, Callback<MarksView> done) override
    {
        read<MarksView>([=](Database &db) { return reads::marksOf(db, user, chat, seq); }, std::move(done));
    }
    void aggregate(ChatId chat, Callback<AggregateView> done) override
    {
        read<AggregateView>([=](Database &db) { return reads::aggregate(db, chat); }, std::move(done));
    }
    void roster(ChatId chat, Callback<RosterPtr> done) override
    {
        read<RosterPtr>([=](Database &db) { return reads::roster(db, chat); }, std::move(done));
    }

    void addInvite(QString invite, Callback<Done> done) override
    {
        write<Done>(
            [=](WriteContext &c) -> Answer<Done> {
                c.db.run(sql::addInvite, invite);
                return Done {};
            },
            std::move(done));
    }
    void registerUser(NewUser r, Callback<Done> done) override
    {
        write<Done>([r = std::move(r)](WriteContext &c) { return writes::registerUser(c, r); }, std::move(done));
    }
    void device(UserId user, DeviceId dev, Callback<DeviceFacts> done) override
    {
        read<DeviceFacts>([=](Database &db) { return reads::device(db, user, dev); }, std::move(done));
    }
    void devices(UserId user, Callback<DeviceList> done) override
    {
        read<DeviceList>([=](Database &db) { return reads::devices(db, user); }, std::move(done));
    }
    void addDevice(UserId user, DeviceRecord record, Callback<Changed> done) override
    {
        write<Changed>([=](WriteContext &c) { return writes::addDevice(c, user, record); }, std::move(done));
    }
    void revokeDevice(UserId user, DeviceId dev, qint64 now, Callback<Changed> done) override
    {
        write<Changed>([=](WriteContext &c) { return writes::revokeDevice(c, user, dev, now); }, std::move(done));
    }
    void profiles(QList<UserId> users, Callback<Profiles> done) override
    {
        read<Profiles>([users = std::move(users)](Database &db) { return reads::profiles(db, users); }, std::move(done));
    }
    void profileByName(QString username, Callback<Profile> done) override
    {
        read<Profile>([=](Database &db) { return reads::profileByName(db, username); }, std::move(done));
    }
    void setProfile(UserId user, UserSet change, qint64 now, Callback<Changed> done) override
    {
        write<Changed>([=](WriteContext &c) { return writes::setProfile(c, user, change, now); }, std::move(done));
    }
    void setBlock(UserId user, Block block, Callback<Changed> done) override
    {
        write<Changed>([=](WriteContext &c) { return writes::setBlock(c, user, block); }, std::move(done));
    }
    void setPrefs(UserId user, Prefs prefs, Callback<Changed> done) override
    {
        write<Changed>([=](WriteContext &c) { return writes::setPrefs(c, user, prefs); }, std::move(done));
    }
    void deleteUser(UserId user, qint64 now, Callback<Departure> done) override
    {
        write<Departure>([=](WriteContext &c) { return writes::deleteUser(c, user, now); }, std::move(done));
    }
    void relations(UserId user, QList<UserId> others, Callback<Relations> done) override
    {
        read<Relations>([=](Database &db) { return reads::relations(db, user, others); }, std::move(done));
    }
    void touchSeen(UserId user, DeviceId dev, qint64 at) override
    {
        constexpr qint64 minute = 60'000;
        m_writer.submit<Done>(
            [=](WriteContext &c) -> Answer<Done> {
                const auto seen = at / minute * minute;
                c.db.run(sql::touchSeen, seen, user, dev, seen);
                return Done {};
            },
            {}, true);
    }

    void setPush(PushEndpoint e, Callback<Done> done) override
    {
        write<Done>(
            [e = std::move(e)](WriteContext &c) -> Answer<Done> {
                if (e.settings.url.isEmpty())
                    c.push.remove(c.db, e.user, e.dev);
                else
                    c.push.set(c.db, e);
                return Done {};
            },
            std::move(done));
    }
    void pushesDue(qint64 now, int limit, Callback<PushBatch> done) override
    {
        write<PushBatch>([=](WriteContext &c) -> Answer<PushBatch> { return takeDuePushes(c.db, now, limit); }, std::move(done));
    }
    void pushDone(PushResult result, Callback<Done> done) override
    {
        write<Done>(
            [=](WriteContext &c) -> Answer<Done> {
                finishPush(c.db, result);
                return Done {};
            },
            std::move(done));
    }

    void grantBlob(GrantRequest r, Callback<BlobFacts> done) override
    {
        write<BlobFacts>([=](WriteContext &c) { return writes::grantBlob(c, r); }, std::move(done));
    }
    void blob(BlobId blob, Callback<BlobFacts> done) override
    {
        read<BlobFacts>([=](Database &db) { return reads::blob(db, blob); }, std::move(done));
    }
    void touchBlob(BlobId blob, qint64 now) override
    {
        m_writer.submit<Done>(
            [=](WriteContext &c) -> Answer<Done> {
                writes::touchBlob(c, blob, now);
                return Done {};
            },
            {}, true);
    }
    void finishBlob(BlobId blob, qint64 now, Callback<Done> done) override
    {
        write<Done>([=](WriteContext &c) { return writes::finishBlob(c, blob, now); }, std::move(done));
    }
    void condemnBlobs(qint64 before, int limit, Callback<BlobList> done) override
    {
        write<BlobList>([=](WriteContext &c) { return writes::condemnBlobs(c, before, limit); }, std::move(done));
    }
    void forgetBlobs(BlobList blobs, Callback<Done> done) override
    {
        write<Done>(
            [blobs = std::move(blobs)](WriteContext &c) -> Answer<Done> {
                writes::forgetBlobs(c, blobs);
                return Done {};
            },
            std::move(done));
    }
    void blobTotals(Callback<BlobTotals> done) override
    {
        read<BlobTotals>([](Database &db) { return reads::blobTotals(db); }, std::move(done));
    }
    void blobKey(QByteArray candidate, Callback<QByteArray> done) override
    {
        write<QByteArray>([candidate = std::move(candidate)](WriteContext &c) { return writes::blobKey(c, candidate); }, std::move(done));
    }

private:
    template <typename T, typename Work>
    void write(Work work, Callback<T> done)
    {
        m_writer.submit<T>(std::move(work), std::move(done));
    }
    template <typename T, typename Work>
    void read(Work work, Callback<T> done)
    {
        m_readers.submit<T>(std::move(work), std::move(done));
    }
    void stop()
    {
        // Readers first: their answers may lead to writes, not the other way round.
        m_readers.stop();
        m_writer.stop();
    }

    StoreMetrics m_metrics;
    Writer m_writer;
    ReaderPool m_readers;
};

} // namespace

Result<std::unique_ptr<Store>, QString> SqliteStore::open(SqliteOptions options)
{
    auto store = std::make_unique<Sqlite>(options);
    if (auto started = store->start(options); !started)
        return Failure {started.error()};
    return std::unique_ptr<Store>(std::move(store));
}

} // namespace confab::server
