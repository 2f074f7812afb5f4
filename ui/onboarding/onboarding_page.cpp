#include "ui/onboarding/onboarding_page.h"

#include "core/session/onboarding.h"
#include "ui/onboarding/link_panel.h"
#include "ui/onboarding/register_form.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

namespace confab {

namespace {

constexpr int cardWidth = 880;
constexpr int oneColumnWidth = 440;
constexpr int oneColumnBelow = 760;

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
    : FrontPage(context, tr("Welcome to Confab"), parent)
{
    m_columns = new QBoxLayout(QBoxLayout::LeftToRight, card());
    m_columns->setSpacing(0);
    m_form = new RegisterForm(context, onboarding, server, card());
    m_divider = new OrLine(context, tr("or"), card());
    m_link = new LinkPanel(context, onboarding, card());
    m_columns->addWidget(m_form, 0, Qt::AlignTop);
    m_columns->addWidget(m_divider);
    m_columns->addWidget(m_link, 1);

    connect(m_form, &RegisterForm::serverReady, m_link, &LinkPanel::setServer);
    connect(m_form, &RegisterForm::serverGone, m_link, &LinkPanel::clearServer);
    connect(m_form, &RegisterForm::created, this, &OnboardingPage::done);
    connect(m_form, &RegisterForm::linkRequested, this, [this] {
        scroll()->ensureWidgetVisible(m_link, 0, 0);
        m_link->focusCode();
    });
    connect(m_link, &LinkPanel::serverNeeded, this, [this] {
        m_form->askForServer();
        scroll()->ensureWidgetVisible(m_form, 0, 0);
    });
    connect(m_link, &LinkPanel::comparing, m_form, &QWidget::setDisabled);
    connect(m_link, &LinkPanel::linked, this, &OnboardingPage::done);
    connect(m_ui.theme, &Theme::changed, this, &OnboardingPage::arrange);
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
        card()->setFixedWidth(std::max(280, std::min(oneColumnWidth, width() - 32)));
        m_link->setMinimumHeight(m_link->heightForWidth(card()->width() - 2 * side));
    } else {
        m_columns->setContentsMargins(36, 28, 36, 28);
        m_columns->setSpacing(30);
        m_form->setFixedWidth(std::min(428, width() / 2 - 40));
        m_columns->setAlignment(m_form, Qt::AlignTop);
        card()->setFixedWidth(std::min(cardWidth, width() - 32));
        // The card is as tall as the taller column, which wraps its texts in what the form leaves.
        m_link->setMinimumHeight(m_link->heightForWidth(
            card()->width() - m_form->width() - m_divider->minimumWidth() - 2 * 36 - 2 * 30));
    }
}

void OnboardingPage::resizeEvent(QResizeEvent *event)
{
    FrontPage::resizeEvent(event);
    arrange();
}

} // namespace confab
