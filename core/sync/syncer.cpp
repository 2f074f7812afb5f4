#include "core/sync/syncer.h"

namespace confab {

namespace {

constexpr std::chrono::milliseconds patience {3'000};

} // namespace

Syncer::Syncer(Committer &committer, Connection &connection, Receiver &receiver, AccountLog &account, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_committer(committer)
    , m_connection(connection)
    , m_receiver(receiver)
    , m_account(account)
    , m_clock(clock)
    , m_later(clock, [this] { start(); })
{
}

void Syncer::start()
{
    if (m_asking)
        m_again = true;
    else
        ask();
}

void Syncer::startLater()
{
    if (m_connection.isLive())
        m_later.set(instantOf(m_clock) + patience);
}

void Syncer::disconnected()
{
    m_asking = false;
    m_again = false;
    m_synced = false;
    m_later.set(std::nullopt);
}

void Syncer::ask()
{
    if (!m_connection.isLive())
        return;
    Sync request;
    const QByteArray cursor = m_fromStart ? QByteArray() : m_committer.read().syncCursor();
    if (!cursor.isEmpty())
        request.since = cursor;
    m_asking = true;
    m_receiver.headsAsked();
    m_connection.request(request, this, [this](const Connection::Answer<Sync> &answer) { answered(answer); });
}

void Syncer::answered(const Connection::Answer<Sync> &answer)
{
    m_asking = false;
    if (!answer) {
        failed(answer.error());
        return;
    }
    const bool stored = m_receiver.heads(answer->chats, [this, &answer](StoreTransaction &tx) {
        m_account.apply(answer->account, m_connection.encoding(), tx);
        tx.setSyncCursor(answer->next);
    });
    if (!stored)
        return; // `storeFailed` starts it again
    m_fromStart = false;
    if (answer->more || std::exchange(m_again, false)) {
        ask();
        return;
    }
    m_synced = true;
    emit synced();
}

void Syncer::failed(const NetError &error)
{
    switch (error.kind) {
    case NetError::Kind::Offline:
    case NetError::Kind::Lost:
        return; // the next connection starts it
    case NetError::Kind::Refused:
        // A server that was set up anew does not know its own cursors.
        if (error.refusal.retry == Retry::Never && !std::exchange(m_fromStart, true)) {
            ask();
            return;
        }
        break;
    case NetError::Kind::TooMany:
    case NetError::Kind::TimedOut:
    case NetError::Kind::Nonsense:
        break;
    }
    m_later.set(instantOf(m_clock) + std::chrono::milliseconds(error.refusal.ms.value_or(patience.count())));
}

} // namespace confab
