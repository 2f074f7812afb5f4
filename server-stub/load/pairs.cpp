#include "server-stub/load/pairs.h"

#include <sodium.h>

using namespace std::chrono_literals;
using boost::system::error_code;

namespace confab::load {

namespace {
constexpr auto paceStep = 1ms;
constexpr auto stragglerStep = 50ms;
constexpr int stragglerRounds = 200; //!< ten seconds
constexpr auto beatEvery = 20s;
} // namespace

void Pairs::run(std::function<void(QString)> done)
{
    m_done = std::move(done);
    const auto &clients = m_crowd.clients();
    m_senders.resize(clients.size() / 2 * 2);
    for (std::size_t i = 0; i < m_senders.size(); ++i)
        m_senders[i].client = clients[i];
    createChats();
}

void Pairs::createChats()
{
    for (std::size_t i = 0; i < m_senders.size(); i += 2) {
        ChatCreate create;
        create.kind = ChatKind::Direct;
        create.members = {m_senders[i + 1].client->account().user()};
        randombytes_buf(create.cid.data(), Cid::size);
        m_senders[i].client->request(create, [this, i](const Frame &frame) {
            const auto created = frame.t == frameOk ? bodyAs<ChatCreated>(frame) : Failure {std::string("err")};
            if (!created)
                return m_done(QStringLiteral("a chat was refused: %1").arg(whyRefused(frame)));
            m_senders[i].chat = m_senders[i + 1].chat = created->chat;
            if (++m_chatsMade == m_senders.size() / 2)
                begin();
        });
    }
}

void Pairs::begin()
{
    for (std::size_t i = 0; i < m_senders.size(); ++i) {
        Sender &from = m_senders[i ^ 1]; // what this one receives is its partner's stream
        m_senders[i].client->onPush = [this, &from](const Frame &frame) {
            if (frame.t != frameEvent)
                return;
            const auto event = bodyAs<Event>(frame);
            if (event && event->kind == EventKind::Msg)
                from.stream.seen(*event, m_figures);
        };
    }
    m_sending = true;
    m_began = now();
    m_end.emplace(m_io, duration());
    m_end->async_wait([this](error_code) { stop(); });
    m_beat.emplace(m_io);
    beat();
    if (m_options.rate > 0) {
        m_pace.emplace(m_io);
        return pace();
    }
    for (Sender &sender : m_senders)
        sendOne(sender);
}

void Pairs::sendOne(Sender &sender)
{
    const Send send = sender.stream.next(sender.chat);
    sender.stream.handed();
    ++m_figures.sent;
    sender.client->request(send, [this, &sender](const Frame &frame) {
        if (frame.t != frameOk)
            ++m_refused;
        if (m_sending && m_options.rate <= 0)
            sendOne(sender);
    });
}

//! Sends what the clock says is due, one sender after the other.
void Pairs::pace()
{
    if (!m_sending)
        return;
    const double elapsed = std::chrono::duration<double>(now() - m_began).count();
    for (const auto due = qint64(elapsed * m_options.rate); m_paced < due; ++m_paced)
        sendOne(m_senders[m_turn++ % m_senders.size()]);
    m_pace->expires_after(paceStep);
    m_pace->async_wait([this](error_code error) {
        if (!error)
            pace();
    });
}

void Pairs::beat()
{
    m_beat->expires_after(beatEvery);
    m_beat->async_wait([this](error_code error) {
        if (error)
            return;
        for (const Sender &sender : m_senders)
            sender.client->ping();
        beat();
    });
}

void Pairs::stop()
{
    m_sending = false;
    m_figures.measuredSeconds = std::chrono::duration<double>(now() - m_began).count();
    m_beat->cancel();
    awaitStragglers(stragglerRounds);
}

void Pairs::awaitStragglers(int roundsLeft)
{
    qint64 missing = 0;
    for (const Sender &sender : m_senders)
        missing += sender.stream.missing();
    if (missing == 0 || roundsLeft == 0) {
        m_figures.lost = std::max<qint64>(0, missing - m_refused);
        return m_done(m_refused ? QStringLiteral("%1 messages were refused").arg(m_refused) : QString());
    }
    m_end->expires_after(stragglerStep);
    m_end->async_wait([this, roundsLeft](error_code) { awaitStragglers(roundsLeft - 1); });
}

} // namespace confab::load
