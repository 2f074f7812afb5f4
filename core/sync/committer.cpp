#include "core/sync/committer.h"

#include <QLoggingCategory>

Q_LOGGING_CATEGORY(lcStoreGate, "confab.sync.store")

namespace confab {

namespace {

//! Bodies that share a transaction: their rows fit into one change set.
constexpr qsizetype batch = 100;

//! Order of a timeline: by seq, unsent rows last in order of creation.
bool rowBefore(const MessageRow &a, const MessageRow &b)
{
    const bool unsentA = a.seq.value == 0;
    const bool unsentB = b.seq.value == 0;
    if (unsentA != unsentB)
        return unsentB;
    return unsentA ? a.localId < b.localId : a.seq < b.seq;
}

bool sameRow(const MessageRow &a, const MessageRow &b)
{
    if (a.seq.value != 0 && b.seq.value != 0)
        return a.seq == b.seq;
    return !a.cid.isNull() && a.cid == b.cid;
}

void mergeRows(ChatDelta &into, const ChatDelta &later)
{
    if (later.low.value > 0) {
        into.low = into.low.value > 0 ? std::min(into.low, later.low) : later.low;
        into.high = std::max(into.high, later.high);
    }
    into.rowsCut |= later.rowsCut;
    for (const MessageRow &row : later.rows) {
        into.rows.removeIf([&row](const MessageRow &old) { return sameRow(old, row); });
        into.rows.insert(std::upper_bound(into.rows.begin(), into.rows.end(), row, rowBefore), row);
    }
    into.rows.removeIf([&later](const MessageRow &row) { return row.seq.value == 0 && later.gone.contains(row.cid); });
    if (into.rowsCut || into.rows.size() > ChatDelta::maxRows) {
        into.rowsCut = true;
        into.rows.clear();
    }
}

} // namespace

void mergeChanges(StoreChanges &into, const StoreChanges &later)
{
    for (const ChatDelta &delta : later.chats) {
        const auto same = std::find_if(
            into.chats.begin(), into.chats.end(), [&delta](const ChatDelta &d) { return d.chat == delta.chat; });
        if (same == into.chats.end()) {
            into.chats.append(delta);
            continue;
        }
        mergeRows(*same, delta);
        if (delta.summary || delta.removed)
            same->summary = delta.summary;
        same->removed = delta.removed;
        same->members |= delta.members;
        same->gone.append(delta.gone);
    }
    for (const Contact &contact : later.contacts) {
        into.contacts.removeIf([&contact](const Contact &old) { return old.user == contact.user; });
        into.contacts.append(contact);
    }
    into.self |= later.self;
    into.devices |= later.devices;
}

Committer::Committer(StoreWriter &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
}

bool Committer::commit(StoreWriter::Durability durability, const StoreWriter::Body &body)
{
    commitAllSoon();
    return run(durability, body);
}

void Committer::commitSoon(StoreWriter::Body body, std::function<void(bool)> done)
{
    m_soon.push_back({std::move(body), std::move(done)});
    scheduleSoon();
}

void Committer::scheduleSoon()
{
    if (std::exchange(m_soonScheduled, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_soonScheduled = false;
            commitBatch();
            if (!m_soon.empty())
                scheduleSoon(); // the loop turns in between
        },
        Qt::QueuedConnection);
}

void Committer::commitBatch()
{
    if (m_soon.empty())
        return;
    const auto end = m_soon.begin() + std::min<qsizetype>(batch, qsizetype(m_soon.size()));
    std::vector<Soon> work(std::make_move_iterator(m_soon.begin()), std::make_move_iterator(end));
    m_soon.erase(m_soon.begin(), end);
    const bool stored = run(StoreWriter::Durability::Full, [&work](StoreTransaction &tx) {
        for (const Soon &soon : work)
            soon.body(tx);
    });
    for (const Soon &soon : work)
        soon.done(stored);
}

void Committer::commitAllSoon()
{
    while (!m_soon.empty()) {
        commitBatch();
        tell();
    }
}

bool Committer::run(StoreWriter::Durability durability, const StoreWriter::Body &body)
{
    const auto changes = m_store.transaction(durability, body);
    if (!changes) {
        qCWarning(lcStoreGate) << "transaction failed, kind" << int(changes.error().kind);
        if (m_trouble != changes.error().kind) {
            m_trouble = changes.error().kind;
            emit troubled(changes.error().message);
        }
        return false;
    }
    if (m_trouble) {
        m_trouble.reset();
        emit troubled(tr("This computer can store messages again."));
    }
    if (!changes->unknownUsers.isEmpty())
        emit usersMet(changes->unknownUsers);
    mergeChanges(m_gathered, *changes);
    if (!m_scheduled && !m_gathered.isEmpty()) {
        m_scheduled = true;
        QMetaObject::invokeMethod(
            this,
            [this] {
                m_scheduled = false;
                tell();
            },
            Qt::QueuedConnection);
    }
    return true;
}

void Committer::flush()
{
    commitAllSoon();
    tell();
}

void Committer::tell()
{
    if (m_gathered.isEmpty())
        return;
    emit changed(std::exchange(m_gathered, {}));
}

} // namespace confab
