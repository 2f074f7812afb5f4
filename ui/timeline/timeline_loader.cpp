#include "ui/timeline/timeline_loader.h"

#include "core/session/when_done.h"

namespace confab {

TimelineLoader::TimelineLoader(Session *session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
}

void TimelineLoader::setChat(const std::optional<ChatId> &chat)
{
    m_chat = chat;
    ++m_generation;
    m_opening = m_before = m_after = false;
    m_rereads = 0;
}

void TimelineLoader::open(const PageRequest &request)
{
    if (!m_chat)
        return;
    ++m_generation; // a stretch elsewhere: pages next to the old one are of no use
    m_before = m_after = false;
    m_rereads = 0;
    m_opening = true;
    whenDone(m_session->page(*m_chat, request), this,
        [this, request, turn = m_generation](const Outcome<Page> &page) {
            if (turn != m_generation)
                return;
            m_opening = false;
            if (page)
                emit opened(request, *page);
            else
                emit openFailed(page.error());
        });
}

void TimelineLoader::before(Seq seq)
{
    if (!m_chat || m_before || m_opening)
        return;
    m_before = true;
    const PageRequest request{PageRequest::From::Before, seq, pageSize};
    whenDone(
        m_session->page(*m_chat, request), this, [this, seq, turn = m_generation](const Outcome<Page> &page) {
            if (turn != m_generation)
                return;
            m_before = false;
            if (page)
                emit gotBefore(seq, *page);
            else
                emit failed(true);
        });
}

void TimelineLoader::after(Seq seq)
{
    if (!m_chat || m_after || m_opening)
        return;
    m_after = true;
    const PageRequest request{PageRequest::From::After, seq, pageSize};
    whenDone(
        m_session->page(*m_chat, request), this, [this, seq, turn = m_generation](const Outcome<Page> &page) {
            if (turn != m_generation)
                return;
            m_after = false;
            if (page)
                emit gotAfter(seq, *page);
            else
                emit failed(false);
        });
}

void TimelineLoader::reread(Seq low, Seq high)
{
    if (!m_chat)
        return;
    ++m_rereads;
    whenDone(m_session->range(*m_chat, low, high), this,
        [this, low, high, turn = m_generation](const Outcome<QList<MessageRow>> &rows) {
            if (turn != m_generation)
                return;
            --m_rereads;
            if (rows)
                emit gotRange(low, high, *rows);
        });
}

} // namespace confab
