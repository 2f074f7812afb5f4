#pragma once

#include "core/store/writer.h"

#include <QObject>

namespace confab {

//! Adds what a later transaction did to what earlier ones of the same turn did.
void mergeChanges(StoreChanges &into, const StoreChanges &later);

//! Runs the engine's transactions, gathers what they changed and tells it once a turn of the event loop. A disk that
//! refuses is told once, and once more when it works again. Thread: the engine's.
class Committer : public QObject {
    Q_OBJECT
public:
    explicit Committer(StoreWriter &store, QObject *parent = nullptr);

    //! False: nothing has happened, and `troubled` has told why.
    [[nodiscard]] bool commit(StoreWriter::Durability durability, const StoreWriter::Body &body);
    const StoreReader &read() const { return m_store.read(); }
    //! Tells what is gathered now instead of at the end of the turn.
    void flush();

signals:
    void changed(const confab::StoreChanges &changes);
    void usersMet(const QList<confab::UserId> &users); //!< their profiles are not known
    void troubled(const QString &sentence);

private:
    StoreWriter &m_store;
    StoreChanges m_gathered;
    bool m_scheduled = false;
    std::optional<StoreError::Kind> m_trouble;
};

} // namespace confab
