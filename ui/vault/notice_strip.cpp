#include "ui/vault/notice_strip.h"

#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QPainter>

namespace confab {

NoticeStrip::NoticeStrip(const UiContext &context, const QString &text, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_label(new Label(context, TextRole::Small, Token::WarnText))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12 + metrics::iconSmall + 10, 9, 12, 9);
    row->addWidget(m_label);
    setText(text);
    connect(m_ui.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void NoticeStrip::setText(const QString &text)
{
    m_label->setText(text);
    if (text.isEmpty())
        hide();
    else if (parentWidget()) // without one it would become a window
        show();
}

QString NoticeStrip::text() const
{
    return m_label->text();
}

void NoticeStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_ui.theme->color(Token::WarnFill));
    painter.drawRoundedRect(rect(), metrics::buttonRadius, metrics::buttonRadius);
    const int line = m_ui.theme->lineHeight(TextRole::Small);
    const QRect box(12, 9, metrics::iconSmall, line);
    m_ui.icons->paint(&painter, QStringLiteral("alert"), QStyle::visualRect(layoutDirection(), rect(), box),
        metrics::iconSmall, m_ui.theme->color(Token::WarnText));
}

} // namespace confab
