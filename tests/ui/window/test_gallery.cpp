#include "tests/ui/support/fake_onboarding.h"
#include "tests/ui/support/fake_session.h"
#include "tests/ui/support/ui_probe.h"
#include "ui/chatlist/chat_list_panel.h"
#include "ui/chatlist/chat_list_view.h"
#include "ui/common/buttons.h"
#include "ui/common/labels.h"
#include "ui/common/sheet.h"
#include "ui/common/toast.h"
#include "ui/common/translations.h"
#include "ui/composer/composer.h"
#include "ui/contacts/new_chat_sheet.h"
#include "ui/groups/new_group_sheet.h"
#include "ui/onboarding/onboarding_page.h"
#include "ui/timeline/timeline_view.h"
#include "ui/window/chat_pane.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QTest>
#include <QTranslator>

using namespace confab;
using namespace confab::test;

namespace {

//! Below all other translators: is asked only for what none of them knows.
class Untranslated : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char *context, const char *source, const char *, int) const override
    {
        if (QByteArrayView(context).startsWith("confab::"))
            missing.insert(QStringLiteral("%1: %2").arg(QLatin1String(context), QString::fromUtf8(source)));
        return {};
    }
    mutable QSet<QString> missing;
};

bool isClipped(const QWidget *widget)
{
    if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
        return !button->text().isEmpty() && button->width() < std::min(button->sizeHint().width(), button->minimumSizeHint().width());
    const auto *label = qobject_cast<const Label *>(widget);
    if (!label || label->text().isEmpty())
        return false;
    return label->hasHeightForWidth() && label->height() < label->heightForWidth(label->width());
}

} // namespace

//! Every screen and dialog of the window, in both schemes and both languages: nothing that has to be read is cut off, and
//! German leaves no English word. Pictures for people where CONFAB_SHOTS names a folder.
class TestGallery : public QObject {
    Q_OBJECT
private slots:
    void screens_data();
    void screens();

private:
    void look(QWidget *screen, const char *name);
    void mainWindow();
    void sheets(MainWindow &window, TestUi &ui);
    void settings(MainWindow &window);
    void onboarding(TestUi &ui);
    FakeSession *m_session = nullptr;
    QString m_tag;
};

void TestGallery::screens_data()
{
    QTest::addColumn<Theme::Mode>("mode");
    QTest::addColumn<QLocale::Language>("language");
    QTest::newRow("light") << Theme::Mode::Light << QLocale::English;
    QTest::newRow("dark") << Theme::Mode::Dark << QLocale::English;
    QTest::newRow("deutsch") << Theme::Mode::Light << QLocale::German;
}

void TestGallery::look(QWidget *screen, const char *name)
{
    QStringList clipped;
    (void)QTest::qWaitFor([&] { // texts arrive, layouts follow
        clipped.clear();
        for (const auto *widget : screen->findChildren<QWidget *>())
            if (widget->isVisible() && isClipped(widget))
                clipped.append(
                    widget->property("text").toString() + QLatin1String(widget->metaObject()->className()) + widget->accessibleName());
        return clipped.isEmpty();
    });
    shoot(screen, QLatin1String(name) + QLatin1Char('-') + m_tag);
    QVERIFY2(clipped.isEmpty(), qPrintable(QLatin1String(name) + QStringLiteral(": ") + clipped.join(QStringLiteral(" | "))));
}

void TestGallery::sheets(MainWindow &window, TestUi &ui)
{
    const auto close = [&] {
        if (auto *sheet = Sheet::on(&window))
            sheet->closeSheet();
        QTest::qWait(20);
    };
    press(&window, Qt::Key_N, Qt::ControlModifier);
    look(&window, "sheet-new-chat");
    typeText(&window, "nobody.at.all");
    QTest::qWait(600);
    look(&window, "sheet-new-chat-nobody");
    close();
    press(&window, Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    look(&window, "sheet-new-group");
    for (const char *name : {"amina", "kofi", "tomasz", "dmytro"}) {
        typeText(&window, name);
        press(&window, Qt::Key_Return);
    }
    look(&window, "sheet-new-group-chosen");
    press(&window, Qt::Key_Return);
    look(&window, "sheet-new-group-name");
    close();
    press(&window, Qt::Key_Slash, Qt::ControlModifier);
    look(&window, "sheet-shortcuts");
    close();
    askSheet(ui.context(), &window, QStringLiteral("Delete for everyone?"),
        QStringLiteral("The message disappears from this chat on all devices. A note that it was deleted stays."),
        QStringLiteral("Delete for everyone"), true, [] {});
    look(&window, "sheet-ask");
    close();
    emit window.pane()->timeline()->infoRequested(*m_session->row(m_session->lantern, m_session->marks.delivered));
    look(&window, "sheet-message-info");
    close();
    Toast::show(ui.context(), &window, QStringLiteral("Message deleted for you"), QStringLiteral("Undo"));
    look(&window, "toast");
}

void TestGallery::mainWindow()
{
    FakeSession session(FakeSession::Seed::World, QDateTime(QDate(2026, 11, 24), QTime(14, 40), Qt::UTC).toMSecsSinceEpoch());
    m_session = &session;
    QFETCH(Theme::Mode, mode);
    TestUi ui(&session, mode, session.now);
    ui.settings.setThemeMode(mode);
    MainWindow window(ui.context());
    present(&window, {1100, 740});
    look(&window, "window-welcome");
    window.openChat(session.lantern);
    QTRY_VERIFY(window.pane()->timeline()->isReady());
    look(&window, "window-group");
    auto *view = window.list()->view();
    const auto menuAt = [&](QWidget *at, const QPoint &point, const char *name) {
        QContextMenuEvent event(QContextMenuEvent::Mouse, point, at->mapToGlobal(point));
        QApplication::sendEvent(at, &event);
        QTest::qWait(20);
        if (auto *menu = QApplication::activePopupWidget()) {
            shoot(menu, QLatin1String(name) + QLatin1Char('-') + m_tag);
            menu->close();
        }
    };
    menuAt(view->viewport(), {100, 100}, "menu-chat");
    menuAt(window.pane()->timeline()->viewport(), {600, 560}, "menu-message");
    sheets(window, ui);
    session.setPhase(ConnectionPhase::Waiting, {}, session.now + 7'000);
    ui.now += 4'000;
    QTest::qWait(2'300);
    look(&window, "window-waiting");
    session.setPhase(ConnectionPhase::Online);
    window.resize(1400, 860);
    press(&window, Qt::Key_D, Qt::ControlModifier);
    look(&window, "window-group-info");
    window.openChat(session.withTomasz);
    look(&window, "window-person-info");
    press(&window, Qt::Key_D, Qt::ControlModifier);
    window.resize(1100, 740);
    press(&window, Qt::Key_K, Qt::ControlModifier);
    typeText(&window, "pontoon");
    look(&window, "window-search-none");
    press(&window, Qt::Key_Escape);
    settings(window);
    window.resize(420, 760);
    window.openChat(session.withTomasz);
    look(&window, "narrow-chat");
    window.closeChat();
    look(&window, "narrow-list");
}

void TestGallery::settings(MainWindow &window)
{
    using Page = SettingsPage::Page;
    for (const auto page : {Page::Profile, Page::Appearance, Page::Notifications, Page::Privacy, Page::Devices, Page::Shortcuts, Page::About}) {
        window.showSettings(page);
        look(&window, qPrintable(QStringLiteral("settings-%1").arg(QMetaEnum::fromType<Page>().valueToKey(int(page)))));
    }
    auto *page = window.findChild<SettingsPage *>();
    QVERIFY(page);
    page->showPage(Page::Devices);
    page->linkDevice();
    look(&window, "link-code");
    typeText(&window, "7qf29kdmxw4r");
    press(&window, Qt::Key_Return);
    QVERIFY(m_session->approval);
    look(&window, "link-reaching");
    emit m_session->approval->digitsReady("482915", "laptop, Debian 12");
    look(&window, "link-compare");
    if (auto *sheet = Sheet::on(&window))
        sheet->closeSheet();
    QTest::qWait(20);
    emit page->closeRequested();
}

void TestGallery::onboarding(TestUi &ui)
{
    FakeOnboarding onboarding;
    OnboardingPage page(ui.context(), &onboarding, QStringLiteral("harbourline.example"));
    present(&page, {1100, 740});
    QTest::qWait(700);
    look(&page, "onboarding");
    QTRY_VERIFY(!page.findChildren<QLineEdit *>().isEmpty());
    auto fields = page.findChildren<QLineEdit *>();
    fields[1]->setFocus();
    typeText(&page, "ines");
    fields[2]->setFocus();
    typeText(&page, "Ines");
    press(&page, Qt::Key_Return);
    QTest::qWait(300);
    look(&page, "onboarding-taken");
    fields[0]->setFocus();
    fields[0]->selectAll();
    typeText(&page, "nowhere.example");
    press(&page, Qt::Key_Return);
    QTest::qWait(700);
    look(&page, "onboarding-no-server");
    page.resize(420, 760);
    look(&page, "onboarding-narrow");
}

void TestGallery::screens()
{
    QFETCH(QLocale::Language, language);
    QFETCH(Theme::Mode, mode);
    m_tag = QLatin1String(QTest::currentDataTag());
    QLocale::setDefault(QLocale(language));
    Untranslated below;
    QCoreApplication::installTranslator(&below);
    loadTranslations(qApp);
    mainWindow();
    if (QTest::currentTestFailed())
        return;
    TestUi ui(nullptr, mode);
    onboarding(ui);
    QCoreApplication::removeTranslator(&below);
    if (language == QLocale::German)
        QVERIFY2(below.missing.isEmpty(), qPrintable(QStringList(below.missing.values()).join('\n')));
}

QTEST_MAIN(TestGallery)
#include "test_gallery.moc"
