#include "ui/onboarding/register_form.h"

#include "core/protocol/derive.h"
#include "core/protocol/limits.h"
#include "core/session/when_done.h"
#include "ui/common/accessible_list.h"
#include "ui/common/buttons.h"
#include "ui/common/fields.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QVBoxLayout>

namespace confab {

namespace {
constexpr int settleTime = 500; // ms
constexpr int slowCheck = 300;
constexpr int showProgress = 1000;
constexpr int showCancel = 5000;
} // namespace

RegisterForm::RegisterForm(
    const UiContext &context, Onboarding *onboarding, const QString &server, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_onboarding(onboarding)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new Label(context, TextRole::Page, Token::TextPrimary, tr("Create your account")));
    column->addSpacing(4);
    column->addWidget(new Label(context, TextRole::Body, Token::TextSecondary,
        tr("Your keys are made on this computer and stay here.")));
    column->addSpacing(20);

    m_server = new LabeledField(context, tr("Server"));
    m_server->field()->setLeadingIcon(QStringLiteral("globe"));
    m_server->field()->setPlaceholderText(tr("chat.example.org"));
    m_server->field()->setMaxLength(255);
    m_server->field()->setInputMethodHints(Qt::ImhUrlCharactersOnly | Qt::ImhNoAutoUppercase);
    m_username = new LabeledField(context, tr("User name"), tr("3 to 32 letters, digits, . _ or -"));
    m_username->field()->setLeadingIcon(QStringLiteral("at"));
    m_username->field()->setMaxLength(limits::usernameMax);
    m_username->field()->setInputMethodHints(Qt::ImhLowercaseOnly | Qt::ImhNoPredictiveText);
    m_name = new LabeledField(context, tr("Display name"), tr("What others see"));
    m_name->field()->setMaxLength(limits::displayName);
    m_invite = new LabeledField(context, tr("Invite"), tr("From whoever runs the server"));
    m_invite->field()->setMaxLength(256);
    m_invite->field()->setLeadingIcon(QStringLiteral("key"));
    m_invite->setContentsMargins(0, 14, 0, 0);
    m_invite->hide();
    for (auto *field : {m_server, m_username, m_name, m_invite}) {
        column->addWidget(field);
        column->addSpacing(field == m_name || field == m_invite ? 0 : 14);
    }

    m_error = new Label(context, TextRole::Small, Token::Danger);
    m_error->hide();
    column->addWidget(m_error);
    column->addSpacing(4);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    m_create = new Button(context, Button::Kind::Primary, tr("Create account"));
    m_create->setTall(true);
    m_link = new Button(context, Button::Kind::Text, tr("I have an account"));
    m_link->setTall(true);
    m_cancel = new Button(context, Button::Kind::Text, tr("Cancel"));
    m_cancel->setTall(true);
    m_cancel->hide();
    m_progress = new Label(context, TextRole::Small, Token::TextSecondary, tr("Creating your account…"));
    m_progress->setElided(true);
    m_progress->hide();
    row->addWidget(m_create);
    row->addWidget(m_link);
    row->addWidget(m_progress, 1);
    row->addWidget(m_cancel);
    row->addStretch();
    column->addLayout(row);

    connect(m_server, &LabeledField::edited, this, &RegisterForm::serverEdited);
    connect(m_server->field(), &QLineEdit::editingFinished, this, [this] {
        if (m_settle.isActive())
            checkServer();
    });
    connect(m_username, &LabeledField::edited, this, &RegisterForm::usernameEdited);
    connect(m_username->field(), &QLineEdit::editingFinished, this, [this] {
        if (!m_username->text().isEmpty() && !m_username->hasError())
            checkUsername(true);
    });
    connect(m_name, &LabeledField::edited, this, [this] { suggest(); });
    for (auto *field : {m_server, m_username, m_name, m_invite}) {
        connect(field, &LabeledField::submitted, this, &RegisterForm::submit);
        connect(field, &LabeledField::edited, this, [this] { setFormError({}); });
    }
    connect(m_username, &LabeledField::noteActionTriggered, this, [this] {
        m_username->field()->setText(m_suggested);
        m_username->clearState();
        m_username->field()->setFocus();
    });
    connect(m_create, &Button::clicked, this, &RegisterForm::submit);
    connect(m_link, &Button::clicked, this, &RegisterForm::linkRequested);
    connect(m_cancel, &Button::clicked, this, [this] {
        // The server may still say yes; then there is an account, and `answered` goes on with it.
        setSending(false);
        setFormError(tr("Stopped. Nothing you typed is lost."));
        m_create->setFocus();
    });

    for (auto *timer : {&m_settle, &m_slow, &m_progressDue, &m_cancelDue})
        timer->setSingleShot(true);
    m_settle.setInterval(settleTime);
    m_slow.setInterval(slowCheck);
    m_progressDue.setInterval(showProgress);
    m_cancelDue.setInterval(showCancel);
    connect(&m_settle, &QTimer::timeout, this, &RegisterForm::checkServer);
    connect(&m_slow, &QTimer::timeout, this, [this] { m_server->setNote(tr("Asking the server…")); });
    connect(&m_progressDue, &QTimer::timeout, this, [this] {
        m_link->hide();
        m_progress->show();
        announce(this, m_progress->text());
    });
    connect(&m_cancelDue, &QTimer::timeout, m_cancel, &QWidget::show);

    if (!server.isEmpty()) {
        m_server->field()->setText(server);
        m_settle.start(0);
    }
}

void RegisterForm::focusFirst()
{
    for (auto *field : {m_server, m_username, m_name}) {
        if (field->text().isEmpty() || field->hasError())
            return field->field()->setFocus();
    }
    m_create->setFocus();
}

void RegisterForm::askForServer()
{
    if (m_server->text().trimmed().isEmpty())
        m_server->setError(tr("Enter the address of your server"));
    m_server->field()->setFocus();
}

// ---- server ----

void RegisterForm::serverEdited()
{
    const auto address = m_server->text().trimmed();
    if (address == m_checked && m_state == Server::Ready) {
        m_settle.start(0); // only blanks changed: put the confirmation back
        return;
    }
    ++m_checkRun;
    m_slow.stop();
    if (std::exchange(m_submitWhenReady, false))
        m_create->setBusy(false);
    m_state = Server::Unknown;
    emit serverGone();
    if (address.isEmpty())
        m_settle.stop();
    else
        m_settle.start();
}

void RegisterForm::checkServer()
{
    m_settle.stop();
    const auto address = m_server->text().trimmed();
    if (address.isEmpty())
        return;
    m_checked = address;
    m_state = Server::Checking;
    m_slow.start();
    const int run = ++m_checkRun;
    whenDone(m_onboarding->checkServer(address), this, [this, run](const Outcome<ServerInfo> &outcome) {
        if (run == m_checkRun)
            serverAnswered(outcome);
    });
}

void RegisterForm::serverAnswered(const Outcome<ServerInfo> &outcome)
{
    m_slow.stop();
    if (!outcome) {
        m_state = Server::Failed;
        m_server->setError(outcome.error().message);
        m_submitWhenReady = false;
        setSending(false);
        return;
    }
    m_state = Server::Ready;
    m_server->setConfirmed(
        outcome->open ? tr("Open for registration") : tr("You need an invite to register here"));
    m_invite->setVisible(!outcome->open);
    emit serverReady(m_checked);
    if (std::exchange(m_submitWhenReady, false)) {
        m_create->setBusy(false);
        submit();
    }
}

// ---- user name ----

void RegisterForm::usernameEdited(const QString &text)
{
    if (const auto lower = text.toLower(); lower != text) {
        const int cursor = m_username->field()->cursorPosition();
        m_username->field()->setText(lower);
        m_username->field()->setCursorPosition(cursor);
    }
    m_suggested.clear();
    checkUsername(false);
}

bool RegisterForm::checkUsername(bool complete)
{
    const auto name = m_username->text();
    const bool foreign = std::any_of(name.begin(), name.end(), [](QChar c) {
        return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-');
    });
    if (foreign)
        m_username->setError(tr("Only a to z, digits, dot, dash and underscore"));
    else if (complete && name.isEmpty())
        m_username->setError(tr("Choose a user name"));
    else if (complete && name.size() < limits::usernameMin)
        m_username->setError(tr("At least %n character(s)", nullptr, limits::usernameMin));
    else
        return isValidUsername(name);
    return false;
}

QString RegisterForm::suggestion() const
{
    // Of "Inês Carvalho": ines.carvalho; where that is no better than what was tried, a number after it.
    QString plain;
    for (const auto c : m_name->text().normalized(QString::NormalizationForm_D).toLower()) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            plain += c;
        else if ((c.isSpace() || c == '-' || c == '.') && !plain.isEmpty() && !plain.endsWith('.'))
            plain += '.';
    }
    while (plain.endsWith('.'))
        plain.chop(1);
    plain.truncate(limits::usernameMax);
    const auto tried = m_username->text();
    if (isValidUsername(plain) && plain != tried)
        return plain;
    return tried.left(limits::usernameMax - 2) + QString::number(10 + qHash(tried) % 90);
}

void RegisterForm::suggest()
{
    if (m_suggested.isEmpty())
        return;
    m_suggested = suggestion();
    m_username->setNoteAction(tr("Use %1").arg(m_suggested));
}

// ---- sending ----

void RegisterForm::submit()
{
    if (m_sending)
        return;
    setFormError({});
    const auto address = m_server->text().trimmed();
    const bool nameGood = checkUsername(true);
    if (address.isEmpty())
        return askForServer();
    if (m_state != Server::Ready || address != m_checked) {
        m_submitWhenReady = nameGood;
        m_create->setBusy(nameGood);
        if (m_state != Server::Checking || address != m_checked)
            checkServer();
        if (!nameGood)
            m_username->field()->setFocus();
        return;
    }
    if (!nameGood)
        return m_username->field()->setFocus();
    if (!m_invite->isHidden() && m_invite->text().trimmed().isEmpty()) {
        m_invite->setError(tr("This server lets people in by invite only"));
        return m_invite->field()->setFocus();
    }
    send();
}

void RegisterForm::send()
{
    setSending(true);
    const int run = ++m_sendRun;
    const auto username = m_username->text();
    const auto name = m_name->text().simplified();
    const auto invite = m_invite->isHidden() ? QString() : m_invite->text().trimmed();
    whenDone(m_onboarding->createAccount(m_checked, username, name.isEmpty() ? username : name, invite), this,
        [this, run](const Outcome<Done> &outcome) {
            // A yes counts even after "Cancel": the folder holds an account now.
            if (outcome || (run == m_sendRun && m_sending))
                answered(outcome);
        });
}

void RegisterForm::answered(const Outcome<Done> &outcome)
{
    if (outcome) {
        m_progressDue.stop();
        m_cancelDue.stop();
        m_cancel->hide();
        emit created();
        return;
    }
    setSending(false);
    showFailure(outcome.error());
}

void RegisterForm::showFailure(const SessionError &error)
{
    LabeledField *where = nullptr;
    if (error.code == ErrorCode::UsernameTaken) {
        where = m_username;
        m_username->setError(tr("This name is taken on this server"));
        m_suggested = suggestion();
        suggest();
    } else if (error.code == ErrorCode::Invite) {
        where = m_invite;
        m_invite->show();
        m_invite->setError(m_invite->text().trimmed().isEmpty()
                ? tr("This server lets people in by invite only")
                : tr("This invite is not valid, or was used already"));
    } else if (error.offline) {
        where = m_server;
        m_state = Server::Failed;
        m_server->setError(error.message);
    }
    if (where)
        where->field()->setFocus();
    else
        setFormError(error.message);
}

void RegisterForm::setSending(bool sending)
{
    m_sending = sending;
    m_create->setBusy(sending);
    for (auto *field : {m_server, m_username, m_name, m_invite})
        field->field()->setReadOnly(sending);
    if (sending) {
        m_progressDue.start();
        m_cancelDue.start();
        return;
    }
    m_progressDue.stop();
    m_cancelDue.stop();
    m_progress->hide();
    m_cancel->hide();
    m_link->show();
}

void RegisterForm::setFormError(const QString &sentence)
{
    m_error->setText(sentence);
    m_error->setVisible(!sentence.isEmpty());
    if (!sentence.isEmpty())
        announce(this, sentence);
}

} // namespace confab
