#include "ui/settings/settings_pane.h"

#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QVBoxLayout>

namespace confab {

namespace {
constexpr int contentWidth = 536;
constexpr int side = 40;
} // namespace

SettingsPane::SettingsPane(const UiContext &context, const QString &title, QWidget *parent)
    : QScrollArea(parent)
    , m_ui(context)
    , m_page(new QWidget)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *whole = new QVBoxLayout(m_page);
    whole->setSpacing(0);
    m_column = new QVBoxLayout;
    m_column->setSpacing(0);
    whole->addLayout(m_column);
    whole->addStretch(1);
    m_column->addWidget(new Label(context, TextRole::Page, Token::TextPrimary, title));
    m_column->addSpacing(16);
    setWidget(m_page);
    m_page->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
}

Label *SettingsPane::addSection(const QString &title)
{
    if (m_column->count() > 2)
        m_column->addSpacing(22);
    auto *label = new Label(m_ui, TextRole::Label, Token::TextSecondary, title);
    m_column->addWidget(label);
    m_column->addSpacing(10);
    return label;
}

void SettingsPane::addText(const QString &text)
{
    m_column->addWidget(new Label(m_ui, TextRole::Small, Token::TextSecondary, text));
    m_column->addSpacing(10);
}

void SettingsPane::addRow(QWidget *row)
{
    m_column->addWidget(new Divider(m_ui));
    m_column->addWidget(row);
}

void SettingsPane::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    const int wide = viewport()->width();
    const int margin = wide < 480 ? 20 : side;
    const int content = std::max(contentWidth, m_ui.theme->px(contentWidth));
    m_page->layout()->setContentsMargins(margin, 24, std::max(margin, wide - margin - content), 24);
}

} // namespace confab
