#pragma once

#include "core/protocol/content.h"
#include "server-stub/store/sqlite/writer.h"

namespace confab::server::writes {

//! Makes `sys` events of one chat and keeps roster, member rows and head in step with them. One object a request.
class SysLog {
public:
    SysLog(WriteContext &context, ChatState &state, qint64 now);
    ~SysLog() = default;

    void created(const UserId &by, const QList<UserId> &users); //!< `by` included
    void added(const UserId &by, const QList<UserId> &users);
    void removed(const UserId &by, const QList<UserId> &users);
    //! Hands the admin's role on where it would be vacant.
    void left(const UserId &user);
    void role(const UserId &by, Role role, const QList<UserId> &users);

    //! Puts the new roster in place. The answer of one that made no event repeats the chat's head.
    SysOutcome finish();

private:
    EventPtr append(const char *what, const UserId &by, const QList<UserId> &users, std::optional<Role> role = {});
    void enter(const UserId &user, Role role, Seq joined, Seq mark, Vi markVi);
    void leave(const UserId &user, Seq seq);
    void replaceAdminIfNone();

    WriteContext &m_context;
    ChatState &m_state;
    const qint64 m_now;
    Roster m_roster; //!< being changed
    SysOutcome m_outcome;
};

} // namespace confab::server::writes
