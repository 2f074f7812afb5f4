#include "ui/onboarding/link_panel.h"

#include "ui/common/accessible_list.h"
#include "ui/common/buttons.h"
#include "ui/common/code_box.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/common/state_icon.h"
#include "ui/onboarding/qr_view.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPainter>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace confab {

namespace {

constexpr int qrSide = 198;
constexpr int copiedFor = 1600; // ms

Label *centred(Label *label)
{
    label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    return label;
}

//! The pale box around the text code.
class CodeGround : public QWidget {
public:
    explicit CodeGround(const UiContext &context)
        : m_ui(context)
    {
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_ui.theme->color(Token::BgPanel));
        painter.drawRoundedRect(rect(), 8, 8);
    }

private:
    const UiContext m_ui;
};

class SmallIcon : public QWidget {
public:
    SmallIcon(const UiContext &context, const QString &name)
        : m_ui(context)
        , m_name(name)
    {
        setFixedSize(16, 16);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        m_ui.icons->paint(&painter, m_name, rect(), 16, m_ui.theme->color(Token::Icon));
    }

private:
    const UiContext m_ui;
    QString m_name;
};

} // namespace

LinkPanel::LinkPanel(const UiContext &context, Onboarding *onboarding, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_onboarding(onboarding)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 3, 0, 0);
    column->setSpacing(0);
    m_title =
        centred(new Label(context, TextRole::Header, Token::TextPrimary, tr("Link to an existing device")));
    column->addWidget(m_title);
    column->addSpacing(6);
    m_pages = new QStackedLayout;
    m_pages->addWidget(makeCodePage());
    m_pages->addWidget(makeMessagePage());
    column->addLayout(m_pages, 1);

    m_countdown.setInterval(1000);
    connect(&m_countdown, &QTimer::timeout, this, &LinkPanel::tick);
    m_copied.setSingleShot(true);
    m_copied.setInterval(copiedFor);
    connect(&m_copied, &QTimer::timeout, this, [this] {
        m_copy->setIconName(QStringLiteral("copy"));
        m_copy->setName(tr("Copy the code"));
    });
    setState(State::NoServer);
}

LinkPanel::~LinkPanel() { drop(); }

QWidget *LinkPanel::makeCodePage()
{
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_lead = centred(new Label(m_ui, TextRole::Small, Token::TextSecondary,
        tr("On the other device open Settings, Devices, Link a device, and scan.")));
    column->addWidget(m_lead);
    column->addSpacing(18);
    m_qr = new QrView(m_ui, qrSide);
    column->addWidget(m_qr, 0, Qt::AlignHCenter);
    column->addSpacing(18);
    m_codeHint = centred(
        new Label(m_ui, TextRole::Small, Token::TextSecondary, tr("No camera? Type this code there")));
    column->addWidget(m_codeHint);
    column->addSpacing(6);

    auto *ground = new CodeGround(m_ui);
    auto *row = new QHBoxLayout(ground);
    row->setContentsMargins(16, 4, 4, 4);
    row->setSpacing(6);
    m_code = new CodeBox(m_ui, tr("Link code"));
    m_copy = new IconButton(m_ui, QStringLiteral("copy"), tr("Copy the code"));
    m_copy->setSide(36);
    m_copy->setGlyphSize(20);
    row->addWidget(m_code);
    row->addWidget(m_copy);
    connect(m_copy, &IconButton::clicked, this, &LinkPanel::copy);
    connect(m_code, &CodeBox::copyRequested, this, &LinkPanel::copy);
    column->addWidget(ground, 0, Qt::AlignHCenter);

    column->addSpacing(10);
    m_clockRow = new QWidget;
    auto *clockRow = new QHBoxLayout(m_clockRow);
    clockRow->setContentsMargins(0, 0, 0, 0);
    clockRow->setSpacing(6);
    m_clock = new Label(m_ui, TextRole::Hint, Token::TextSecondary);
    clockRow->addStretch();
    clockRow->addWidget(new SmallIcon(m_ui, QStringLiteral("clock")));
    clockRow->addWidget(m_clock);
    clockRow->addStretch();
    column->addWidget(m_clockRow);
    column->addStretch();
    return page;
}

QWidget *LinkPanel::makeMessagePage()
{
    m_message = new QWidget(this);
    auto *column = new QVBoxLayout(m_message);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addStretch(2);
    m_messageIcon = new StateIcon(m_ui);
    column->addWidget(m_messageIcon, 0, Qt::AlignHCenter);
    column->addSpacing(14);
    m_messageTitle = centred(new Label(m_ui, TextRole::Header, Token::TextPrimary));
    column->addWidget(m_messageTitle);
    column->addSpacing(4);
    m_digits = new CodeBox(m_ui, tr("Digits to compare"));
    m_digits->setLarge(true);
    column->addWidget(m_digits, 0, Qt::AlignHCenter);
    column->addSpacing(4);
    m_messageText = centred(new Label(m_ui, TextRole::Small, Token::TextSecondary));
    column->addWidget(m_messageText);
    column->addSpacing(16);
    m_again = new Button(m_ui, Button::Kind::Secondary, tr("Try again"));
    column->addWidget(m_again, 0, Qt::AlignHCenter);
    connect(m_again, &Button::clicked, this, [this] {
        if (m_server.isEmpty())
            emit serverNeeded();
        else
            request();
    });
    column->addStretch(3);
    return m_message;
}

// ---- what happens ----

void LinkPanel::setServer(const QString &address)
{
    if (address == m_server || m_state == State::Digits || m_state == State::Done)
        return;
    m_server = address;
    request();
}

void LinkPanel::clearServer()
{
    if (m_state == State::Digits || m_state == State::Done)
        return;
    m_server.clear();
    drop();
    setState(State::NoServer);
}

void LinkPanel::focusCode()
{
    if (m_state == State::NoServer)
        emit serverNeeded();
    else if (m_state == State::Failed)
        m_again->setFocus(Qt::TabFocusReason);
    else
        (m_state == State::Digits ? m_digits : m_code)->setFocus(Qt::TabFocusReason);
}

void LinkPanel::request()
{
    drop();
    setState(State::Waiting);
    m_request = m_onboarding->requestLink(m_server);
    connect(m_request, &LinkRequest::codeReady, this, &LinkPanel::showCode);
    connect(m_request, &LinkRequest::digitsReady, this, &LinkPanel::showDigits);
    connect(m_request, &LinkRequest::linked, this, [this] {
        setState(State::Done);
        emit linked();
    });
    connect(m_request, &LinkRequest::failed, this, [this](const SessionError &error) {
        drop();
        setState(State::Failed, error.message);
    });
}

void LinkPanel::drop()
{
    m_countdown.stop();
    if (m_request) {
        m_request->disconnect(this);
        m_request->deleteLater();
        m_request = nullptr;
    }
}

void LinkPanel::showCode(const QString &text, const QByteArray &qr, qint64 expires)
{
    m_expires = expires;
    m_qr->setPayload(qr);
    m_code->setCode(text);
    setState(State::Code);
    m_countdown.start();
    tick();
}

void LinkPanel::showDigits(const QString &digits)
{
    m_digits->setCode(digits.size() == 6 ? digits.left(3) + ' ' + digits.mid(3) : digits);
    setState(State::Digits);
    if (isVisible())
        announce(this, m_digits->accessibleName());
}

void LinkPanel::tick()
{
    const auto left = std::max<qint64>(0, (m_expires - m_ui.now() + 999) / 1000);
    m_code->setFaded(left == 0);
    m_qr->setFaded(left == 0);
    m_copy->setEnabled(left > 0);
    const auto text = [this](qint64 seconds) {
        return tr("New code in %1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
    };
    m_clock->setText(left ? text(left) : tr("Waiting for a new code…"));
    // Digits of unequal width must not move the row about once a second.
    const QFontMetrics metrics(m_ui.theme->font(TextRole::Hint));
    m_clock->setMinimumWidth(
        std::max(metrics.horizontalAdvance(text(8 * 60 + 48)), m_clock->sizeHint().width()));
    if (!left)
        m_countdown.stop();
}

void LinkPanel::copy()
{
    if (m_code->code().isEmpty())
        return;
    QGuiApplication::clipboard()->setText(m_code->code());
    m_copy->setIconName(QStringLiteral("check"));
    m_copy->setName(tr("Copied"));
    announce(m_copy, tr("Copied"));
    m_copied.start();
}

void LinkPanel::setState(State state, const QString &text)
{
    const bool before = std::exchange(m_state, state) == State::Digits;
    if (before != (state == State::Digits))
        emit comparing(!before);
    const bool code = state == State::Waiting || state == State::Code;
    if (state == State::Waiting) {
        m_qr->setPayload({});
        m_code->setCode({});
        m_code->setFaded(false);
        m_clock->setText(tr("Asking the server for a code…"));
        m_copy->setEnabled(false);
    }
    m_digits->setVisible(state == State::Digits);
    m_again->setVisible(state == State::Failed);
    switch (state) {
    case State::NoServer:
        m_messageIcon->setIcon(QStringLiteral("devices"), Token::AccentText);
        m_messageTitle->setText(tr("Enter the server first"));
        m_messageText->setText(
            tr("Once your server answers, a code appears here that your other device can scan."));
        break;
    case State::Digits:
        m_messageIcon->setIcon(QStringLiteral("devices"), Token::AccentText);
        m_messageTitle->setText(tr("Compare these digits"));
        m_messageText->setText(
            tr("If the other device shows the same, confirm there. If not, reject: somebody is in between."));
        break;
    case State::Done:
        m_messageIcon->setIcon(QStringLiteral("check"), Token::Online);
        m_messageTitle->setText(tr("This computer is linked"));
        m_messageText->setText(tr("Your chats are on their way."));
        break;
    case State::Failed:
        m_messageIcon->setIcon(QStringLiteral("alert"), Token::Danger);
        m_messageTitle->setText(tr("Linking did not work"));
        m_messageText->setText(text);
        announce(this, text);
        break;
    case State::Waiting:
    case State::Code:
        break;
    }
    m_pages->setCurrentIndex(code ? 0 : 1);
}

} // namespace confab
