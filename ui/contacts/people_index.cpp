#include "ui/contacts/people_index.h"

#include "core/protocol/derive.h"
#include "core/session/when_done.h"
#include "ui/common/display_text.h"

#include <QCollator>

namespace confab {

namespace {

QString folded(const QString &text)
{
    QString plain;
    for (const auto c : text.normalized(QString::NormalizationForm_KD)) {
        if (c.category() != QChar::Mark_NonSpacing)
            plain += c;
    }
    return plain.toCaseFolded();
}

QStringList wordsOf(const QString &text)
{
    QStringList words;
    QString word;
    for (const auto c : text) {
        if (c.isLetterOrNumber() || c.isMark() || c.isSurrogate() || c.category() == QChar::Symbol_Other) {
            word += c;
        } else if (!word.isEmpty()) {
            words.append(std::exchange(word, {}));
        }
    }
    if (!word.isEmpty())
        words.append(word);
    return words;
}

} // namespace

bool personMatches(const Contact &person, const QString &typed)
{
    auto text = folded(typed).trimmed();
    if (text.startsWith('@'))
        return folded(person.username).startsWith(text.mid(1));
    if (folded(person.username).startsWith(text))
        return true;
    const auto words = wordsOf(folded(contactName(person))) + wordsOf(folded(person.username));
    const auto wanted = wordsOf(text);
    return !wanted.isEmpty() && std::all_of(wanted.begin(), wanted.end(), [&](const QString &part) {
        return std::any_of(words.begin(), words.end(), [&](const QString &word) {
            // Scripts without spaces have no word starts to go by.
            return word.startsWith(part) || (part.at(0).unicode() >= 0x2e80 && word.contains(part));
        });
    });
}

QString usernameFrom(const QString &typed)
{
    auto name = typed.trimmed().toLower();
    if (name.startsWith('@'))
        name.remove(0, 1);
    return isValidUsername(name) ? name : QString();
}

std::optional<ChatId> existingDirect(const Session &session, const UserId &user)
{
    const auto id = directChatOf(session.self().user, user);
    return session.chat(id) ? std::optional(id) : std::nullopt;
}

PeopleIndex::PeopleIndex(Session *session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    readChats();
    connect(session, &Session::changed, this, [this](const ChangeSet &changes) {
        bool mine = !changes.contacts.isEmpty();
        for (const auto &change : changes.chats) {
            if (change.what & ChatChange::Members)
                readMembers(change.chat);
            if (change.summary && !change.summary->peer.isNull()
                && !m_direct.contains(change.summary->peer)) {
                m_direct.insert(change.summary->peer);
                mine = true;
            }
        }
        if (mine)
            emit changed();
    });
}

void PeopleIndex::readChats()
{
    const auto self = m_session->self().user;
    for (const auto &chat : m_session->chats()) {
        if (chat.kind == ChatKind::Direct && chat.peer != self)
            m_direct.insert(chat.peer);
        else if (chat.kind == ChatKind::Group && !chat.left)
            readMembers(chat.chat);
    }
}

void PeopleIndex::readMembers(const ChatId &chat)
{
    whenDone(m_session->members(chat), this, [this](const Outcome<QList<Member>> &members) {
        if (!members)
            return;
        const auto before = m_shared.size();
        for (const auto &member : *members) {
            if (member.user != m_session->self().user)
                m_shared.insert(member.user);
        }
        if (m_shared.size() != before)
            emit changed();
    });
}

QList<Contact> PeopleIndex::all() const
{
    QCollator collator;
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    collator.setNumericMode(true);
    const auto sorted = [&](const QSet<UserId> &users, const QSet<UserId> &without) {
        std::vector<std::pair<QCollatorSortKey, Contact>> keyed;
        for (const auto &user : users) {
            const auto contact = m_session->contact(user);
            if (without.contains(user) || contact.blocked
                || (contact.name.isEmpty() && contact.username.isEmpty()))
                continue;
            keyed.emplace_back(collator.sortKey(contactName(contact)), contact);
        }
        std::sort(keyed.begin(), keyed.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        QList<Contact> list;
        for (const auto &[key, contact] : keyed)
            list.append(contact);
        return list;
    };
    return sorted(m_direct, {}) + sorted(m_shared, m_direct);
}

QList<Contact> PeopleIndex::matching(const QString &typed) const
{
    auto list = all();
    if (!typed.trimmed().isEmpty())
        list.removeIf([&](const Contact &person) { return !personMatches(person, typed); });
    return list;
}

bool PeopleIndex::knowsUsername(const QString &username) const
{
    for (const auto *set : {&m_direct, &m_shared}) {
        for (const auto &user : *set) {
            if (m_session->contact(user).username == username)
                return true;
        }
    }
    return false;
}

} // namespace confab
