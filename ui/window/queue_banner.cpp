#include "ui/window/queue_banner.h"

#include "core/session/change_set.h"
#include "ui/common/buttons.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>

namespace confab {

QueueBanner::QueueBanner(const UiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_text(new Label(context, TextRole::Small, Token::WarnText, {}, this))
    , m_retry(new Button(context, Button::Kind::Text, tr("Try all again"), this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(48, 0, 4, 0);
    row->setSpacing(10);
    m_text->setElided(true);
    m_text->setAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    row->addWidget(m_text, 1);
    row->addWidget(m_retry);
    setFixedHeight(context.theme->px(36));
    connect(m_retry, &QAbstractButton::clicked, this, &QueueBanner::retryWanted);
}

void QueueBanner::say(int waiting, bool failed)
{
    const auto count = waiting == 1 ? tr("1 message is waiting")
                                    : tr("%1 messages are waiting").arg(QLocale().toString(waiting) + (waiting < ChatSummary::waitingAtMost ? QString() : QStringLiteral("+")));
    m_text->setText(failed ? tr("%1: the first could not be sent").arg(count) : count);
    setAccessibleName(m_text->text());
}

void QueueBanner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_ui.theme->color(Token::WarnFill));
    const int x = isRightToLeft() ? width() - 36 : 16;
    m_ui.icons->paint(
        &painter, QStringLiteral("clock"), QRect(x, 0, 20, height()), 20, m_ui.theme->color(Token::WarnText));
}

} // namespace confab
