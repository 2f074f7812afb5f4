#pragma once

#include "ui/settings/shortcut_info.h"
#include "ui/common/ui_context.h"

#include <QKeySequence>
#include <QList>
#include <QWidget>
#include <memory>

namespace confab {

//! The settings: covers the window. Every change takes effect at once; what the server has to agree to shows its error
//! beside the control.
class SettingsPage : public QWidget {
    Q_OBJECT
public:
    enum class Page { Profile, Appearance, Notifications, Privacy, Storage, Devices, Shortcuts, About };
    Q_ENUM(Page)

    SettingsPage(const UiContext &context, const QList<ShortcutInfo> &shortcuts, QWidget *parent = nullptr);
    ~SettingsPage() override;
    void showPage(Page page); //!< and puts the focus into its row of the sidebar
    void linkDevice(); //!< straight to "Link a device"

signals:
    void closeRequested(); //!< back arrow or Esc
    //! This device is no longer part of the account, or the user does not want to wait for that: everything of the
    //! account on this computer is to be removed.
    void loggedOut();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace confab
