#pragma once

#include "ui/common/ui_context.h"

#include <QMenu>

namespace confab {

//! A popup menu with icons, rows of 34 px; entries that destroy something are red. Submenus are made the same way.
class PopupMenu : public QMenu {
    Q_OBJECT
public:
    explicit PopupMenu(const UiContext &context, QWidget *parent = nullptr);

    //! `shortcut` is only shown: the shortcut itself belongs to the window's table.
    QAction *addItem(const QString &icon, const QString &text, std::function<void()> run, const QString &shortcut = {});
    QAction *addDanger(const QString &icon, const QString &text, std::function<void()> run, const QString &shortcut = {});
    PopupMenu *addSubmenu(const QString &icon, const QString &text);
    //! Shows at `global` and deletes itself after use.
    void popupOnce(const QPoint &global);

protected:
    void initStyleOption(QStyleOptionMenuItem *option, const QAction *action) const override;

private:
    const UiContext m_ui;
};

} // namespace confab
