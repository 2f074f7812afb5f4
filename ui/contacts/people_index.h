#pragma once

#include "core/session/session.h"

#include <QObject>
#include <QSet>

namespace confab {

//! The people this account knows: those it has chats with, and those in its groups. Groups are read once, in
//! the background, and again when their members change.
class PeopleIndex : public QObject {
    Q_OBJECT
public:
    explicit PeopleIndex(Session *session, QObject *parent = nullptr);

    //! Sorted by name; those one talks to directly before those one only shares a group with. Blocked ones
    //! are left out.
    QList<Contact> all() const;
    //! Those of `all` that match what was typed.
    QList<Contact> matching(const QString &typed) const;
    bool knowsUsername(const QString &username) const;

signals:
    void changed();

private:
    void readChats();
    void readMembers(const ChatId &chat);

    Session *m_session;
    QSet<UserId> m_direct;
    QSet<UserId> m_shared;
};

//! Every word typed begins a word of the name or the user name, in any order; case and accents do not matter.
bool personMatches(const Contact &person, const QString &typed);
//! What was typed as a user name: without the @, lower case; empty where it cannot be one.
QString usernameFrom(const QString &typed);
//! The direct chat with `user` where there is one.
std::optional<ChatId> existingDirect(const Session &session, const UserId &user);

} // namespace confab
