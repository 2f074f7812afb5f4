#include "server-stub/services/link_slots.h"

#include <QRandomGenerator>

namespace confab::server {

QString LinkSlots::open(const SessionPtr &waiting, qint64 now)
{
    static constexpr char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    constexpr int characters = 12;
    quint64 random = QRandomGenerator::system()->generate64();
    QString code;
    for (int i = 0; i < characters; ++i, random >>= 5)
        code += QLatin1Char(alphabet[random & 31]);

    const std::lock_guard lock(m_mutex);
    std::erase_if(m_slots, [&](const auto &slot) { return slot.second.waiting == waiting; }); // one a connection
    m_slots[code] = Slot {waiting, nullptr, now + life, 0};
    return code;
}

QString LinkSlots::normalised(const QString &code)
{
    QString out;
    for (const QChar c : code.toUpper()) {
        if (c == QLatin1Char('-') || c.isSpace())
            continue;
        if (c == QLatin1Char('O'))
            out += QLatin1Char('0');
        else if (c == QLatin1Char('I') || c == QLatin1Char('L'))
            out += QLatin1Char('1');
        else
            out += c;
    }
    return out;
}

SessionPtr LinkSlots::partner(const QString &code, const SessionPtr &from, qint64 now)
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_slots.find(normalised(code));
    if (it == m_slots.end() || now >= it->second.expires || it->second.messages >= maxMessages)
        return nullptr;
    auto &slot = it->second;
    if (from == slot.waiting) {
        if (!slot.other)
            return nullptr;
    } else if (!slot.other && from->ready()) {
        slot.other = from;
        slot.expires = now + talk;
    } else if (from != slot.other) {
        return nullptr;
    }
    ++slot.messages;
    return from == slot.waiting ? slot.other : slot.waiting;
}

void LinkSlots::closed(const SessionPtr &session)
{
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_slots, [&](const auto &slot) { return slot.second.waiting == session || slot.second.other == session; });
}

void LinkSlots::tick(qint64 now)
{
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_slots, [&](const auto &slot) { return now >= slot.second.expires; });
}

} // namespace confab::server
