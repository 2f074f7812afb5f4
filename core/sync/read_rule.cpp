#include "core/sync/read_rule.h"

#include <algorithm>

namespace confab {

void ReadRule::setActive(bool on, Instant now)
{
    if (on && !m_active) {
        m_activatedAt = now;
        m_lastInput = now; // coming back is an act of the user
    }
    m_active = on;
}

void ReadRule::input(Instant now)
{
    m_lastInput = now;
}

void ReadRule::showChat(const std::optional<ChatId> &chat)
{
    if (chat == m_chat)
        return;
    m_chat = chat;
    m_scrollDone = false;
    m_visible = {};
    m_marked = {};
}

std::optional<ReadRule::Mark> ReadRule::due(Instant now)
{
    if (!conditionsHold() || now < m_activatedAt + settle || !userActive(now))
        return std::nullopt;
    m_marked = m_visible;
    return Mark {*m_chat, m_visible};
}

std::optional<Instant> ReadRule::deadline(Instant now) const
{
    const Instant settled = m_activatedAt + settle;
    if (!conditionsHold() || now >= settled || !userActive(settled))
        return std::nullopt;
    return settled;
}

bool ReadRule::userActive(Instant now) const
{
    return m_active && m_lastInput && now - *m_lastInput < activeFor;
}

bool ReadRule::conditionsHold() const
{
    return m_exposed && m_active && !m_minimised && !m_modal && !m_locked && m_scrollDone && m_chat && m_visible > m_marked;
}

} // namespace confab
