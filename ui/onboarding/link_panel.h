#pragma once

#include "core/session/onboarding.h"
#include "ui/common/ui_context.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QStackedLayout;

namespace confab {

class Button;
class CodeBox;
class EmptyState;
class IconButton;
class Label;
class QrView;

//! "Link to an existing device": a code to scan or type on the other device, then six digits to compare, then
//! done.
class LinkPanel : public QWidget {
    Q_OBJECT
public:
    LinkPanel(const UiContext &context, Onboarding *onboarding, QWidget *parent = nullptr);
    ~LinkPanel() override;

    void setServer(const QString &address); //!< a server that answered; asks it for a code
    void clearServer(); //!< none: says that an address is needed
    void focusCode();

signals:
    void linked();
    void serverNeeded(); //!< a code was asked for but there is no server yet
    void comparing(bool on); //!< the digits are shown: nothing else on the page matters now

private:
    enum class State { NoServer, Waiting, Code, Digits, Done, Failed };
    QWidget *makeCodePage();
    QWidget *makeMessagePage();
    void request();
    void drop();
    void setState(State state, const QString &text = {});
    void showCode(const QString &text, const QByteArray &qr, qint64 expires);
    void showDigits(const QString &digits);
    void tick();
    void copy();

    const UiContext m_ui;
    Onboarding *m_onboarding;
    QString m_server;
    QPointer<LinkRequest> m_request;
    State m_state = State::NoServer;
    qint64 m_expires = 0;
    QTimer m_countdown;
    QTimer m_copied;

    Label *m_title;
    QStackedLayout *m_pages;
    Label *m_lead;
    QrView *m_qr;
    Label *m_codeHint;
    CodeBox *m_code;
    IconButton *m_copy;
    QWidget *m_clockRow;
    Label *m_clock;
    QWidget *m_message;
    class StateIcon *m_messageIcon;
    Label *m_messageTitle;
    CodeBox *m_digits;
    Label *m_messageText;
    Button *m_again;
};

} // namespace confab
