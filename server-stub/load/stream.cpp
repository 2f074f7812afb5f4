#include "server-stub/load/stream.h"

#include "core/protocol/content.h"

#include <sodium.h>

namespace confab::load {

namespace {

constexpr qsizetype digits = 12;
constexpr qsizetype textSize = 280; //!< with the map around it a body of about 300 bytes

//! A body whose number is zero, and where in it the number stands.
struct Template {
    QByteArray body;
    qsizetype at = 0;
};
const Template &bodyTemplate()
{
    static const Template made = [] {
        Content content;
        content.text = QString(digits, QLatin1Char('0')).leftJustified(textSize, QLatin1Char('.'));
        Template t;
        t.body = encodeContent(content);
        t.at = t.body.indexOf(QByteArray(digits, '0'));
        return t;
    }();
    return made;
}

} // namespace

Send Stream::next(const ChatId &chat)
{
    const Template &model = bodyTemplate();
    Send send;
    send.chat = chat;
    randombytes_buf(send.cid.data(), Cid::size);
    send.body = model.body;
    const QByteArray number = QByteArray::number(m_next++).rightJustified(digits, '0');
    send.body.replace(model.at, digits, number);
    return send;
}

void Stream::seen(const Event &event, Figures &figures)
{
    const qint64 number = event.body.mid(bodyTemplate().at, digits).toLongLong();
    if (number < m_expected) {
        const auto late = std::find(m_skipped.begin(), m_skipped.end(), number);
        if (late == m_skipped.end()) {
            ++figures.duplicated;
            return;
        }
        m_skipped.erase(late);
        ++figures.reordered;
    } else {
        for (; m_expected < number; ++m_expected)
            m_skipped.push_back(m_expected);
        m_expected = number + 1;
    }
    ++m_seen;
    ++figures.delivered;
    figures.addLatency(now() - m_handedAt[std::size_t(number - m_forgotten)]);
    while (m_skipped.empty() && m_forgotten < m_expected) {
        m_handedAt.pop_front();
        ++m_forgotten;
    }
}

} // namespace confab::load
