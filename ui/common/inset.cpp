#include "ui/common/inset.h"

#include <QEvent>
#include <QVBoxLayout>

namespace confab {

Inset::Inset(QWidget *child, const QMargins &margins, QWidget *parent)
    : QWidget(parent)
{
    const bool hidden = child->isHidden() && child->testAttribute(Qt::WA_WState_ExplicitShowHide);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(margins);
    column->setSpacing(0);
    column->addWidget(child);
    setSizePolicy(child->sizePolicy());
    child->installEventFilter(this);
    if (hidden)
        hide();
}

bool Inset::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShowToParent && parentWidget()) // without one it would become a window
        show();
    else if (event->type() == QEvent::HideToParent)
        hide();
    return QWidget::eventFilter(watched, event);
}

} // namespace confab
