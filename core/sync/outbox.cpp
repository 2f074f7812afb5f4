#include "core/sync/outbox.h"

#include <QRandomGenerator>

namespace confab {

namespace {

constexpr std::chrono::milliseconds diskPatience {3'000};

bool waitsForFiles(const OutboxItem &item)
{
    return std::any_of(item.content.media.cbegin(), item.content.media.cend(),
        [](const Attachment &attachment) { return attachment.blob.isNull(); });
}

} // namespace

Outbox::Outbox(Committer &committer, Connection &connection, Encryptor &encryptor, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_committer(committer)
    , m_connection(connection)
    , m_encryptor(encryptor)
    , m_clock(clock)
    , m_queue([] { return QRandomGenerator::global()->generateDouble(); })
    , m_due(clock, [this] { sendDue(); })
    , m_storeAgain(clock, [this] { storeWaiting(); })
{
}

void Outbox::load()
{
    for (const OutboxItem &item : m_committer.read().outbox()) {
        m_items.insert(item.cid, item);
        admit(item);
    }
}

void Outbox::admit(const OutboxItem &item)
{
    if (waitsForFiles(item))
        m_held.insert(item.cid);
    else
        m_queue.add({item.chat, item.cid, item.kind}, item.failure.has_value());
}

void Outbox::enqueue(const OutboxItem &item, const QList<UploadSource> &uploads)
{
    // Behind others that wait for the disk it has to wait as well, or the order would change.
    if (!m_unstored.isEmpty()) {
        m_unstored.append({item, uploads});
        return;
    }
    store({item, uploads});
    if (waitsForFiles(item)) // its files are worked on from now on
        m_committer.flush();
}

void Outbox::store(const Unstored &unstored)
{
    m_committer.commitSoon(
        [this, unstored](StoreTransaction &tx) {
            if (m_unstored.isEmpty())
                tx.enqueue(unstored.item, unstored.uploads);
        },
        [this, unstored](bool done) { stored(unstored, done && m_unstored.isEmpty()); });
}

void Outbox::stored(const Unstored &unstored, bool done)
{
    if (!done) {
        m_unstored.append(unstored);
        m_storeAgain.set(instantOf(m_clock) + diskPatience);
        return;
    }
    m_items.insert(unstored.item.cid, unstored.item);
    admit(unstored.item);
    m_due.set(instantOf(m_clock)); // once for all that were stored together
}

bool Outbox::setContent(const Cid &cid, const Content &content)
{
    m_committer.flush(); // what waits to be stored goes into m_items, where iterators do not outlive that
    const auto item = m_items.find(cid);
    if (item == m_items.end()
        || !m_committer.commit(StoreWriter::Durability::Full, [&](StoreTransaction &tx) { tx.setOutgoing(cid, content); }))
        return false;
    item->content = content;
    if (!waitsForFiles(*item) && m_held.remove(cid)) {
        item->failure.reset();
        admit(*item);
        sendDue();
    }
    return true;
}

void Outbox::fail(const Cid &cid, ErrorCode code)
{
    m_committer.flush(); // as in setContent
    const auto item = m_items.find(cid);
    if (item == m_items.end() || !m_held.contains(cid)
        || !m_committer.commit(
            StoreWriter::Durability::Normal, [&](StoreTransaction &tx) { tx.failed(item->chat, cid, code); }))
        return;
    item->failure = code;
    if (item->kind == EventKind::Msg)
        return;
    m_held.remove(cid);
    m_items.remove(cid);
}

QList<OutboxItem> Outbox::held() const
{
    QList<OutboxItem> list;
    for (const Cid &cid : m_held)
        list.append(m_items.value(cid));
    std::sort(list.begin(), list.end(), [](const OutboxItem &a, const OutboxItem &b) { return a.ts < b.ts; });
    return list;
}

std::optional<OutboxItem> Outbox::item(const Cid &cid) const
{
    const auto item = m_items.constFind(cid);
    return item == m_items.constEnd() ? std::nullopt : std::optional(*item);
}

void Outbox::storeWaiting()
{
    for (const Unstored &unstored : std::exchange(m_unstored, {}))
        store(unstored);
}

void Outbox::retry(const ChatId &chat)
{
    // Files that the server no longer has (it keeps what no message names for a day) go there once more.
    QList<OutboxItem> again;
    for (const OutboxItem &item : std::as_const(m_items))
        if (item.chat == chat && item.failure == ErrorCode::NotFound && !item.content.media.isEmpty() && !waitsForFiles(item)) {
            again.append(item);
            for (Attachment &attachment : again.last().content.media)
                attachment.blob = {};
        }
    const bool stored = m_committer.commit(StoreWriter::Durability::Normal, [&](StoreTransaction &tx) {
        tx.retry(chat);
        for (const OutboxItem &item : std::as_const(again))
            tx.setOutgoing(item.cid, item.content);
    });
    if (!stored)
        return;
    for (const OutboxItem &item : std::as_const(again)) {
        m_queue.discard(item.cid);
        m_items[item.cid].content = item.content;
        m_held.insert(item.cid);
    }
    for (OutboxItem &item : m_items)
        if (item.chat == chat)
            item.failure.reset();
    m_queue.retry(chat);
    emit retried(chat);
    sendDue();
}

void Outbox::discard(const ChatId &chat, const Cid &cid)
{
    if (m_unstored.removeIf([&cid](const Unstored &unstored) { return unstored.item.cid == cid; }) > 0)
        return; // nothing but this memory knew of it
    if (!m_committer.commit(StoreWriter::Durability::Full, [&](StoreTransaction &tx) { tx.discard(chat, cid); }))
        return;
    const auto item = this->item(cid);
    m_items.remove(cid);
    m_held.remove(cid);
    m_queue.discard(cid);
    if (item)
        emit discarded(*item);
    sendDue();
}

void Outbox::connected()
{
    m_queue.connected();
    sendDue();
}

void Outbox::disconnected()
{
    m_queue.disconnected();
    m_due.set(std::nullopt);
}

void Outbox::sendDue()
{
    for (const auto &entry : m_queue.due(instantOf(m_clock)))
        send(m_items.value(entry.cid));
    m_due.set(m_queue.deadline());
}

void Outbox::send(const OutboxItem &item)
{
    SealedBody sealed = m_encryptor.seal(item);
    Send request;
    request.chat = item.chat;
    request.cid = item.cid;
    request.kind = item.kind;
    request.ref = item.ref;
    request.enc = sealed.enc;
    request.epoch = sealed.epoch;
    request.body = std::move(sealed.body);
    request.media = std::move(sealed.media);
    m_connection.request(request, this, [this, item](const Connection::Answer<Send> &answer) { answered(item, answer); });
}

void Outbox::answered(const OutboxItem &item, const Connection::Answer<Send> &answer)
{
    if (answer) {
        const bool stored = m_committer.commit(StoreWriter::Durability::Normal,
            [&](StoreTransaction &tx) { tx.acknowledged(item.chat, item.cid, *answer); });
        if (!stored) { // asked again, the server gives the same answer
            refused(item, makeError(ErrorCode::Busy));
            return;
        }
        const auto held = m_committer.read().row(item.chat, answer->seq);
        if (held && held->cid != item.cid) { // it has lost its data; the store keeps what was written
            ErrorBody error = makeError(ErrorCode::Conflict);
            error.retry = Retry::Never;
            settle(item, error);
            emit contradicted(item.chat);
            return;
        }
        if (m_queue.acknowledged(item.cid))
            m_items.remove(item.cid);
        emit appended(item.chat, answer->seq);
        sendDue();
        return;
    }
    switch (answer.error().kind) {
    case NetError::Kind::Refused:
        refused(item, answer.error().refusal);
        break;
    case NetError::Kind::TimedOut:
    case NetError::Kind::Nonsense:
    case NetError::Kind::TooMany:
        refused(item, makeError(ErrorCode::Busy));
        break;
    case NetError::Kind::Offline:
    case NetError::Kind::Lost:
        break; // `disconnected` has put it back
    }
}

void Outbox::refused(const OutboxItem &item, ErrorBody error)
{
    // A plain message has no epoch to mend: what asks for mending will not be accepted at all.
    if (error.retry == Retry::Fix || retryOf(error.code) == Retry::Fix)
        error = makeError(ErrorCode::Forbidden);
    settle(item, error);
}

void Outbox::settle(const OutboxItem &item, const ErrorBody &error)
{
    switch (m_queue.refused(item.cid, error, instantOf(m_clock))) {
    case OutboxQueue::Verdict::Failed:
    case OutboxQueue::Verdict::Dropped:
        // Where the disk refuses this, the server refuses it again after the next start.
        if (!m_committer.commit(StoreWriter::Durability::Normal,
                [&](StoreTransaction &tx) { tx.failed(item.chat, item.cid, error.code); }))
            break;
        if (item.kind != EventKind::Msg) {
            m_items.remove(item.cid);
            emit undone(item, error.code);
        } else if (const auto known = m_items.find(item.cid); known != m_items.end()) {
            known->failure = error.code;
        }
        break;
    case OutboxQueue::Verdict::Again:
    case OutboxQueue::Verdict::Fix:
    case OutboxQueue::Verdict::Unknown:
        break;
    }
    sendDue();
}

} // namespace confab
