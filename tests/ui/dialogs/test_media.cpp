#include "tests/ui/support/fake_session.h"
#include "tests/ui/support/ui_probe.h"
#include "ui/common/avatar_editor.h"
#include "ui/common/buttons.h"
#include "ui/common/crop_view.h"
#include "ui/common/option_row.h"
#include "ui/common/pictures.h"
#include "ui/common/sheet.h"
#include "ui/contacts/person_info.h"
#include "ui/groups/group_info.h"
#include "ui/settings/settings_page.h"
#include "ui/settings/storage_pane.h"
#include "ui/settings/usage_view.h"

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QSlider>
#include <QTemporaryDir>
#include <QTest>

using namespace confab;
using namespace confab::test;

namespace {

constexpr qint64 mega = 1024 * 1024;

//! Left half red, right half blue.
QImage halves(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(QColor(210, 60, 50));
    QPainter painter(&image);
    painter.fillRect(size.width() / 2, 0, size.width() / 2, size.height(), QColor(40, 90, 200));
    return image;
}

QByteArray jpeg(const QImage &image) { return pictures::toJpeg(image, 90); }

QAction *actionOf(const QString &text)
{
    for (auto *widget : QApplication::topLevelWidgets()) {
        auto *menu = qobject_cast<QMenu *>(widget);
        if (!menu || !menu->isVisible())
            continue;
        for (auto *action : menu->actions()) {
            if (action->text() == text)
                return action;
        }
    }
    return nullptr;
}

OptionRow *rowOf(const QWidget &pane, const QString &title)
{
    for (auto *row : pane.findChildren<OptionRow *>()) {
        if (row->text() == title)
            return row;
    }
    return nullptr;
}

void choose(const QString &text)
{
    QVERIFY2(QTest::qWaitFor([&] { return actionOf(text) != nullptr; }), qPrintable(text));
    auto *action = actionOf(text);
    auto *menu = qobject_cast<QMenu *>(action->parent());
    action->trigger();
    if (menu)
        menu->close();
}

QColor middleOf(AvatarPainter &avatars, const AvatarSpec &spec, QPoint at = {24, 24})
{
    return avatars.pixmap(spec, 48, 1).toImage().pixelColor(at);
}

StorageUse someUse(const FakeSession &session)
{
    StorageUse use;
    const auto chat = [&](const ChatId &id, QList<StorageUse::Kind> kinds) {
        StorageUse::Chat one{id, kinds, 0};
        for (const auto &kind : kinds)
            one.bytes += kind.bytes;
        use.chats += one;
        use.media += one.bytes;
    };
    chat(session.lantern, {{MediaKind::Video, 812 * mega, 14}, {MediaKind::Photo, 301 * mega, 412}, {MediaKind::Voice, 18 * mega, 61}});
    chat(session.kitchen, {{MediaKind::Photo, 268 * mega, 300}, {MediaKind::File, 120 * mega, 9}});
    chat(session.withMae, {{MediaKind::Photo, 96 * mega, 120}, {MediaKind::Animation, 8 * mega, 12}});
    chat(session.site, {{MediaKind::File, 71 * mega, 30}});
    chat(session.withTomasz, {{MediaKind::Photo, 30 * mega, 41}});
    chat(session.withLayla, {{MediaKind::Audio, 12 * mega, 3}});
    chat(session.withAroha, {{MediaKind::Photo, 2 * mega, 2}});
    use.database = 34 * mega;
    return use;
}

} // namespace

class TestMediaDialogs : public QObject {
    Q_OBJECT
private slots:
    void picturesReplaceInitialsOnceLoaded();
    void brokenPicturesKeepInitials();
    void groupPictures();
    void profilePictureIsCroppedAndSet();
    void cropKeys();
    void pastedAndRemoved();
    void groupPictureOnlyByAdmins();
    void storageIsShownAndCleared();
    void storageStates();
    void downloadRules();
    void looks_data();
    void looks();
};

void TestMediaDialogs::picturesReplaceInitialsOnceLoaded()
{
    FakeSession session;
    TestUi ui(&session, Theme::Mode::Light, session.now);
    ui.context();
    BlobId blob;
    blob.data()[0] = 7;
    session.files.setAvatarOf(blob, jpeg(halves({640, 640})));
    session.editContact(session.tomasz, [&](Contact &contact) { contact.avatar = blob; });
    session.flush();
    const auto spec = AvatarSpec::of(session.contact(session.tomasz));
    QCOMPARE(spec.picture, blob);
    int loads = 0;
    connect(&ui.avatars, &AvatarPainter::loaded, this, [&] { ++loads; });
    const auto before = middleOf(ui.avatars, spec, {8, 24});
    QVERIFY(before.lightness() > 180); // the pale disc
    QTRY_COMPARE(loads, 1);
    const auto left = middleOf(ui.avatars, spec, {8, 24}), right = middleOf(ui.avatars, spec, {40, 24});
    QVERIFY(left.red() > 180 && left.blue() < 100);
    QVERIFY(right.blue() > 150 && right.red() < 100);
    QCOMPARE(ui.avatars.pixmap(spec, 48, 1).toImage().pixelColor(0, 0).alpha(), 0); // round
    ui.theme.setMode(Theme::Mode::Dark); // pictures outlive the theme
    QVERIFY(middleOf(ui.avatars, spec, {8, 24}).red() > 180);
    QCOMPARE(loads, 1);
}

void TestMediaDialogs::brokenPicturesKeepInitials()
{
    FakeSession session;
    TestUi ui(&session, Theme::Mode::Light, session.now);
    ui.context();
    BlobId broken, bomb;
    broken.data()[0] = 1;
    bomb.data()[0] = 2;
    session.files.setAvatarOf(broken, "not a picture");
    session.files.setAvatarOf(bomb, QByteArray(4 * mega, 'x'));
    for (const BlobId &blob : {broken, bomb}) {
        auto spec = AvatarSpec::of(session.contact(session.tomasz));
        spec.picture = blob;
        spec.owner = session.tomasz;
        const auto first = middleOf(ui.avatars, spec, {8, 24});
        QTest::qWait(80);
        QCOMPARE(middleOf(ui.avatars, spec, {8, 24}), first);
    }
}

void TestMediaDialogs::groupPictures()
{
    FakeSession session;
    TestUi ui(&session, Theme::Mode::Light, session.now);
    ui.context();
    const auto picture = session.files.add(jpeg(halves({640, 640})), "image/jpeg", "group.jpg", {640, 640});
    session.editSummary(session.lantern, [&](ChatSummary &summary) { summary.picture = picture; });
    session.flush();
    const auto spec = AvatarSpec::of(*session.chat(session.lantern), session);
    middleOf(ui.avatars, spec);
    QTRY_VERIFY(middleOf(ui.avatars, spec, {8, 24}).red() > 180 && middleOf(ui.avatars, spec, {8, 24}).blue() < 100);
}

void TestMediaDialogs::profilePictureIsCroppedAndSet()
{
    FakeSession session;
    TestUi ui(&session, Theme::Mode::Light, session.now);
    QTemporaryDir folder;
    const QString path = folder.filePath("me.png");
    QVERIFY(halves({1600, 800}).save(path));
    auto context = ui.context();
    context.pickFiles = [&](QWidget *, FileChoice choice, const FilesChosen &done) {
        QCOMPARE(int(choice), int(FileChoice::Picture));
        done({path});
    };
    SettingsPage page(context, {});
    present(&page, {900, 700});
    page.showPage(SettingsPage::Page::Profile);
    auto *editor = page.findChild<AvatarEditor *>();
    click(editor);
    choose("Choose a picture…");
    auto *sheet = qobject_cast<AvatarCropSheet *>(Sheet::on(&page));
    QVERIFY(sheet);
    auto *view = sheet->findChild<CropView *>();
    QTRY_VERIFY(view->hasPicture());
    QCOMPARE(view->crop(), QRectF(400, 0, 800, 800));
    // Drag to the left edge: red alone is left.
    QTest::mousePress(view, Qt::LeftButton, {}, {160, 160});
    QMouseEvent move(QEvent::MouseMove, QPointF(500, 160), view->mapToGlobal(QPointF(500, 160)), Qt::NoButton, Qt::LeftButton, {});
    QApplication::sendEvent(view, &move);
    QTest::mouseRelease(view, Qt::LeftButton, {}, {300, 160});
    QCOMPARE(view->crop().left(), 0.0);
    shoot(&page, "avatar-crop");
    click(named<Button>(sheet, "Use"));
    QTRY_VERIFY(!session.files.ownAvatar.isEmpty());
    const auto set = QImage::fromData(session.files.ownAvatar, "JPEG");
    QCOMPARE(set.size(), QSize(640, 640));
    QVERIFY(set.pixelColor(600, 300).red() > 180);
    QTRY_VERIFY(shows(&page, "Picture saved"));
}

void TestMediaDialogs::cropKeys()
{
    FakeSession session;
    TestUi ui(&session, Theme::Mode::Light, session.now);
    QWidget window;
    present(&window, {600, 600});
    AvatarCropSheet sheet(ui.context(), &window, {{}, {}, halves({1000, 500}), "x"});
    sheet.open();
    auto *view = sheet.findChild<CropView *>();
    QTRY_VERIFY(view->hasPicture() && view->hasFocus());
    press(&sheet, Qt::Key_Plus);
    QVERIFY(view->zoom() > 1.1);
    QVERIFY(sheet.findChild<QSlider *>()->value() > 0);
    const qreal x = view->crop().x();
    press(&sheet, Qt::Key_Right);
    QVERIFY(view->crop().x() > x);
    for (int i = 0; i < 200; ++i)
        press(&sheet, i % 2 ? Qt::Key_Left : Qt::Key_Up, Qt::ShiftModifier);
    QCOMPARE(view->crop().topLeft(), QPointF(0, 0)); // never beyond the picture
    for (int i = 0; i < 50; ++i)
        press(&sheet, Qt::Key_Plus);
    QCOMPARE(view->zoom(), CropView::mostZoom);
    QVERIFY2(unnamedFocusables(&sheet).isEmpty(), qPrintable(unnamedFocusables(&sheet).join('\n')));
}

void TestMediaDialogs::pastedAndRemoved()
{
    FakeSession session;
    TestUi ui(&session, Theme::Mode::Light, session.now);
    AvatarEditor editor(ui.context(), 120);
    present(&editor, {128, 128});
    auto *data = new QMimeData;
    data->setImageData(halves({300, 300}));
    QApplication::clipboard()->setMimeData(data);
    editor.setFocus();
    QTest::keyClick(&editor, Qt::Key_V, Qt::ControlModifier);
    QVERIFY(Sheet::on(&editor));
    Sheet::on(&editor)->closeSheet();
    BlobId blob;
    blob.data()[0] = 1;
    AvatarSpec spec;
    spec.picture = blob;
    editor.setAvatar(spec);
    bool removed = false;
    connect(&editor, &AvatarEditor::removed, this, [&] { removed = true; });
    click(&editor);
    choose("Remove the picture");
    QVERIFY(removed);
    // What is no picture says so.
    editor.offer({{AttachSource{{}, "nonsense", {}, "x"}}});
    QTRY_VERIFY(shows(Sheet::on(&editor), "not a picture"));
}

void TestMediaDialogs::groupPictureOnlyByAdmins()
{
    FakeSession session;
    TestUi ui(&session, Theme::Mode::Light, session.now);
    const auto group = session.addGroup("Mine", {session.kofi}, Role::Admin);
    const auto other = session.addGroup("Theirs", {session.kofi}, Role::Member);
    session.flush();
    GroupInfo mine(ui.context(), group), theirs(ui.context(), other);
    present(&mine, {320, 700});
    QVERIFY(named<AvatarEditor>(&mine, "Change the picture"));
    auto *editor = mine.findChild<AvatarEditor *>();
    emit editor->chosen("jpeg bytes");
    QCOMPARE(session.files.ownAvatar, QByteArray("jpeg bytes"));
    present(&theirs, {320, 700});
    QVERIFY(!named<AvatarEditor>(&theirs, "Change the picture"));
}

void TestMediaDialogs::storageIsShownAndCleared()
{
    FakeSession session;
    session.files.use = someUse(session);
    TestUi ui(&session, Theme::Mode::Light, session.now);
    SettingsPage page(ui.context(), {});
    present(&page, {900, 900});
    page.showPage(SettingsPage::Page::Storage);
    auto *pane = page.findChild<StoragePane *>();
    QTRY_VERIFY2(shows(pane, "1.8 GB"), qPrintable(readable(pane)));
    QVERIFY(shows(pane, "34 MB in messages") || shows(pane, "35.7 MB in messages"));
    const auto rows = pane->findChildren<UsageRow *>();
    QCOMPARE(rows.size(), 5);
    QVERIFY(rows.first()->accessibleName().contains("Lantern"));
    click(named<Button>(pane, "Show all 7 chat(s)") ? named<Button>(pane, "Show all 7 chat(s)") : named<Button>(pane, "Show all 7 chats"));
    QCOMPARE(pane->findChildren<UsageRow *>().size(), 7);
    click(rows.first());
    auto *sheet = Sheet::on(&page);
    QVERIFY(sheet);
    QVERIFY2(shows(sheet, "Remove 1.2 GB"), qPrintable(readable(sheet)));
    click(named<Switch>(sheet, "Photos"));
    QVERIFY(shows(sheet, "Remove 870"));
    shoot(&page, "storage-clear");
    QVERIFY2(unnamedFocusables(sheet).isEmpty(), qPrintable(unnamedFocusables(sheet).join('\n')));
    session.files.use = {};
    for (auto *button : sheet->findChildren<Button *>()) {
        if (button->accessibleName().startsWith("Remove"))
            click(button);
    }
    QTRY_COMPARE(session.files.cleared, 1);
    QTRY_VERIFY(shows(pane, "No files yet"));
    QVERIFY(!Sheet::on(&page));
}

void TestMediaDialogs::storageStates()
{
    FakeSession session;
    TestUi ui(&session, Theme::Mode::Light, session.now);
    StoragePane pane(ui.context());
    present(&pane, {600, 800});
    QVERIFY(shows(&pane, "Counting…"));
    QTRY_VERIFY(shows(&pane, "No files yet"));
    QVERIFY2(unnamedFocusables(&pane).isEmpty(), qPrintable(unnamedFocusables(&pane).join('\n')));
}

void TestMediaDialogs::downloadRules()
{
    FakeSession session;
    TestUi ui(&session, Theme::Mode::Light, session.now);
    StoragePane pane(ui.context());
    present(&pane, {600, 1000});
    click(rowOf(pane, "Videos"));
    choose("Up to 50 MB");
    QCOMPARE(session.files.settings().direct.videos, 50 * mega);
    QCOMPARE(session.files.settings().groups.videos, 0);
    click(named<QAbstractButton>(&pane, "Groups"));
    click(rowOf(pane, "Photos"));
    choose("Never");
    QCOMPARE(session.files.settings().groups.photos, 0);
    QVERIFY(session.files.settings().direct.photos > 0);
    click(rowOf(pane, "Keep at most"));
    choose("No limit");
    QVERIFY(session.files.settings().cacheBytes > 1'000'000 * mega);
    click(named<Switch>(&pane, "Link previews"));
    QVERIFY(!session.files.settings().linkPreviews);
}

void TestMediaDialogs::looks_data()
{
    QTest::addColumn<int>("mode");
    QTest::addRow("light") << int(Theme::Mode::Light);
    QTest::addRow("dark") << int(Theme::Mode::Dark);
}

void TestMediaDialogs::looks()
{
    QFETCH(int, mode);
    FakeSession session;
    session.files.use = someUse(session);
    TestUi ui(&session, Theme::Mode(mode), session.now);
    BlobId blob;
    blob.data()[0] = 7;
    session.files.setAvatarOf(blob, jpeg(halves({640, 640})));
    session.editContact(session.me, [&](Contact &contact) { contact.avatar = blob; });
    session.flush();
    SettingsPage page(ui.context(), {});
    present(&page, {1000, 1150});
    page.showPage(SettingsPage::Page::Storage);
    QTest::qWait(150);
    shoot(&page, QStringLiteral("storage-%1").arg(QTest::currentDataTag()));
    page.showPage(SettingsPage::Page::Profile);
    QTest::qWait(150);
    shoot(&page, QStringLiteral("profile-%1").arg(QTest::currentDataTag()));
    GroupInfo info(ui.context(), session.lantern);
    present(&info, {320, 700});
    QTest::qWait(80);
    shoot(&info, QStringLiteral("group-info-%1").arg(QTest::currentDataTag()));
}

QTEST_MAIN(TestMediaDialogs)
#include "test_media.moc"
