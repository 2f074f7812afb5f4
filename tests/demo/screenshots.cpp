#include "tests/demo/stage.h"
#include "tests/demo/studio.h"
#include "tests/demo/waiting.h"
#include "tests/support/unprotected_profile.h"

#include "ui/onboarding/onboarding_page.h"
#include "ui/timeline/message_info.h"
#include "ui/window/main_window.h"

#include <QTemporaryDir>
#include <QTest>

using namespace confab;

namespace demo {

namespace {

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
    const auto onboarding = makeOnboarding(test::openUnprotected(folder.path()));
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
