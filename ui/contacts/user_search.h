#pragma once

#include "core/session/session.h"

#include <QHash>
#include <QObject>
#include <QTimer>

namespace confab {

//! Finds people by exact user name as one types: waits until typing stops, asks once a name, keeps what it
//! learned, and knows every way in which it can end. The server allows few searches, so nothing is asked
//! twice.
class UserSearch : public QObject {
    Q_OBJECT
public:
    enum class State {
        Idle, //!< nothing that could be a user name
        Typing, //!< waits for the end of typing
        Searching,
        Found,
        NotFound,
        RateLimited, //!< tries again by itself
        Offline,
        Failed, //!< `error` says why
    };
    explicit UserSearch(Session *session, QObject *parent = nullptr);

    void setQuery(const QString &username); //!< a valid user name, or empty
    void searchNow(); //!< Enter: without waiting; also after a failure
    State state() const { return m_state; }
    QString query() const { return m_query; }
    Contact contact() const { return m_contact; } //!< with Found
    QString error() const { return m_error; }

signals:
    void changed();

private:
    void ask();
    void answered(const QString &query, const Outcome<Contact> &outcome);
    void set(State state);

    Session *m_session;
    QString m_query;
    State m_state = State::Idle;
    Contact m_contact;
    QString m_error;
    QTimer m_settle;
    QTimer m_retry;
    QString m_asked; //!< under way
    QHash<QString, std::optional<Contact>> m_known; //!< answers; none: nobody has the name
};

} // namespace confab
