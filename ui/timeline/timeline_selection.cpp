#include "ui/timeline/timeline_selection.h"

#include "ui/timeline/message_speech.h"

#include <algorithm>

namespace confab {

void TimelineSelection::clear() { *this = {}; }

void TimelineSelection::startText(const ItemKey &key, int position)
{
    clear();
    m_textKey = key;
    m_anchor = m_cursor = position;
}

void TimelineSelection::setText(const ItemKey &key, int from, int to)
{
    startText(key, from);
    m_cursor = to;
}

std::pair<int, int> TimelineSelection::textIn(const MessageRow &row) const
{
    if (!hasText() || !m_textKey.names(row))
        return {0, 0};
    return std::minmax(m_anchor, m_cursor);
}

void TimelineSelection::startMessages(const ItemKey &key)
{
    clear();
    m_start = key;
    m_messages = {key};
}

void TimelineSelection::extendMessages(const TimelineModel &model, const ItemKey &to)
{
    const int a = model.indexOf(m_start);
    const int b = model.indexOf(to);
    if (a < 0 || b < 0)
        return;
    m_messages.clear();
    for (int i = std::min(a, b); i <= std::max(a, b); ++i)
        if (!model.items()[size_t(i)].service)
            m_messages.append(model.items()[size_t(i)].key());
}

void TimelineSelection::toggle(const ItemKey &key)
{
    m_textKey = {};
    if (m_messages.removeAll(key) == 0)
        m_messages.append(key);
    m_start = key;
}

bool TimelineSelection::contains(const MessageRow &row) const
{
    return std::any_of(
        m_messages.begin(), m_messages.end(), [&](const ItemKey &key) { return key.names(row); });
}

QList<MessageRow> TimelineSelection::rows(const TimelineModel &model) const
{
    QList<MessageRow> rows;
    if (m_messages.isEmpty())
        return rows;
    for (const auto &item : model.items())
        if (contains(item.row))
            rows.append(item.row);
    return rows;
}

QString TimelineSelection::forClipboard(const TimelineModel &model, const Session &session) const
{
    if (hasText()) {
        const int i = model.indexOf(m_textKey);
        if (i < 0 || !model.items()[size_t(i)].layout)
            return {};
        const auto [from, to] = textIn(model.items()[size_t(i)].row);
        return model.items()[size_t(i)].layout->text().text().mid(from, to - from);
    }
    const auto chosen = rows(model);
    if (chosen.size() == 1)
        return chosen.first().content.text.value_or(QString());
    QStringList lines;
    for (const auto &row : chosen)
        lines.append(messageForCopy(row, session));
    return lines.join(u'\n');
}

} // namespace confab
