#include "ui/contacts/info_column.h"

#include "ui/common/avatar_painter.h"
#include "ui/common/buttons.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

namespace confab {

InfoColumn::InfoColumn(const UiContext &context, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
{
    setMinimumWidth(280);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *header = new Panel(context, Token::BgPanel);
    header->setEdge(Qt::BottomEdge);
    header->setFixedHeight(metrics::headerHeight);
    m_header = new QHBoxLayout(header);
    m_header->setContentsMargins(16, 0, 8, 0);
    m_header->setSpacing(0);
    auto *label = new Label(context, TextRole::Header, Token::TextPrimary, title);
    label->setElided(true);
    auto *close = new IconButton(context, QStringLiteral("close"), tr("Close"));
    connect(close, &IconButton::clicked, this, &InfoColumn::closeRequested);
    m_header->addWidget(label, 1);
    m_header->addWidget(close);
    column->addWidget(header);

    auto *page = new QWidget;
    auto *whole = new QVBoxLayout(page);
    whole->setContentsMargins(0, 0, 0, 12);
    whole->setSpacing(0);
    m_content = new QVBoxLayout;
    m_content->setSpacing(0);
    whole->addLayout(m_content);
    whole->addStretch(1);
    auto *top = m_top = new QVBoxLayout;
    top->setContentsMargins(16, 18, 16, 14);
    top->setSpacing(0);
    m_avatar = new AvatarView(context, metrics::avatarInfo);
    m_title = new Label(context, TextRole::Page, Token::TextPrimary);
    m_title->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_subtitle = new Label(context, TextRole::Small, Token::TextSecondary);
    m_subtitle->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    top->addWidget(m_avatar, 0, Qt::AlignHCenter);
    top->addSpacing(12);
    top->addWidget(m_title);
    top->addSpacing(2);
    top->addWidget(m_subtitle);
    m_content->addLayout(top);

    m_scroll = new QScrollArea;
    m_scroll->setWidget(page);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    page->setAutoFillBackground(false);
    m_scroll->viewport()->setAutoFillBackground(false);
    column->addWidget(m_scroll, 1);
    connect(m_ui.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QVBoxLayout *InfoColumn::addBlock()
{
    QVBoxLayout *inside = nullptr;
    addBlockWidget(&inside);
    return inside;
}

QWidget *InfoColumn::addBlockWidget(QVBoxLayout **inside)
{
    auto *block = new QWidget;
    *inside = new QVBoxLayout(block);
    (*inside)->setContentsMargins(0, 0, 0, 4);
    (*inside)->setSpacing(0);
    (*inside)->addWidget(new Divider(m_ui));
    (*inside)->addSpacing(4);
    m_content->addWidget(block);
    return block;
}

void InfoColumn::addHeaderButton(IconButton *button)
{
    m_header->insertWidget(m_header->count() - 1, button);
}

void InfoColumn::setTexts(const QString &title, const QString &subtitle, bool lively)
{
    m_title->setText(title);
    m_subtitle->setText(subtitle);
    m_subtitle->setColor(lively ? Token::Online : Token::TextSecondary);
    m_subtitle->setVisible(!subtitle.isEmpty());
}

void InfoColumn::setAvatarWidget(QWidget *widget)
{
    m_top->replaceWidget(m_avatar, widget);
    m_top->setAlignment(widget, Qt::AlignHCenter);
    m_avatar->hide();
}

void InfoColumn::setTitleShown(bool shown) { m_title->setVisible(shown); }

void InfoColumn::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_ui.theme->color(Token::BgWindow));
    const int edge = layoutDirection() == Qt::RightToLeft ? width() - 1 : 0;
    painter.fillRect(edge, 0, 1, height(), m_ui.theme->color(Token::Divider));
}

void InfoColumn::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit closeRequested();
    else
        QWidget::keyPressEvent(event);
}

} // namespace confab
