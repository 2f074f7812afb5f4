#include "ui/common/menu.h"

#include "ui/common/icons.h"
#include "ui/theme/theme.h"

#include <QStyleOptionMenuItem>

namespace confab {

namespace {
constexpr char dangerProperty[] = "danger";
}

PopupMenu::PopupMenu(const UiContext &context, QWidget *parent)
    : QMenu(parent)
    , m_ui(context)
{
}

QAction *PopupMenu::addItem(
    const QString &icon, const QString &text, std::function<void()> run, const QString &shortcut)
{
    // A shortcut set on the action would fire beside the window's own: its text goes behind a tab instead.
    QAction *action = addAction(shortcut.isEmpty() ? text : text + '\t' + shortcut);
    if (!icon.isEmpty())
        action->setIcon(m_ui.icons->icon(icon, m_ui.theme->color(Token::Icon)));
    connect(action, &QAction::triggered, this, [run = std::move(run)] { run(); });
    return action;
}

QAction *PopupMenu::addDanger(
    const QString &icon, const QString &text, std::function<void()> run, const QString &shortcut)
{
    QAction *action = addItem({}, text, std::move(run), shortcut);
    action->setIcon(m_ui.icons->icon(icon, m_ui.theme->color(Token::Danger)));
    action->setProperty(dangerProperty, true);
    return action;
}

PopupMenu *PopupMenu::addSubmenu(const QString &icon, const QString &text)
{
    auto *menu = new PopupMenu(m_ui, this);
    QAction *action = addMenu(menu);
    action->setText(text);
    action->setIcon(m_ui.icons->icon(icon, m_ui.theme->color(Token::Icon)));
    return menu;
}

void PopupMenu::popupOnce(const QPoint &global)
{
    setAttribute(Qt::WA_DeleteOnClose);
    popup(global);
}

void PopupMenu::initStyleOption(QStyleOptionMenuItem *option, const QAction *action) const
{
    QMenu::initStyleOption(option, action);
    if (action->property(dangerProperty).toBool())
        option->palette.setColor(QPalette::WindowText, m_ui.theme->color(Token::Danger));
}

} // namespace confab
