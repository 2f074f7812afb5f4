#pragma once

#include "core/store/writer.h"

#include <QObject>
#include <deque>

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
    //! With others of its kind in one FULL transaction when the loop turns, and before any later `commit`: a burst pays
    //! for the disk once, and nothing overtakes it. `done` hears what `commit` would have answered.
    void commitSoon(StoreWriter::Body body, std::function<void(bool)> done);
    const StoreReader &read() const { return m_store.read(); }
    //! Commits and tells what is gathered now instead of at the end of the turn.
    void flush();

signals:
    void changed(const confab::StoreChanges &changes);
    void usersMet(const QList<confab::UserId> &users); //!< their profiles are not known
    void troubled(const QString &sentence);

private:
    struct Soon {
        StoreWriter::Body body;
        std::function<void(bool)> done;
    };
    bool run(StoreWriter::Durability durability, const StoreWriter::Body &body);
    void scheduleSoon();
    void commitBatch();
    void commitAllSoon();
    void tell();

    StoreWriter &m_store;
    std::deque<Soon> m_soon;
    bool m_soonScheduled = false;
    StoreChanges m_gathered;
    bool m_scheduled = false;
    std::optional<StoreError::Kind> m_trouble;
};

} // namespace confab
