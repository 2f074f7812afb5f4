#include "ui/common/front_page.h"

#include "ui/common/labels.h"
#include "ui/common/logo.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

namespace confab {

namespace {

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

} // namespace

FrontPage::FrontPage(const UiContext &context, const QString &heading, QWidget *parent)
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
    m_heading = new Label(context, TextRole::Page, Token::TextPrimary, heading);
    m_heading->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    column->addWidget(m_heading);
    column->addSpacing(36);
    m_card = new Card(context, page);
    auto *row = new QHBoxLayout; // an alignment would lay the card's texts out for the whole width
    row->addStretch(1);
    row->addWidget(m_card);
    row->addStretch(1);
    column->addLayout(row);
    column->addStretch(1);
    m_scroll->setWidget(page);
    page->setAutoFillBackground(false);
    m_scroll->viewport()->setAutoFillBackground(false);
    connect(m_ui.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void FrontPage::setHeading(const QString &text)
{
    m_heading->setText(text);
}

void FrontPage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_ui.theme->color(Token::BgChat));
}

} // namespace confab
