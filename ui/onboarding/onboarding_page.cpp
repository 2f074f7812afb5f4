#include "ui/onboarding/onboarding_page.h"

#include "core/session/onboarding.h"
#include "ui/common/labels.h"
#include "ui/common/logo.h"
#include "ui/onboarding/link_panel.h"
#include "ui/onboarding/register_form.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace confab {

namespace {

constexpr int cardWidth = 880;
constexpr int oneColumnWidth = 440;
constexpr int oneColumnBelow = 760;

class Card : public QWidget {
public:
    Card(const UiContext &context, QWidget *parent)
        : QWidget(parent)
        , m_ui(context)
    {
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const auto &theme = *m_ui.theme;
        const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -1.5);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(Token::Edge));
        painter.drawRoundedRect(box.translated(0, 1), 10, 10);
        painter.setPen(QPen(theme.color(Token::Divider), 1));
        painter.setBrush(theme.color(Token::BgWindow));
        painter.drawRoundedRect(box, 10, 10);
    }

private:
    const UiContext m_ui;
};

//! The line between the columns, upright or lying, with "or" in its middle.
class OrLine : public QWidget {
public:
    OrLine(const UiContext &context, const QString &word, QWidget *parent)
        : QWidget(parent)
        , m_ui(context)
        , m_word(word)
    {
    }
    void setUpright(bool upright)
    {
        m_upright = upright;
        if (upright) {
            const int width = QFontMetrics(m_ui.theme->font(TextRole::Small)).horizontalAdvance(m_word) | 1; // odd: the line has a middle
            setMinimumSize(width, 0);
            setMaximumSize(width, QWIDGETSIZE_MAX);
        } else {
            setMinimumSize(0, 18);
            setMaximumSize(QWIDGETSIZE_MAX, 18);
        }
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const auto &theme = *m_ui.theme;
        painter.setFont(theme.font(TextRole::Small));
        const QFontMetrics metrics(painter.font());
        const int gap = (m_upright ? metrics.height() : metrics.horizontalAdvance(m_word)) / 2 + 6;
        const auto middle = rect().center();
        const auto line = theme.color(Token::Divider);
        if (m_upright) {
            painter.fillRect(middle.x(), 0, 1, middle.y() - gap, line);
            painter.fillRect(middle.x(), middle.y() + gap, 1, height() - middle.y() - gap, line);
        } else {
            painter.fillRect(0, middle.y(), middle.x() - gap, 1, line);
            painter.fillRect(middle.x() + gap, middle.y(), width() - middle.x() - gap, 1, line);
        }
        painter.setPen(theme.color(Token::TextSecondary));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextDontClip, m_word);
    }

private:
    const UiContext m_ui;
    QString m_word;
    bool m_upright = true;
};

} // namespace

OnboardingPage::OnboardingPage(
    const UiContext &context, Onboarding *onboarding, const QString &server, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    m_scroll = new QScrollArea;
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    outer->addWidget(m_scroll);

    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(16, 24, 16, 24);
    column->setSpacing(0);
    column->addStretch(1);
    column->addWidget(new Logo(context, 52, Token::BgChat, page), 0, Qt::AlignHCenter);
    column->addSpacing(10);
    auto *welcome = new Label(context, TextRole::Page, Token::TextPrimary, tr("Welcome to Confab"));
    welcome->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    column->addWidget(welcome);
    column->addSpacing(36);
    m_card = new Card(context, page);
    column->addWidget(m_card, 0, Qt::AlignHCenter);
    column->addStretch(1);

    m_columns = new QBoxLayout(QBoxLayout::LeftToRight, m_card);
    m_columns->setSpacing(0);
    m_form = new RegisterForm(context, onboarding, server, m_card);
    m_divider = new OrLine(context, tr("or"), m_card);
    m_link = new LinkPanel(context, onboarding, m_card);
    m_columns->addWidget(m_form, 0, Qt::AlignTop);
    m_columns->addWidget(m_divider);
    m_columns->addWidget(m_link, 1);

    m_scroll->setWidget(page);
    page->setAutoFillBackground(false);
    m_scroll->viewport()->setAutoFillBackground(false);

    connect(m_form, &RegisterForm::serverReady, m_link, &LinkPanel::setServer);
    connect(m_form, &RegisterForm::serverGone, m_link, &LinkPanel::clearServer);
    connect(m_form, &RegisterForm::created, this, &OnboardingPage::done);
    connect(m_form, &RegisterForm::linkRequested, this, [this] {
        m_scroll->ensureWidgetVisible(m_link, 0, 0);
        m_link->focusCode();
    });
    connect(m_link, &LinkPanel::serverNeeded, this, [this] {
        m_form->askForServer();
        m_scroll->ensureWidgetVisible(m_form, 0, 0);
    });
    connect(m_link, &LinkPanel::comparing, m_form, &QWidget::setDisabled);
    connect(m_link, &LinkPanel::linked, this, &OnboardingPage::done);
    connect(m_ui.theme, &Theme::changed, this, [this] {
        arrange();
        update();
    });
    arrange();
    m_form->focusFirst();
}

void OnboardingPage::arrange()
{
    const bool narrow = width() < oneColumnBelow;
    auto *divider = static_cast<OrLine *>(m_divider);
    divider->setUpright(!narrow);
    m_columns->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    if (narrow) {
        const int side = width() < 420 ? 20 : 28;
        m_columns->setContentsMargins(side, 28, side, 28);
        m_columns->setSpacing(24);
        m_form->setMinimumWidth(0);
        m_form->setMaximumWidth(QWIDGETSIZE_MAX);
        m_columns->setAlignment(m_form, {});
        m_card->setFixedWidth(std::max(280, std::min(oneColumnWidth, width() - 32)));
        m_link->setMinimumHeight(m_link->heightForWidth(m_card->width() - 2 * side));
    } else {
        m_columns->setContentsMargins(36, 28, 36, 28);
        m_columns->setSpacing(30);
        m_form->setFixedWidth(std::min(428, width() / 2 - 40));
        m_columns->setAlignment(m_form, Qt::AlignTop);
        m_card->setFixedWidth(std::min(cardWidth, width() - 32));
        // The card is as tall as the taller column, which wraps its texts in what the form leaves.
        m_link->setMinimumHeight(m_link->heightForWidth(
            m_card->width() - m_form->width() - m_divider->minimumWidth() - 2 * 36 - 2 * 30));
    }
}

void OnboardingPage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_ui.theme->color(Token::BgChat));
}

void OnboardingPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace confab
