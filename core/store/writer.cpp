#include "core/store/writer.h"

#include "core/store/transaction_state.h"

namespace confab {

StoreWriter::StoreWriter(std::unique_ptr<SqlConnection> connection, const Owner &owner)
    : m_connection(connection.get())
    , m_reader(std::make_unique<StoreReader>(std::move(connection), owner))
    , m_owner(owner)
    , m_keys(std::make_unique<KeyCache>())
{
}

StoreWriter::~StoreWriter() = default;

Result<StoreChanges, StoreError> StoreWriter::transaction(Durability durability, const Body &body)
{
    SqlConnection &db = *m_connection;
    db.clearError();
    TransactionState state(db, m_owner, *m_keys);
    if (setDurability(durability) && db.begin(SqlConnection::Access::Write)) {
        StoreTransaction operations(state);
        body(operations);
        state.refreshSummaries();
        if (db.commit())
            return state.changes();
    }
    const StoreError error = db.error().value_or(StoreError());
    db.rollback();
    *m_keys = {};
    return Failure {error};
}

// The level cannot change inside a transaction, and changing it costs a statement: only where it differs.
bool StoreWriter::setDurability(Durability durability)
{
    if (m_durability == durability)
        return true;
    m_durability = durability;
    return m_connection->exec(durability == Durability::Full ? QStringLiteral("PRAGMA synchronous=FULL")
                                                             : QStringLiteral("PRAGMA synchronous=NORMAL"));
}

} // namespace confab
