#include "ui/vault/choice_card.h"

#include "ui/common/choice_row.h"
#include "ui/common/inset.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QVBoxLayout>

namespace confab {

ChoiceCard::ChoiceCard(const UiContext &context, const QString &title, const QString &description, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_row(new ChoiceRow(context, title, description))
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(4, 4, 4, 4);
    m_column->setSpacing(0);
    m_column->addWidget(m_row);
    connect(m_row, &ChoiceRow::toggled, this, qOverload<>(&QWidget::update));
    connect(m_ui.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ChoiceCard::setContent(QWidget *content)
{
    if (!m_row->isChecked())
        content->hide();
    m_column->addWidget(new Inset(content, QMargins(14, 6, 14, 12)));
    connect(m_row, &ChoiceRow::toggled, content, &QWidget::setVisible);
}

void ChoiceCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool on = m_row->isChecked();
    const qreal pen = on ? 1.5 : 1;
    painter.setPen(QPen(m_ui.theme->color(on ? Token::AccentText : Token::FieldBorder), pen));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2), 10, 10);
}

} // namespace confab
