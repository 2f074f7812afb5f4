#pragma once

#include "core/protocol/content.h"
#include "core/protocol/derive.h"
#include "server-stub/store/sqlite/sqlite_store.h"

#include <QTemporaryDir>
#include <future>

namespace confab::server::test {

//! Waits for the answer of one request.
template <typename T, typename Fn>
Answer<T> await(Fn request)
{
    std::promise<Answer<T>> promise;
    request([&](Answer<T> answer) { promise.set_value(std::move(answer)); });
    return promise.get_future().get();
}

Cid newCid();
ChatId newChat();
PublicKey keyOf(int n);
UserId userOf(int n); //!< certified by keyOf(n), as the store expects it
DeviceId deviceOf(int n);

//! A store in a folder of its own, with blocking calls. `now` is what requests say the time is.
class StoreFixture {
public:
    explicit StoreFixture(SqliteOptions options = {});
    ~StoreFixture();

    QString path() const { return m_dir.filePath(QStringLiteral("confab.db")); }
    Store &store() { return *m_store; }
    void reopen();
    void close();

    UserId addUser(int n); //!< named "userN"
    ChatId group(const UserId &by, const QList<UserId> &others);
    ChatId direct(const UserId &by, const UserId &other);
    Answer<AppendOutcome> send(const UserId &from, const DeviceId &dev, const ChatId &chat, const Cid &cid = newCid(),
        EventKind kind = EventKind::Msg, const QByteArray &body = "{\"text\":\"hi\"}", std::optional<Seq> ref = {});
    HistPage all(const UserId &user, const ChatId &chat); //!< the whole log as the user sees it
    Answer<SyncPage> sync(const UserId &user, std::optional<QByteArray> since = {}, qint64 limit = limits::syncPage, qint64 tail = 0);
    std::size_t mark(const UserId &user, const ChatId &chat, Seq seq, bool read, bool isPrivate = false);
    Answer<HeadRow> head(const UserId &user, const ChatId &chat);
    void settle(); //!< every write asked for so far is committed and answered

    qint64 now = 1'700'000'000'000;

private:
    QTemporaryDir m_dir;
    SqliteOptions m_options;
    std::unique_ptr<Store> m_store;
};

} // namespace confab::server::test
