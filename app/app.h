#pragma once

#include "app/desktop/options.h"
#include "core/profile/profile_gate.h"
#include "ui/common/avatar_painter.h"
#include "ui/common/icons.h"
#include "ui/common/presence_watcher.h"
#include "ui/common/profile_key.h"
#include "ui/media/media_desk.h"
#include "ui/common/settings.h"
#include "ui/common/ui_context.h"
#include "ui/theme/animation_clock.h"
#include "ui/theme/theme.h"

#include <QObject>
#include <QPointer>
#include <functional>
#include <memory>

class QApplication;
class QWidget;

namespace confab {

class MainWindow;
class NotificationSink;
class Notifier;
class Onboarding;
class Session;
class SystemSleep;
class Tray;
class VaultFlow;

//! The program: owns the look, the session and the window, and joins them to the desktop. First the profile is
//! unlocked; then the account is made or linked, if there is none; then the session opens, and the window shows as soon as it has something to show.
class App : public QObject {
    Q_OBJECT
public:
    App(QApplication *app, const Options &options);
    ~App() override;

    void start();
    void bringToFront(); //!< a second start, or the tray
    void quit(); //!< says goodbye to the server, at most for a moment, then ends the program

private:
    void applySettings();
    void showVault();
    void unlocked(const OpenProfilePtr &profile);
    void showWelcome(std::unique_ptr<QWidget> page);
    void hideWelcome();
    void startOnboarding();
    void startSession();
    void showWindow();
    void endSession(const std::function<void()> &then); //!< with goodbye; the window goes with it
    void closeSession(); //!< what is left after the goodbye
    void forgetAccount(); //!< logged out: ends the session, removes its files, begins anew
    void removeAccount(); //!< the session has ended
    void renewKey(const QString &passphrase); //!< ends the session, gives the profile a new key, begins anew
    void connectDesktop();
    void updateBadge();
    void updateHiding();
    void toggleWindow();

    QApplication *m_app;
    Options m_options;
    UiSettings m_settings;
    Theme m_theme;
    Icons m_icons;
    AvatarPainter m_avatars;
    AnimationClock m_motion;
    UiContext m_ui;
    std::unique_ptr<ProfileGate> m_gate;
    std::unique_ptr<VaultFlow> m_vault; //!< the way through the gate
    OpenProfilePtr m_profile; //!< null until it is unlocked
    ProfileKey m_key; //!< the same for the settings
    std::unique_ptr<Onboarding> m_onboarding;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<PresenceWatcher> m_presence;
    std::unique_ptr<MediaDesk> m_media;
    std::unique_ptr<QWidget> m_welcome; //!< the window of the vault, then of onboarding
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<Tray> m_tray;
    NotificationSink *m_sink = nullptr;
    Notifier *m_notifier = nullptr;
    SystemSleep *m_sleep = nullptr;
    int m_badge = -1;
    bool m_quitting = false;
};

} // namespace confab
