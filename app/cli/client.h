#pragma once

#include "app/cli/interrupt.h"
#include "app/cli/options.h"
#include "app/cli/printer.h"
#include "app/cli/profile_door.h"

#include <QFutureWatcher>

namespace confab::cli {

//! A session that commands can use from top to bottom: every wait runs the event loop and ends with the time-out, with
//! a signal to the process, or with what was waited for.
class Client : public QObject {
    Q_OBJECT
public:
    explicit Client(const Options &options);
    ~Client() override; //!< stops the session

    const Options &options() const { return m_options; }
    bool interrupted() const { return m_interrupt.caught(); }
    Session &session() { return *m_session; }
    Printer &printer() { return m_printer; }

    //! Opens the profile, once; with `make` a new one is made where there is none.
    CliResult<Done> unlock(bool make);
    const OpenProfilePtr &profile() const { return m_profile; } //!< after `unlock`
    ProfileDoor &door() { return m_door; }
    //! Opens the profile's store.
    CliResult<Done> open();
    //! Connects and catches up; the error says why not.
    CliResult<Done> goOnline();
    //! For commands that only read: the same, but without a server they show what is stored, and say so on stderr.
    CliResult<Done> refresh();

    //! Whether it became true in time.
    bool waitUntil(const std::function<bool()> &condition, std::chrono::milliseconds timeout);
    bool waitUntil(const std::function<bool()> &condition) { return waitUntil(condition, m_options.timeout); }

    template <typename T>
    CliResult<T> await(const QFuture<Outcome<T>> &future)
    {
        QFutureWatcher<Outcome<T>> watcher; // wakes the event loop
        watcher.setFuture(future);
        if (!waitUntil([&] { return future.isFinished(); }))
            return Failure {noAnswer()};
        if (future.resultCount() == 0)
            return Failure {CliError {"internal", tr("The command was cancelled.")}};
        Outcome<T> outcome = future.result();
        if (!outcome)
            return Failure {toCliError(outcome.error())};
        return std::move(outcome).value();
    }

    //! The chat behind TO or CHAT. @name of somebody unknown is looked up and, with `create`, a direct chat made.
    CliResult<ChatId> resolveChat(const QString &text, bool create);
    CliResult<UserId> resolveUser(const QString &atName);
    CliResult<QList<UserId>> resolveUsers(const QStringList &atNames);

    CliError noAnswer() const;

private:
    Options m_options;
    Printer m_printer;
    Interrupt m_interrupt;
    ProfileDoor m_door;
    OpenProfilePtr m_profile;
    std::unique_ptr<Session> m_session;
    std::optional<SessionError> m_openError;
    bool m_loaded = false;
};

} // namespace confab::cli
