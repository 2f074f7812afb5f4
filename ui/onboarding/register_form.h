#pragma once

#include "core/session/onboarding.h"
#include "ui/common/ui_context.h"

#include <QTimer>
#include <QWidget>

namespace confab {

class Button;
class Label;
class LabeledField;

//! "Create your account": server, user name, display name, and an invite where the server wants one. Errors
//! stand beside the field they are about, and no failure takes away what was typed.
class RegisterForm : public QWidget {
    Q_OBJECT
public:
    RegisterForm(
        const UiContext &context, Onboarding *onboarding, const QString &server, QWidget *parent = nullptr);

    void focusFirst(); //!< the first field that still wants something
    void askForServer(); //!< focus there, with the reason

signals:
    void serverReady(const QString &address);
    void serverGone(); //!< the address changed or does not answer
    void created();
    void linkRequested(); //!< "I have an account"

private:
    enum class Server { Unknown, Checking, Ready, Failed };
    void serverEdited();
    void checkServer();
    void serverAnswered(const Outcome<ServerInfo> &outcome);
    void usernameEdited(const QString &text);
    bool checkUsername(bool complete);
    void submit();
    void send();
    void answered(const Outcome<Done> &outcome);
    void showFailure(const SessionError &error);
    void setSending(bool sending);
    void setFormError(const QString &sentence);
    void suggest();
    QString suggestion() const;

    const UiContext m_ui;
    Onboarding *m_onboarding;
    LabeledField *m_server;
    LabeledField *m_username;
    LabeledField *m_name;
    LabeledField *m_invite;
    Label *m_error;
    Label *m_progress;
    Button *m_create;
    Button *m_link;
    Button *m_cancel;

    Server m_state = Server::Unknown;
    QString m_suggested; //!< shown as a way out of a taken name; else empty
    QString m_checked; //!< the address that m_state is about
    bool m_submitWhenReady = false;
    bool m_sending = false;
    int m_checkRun = 0; //!< an answer to an older question is ignored
    int m_sendRun = 0;
    QTimer m_settle; //!< typing has stopped
    QTimer m_slow; //!< a check that takes long says so
    QTimer m_progressDue;
    QTimer m_cancelDue;
};

} // namespace confab
