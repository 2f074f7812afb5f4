#pragma once


#include <QMenu>
#include <QSystemTrayIcon>

namespace confab {

//! The program's mark, 64×64 and smaller, with the number of unread messages on it.
QIcon programIcon(int unread = 0);

//! The icon in the tray. Made only where the desktop has one.
class Tray : public QObject {
    Q_OBJECT
public:
    explicit Tray(QObject *parent = nullptr);
    void setUnread(int unread);
    QSystemTrayIcon *icon() { return &m_icon; }

signals:
    void toggled(); //!< clicked: show or hide the window
    void openRequested();
    void quitRequested();

private:
    QSystemTrayIcon m_icon;
    QMenu m_menu;
    int m_unread = -1;
};

//! The number on the program's icon in docks and task bars that follow the Unity launcher interface.
void setLauncherBadge(int unread);

} // namespace confab
