#include "tests/demo/stage.h"
#include "tests/demo/waiting.h"

#include "ui/common/accessible_list.h"
#include "ui/common/avatar_painter.h"
#include "ui/common/icons.h"
#include "ui/common/presence_watcher.h"
#include "ui/common/settings.h"
#include "ui/common/translations.h"
#include "ui/onboarding/onboarding_page.h"
#include "ui/theme/animation_clock.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"
#include "ui/timeline/message_info.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace confab;

namespace demo {

namespace {

//! The window of one person of the world, and what it needs.
class Studio {
public:
    Studio(Session *session, QString into)
        : m_into(std::move(into))
        , m_settings(m_folder.filePath(QStringLiteral("settings.ini")))
        , m_avatars(&m_theme, &m_icons)
        , m_motion(&m_theme)
        , m_presence(session)
    {
        m_theme.setReducedMotion(true);
        m_theme.setMode(Theme::Mode::Light);
        loadTranslations(qApp);
        installAccessibility();
        installStyle(&m_theme, qApp);
        ui.session = session;
        ui.theme = &m_theme;
        ui.icons = &m_icons;
        ui.avatars = &m_avatars;
        ui.motion = &m_motion;
        ui.settings = &m_settings;
        ui.presence = &m_presence;
    }

    void dark(bool on)
    {
        m_theme.setMode(on ? Theme::Mode::Dark : Theme::Mode::Light);
        settle();
    }
    //! What was asked of the session has been answered and painted.
    void settle() const { QTest::qWait(700); }
    void save(QWidget *widget, const char *name) const
    {
        settle();
        widget->grab().save(m_into + '/' + QLatin1String(name) + QStringLiteral(".png"));
    }

    UiContext ui;

private:
    QString m_into;
    QTemporaryDir m_folder;
    UiSettings m_settings;
    Theme m_theme;
    Icons m_icons;
    AvatarPainter m_avatars;
    AnimationClock m_motion;
    PresenceWatcher m_presence;
};

std::optional<ChatSummary> chatTitled(Session *session, const QString &start)
{
    for (const ChatSummary &chat : session->chats())
        if (chat.title.startsWith(start))
            return chat;
    return std::nullopt;
}

std::optional<MessageRow> ownMessage(Session *session, const ChatId &chat, const QString &start)
{
    const auto page = await(session->page(chat, {PageRequest::From::Newest, {}, 60}));
    if (page)
        for (const MessageRow &row : page->rows)
            if (row.from == session->self().user && row.content.text.value_or(QString()).startsWith(start))
                return row;
    return std::nullopt;
}

void mainScreens(const Studio &studio, Studio &theme, MainWindow &window, const ChatSummary &group)
{
    window.resize(1100, 740);
    window.show();
    window.openChat(group.chat);
    studio.save(&window, "main-light");
    theme.dark(true);
    studio.save(&window, "main-dark");
    theme.dark(false);
    if (const auto row = ownMessage(studio.ui.session, group.chat, QStringLiteral("Gorgeous"))) {
        auto *info = new MessageInfo(studio.ui, &window, *row);
        info->open();
        studio.save(&window, "message-info");
        info->close();
    }
    window.resize(1400, 860);
    QTest::keyClick(&window, Qt::Key_D, Qt::ControlModifier);
    studio.save(&window, "group-info");
    QTest::keyClick(&window, Qt::Key_D, Qt::ControlModifier);
    window.resize(1100, 740);
    window.showSettings(SettingsPage::Page::Devices);
    studio.save(&window, "devices");
}

void onboardingScreen(const Studio &studio, const QString &server)
{
    QTemporaryDir folder;
    const auto onboarding = makeOnboarding(folder.path());
    UiContext ui = studio.ui;
    ui.session = nullptr;
    OnboardingPage page(ui, onboarding.get(), server);
    page.resize(1100, 740);
    page.show();
    studio.save(&page, "onboarding");
}

} // namespace

bool takeScreenshots(const QString &folder, const QString &into)
{
    Stage stage(folder);
    if (!stage.startServer(nullptr))
        return false;
    for (const char *id : {"ines", "kofi", "amina", "mae"})
        if (!stage.enter(QLatin1String(id)))
            return false;
    Session *me = stage.session(QStringLiteral("ines"));
    const auto group = chatTitled(me, QStringLiteral("Lantern"));
    if (!group)
        return false;
    for (const char *id : {"kofi", "amina", "mae"})
        stage.session(QLatin1String(id))->setFocus({group->chat}, true);
    Studio studio(me, into);
    {
        MainWindow window(studio.ui);
        mainScreens(studio, studio, window, *group);
    }
    onboardingScreen(studio, stage.url());
    return true;
}

} // namespace demo
