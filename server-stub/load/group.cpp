#include "server-stub/load/group.h"

#include <sodium.h>

using namespace std::chrono_literals;
using boost::system::error_code;

namespace confab::load {

namespace {
constexpr auto patience = 10s; //!< for one message
}

void Group::run(std::function<void(QString)> done)
{
    m_done = std::move(done);
    const auto &clients = m_crowd.clients();
    m_lastSeq.resize(clients.size());
    ChatCreate create;
    create.kind = ChatKind::Group;
    randombytes_buf(create.cid.data(), Cid::size);
    for (std::size_t i = 1; i < clients.size(); ++i)
        create.members.append(clients[i]->account().user());
    for (std::size_t i = 0; i < clients.size(); ++i) {
        clients[i]->onPush = [this, i](const Frame &frame) {
            const auto event = frame.t == frameEvent ? bodyAs<Event>(frame) : Failure {std::string("other")};
            if (!event || event->chat != m_chat)
                return;
            if (event->seq <= m_lastSeq[i])
                ++m_figures.duplicated;
            else
                m_lastSeq[i] = event->seq;
            if (event->kind == EventKind::Msg)
                seen(*event);
        };
    }
    clients.front()->request(create, [this](const Frame &frame) {
        const auto created = frame.t == frameOk ? bodyAs<ChatCreated>(frame) : Failure {std::string("err")};
        if (!created)
            return finish(QStringLiteral("the group was refused: %1").arg(whyRefused(frame)));
        m_chat = created->chat;
        m_patience.emplace(m_io);
        m_next.emplace(m_io, 1s); // the news of the group itself goes out first
        m_next->async_wait([this](error_code) {
            m_began = now();
            m_ends = m_began + duration();
            sendOne();
        });
    });
}

void Group::sendOne()
{
    const auto &clients = m_crowd.clients();
    Stream numbers;
    const Send send = numbers.next(m_chat);
    m_outstanding = qint64(clients.size()) - 1;
    ++m_figures.sent;
    m_patience->expires_after(patience);
    m_patience->async_wait([this](error_code error) {
        if (error)
            return;
        m_figures.lost += m_outstanding;
        finish(QStringLiteral("a message did not reach %1 members").arg(m_outstanding));
    });
    m_handed = now();
    clients[m_turn++ % clients.size()]->request(send, [this](const Frame &frame) {
        if (frame.t != frameOk)
            finish(QStringLiteral("a message was refused: %1").arg(whyRefused(frame)));
    });
}

void Group::seen(const Event &)
{
    ++m_figures.delivered;
    if (--m_outstanding > 0)
        return;
    m_patience->cancel();
    m_figures.addLatency(now() - m_handed);
    if (now() >= m_ends)
        return finish({});
    const auto pause = m_options.rate > 0 ? std::chrono::microseconds(qint64(1e6 / m_options.rate)) : 0us;
    m_next->expires_at(std::max(now(), m_handed + pause));
    m_next->async_wait([this](error_code error) {
        if (!error)
            sendOne();
    });
}

void Group::finish(const QString &problem)
{
    m_figures.measuredSeconds = std::chrono::duration<double>(now() - m_began).count();
    if (m_patience)
        m_patience->cancel();
    if (const auto done = std::exchange(m_done, {}))
        done(problem);
}

} // namespace confab::load
