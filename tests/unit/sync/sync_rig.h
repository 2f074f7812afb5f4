#pragma once

#include "tests/unit/net/connection_rig.h"
#include "tests/unit/store/store_fixture.h"

#include "core/store/sql_connection.h"
#include "core/sync/chat_admin.h"

namespace confab::test {

//! The parts of an engine on a real store, with a server at the other end of the line that is the test.
class SyncRig {
public:
    //! `messages` of Ada in chat A are stored here.
    explicit SyncRig(int messages = 3)
        : log(chatA)
        , m_writer(openStore(messages))
        , committer(*m_writer)
        , connection(*line.connection)
        , history(committer, connection, cipher, line.clock)
        , backfill(committer, history, line.clock)
        , receipts(committer, connection, line.clock)
        , receiver({committer, connection, cipher, history, backfill, receipts, line.clock})
        , outbox(committer, connection, cipher, line.clock)
        , admin(committer, connection, receiver, outbox, owner, line.clock)
    {
        QObject::connect(&outbox, &Outbox::appended, &receiver, &Receiver::appended);
        line.goLive();
        outbox.connected();
    }

    //! The client's next frame of that verb; null where none comes. Others are passed over.
    std::optional<Frame> next(const char *verb)
    {
        std::optional<Frame> found;
        (void)QTest::qWaitFor([&] {
            line.clock.advance(std::chrono::milliseconds(0));
            const auto frames = line.socket()->take(verb);
            if (!frames.isEmpty())
                found = frames.first();
            return found.has_value();
        }, 2'000);
        return found;
    }
    template <typename T>
    T bodyOf(const Frame &frame)
    {
        auto body = bodyAs<T>(frame);
        return body ? std::move(body).value() : T();
    }
    //! As the server's answer to `hist`.
    HistPage page(qint64 low, qint64 high) const
    {
        HistPage page;
        for (qint64 seq = low; seq <= high; ++seq)
            page.items.append(log.at(Seq(seq)));
        page.low = page.items.isEmpty() ? Seq() : Seq(low);
        page.high = page.items.isEmpty() ? Seq() : Seq(high);
        page.head = log.head();
        page.more = page.high < page.head;
        return page;
    }
    OutboxItem item(const QString &text, EventKind kind = EventKind::Msg, std::optional<Seq> target = {})
    {
        OutboxItem item;
        item.chat = chatA;
        item.cid = newCid();
        item.kind = kind;
        item.content.text = text;
        item.content.target = target;
        item.ts = line.clock.wallMs();
        return item;
    }
    //! A limit on pages is what SQLite makes of a full disk: the same error, at the same places.
    void fillDisk() { m_disk->scalar(QStringLiteral("PRAGMA max_page_count=1")); }
    void freeDisk() { m_disk->scalar(QStringLiteral("PRAGMA max_page_count=1000000")); }
    QString text(qint64 seq) const
    {
        const auto row = committer.read().row(chatA, Seq(seq));
        return row ? row->content.text.value_or(QString()) : QString();
    }

    ConnectionRig line;
    ProfileFolder profile;
    Log log;

private:
    std::unique_ptr<StoreWriter> openStore(int messages)
    {
        profile.addChat(chatA);
        for (int i = 1; i <= messages; ++i)
            log.message(ada, QString::number(i));
        if (messages > 0)
            profile.apply(log.events());
        profile.close();
        auto opened = SqlConnection::open(profile.file(), SqlConnection::Mode::ReadWrite);
        if (!opened)
            qFatal("the store does not open");
        m_disk = opened->get();
        return std::make_unique<StoreWriter>(std::move(*opened), owner);
    }
    SqlConnection *m_disk = nullptr;
    std::unique_ptr<StoreWriter> m_writer;

public:
    Committer committer;
    Connection &connection;
    PlaintextCipher cipher;
    HistoryFetcher history;
    Backfill backfill;
    Receipts receipts;
    Receiver receiver;
    Outbox outbox;
    ChatAdmin admin;
};

} // namespace confab::test
