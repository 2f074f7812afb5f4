#include "app/app.h"

#include "app/desktop/notifier.h"
#include "app/desktop/system_sleep.h"
#include "app/desktop/start_trace.h"
#include "app/desktop/tray.h"
#include "core/profile/forget_profile.h"
#include "core/session/onboarding.h"
#include "ui/onboarding/onboarding_page.h"
#include "ui/theme/style.h"
#include "ui/vault/vault_flow.h"
#include "ui/vault/vault_page.h"
#include "ui/window/main_window.h"
#include "ui/window/user_activity.h"
#include "ui/window/window_placement.h"

#include <QApplication>
#include <QFutureWatcher>
#include <QShortcut>
#include <QTimer>

namespace confab {

namespace {

constexpr int waitForKey = 300; // ms; longer, and the window says what it waits for
constexpr int waitForStore = 300; // ms; longer, and the empty window shows with what it has
constexpr int waitForGoodbye = 3'000; // ms; the session takes 1.5 s at most, the store some more

} // namespace

App::App(QApplication *app, const Options &options)
    : m_app(app)
    , m_options(options)
    , m_settings(options.folder + "/settings.ini")
    , m_avatars(&m_theme, &m_icons)
    , m_motion(&m_theme)
{
    m_ui.theme = &m_theme;
    m_ui.icons = &m_icons;
    m_ui.avatars = &m_avatars;
    m_ui.motion = &m_motion;
    m_ui.settings = &m_settings;
    m_theme.assumeSystemScheme(m_settings.window("system_scheme").toInt());
    applySettings();
    connect(&m_settings, &UiSettings::changed, this, &App::applySettings);
    connect(&m_theme, &Theme::changed, this, [this] { m_settings.setWindow("system_scheme", m_theme.systemScheme()); });
    installStyle(&m_theme, app);
    app->setWindowIcon(programIcon());
    connect(app, &QGuiApplication::commitDataRequest, this, [this] { m_quitting = true; });
}

App::~App()
{
    // In this order: the window asks the session until its end.
    delete m_notifier;
    m_window.reset();
    m_welcome.reset();
}

void App::applySettings()
{
    m_theme.setMode(m_settings.themeMode());
    m_theme.setAccent(m_settings.accent());
    m_theme.setScalePercent(m_settings.textScale());
    m_theme.setReducedMotion(m_settings.reducedMotion());
    updateHiding();
}

void App::start()
{
    m_gate = makeProfileGate(m_options.folder);
    m_vault = std::make_unique<VaultFlow>(m_gate.get());
    connect(m_vault.get(), &VaultFlow::opened, this, &App::unlocked);
    connect(m_vault.get(), &VaultFlow::changed, this, [this] {
        if (m_vault->view().screen != VaultFlow::Screen::Working)
            showVault();
    });
    // What opens by itself does so before anything is seen of it.
    QTimer::singleShot(waitForKey, this, [this] {
        if (!m_profile)
            showVault();
    });
    m_vault->start();
}

// ---- the profile's key ----

void App::showVault()
{
    if (m_welcome || m_quitting)
        return;
    auto page = std::make_unique<VaultPage>(m_ui, m_vault.get());
    connect(page.get(), &VaultPage::quitRequested, this, &App::quit);
    showWelcome(std::move(page));
}

void App::unlocked(const OpenProfilePtr &profile)
{
    m_profile = profile;
    m_key = {m_gate.get(), m_profile, [this](const QString &passphrase) { renewKey(passphrase); }};
    m_ui.key = &m_key;
    if (hasAccount(m_profile))
        startSession();
    else
        startOnboarding();
}

//! Where another window of this kind is open, the new one takes its place.
void App::showWelcome(std::unique_ptr<QWidget> page)
{
    page->setWindowTitle(QStringLiteral("Confab"));
    page->setMinimumSize(metrics::windowMinWidth, metrics::windowMinHeight);
    auto *quitKey = new QShortcut(QKeySequence::Quit, page.get());
    connect(quitKey, &QShortcut::activated, this, &App::quit);
    if (m_welcome)
        page->setGeometry(m_welcome->geometry());
    else
        placeWindow(page.get(), m_settings);
    if (m_options.minimized) {
        page->showMinimized();
        QApplication::alert(page.get());
    } else {
        page->show();
    }
    hideWelcome();
    m_welcome = std::move(page);
}

void App::hideWelcome()
{
    if (!m_welcome)
        return;
    m_welcome->hide();
    m_welcome.release()->deleteLater(); // it may be in its own signal
}

// ---- without an account ----

void App::startOnboarding()
{
    m_onboarding = makeOnboarding(m_profile);
    auto page = std::make_unique<OnboardingPage>(m_ui, m_onboarding.get(), m_options.server);
    connect(page.get(), &OnboardingPage::done, this, [this] {
        m_app->setQuitOnLastWindowClosed(false);
        hideWelcome();
        m_onboarding.release()->deleteLater();
        m_options.server.clear(); // what was typed is stored with the account
        startSession();
    });
    showWelcome(std::move(page));
    m_app->setQuitOnLastWindowClosed(true);
}

// ---- with one ----

void App::startSession()
{
    m_app->setQuitOnLastWindowClosed(false);
    m_session = makeSession(m_profile, m_options.server);
    m_presence = std::make_unique<PresenceWatcher>(m_session.get());
    m_ui.session = m_session.get();
    m_ui.presence = m_presence.get();
    m_media = std::make_unique<MediaDesk>(m_ui);
    m_ui.media = m_media.get();
    // The list is not shown empty only to be filled a moment later.
    connect(m_session.get(), &Session::loaded, this, [this] {
        m_settings.keepPrivately(m_session->windowMemory(), [session = QPointer(m_session.get())](const QByteArray &memory) {
            if (session)
                session->setWindowMemory(memory);
        });
        showWindow();
    });
    connect(m_session.get(), &Session::openFailed, this, [this](const SessionError &error) {
        if (m_window)
            return; // it hears of it itself
        showWindow();
        m_window->showFailure(error);
    });
    QTimer::singleShot(waitForStore, this, &App::showWindow);
    m_session->start();
}

void App::showWindow()
{
    if (m_window || m_quitting)
        return;
    m_window = std::make_unique<MainWindow>(m_ui);
    hideWelcome();
    connect(m_window.get(), &MainWindow::quitRequested, this, &App::quit);
    connect(m_window.get(), &MainWindow::loggedOut, this, &App::forgetAccount, Qt::QueuedConnection);
    connect(m_window.get(), &MainWindow::painted, this, [this] {
        traceFirstPaint();
        connectDesktop(); // tray and bus are not needed to see the list
    });
    placeWindow(m_window.get(), m_settings);
    if (!m_options.minimized) {
        m_window->show();
        return;
    }
    connectDesktop();
    if (!m_tray)
        m_window->showMinimized();
}

void App::endSession(const std::function<void()> &then)
{
    if (m_quitting || !m_session)
        return;
    m_window->hide();
    if (m_notifier)
        m_notifier->closeAll();
    setLauncherBadge(0);
    auto *goodbye = new QFutureWatcher<void>(this);
    connect(goodbye, &QFutureWatcher<void>::finished, this, [this, goodbye, then] {
        goodbye->deleteLater();
        if (m_quitting)
            return;
        closeSession();
        then();
    });
    goodbye->setFuture(m_session->stop());
}

void App::closeSession()
{
    // In this order: each asks the next until its end.
    delete std::exchange(m_notifier, nullptr);
    delete std::exchange(m_sink, nullptr);
    delete std::exchange(m_sleep, nullptr);
    m_tray.reset();
    m_window.reset();
    m_ui.media = nullptr;
    m_media.reset();
    m_ui.presence = nullptr;
    m_presence.reset();
    m_ui.session = nullptr;
    m_avatars.setLibrary(nullptr);
    m_session.reset();
    m_ui.key = nullptr;
    m_key = {};
    m_badge = -1;
}

void App::forgetAccount()
{
    endSession([this] { removeAccount(); });
}

void App::removeAccount()
{
    m_vault.reset();
    m_profile.reset();
    m_gate.reset();
    m_settings.forgetState();
    if (!forgetProfile(m_options.folder))
        qWarning("some files of the account could not be removed from the profile folder");
    start();
}

void App::renewKey(const QString &passphrase)
{
    endSession([this, passphrase] {
        m_vault->rotate(std::exchange(m_profile, nullptr), passphrase);
        showVault();
    });
}

void App::connectDesktop()
{
    if (m_notifier)
        return;
    if (QSystemTrayIcon::isSystemTrayAvailable()) {
        m_tray = std::make_unique<Tray>();
        connect(m_tray.get(), &Tray::toggled, this, &App::toggleWindow);
        connect(m_tray.get(), &Tray::openRequested, this, &App::bringToFront);
        connect(m_tray.get(), &Tray::quitRequested, this, &App::quit);
    }
    updateHiding();
    if (DesktopNotifications::isAvailable())
        m_sink = new DesktopNotifications(this);
    else if (m_tray)
        m_sink = new TrayNotifications(m_tray->icon(), this);
    if (m_sink) {
        const auto view = [this] {
            const UserActivity *activity = m_window->activity();
            return Notifier::View {activity->isUserActive() && m_window->isVisible(), m_window->openedChat(), activity->facts().locked};
        };
        m_notifier = new Notifier(m_ui, m_sink, view, this);
        connect(m_sink, &NotificationSink::activated, this, [this](const ChatId &chat) {
            bringToFront();
            m_window->openChat(chat);
        });
        const auto again = [this] { m_notifier->reconcileAll(); };
        connect(m_window.get(), &MainWindow::openedChatChanged, this, again);
        connect(m_window->activity(), &UserActivity::userActiveChanged, this, again);
    }
    m_sleep = new SystemSleep(this);
    connect(m_sleep, &SystemSleep::wokeUp, m_session.get(), &Session::reconnectNow);
    connect(m_session.get(), &Session::changed, this, &App::updateBadge);
    connect(&m_settings, &UiSettings::changed, this, &App::updateBadge, Qt::UniqueConnection);
    updateBadge();
}

void App::updateBadge()
{
    if (!m_session)
        return;
    const int unread = badgeTotal(m_session->chats(), m_settings.badgeCountsMuted(), m_ui.now());
    if (std::exchange(m_badge, unread) == unread)
        return;
    if (m_tray)
        m_tray->setUnread(unread);
    m_window->setWindowTitle(unread > 0 ? tr("(%1) Confab").arg(unread) : QStringLiteral("Confab"));
    setLauncherBadge(unread);
}

void App::updateHiding()
{
    // Without a tray a hidden window could not be found again: closing it quits.
    if (m_window)
        m_window->setHidesOnClose(m_tray && m_settings.closeToTray());
}

void App::toggleWindow()
{
    if (m_window->isVisible() && m_window->isActiveWindow())
        m_window->close();
    else
        bringToFront();
}

void App::bringToFront()
{
    if (m_window) {
        m_window->bringToFront();
    } else if (m_welcome) {
        m_welcome->show();
        m_welcome->raise();
        m_welcome->activateWindow();
    }
}

void App::quit()
{
    if (std::exchange(m_quitting, true))
        return;
    if (m_window)
        m_window->hide();
    if (m_welcome)
        m_welcome->hide();
    m_tray.reset();
    if (m_notifier)
        m_notifier->closeAll();
    if (!m_session) {
        if (m_vault)
            m_vault->cancel(); // what cannot be stopped any more is brought to its end by the gate
        m_app->quit();
        return;
    }
    QTimer::singleShot(waitForGoodbye, m_app, &QApplication::quit);
    auto *goodbye = new QFutureWatcher<void>(this);
    connect(goodbye, &QFutureWatcher<void>::finished, m_app, &QApplication::quit);
    goodbye->setFuture(m_session->stop());
}

} // namespace confab
