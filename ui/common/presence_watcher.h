#pragma once

#include "core/protocol/ids.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QTimer>

namespace confab {

class Session;

//! Several parts of the window want to know who is online; the session takes one list of at most 200. This joins what
//! they ask for, the latest first, and tells the session once a turn. A part that is destroyed asks for nobody any more.
class PresenceWatcher : public QObject {
    Q_OBJECT
public:
    explicit PresenceWatcher(Session *session, QObject *parent = nullptr);

    //! Replaces what `part` asked for before.
    void watch(QObject *part, const QList<UserId> &users);

private:
    void tell();

    struct Wish {
        QObject *part;
        QList<UserId> users;
    };
    Session *m_session;
    QList<Wish> m_wishes; //!< the latest first
    QList<UserId> m_told;
    QTimer m_soon;
};

} // namespace confab
