#pragma once

#include "app/cli/cli_error.h"

#include <QJsonObject>
#include <QTextStream>

namespace confab::cli {

//! Writes results to stdout and errors to stderr, as JSON lines or as text for people. Each line is flushed: another
//! program may be waiting for it.
class Printer {
public:
    explicit Printer(bool json);

    void message(const MessageRow &row, const Session &session);
    void chat(const ChatSummary &chat, const QList<Member> &members, const Session &session);
    void device(const Device &device);
    void whoami(const SelfView &self);
    void presence(const Presence &presence, const Session &session);
    void connection(const ConnectionView &view);
    void marks(const ChatSummary &chat, const Session &session);
    void typing(const ChatId &chat, const QList<UserId> &users, const Session &session);
    void linkCode(const QString &code, qint64 expires);
    void digits(const QString &digits, const QString &deviceName);
    void done(const QJsonObject &object, const QString &sentence);
    //! On stderr, always as JSON: scripts and people both find the code and the sentence.
    void error(const CliError &error);
    //! On stderr: something worth knowing that is no failure.
    void notice(const QString &sentence);

private:
    void line(const QJsonObject &object, const QString &text);

    QTextStream m_out;
    QTextStream m_err;
    bool m_json;
};

} // namespace confab::cli
