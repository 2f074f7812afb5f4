#include "core/sync/mention.h"

namespace confab {

namespace {

//! What a username is made of (protocol section 3).
bool isNamePart(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_' || c == u'.' || c == u'-';
}

//! Full stops and hyphens at the end belong to the sentence.
qsizetype endOfName(const QString &text, qsizetype from, qsizetype atLeast)
{
    qsizetype end = from;
    while (end < text.size() && isNamePart(text.at(end)))
        ++end;
    while (end > atLeast && (text.at(end - 1) == u'.' || text.at(end - 1) == u'-'))
        --end;
    return end;
}

} // namespace

bool mentions(const QString &text, const QString &username)
{
    if (username.isEmpty())
        return false;
    const QString wanted = QLatin1Char('@') + username;
    for (qsizetype at = text.indexOf(wanted, 0, Qt::CaseInsensitive); at >= 0;
         at = text.indexOf(wanted, at + 1, Qt::CaseInsensitive)) {
        const QChar before = at > 0 ? text.at(at - 1) : QChar(u' ');
        const bool begins = !before.isLetterOrNumber() && !isNamePart(before) && before != u'@';
        const qsizetype end = at + wanted.size();
        const bool ends = endOfName(text, end, end) == end && (end >= text.size() || !text.at(end).isLetterOrNumber());
        if (begins && ends)
            return true;
    }
    return false;
}

OpenedEvent MentionMarker::open(const Event &event)
{
    OpenedEvent opened = m_inner.open(event);
    opened.naming = event.kind == EventKind::Msg && opened.content && opened.content->text
        && mentions(*opened.content->text, m_username);
    return opened;
}

} // namespace confab
