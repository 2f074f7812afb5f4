#include "ui/vault/action_row.h"

#include "ui/common/buttons.h"

#include <QEvent>
#include <QStyle>

namespace confab {

namespace {
constexpr int gap = 12;
constexpr int lineGap = 8;
} // namespace

ActionRow::ActionRow(QWidget *parent)
    : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void ActionRow::add(Button *button)
{
    button->setParent(this);
    m_buttons.append(button);
    button->show();
    updateGeometry();
}

void ActionRow::setCentred(bool centred)
{
    m_centred = centred;
    place();
}

QList<Button *> ActionRow::shown() const
{
    QList<Button *> list;
    std::copy_if(m_buttons.begin(), m_buttons.end(), std::back_inserter(list), [](const Button *b) { return !b->isHidden(); });
    return list;
}

int ActionRow::widthOfAll() const
{
    int width = -gap;
    for (const auto *button : shown())
        width += button->sizeHint().width() + gap;
    return std::max(0, width);
}

bool ActionRow::fits(int width) const
{
    return widthOfAll() <= width;
}

QSize ActionRow::sizeHint() const
{
    return {widthOfAll(), heightForWidth(widthOfAll())};
}

QSize ActionRow::minimumSizeHint() const
{
    int widest = 0;
    for (const auto *button : shown())
        widest = std::max(widest, button->sizeHint().width());
    return {widest, heightForWidth(widthOfAll())};
}

int ActionRow::heightForWidth(int width) const
{
    const auto buttons = shown();
    if (buttons.isEmpty())
        return 0;
    const int line = buttons.first()->sizeHint().height();
    return fits(width) ? line : int(buttons.size()) * (line + lineGap) - lineGap;
}

void ActionRow::place()
{
    const auto buttons = shown();
    const bool line = fits(width());
    int x = line && m_centred ? (width() - widthOfAll()) / 2 : 0;
    int y = 0;
    for (auto *button : buttons) {
        const QSize size = button->sizeHint();
        const QRect box = line ? QRect(QPoint(x, 0), size) : QRect(0, y, width(), size.height());
        button->setGeometry(QStyle::visualRect(layoutDirection(), rect(), box));
        x += size.width() + gap;
        y += size.height() + lineGap;
    }
}

bool ActionRow::event(QEvent *event)
{
    // A button changed its words, came or went.
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::LayoutDirectionChange) {
        updateGeometry();
        place();
    }
    return QWidget::event(event);
}

void ActionRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

} // namespace confab
