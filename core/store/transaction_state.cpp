#include "core/store/transaction_state.h"

namespace confab {

TransactionState::TransactionState(SqlConnection &connection, const Owner &own, KeyCache &keys)
    : db(connection)
    , owner(own)
    , timeline(connection, own)
    , m_keys(keys)
{
}

std::optional<ChatState> TransactionState::chat(const ChatId &chat)
{
    const auto key = timeline.chatKey(chat);
    if (!key)
        return std::nullopt;
    auto run = db.prepared(Sql::ChatState);
    run.bind(*key);
    if (!run.next())
        return std::nullopt;
    ChatState s;
    s.key = *key;
    s.chat = chat;
    s.kind = ChatKind(std::clamp<qint64>(run.integer(0), 0, qint64(ChatKind::Self)));
    s.head = Seq(run.integer(1));
    s.headVi = Vi(run.integer(2));
    s.joined = Seq(run.integer(3));
    s.read = Seq(run.integer(4));
    s.readVi = Vi(run.integer(5));
    s.recv = Seq(run.integer(6));
    s.titleSeq = Seq(run.integer(7));
    s.aboutSeq = Seq(run.integer(8));
    s.membersSeq = Seq(run.integer(9));
    s.created = run.integer(10);
    s.memberCount = run.integer(11);
    s.left = !run.isNull(12);
    s.pictureSeq = Seq(run.integer(13));
    return s;
}

qint64 TransactionState::userKey(const UserId &user)
{
    const auto known = m_keys.users.constFind(user);
    if (known != m_keys.users.constEnd())
        return *known;
    qint64 key = 0;
    {
        auto run = db.prepared(Sql::UserKey);
        run.bind(user);
        if (run.next())
            key = run.integer(0);
    }
    if (!key) {
        auto run = db.prepared(Sql::UserAdd);
        run.bind(user);
        if (run.run())
            key = run.insertedKey();
    }
    if (key)
        m_keys.users.insert(user, key);
    noteIfUnknown(user, key);
    return key;
}

void TransactionState::noteIfUnknown(const UserId &user, qint64 key)
{
    if (key == ownerKey)
        return;
    auto run = db.prepared(Sql::IsContact);
    run.bind(key);
    if (!run.next())
        m_unknown.insert(user);
}

std::optional<qint64> TransactionState::senderKey(const UserId &user)
{
    return user.isNull() ? std::nullopt : std::optional(userKey(user));
}

std::optional<qint64> TransactionState::devKey(const DeviceId &device)
{
    if (device.isNull())
        return std::nullopt;
    const auto known = m_keys.devs.constFind(device);
    if (known != m_keys.devs.constEnd())
        return *known;
    qint64 key = 0;
    {
        auto run = db.prepared(Sql::DevKey);
        run.bind(device);
        if (run.next())
            key = run.integer(0);
    }
    if (!key) {
        auto run = db.prepared(Sql::DevAdd);
        run.bind(device);
        if (run.run())
            key = run.insertedKey();
    }
    if (key)
        m_keys.devs.insert(device, key);
    return key;
}

TransactionState::Touched &TransactionState::touch(const ChatState &chat)
{
    auto it = m_touched.find(chat.key);
    if (it == m_touched.end()) {
        it = m_touched.insert(chat.key, {});
        it->chat = chat.chat;
        m_order.append(chat.key);
    }
    return *it;
}

void TransactionState::dropChat(const ChatState &chat)
{
    touch(chat).removed = true;
    auto run = db.prepared(Sql::ChatDrop);
    run.bind(chat.key);
    run.run();
}

void TransactionState::refreshSummaries()
{
    for (const qint64 key : std::as_const(m_order))
        if (!m_touched.value(key).removed)
            refreshSummary(key);
}

StoreChanges TransactionState::changes()
{
    StoreChanges changes;
    for (const qint64 key : std::as_const(m_order))
        changes.chats.append(delta(key, m_touched[key]));
    for (const UserId &user : std::as_const(m_contacts)) {
        auto run = db.prepared(Sql::ContactOne);
        run.bind(user);
        if (run.next())
            changes.contacts.append(readContact(run));
    }
    m_unknown.subtract(m_contacts);
    changes.unknownUsers = m_unknown.values();
    changes.self = m_self;
    changes.devices = m_devices;
    return changes;
}

ChatDelta TransactionState::delta(qint64 key, const Touched &touched)
{
    ChatDelta delta;
    delta.chat = touched.chat;
    delta.gone = touched.gone;
    delta.members = touched.members;
    delta.removed = touched.removed;
    if (touched.removed)
        return delta;
    {
        auto run = db.prepared(Sql::SummaryOne);
        run.bind(touched.chat);
        if (run.next())
            delta.summary = readSummary(run, owner);
    }
    collectRows(key, touched, delta);
    return delta;
}

void TransactionState::collectRows(qint64 key, const Touched &touched, ChatDelta &delta)
{
    QList<Seq> seqs = touched.seqs.values();
    std::sort(seqs.begin(), seqs.end());
    if (!seqs.isEmpty()) {
        delta.low = seqs.first();
        delta.high = seqs.last();
    }
    delta.rowsCut = seqs.size() + touched.unsent.size() > ChatDelta::maxRows;
    // Neighbouring seqs are read together; a few untouched rows between them cost less than a query each.
    constexpr qint64 reach = 16;
    for (qsizetype i = 0; i < seqs.size() && !delta.rowsCut;) {
        qsizetype j = i + 1;
        while (j < seqs.size() && seqs.at(j).value - seqs.at(j - 1).value <= reach)
            ++j;
        qsizetype found = 0;
        const auto rows = timeline.above(key, touched.chat, seqs.at(i).previous(), seqs.at(j - 1), int((j - i) * reach));
        for (const MessageRow &row : rows) {
            if (touched.seqs.contains(row.seq)) {
                delta.rows.append(row);
                ++found;
            }
        }
        delta.rowsCut = found < j - i; // one was hidden: only reading the stretch again shows that
        i = j;
    }
    if (delta.rowsCut)
        delta.rows.clear();
    if (touched.unsent.isEmpty() || delta.rowsCut)
        return;
    const auto stored = delta.rows.size();
    for (const Cid &cid : touched.unsent)
        if (auto row = timeline.unsent(touched.chat, cid))
            delta.rows.append(*std::move(row));
    std::sort(delta.rows.begin() + stored, delta.rows.end(),
        [](const MessageRow &a, const MessageRow &b) { return a.localId < b.localId; });
}

} // namespace confab
