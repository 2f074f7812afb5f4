#include "server-stub/store/sqlite/sync_reads.h"

#include "core/protocol/codec.h"
#include "server-stub/store/sqlite/account_log.h"
#include "server-stub/store/sqlite/chat_reads.h"
#include "server-stub/store/sqlite/cursor.h"
#include "server-stub/store/sqlite/event_row.h"
#include "server-stub/store/sqlite/sql.h"

namespace confab::server::reads {

namespace {

constexpr qsizetype accountBudget = 64 * 1024;
constexpr qsizetype tailBudget = 68 * 1024; //!< of one chat: any single event fits
constexpr int accountRows = 100; //!< asked for at a time
constexpr qsizetype entryCost = 160;
constexpr qsizetype profileCost = 1600; //!< with name and about at their longest

//! The whole account is told in this order; a position is one of these and the last key of it.
constexpr char fromStart = '0', fromBlocks = 'b', fromPrefs = 'p';

//! One page in the making.
class PageBuilder {
public:
    PageBuilder(Database &db, const SyncRequest &request)
        : m_db(db)
        , m_request(request)
        , m_user(request.user)
    {
    }

    Answer<SyncPage> build()
    {
        if (!start())
            return Failure {StoreError {ErrorCode::BadArg, QStringLiteral("since is no cursor of this server")}};
        if (m_cursor.state.isEmpty())
            tellLog();
        else
            tellAccount();
        if (!m_moreAccount)
            tellChats();
        m_page.more = m_moreAccount || m_moreChats;
        if (!m_page.more) {
            m_page.change = m_cursor.until;
            m_cursor.since = m_cursor.until;
            m_cursor.below = 0;
        }
        m_page.next = m_cursor.toBytes();
        return std::move(m_page);
    }

private:
    bool start()
    {
        const auto change = changeCounter(m_db);
        QByteArray database;
        {
            auto rows = m_db.run(sql::databaseId);
            database = rows.next() ? rows.bytes(0) : QByteArray();
        }
        if (m_request.sync.since) {
            const auto cursor = SyncCursor::fromBytes(*m_request.sync.since);
            if (!cursor)
                return false;
            m_cursor = *cursor;
        }
        const auto log = logNumber();
        const bool usable = m_request.sync.since && m_cursor.database == database && m_cursor.since <= change && m_cursor.until <= change
            && m_cursor.log <= log;
        if (!usable) {
            m_cursor = SyncCursor {database, 0, 0, 0, log, QByteArray(1, fromStart)};
        } else if (m_cursor.state.isEmpty() && logIsCut()) {
            m_cursor.log = log;
            m_cursor.state = QByteArray(1, fromStart);
        }
        if (m_cursor.below == 0) {
            m_cursor.until = change;
            m_cursor.below = change + 1;
        }
        return true;
    }

    qint64 logNumber()
    {
        auto rows = m_db.run(sql::logNumber, m_user);
        return rows.next() ? rows.integer(0) : 0;
    }
    bool logIsCut()
    {
        auto rows = m_db.run(sql::oldestLog, m_user);
        return rows.next() && !rows.isNull(0) && rows.integer(0) > m_cursor.log + 1;
    }

    void tellLog()
    {
        auto rows = m_db.run(sql::logAfter, m_user, m_cursor.log);
        int told = 0;
        while (rows.next()) {
            const auto data = rows.bytes(2);
            if (!spend(entryCost + data.size() * 2) && told > 0) {
                m_moreAccount = true;
                return;
            }
            ++told;
            m_cursor.log = rows.integer(0);
            auto value = decodeValue(data, Encoding::Cbor, limits::frameIn);
            m_page.account.append(AccountEntry {m_cursor.log, rows.text(1), value ? std::move(*value) : Value(Value::Map())});
        }
        m_moreAccount = told == 200;
    }

    //! False once the account has taken its share of the page.
    bool spend(qsizetype cost)
    {
        m_spent += cost;
        return m_spent <= accountBudget;
    }

    template <typename T>
    void entry(const char *kind, const T &data)
    {
        m_page.account.append(AccountEntry {m_cursor.log, QString::fromLatin1(kind), ValueWriter::write(data)});
    }

    //! The whole account as entries, all with the number of the log at the time the telling began.
    void tellAccount()
    {
        m_moreAccount = true;
        if (m_cursor.state[0] == fromStart) {
            tellSelf();
            m_cursor.state = QByteArray(1, fromBlocks);
        }
        if (m_cursor.state[0] == fromBlocks) {
            if (!tellBlocks())
                return;
            m_cursor.state = QByteArray(1, fromPrefs);
        }
        if (!tellPrefs())
            return;
        m_cursor.state.clear();
        m_moreAccount = false;
    }

    void tellSelf()
    {
        {
            auto rows = m_db.run(sql::devicesOf, m_user);
            while (rows.next()) {
                spend(2 * entryCost + limits::displayName * 3);
                entry("device", readDevice(rows));
            }
        }
        if (const auto profile = readProfile(m_db, m_user))
            entry("profile", *profile);
        spend(profileCost + entryCost);
        auto rows = m_db.run(sql::userFacts, m_user);
        if (rows.next())
            entry("privacy", unpackPrivacy(rows.integer(0)));
    }

    bool tellBlocks()
    {
        const auto after = UserId::fromBytes(m_cursor.state.mid(1));
        const auto afterBytes = after ? after->toBytes() : QByteArray();
        auto rows = m_db.run(sql::blocksAfter, m_user, afterBytes, accountRows);
        int told = 0;
        while (rows.next()) {
            const auto blocked = rows.id<UserId>(0);
            entry("block", Block {blocked, true});
            m_cursor.state = fromBlocks + blocked.toBytes();
            spend(entryCost);
            ++told;
        }
        return told < accountRows;
    }

    bool tellPrefs()
    {
        auto rows = m_db.run(sql::prefsAfter, m_user, QString::fromUtf8(m_cursor.state.mid(1)), accountRows);
        int told = 0;
        while (rows.next()) {
            Pref pref {rows.text(0), rows.bytes(1)};
            if (!spend(entryCost + pref.key.size() * 3 + pref.value.size() * 4 / 3) && told > 0)
                return false;
            m_cursor.state = fromPrefs + pref.key.toUtf8();
            entry("prefs", Prefs {{std::move(pref)}});
            ++told;
        }
        return told < accountRows;
    }

    void tellChats()
    {
        const auto limit = std::clamp<qint64>(m_request.sync.limit, 1, limits::syncPage);
        qsizetype budget = frameBudget - m_spent;
        std::vector<HeadColumns> found;
        {
            auto rows = m_db.run(sql::headsChanged, m_user, m_cursor.since, m_cursor.below, limit);
            while (rows.next())
                found.push_back(readHead(m_db, rows));
        }
        const bool first = m_cursor.since == 0;
        for (const auto &columns : found) {
            HeadRow row;
            row.head = columns.head;
            fillMembers(m_db, m_user, columns, limits::membersInHead, row);
            qsizetype cost = 400 + row.head.members.size() * 90 + qsizetype(row.marks.others.size()) * 120;
            const bool withContact = first && columns.head.kind == ChatKind::Direct;
            cost += withContact ? profileCost : 0;
            qsizetype tail = std::min(tailBudget, budget - cost);
            if (tail < 0 && !m_page.chats.empty()) {
                m_moreChats = true;
                return;
            }
            const auto before = tail;
            fillTail(m_db, columns, std::min<qint64>(m_request.sync.tail, limits::syncTail), tail, row.head);
            budget -= cost + (before - tail);
            if (withContact)
                tellPeer(row);
            m_cursor.below = columns.moved;
            m_page.chats.push_back(std::move(row));
        }
        m_moreChats = qint64(found.size()) == limit;
    }

    //! With the first telling of a direct chat goes who the other one is. Of a group's members a client asks user.get.
    void tellPeer(const HeadRow &row)
    {
        for (const auto &member : row.head.members)
            if (member.user != m_user)
                if (const auto profile = readProfile(m_db, member.user))
                    entry("contact", *profile);
    }

    Database &m_db;
    const SyncRequest &m_request;
    const UserId m_user;
    SyncCursor m_cursor;
    SyncPage m_page;
    qsizetype m_spent = 0; //!< of the frame, by the account
    bool m_moreAccount = false;
    bool m_moreChats = false;
};

} // namespace

Answer<SyncPage> sync(Database &db, const SyncRequest &request)
{
    return PageBuilder(db, request).build();
}

} // namespace confab::server::reads
