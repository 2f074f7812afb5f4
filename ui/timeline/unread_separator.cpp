#include "ui/timeline/unread_separator.h"

#include <algorithm>

namespace confab {

void UnreadSeparator::open(std::optional<Seq> first, int count)
{
    clear();
    if (first && count > 0) {
        m_first = first;
        m_count = count;
    }
}

void UnreadSeparator::arrived(Seq seq, bool seenAtOnce)
{
    if (seenAtOnce)
        return clear();
    if (!m_first)
        m_first = seq;
    else
        m_first = std::min(*m_first, seq);
    ++m_count;
}

void UnreadSeparator::left(bool atBottom, bool above)
{
    if (atBottom || above)
        clear();
}

void UnreadSeparator::clear()
{
    m_first.reset();
    m_count = 0;
}

} // namespace confab
