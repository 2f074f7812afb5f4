#include "ui/vault/vault_page.h"

#include "ui/common/accessible_list.h"
#include "ui/common/sheet.h"
#include "ui/theme/theme.h"
#include "ui/vault/vault_flow.h"
#include "ui/vault/vault_panels.h"

#include <QCloseEvent>
#include <QScrollArea>
#include <QVBoxLayout>

namespace confab {

namespace {

constexpr int cardWidth = 500;
constexpr int showWork = 200; // ms

VaultPanel *makePanel(const UiContext &context, VaultFlow *flow, QWidget *parent)
{
    switch (flow->view().screen) {
    case VaultFlow::Screen::Choose:
        return new ProtectPanel(context, flow, parent);
    case VaultFlow::Screen::Unlock:
        return new UnlockPanel(context, flow, parent);
    case VaultFlow::Screen::Trouble:
        return new TroublePanel(context, flow, parent);
    case VaultFlow::Screen::Aside:
        return new AsidePanel(context, flow, parent);
    case VaultFlow::Screen::Working:
        break;
    }
    return new WorkPanel(context, flow, parent);
}

} // namespace

VaultPage::VaultPage(const UiContext &context, VaultFlow *flow, QWidget *parent)
    : FrontPage(context, tr("Confab"), parent)
    , m_flow(flow)
    , m_column(new QVBoxLayout(card()))
{
    m_workSoon.setSingleShot(true);
    m_workSoon.setInterval(showWork);
    connect(&m_workSoon, &QTimer::timeout, this, &VaultPage::showPanel);
    connect(m_flow, &VaultFlow::changed, this, &VaultPage::follow);
    connect(m_ui.theme, &Theme::changed, this, &VaultPage::arrange);
    arrange();
    showPanel();
}

void VaultPage::follow()
{
    const auto screen = m_flow->view().screen;
    // A trouble that comes again is another one.
    const bool same = int(screen) == m_shown && screen != VaultFlow::Screen::Trouble;
    if (same) {
        m_workSoon.stop();
        m_panel->setEnabled(true);
        m_panel->refresh();
    } else if (screen == VaultFlow::Screen::Working) {
        m_panel->setEnabled(false);
        if (!m_workSoon.isActive())
            m_workSoon.start();
    } else {
        showPanel();
    }
}

void VaultPage::showPanel()
{
    m_workSoon.stop();
    if (auto *sheet = Sheet::on(this))
        sheet->closeSheet(); // it asked about what is no longer there
    if (m_panel) {
        m_panel->hide();
        m_panel->disconnect(this);
        m_panel->deleteLater(); // it may be in its own signal
    }
    m_shown = int(m_flow->view().screen);
    setHeading(m_flow->view().facts.state == ProfileFacts::State::New ? tr("Welcome to Confab") : tr("Confab"));
    m_panel = makePanel(m_ui, m_flow, card());
    connect(m_panel, &VaultPanel::quitRequested, this, &VaultPage::quitRequested);
    m_column->addWidget(m_panel);
    m_panel->show();
    m_panel->takeFocus();
    setAccessibleName(m_panel->title());
    announce(m_panel, m_panel->title());
}

void VaultPage::arrange()
{
    const int room = std::max(320, width()) - 2 * 16 - metrics::scrollHit; // with the scroll bar, should it come
    const bool narrow = room < cardWidth;
    m_column->setContentsMargins(narrow ? 20 : 36, 28, narrow ? 20 : 36, 28);
    card()->setFixedWidth(std::min(std::max(cardWidth, m_ui.theme->px(cardWidth * 0.9)), room));
}

void VaultPage::resizeEvent(QResizeEvent *event)
{
    FrontPage::resizeEvent(event);
    arrange();
}

void VaultPage::closeEvent(QCloseEvent *event)
{
    // What is under way ends first, where it can: the program says goodbye itself.
    event->ignore();
    emit quitRequested();
}

} // namespace confab
