#include "core/media/picture.h"
#include "tests/ui/support/fake_session.h"
#include "tests/ui/support/ui_probe.h"
#include "ui/common/fields.h"
#include "ui/composer/body_limit.h"
#include "ui/composer/composer.h"
#include "ui/composer/emoji_data.h"
#include "ui/composer/emoji_grid.h"
#include "ui/composer/emoji_picker.h"
#include "ui/composer/message_field.h"
#include "ui/composer/reply_strip.h"
#include "ui/composer/send_button.h"
#include "ui/composer/shortcode_popup.h"

#include <QApplication>
#include <QClipboard>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

using namespace confab;
using namespace confab::test;

namespace {

//! A composer on screen over a scripted session with two chats.
struct Rig {
    FakeSession session{FakeSession::Seed::World};
    TestUi ui{&session, Theme::Mode::Light, session.now};
    Composer composer{ui.context()};
    ChatId a = session.withTomasz;
    ChatId b = session.lantern;

    Rig()
    {
        for (const auto &chat : {a, b})
            session.setDraft(chat, {});
        session.flush();
        present(&composer, {700, 120});
        composer.setPaneHeight(600);
        composer.setChat(a);
        composer.focusField();
        session.script.calls.clear();
    }
    MessageField *field() { return composer.field(); }
    void type(const QString &text) { typeText(&composer, text); }
    void key(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(field(), Qt::Key(key), modifiers);
    }
    int sends() const { return session.script.callCount("send"); }
    QAbstractButton *sendButton() { return composer.findChild<SendButton *>(); }
    QString draft(const ChatId &chat) const { return session.chat(chat)->draft.text; }
};

} // namespace

class TestComposer : public QObject {
    Q_OBJECT
private slots:
    void draftKeeper();
    void bodyLimit();
    void enterSends();
    void ctrlEnterSetting();
    void inputMethodEnterNeverSends();
    void growsAndStops();
    void blankIsNotSent();
    void tooLongIsSaidAndNotSent();
    void pasteIsPlainText();
    void draftIsSavedAfterAPause();
    void draftIsSavedAtTheLatestAfterFiveSeconds();
    void draftIsSavedAtOnceOnSwitch();
    void draftSurvivesReopeningTheSameChat();
    void draftOfAChatNotLoadedIsNeverWritten();
    void draftHoldsReplyAndCursor();
    void sentMessageClearsTheDraft();
    void keysGoToTheChatThatIsShown();
    void editKeepsTheDraftAside();
    void editWaitsWhileAnotherChatIsShown();
    void upInAnEmptyFieldEdits();
    void typingIsSignalled();
    void replyStrip();
    void aPictureIsSeenInTheStripAndQuoted();
    void noticesReplaceTheField();
    void shortcodes();
    void emojiSearch();
    void emojiPicker();
    void everythingHasAName();
};

void TestComposer::draftKeeper()
{
    DraftKeeper keeper;
    QVERIFY(!keeper.deadline());
    keeper.touched(Instant(1000));
    QCOMPARE(*keeper.deadline(), Instant(2000));
    keeper.touched(Instant(1900));
    QCOMPARE(*keeper.deadline(), Instant(2900));
    for (int t = 2000; t < 6000; t += 500)
        keeper.touched(Instant(t));
    QCOMPARE(*keeper.deadline(), Instant(6000)); // 5 s after the first key, though typing goes on
    QVERIFY(!keeper.isDue(Instant(5999)));
    QVERIFY(keeper.isDue(Instant(6000)));
    keeper.saved();
    QVERIFY(!keeper.isDirty());
}

void TestComposer::bodyLimit()
{
    QVERIFY(bodyBytesLeft("short", {}) > 40'000);
    QVERIFY(bodyBytesLeft(QString(limits::body, u'a'), {}) < 0);
    QVERIFY(bodyBytesLeft(QString(limits::body - 200, u'a'), {}) >= 0);
    QVERIFY(bodyBytesLeft(QString(limits::body / 3 + 10, QChar(0x559c)), {}) < 0); // 3 bytes each
    Content content;
    content.text = QString(limits::body - 100, u'a');
    QCOMPARE(bodyBytesLeft(*content.text, {}), limits::body - encodeContent(content).size());
}

void TestComposer::enterSends()
{
    Rig rig;
    QSignalSpy sent(&rig.composer, &Composer::sent);
    rig.type("hello");
    rig.key(Qt::Key_Return, Qt::ShiftModifier);
    rig.type("world");
    QCOMPARE(rig.sends(), 0);
    rig.key(Qt::Key_Return);
    QCOMPARE(rig.sends(), 1);
    QCOMPARE(sent.count(), 1);
    QCOMPARE(rig.session.rows(rig.a).last().content.text, QStringLiteral("hello\nworld"));
    QVERIFY(rig.field()->text().isEmpty());
    rig.type("by button");
    click(rig.sendButton());
    QCOMPARE(rig.sends(), 2);
}

void TestComposer::ctrlEnterSetting()
{
    Rig rig;
    rig.ui.settings.setEnterSends(false);
    rig.type("one");
    rig.key(Qt::Key_Return);
    rig.type("two");
    QCOMPARE(rig.sends(), 0);
    QCOMPARE(rig.field()->text(), QStringLiteral("one\ntwo"));
    rig.key(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(rig.sends(), 1);
}

void TestComposer::inputMethodEnterNeverSends()
{
    Rig rig;
    QInputMethodEvent compose(QString::fromUtf8("ねこ"), {});
    QCoreApplication::sendEvent(rig.field(), &compose);
    QVERIFY(rig.field()->isComposing());
    rig.key(Qt::Key_Return);
    QCOMPARE(rig.sends(), 0);
    QInputMethodEvent commit;
    commit.setCommitString(QString::fromUtf8("猫"));
    QCoreApplication::sendEvent(rig.field(), &commit);
    QCOMPARE(rig.sends(), 0);
    rig.key(Qt::Key_Return);
    QCOMPARE(rig.sends(), 1);
    QCOMPARE(rig.session.rows(rig.a).last().content.text, QString::fromUtf8("猫"));
}

void TestComposer::growsAndStops()
{
    Rig rig;
    auto *frame = rig.field()->parentWidget();
    QCOMPARE(frame->height(), 40);
    rig.key(Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(frame->height(), 60);
    for (int i = 0; i < 30; ++i)
        rig.key(Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(frame->height(), 220);
    rig.composer.setPaneHeight(300);
    QCOMPARE(frame->height(), 120); // 40 % of the pane
    rig.field()->setText({});
    QCOMPARE(frame->height(), 40);
}

void TestComposer::blankIsNotSent()
{
    Rig rig;
    QVERIFY(!rig.sendButton()->isEnabled());
    rig.type("   ");
    rig.key(Qt::Key_Return);
    QCOMPARE(rig.sends(), 0);
    QVERIFY(!rig.sendButton()->isEnabled());
    rig.type("x");
    QVERIFY(rig.sendButton()->isEnabled());
}

void TestComposer::tooLongIsSaidAndNotSent()
{
    Rig rig;
    QApplication::clipboard()->setText(QString(limits::body + 100, u'x'));
    rig.field()->paste();
    QCOMPARE(rig.field()->text().size(), limits::body + 100); // never truncated
    QVERIFY(!rig.sendButton()->isEnabled());
    QVERIFY(shows(&rig.composer, "Too long"));
    rig.key(Qt::Key_Return);
    QCOMPARE(rig.sends(), 0);
    rig.field()->setText(QString(limits::body - 500, u'x'));
    rig.type("y");
    QVERIFY(shows(&rig.composer, " left"));
    QVERIFY(rig.sendButton()->isEnabled());
}

void TestComposer::pasteIsPlainText()
{
    Rig rig;
    auto *mime = new QMimeData;
    mime->setHtml("<b style='font-size:40px'>bold</b>");
    mime->setText("bold\r\nnext");
    QApplication::clipboard()->setMimeData(mime);
    rig.field()->paste();
    QCOMPARE(rig.field()->text(), QStringLiteral("bold\nnext"));
    QCOMPARE(rig.field()->parentWidget()->height(), 60);
}

// ---- drafts, experience.md 1.4 and 2.20 ----

void TestComposer::draftIsSavedAfterAPause()
{
    Rig rig;
    rig.type("draf");
    QCOMPARE(rig.session.script.callCount("setDraft"), 0);
    QTest::qWait(300);
    rig.type("t");
    QCOMPARE(rig.session.script.callCount("setDraft"), 0);
    QTRY_COMPARE_WITH_TIMEOUT(rig.session.script.callCount("setDraft"), 1, 3000);
    QCOMPARE(rig.draft(rig.a), QStringLiteral("draft"));
}

void TestComposer::draftIsSavedAtTheLatestAfterFiveSeconds()
{
    Rig rig;
    QElapsedTimer timer;
    timer.start();
    while (rig.session.script.callCount("setDraft") == 0 && timer.elapsed() < 8000) {
        rig.type("x");
        QTest::qWait(200);
    }
    QCOMPARE(rig.session.script.callCount("setDraft"), 1);
}

void TestComposer::draftIsSavedAtOnceOnSwitch()
{
    Rig rig;
    rig.type("for a");
    rig.composer.setChat(rig.b);
    QCOMPARE(rig.draft(rig.a), QStringLiteral("for a"));
    QVERIFY(rig.field()->text().isEmpty());
    rig.type("for b");
    rig.composer.setChat(rig.a);
    QCOMPARE(rig.field()->text(), QStringLiteral("for a"));
    QCOMPARE(rig.draft(rig.b), QStringLiteral("for b"));
    // And when the window goes away.
    rig.type("!");
    rig.composer.setChat({});
    QCOMPARE(rig.draft(rig.a), QStringLiteral("for a!"));
}

void TestComposer::draftSurvivesReopeningTheSameChat()
{
    Rig rig;
    rig.type("not yet saved");
    rig.composer.setChat(rig.a);
    QCOMPARE(rig.field()->text(), QStringLiteral("not yet saved"));
}

void TestComposer::draftOfAChatNotLoadedIsNeverWritten()
{
    Rig rig;
    ChatId unknown;
    unknown.data()[0] = 77;
    rig.composer.setChat(unknown);
    QTest::keyClicks(rig.field(), "lost?");
    rig.composer.saveDraft();
    rig.composer.setChat(rig.a);
    for (const auto &call : rig.session.script.calls)
        QVERIFY2(!call.startsWith("setDraft(" + unknown.toText()), qPrintable(call));
    QVERIFY(rig.field()->text().isEmpty());
}

void TestComposer::draftHoldsReplyAndCursor()
{
    Rig rig;
    const auto row = rig.session.rows(rig.a).last();
    rig.composer.reply(row);
    rig.type("answer");
    rig.key(Qt::Key_Left);
    rig.composer.setChat(rig.b);
    QVERIFY(!rig.composer.replySeq());
    rig.composer.setChat(rig.a);
    QCOMPARE(rig.composer.replySeq(), row.seq);
    QCOMPARE(rig.field()->textCursor().position(), 5);
}

void TestComposer::sentMessageClearsTheDraft()
{
    Rig rig;
    rig.type("soon sent");
    rig.composer.saveDraft();
    QCOMPARE(rig.draft(rig.a), QStringLiteral("soon sent"));
    rig.key(Qt::Key_Return);
    QVERIFY(rig.draft(rig.a).isEmpty());
}

void TestComposer::keysGoToTheChatThatIsShown()
{
    Rig rig;
    rig.type("a");
    rig.composer.setChat(rig.b);
    rig.type("b");
    rig.key(Qt::Key_Return);
    QCOMPARE(rig.session.rows(rig.b).last().content.text, QStringLiteral("b"));
    rig.composer.setChat(rig.a);
    QCOMPARE(rig.field()->text(), QStringLiteral("a"));
}

// ---- editing ----

void TestComposer::editKeepsTheDraftAside()
{
    Rig rig;
    rig.type("my draft");
    const auto seq = rig.session.say(rig.a, {rig.session.me, "a typpo"});
    rig.session.flush();
    rig.composer.edit(*rig.session.row(rig.a, seq));
    QVERIFY(rig.composer.isEditing());
    QCOMPARE(rig.field()->text(), QStringLiteral("a typpo"));
    QVERIFY(named(&rig.composer, "Save the edit"));
    rig.key(Qt::Key_Escape);
    QCOMPARE(rig.field()->text(), QStringLiteral("my draft"));
    QCOMPARE(rig.session.script.callCount("edit"), 0);
    rig.composer.edit(*rig.session.row(rig.a, seq));
    rig.field()->setText("a typo");
    rig.type("!");
    rig.key(Qt::Key_Return);
    QCOMPARE(rig.session.script.callCount("edit"), 1);
    QCOMPARE(rig.sends(), 0);
    QCOMPARE(rig.field()->text(), QStringLiteral("my draft"));
    QVERIFY(!rig.composer.isEditing());
}

void TestComposer::editWaitsWhileAnotherChatIsShown()
{
    Rig rig;
    rig.type("my draft");
    const auto seq = rig.session.say(rig.a, {rig.session.me, "original"});
    rig.session.flush();
    rig.composer.edit(*rig.session.row(rig.a, seq));
    rig.type(" and more");
    rig.composer.setChat(rig.b);
    QVERIFY(!rig.composer.isEditing());
    QCOMPARE(rig.draft(rig.a), QStringLiteral("my draft")); // the edit is no draft
    rig.composer.setChat(rig.a);
    QVERIFY(rig.composer.isEditing());
    QCOMPARE(rig.field()->text(), QStringLiteral("original and more"));
    rig.key(Qt::Key_Escape);
    QCOMPARE(rig.field()->text(), QStringLiteral("my draft"));
}

void TestComposer::upInAnEmptyFieldEdits()
{
    Rig rig;
    QSignalSpy wanted(&rig.composer, &Composer::editLastWanted);
    rig.key(Qt::Key_Up);
    QCOMPARE(wanted.count(), 1);
    rig.type("text");
    rig.key(Qt::Key_Up);
    QCOMPARE(wanted.count(), 1);
    QSignalSpy step(&rig.composer, &Composer::replyStepWanted);
    rig.key(Qt::Key_Up, Qt::ControlModifier);
    rig.key(Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(step.count(), 2);
    QCOMPARE(step.first().first().toInt(), -1);
}

void TestComposer::typingIsSignalled()
{
    Rig rig;
    rig.type("h");
    QCOMPARE(rig.session.typingSent.value(rig.a), true);
    rig.composer.setChat(rig.b);
    QCOMPARE(rig.session.typingSent.value(rig.a), false);
    QVERIFY(!rig.session.typingSent.contains(rig.b)); // opening a chat with a draft is not typing
    rig.type("x");
    rig.key(Qt::Key_Return);
    QCOMPARE(rig.session.typingSent.value(rig.b), false);
}

void TestComposer::replyStrip()
{
    Rig rig;
    const auto row = rig.session.rows(rig.a).last();
    rig.composer.reply(row);
    QVERIFY(shows(&rig.composer, "Reply to"));
    QSignalSpy jump(&rig.composer, &Composer::jumpWanted);
    rig.type("ok");
    auto *cancel = named(&rig.composer, "Cancel");
    QVERIFY(cancel);
    click(cancel);
    QVERIFY(!rig.composer.replySeq());
    QCOMPARE(rig.field()->text(), QStringLiteral("ok"));
    rig.composer.reply(row);
    rig.key(Qt::Key_Return);
    QCOMPARE(rig.session.rows(rig.a).last().content.reply->seq, row.seq);
    QVERIFY(!rig.composer.replySeq());
    QSignalSpy escaped(&rig.composer, &Composer::escaped);
    rig.key(Qt::Key_Escape);
    QCOMPARE(escaped.count(), 1);
}

void TestComposer::aPictureIsSeenInTheStripAndQuoted()
{
    Rig rig;
    QImage red(40, 30, QImage::Format_RGB32);
    red.fill(Qt::red);
    auto photo = rig.session.files.add("jpeg", "image/jpeg", "p.jpg", {800, 600});
    photo.preview = blurredPreview(red);
    QVERIFY(!photo.preview.isEmpty());
    const auto seq = rig.session.say(rig.a, {rig.session.me, {}, {}, 0, {photo}, {}});
    rig.session.flush();
    rig.composer.reply(rig.session.rows(rig.a).last());
    auto *strip = rig.composer.findChild<ReplyStrip *>();
    const auto redIn = [&] {
        const QImage image = strip->grab().toImage();
        int count = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                count += image.pixelColor(x, y).red() > 220 && image.pixelColor(x, y).green() < 40;
        return count;
    };
    QTRY_VERIFY(redIn() > 500); // most of 34 × 34
    rig.type("nice");
    rig.key(Qt::Key_Return);
    const auto sent = rig.session.rows(rig.a).last().content;
    QCOMPARE(sent.reply->seq, seq);
    QCOMPARE(sent.reply->picture, std::optional(photo.preview));
    // What has none takes none along.
    rig.composer.reply(rig.session.rows(rig.a).first());
    QTRY_COMPARE(redIn(), 0);
    rig.type("well");
    rig.key(Qt::Key_Return);
    QVERIFY(!rig.session.rows(rig.a).last().content.reply->picture);
}

// ---- where nothing can be written ----

void TestComposer::noticesReplaceTheField()
{
    Rig rig;
    rig.session.editSummary(rig.a, [](ChatSummary &chat) { chat.accepted = false; });
    rig.session.flush();
    QVERIFY(!rig.field()->isVisible());
    auto *accept = named(&rig.composer, "Accept");
    QVERIFY(accept);
    QVERIFY(named(&rig.composer, "Block"));
    click(accept);
    QTRY_COMPARE(rig.session.script.callCount("accept"), 1);
    QTRY_VERIFY(rig.field()->isVisible());
    rig.session.editContact(rig.session.tomasz, [](Contact &contact) { contact.blocked = true; });
    rig.session.flush();
    QVERIFY(!rig.field()->isVisible());
    auto *unblock = named(&rig.composer, "Unblock");
    QVERIFY(unblock);
    click(unblock);
    QTRY_VERIFY(rig.field()->isVisible());
    rig.composer.setChat(rig.b);
    rig.session.editSummary(rig.b, [](ChatSummary &chat) { chat.left = true; });
    rig.session.flush();
    QVERIFY(!rig.field()->isVisible());
    QVERIFY(shows(&rig.composer, "no longer a member"));
    rig.composer.setChat(rig.a);
    QVERIFY(rig.field()->isVisible());
}

// ---- emoji ----

void TestComposer::shortcodes()
{
    Rig rig;
    rig.type("hi :ta");
    auto *popup = rig.composer.window()->findChild<ShortcodePopup *>();
    QVERIFY(popup && popup->isVisible());
    QVERIFY(popup->count() > 1);
    QVERIFY(rig.field()->hasFocus());
    rig.key(Qt::Key_Escape);
    QVERIFY(!popup->isVisible());
    rig.type("d");
    QVERIFY(popup->isVisible());
    rig.key(Qt::Key_Return); // takes the first, does not send
    QCOMPARE(rig.sends(), 0);
    QVERIFY(rig.field()->text().startsWith("hi "));
    QVERIFY(!rig.field()->text().contains(u':'));
    rig.field()->setText({});
    rig.type(":tada:");
    QCOMPARE(rig.field()->text(), QString::fromUtf8("🎉"));
    rig.field()->setText({});
    rig.type("at 12:30: std::move");
    QCOMPARE(rig.field()->text(), QStringLiteral("at 12:30: std::move"));
    QVERIFY(!popup->isVisible());
}

void TestComposer::emojiSearch()
{
    const EmojiData data;
    QVERIFY(data.all().size() > 1500);
    const auto texts = [&](const QList<int> &found) {
        QStringList list;
        for (const int i : found)
            list.append(data.all()[i].text);
        return list;
    };
    QVERIFY(texts(data.search("lantern")).contains(QString::fromUtf8("🏮")));
    QVERIFY(texts(data.search("red heart")).contains(QString::fromUtf8("❤️")));
    QVERIFY(data.search("xyzzy").isEmpty());
    QVERIFY(data.search("  ").isEmpty());
    QVERIFY(data.search("a").size() <= 200);
    QCOMPARE(data.all()[data.byCode("tada").first()].text, QString::fromUtf8("🎉"));
    QVERIFY(data.exactCode("+1"));
    QVERIFY(!data.exactCode("nothing_like_this"));
    QVERIFY(data.categoryCount() == 9);
}

void TestComposer::emojiPicker()
{
    Rig rig;
    rig.type("ab");
    rig.key(Qt::Key_Left);
    click(named(&rig.composer, "Emoji"));
    auto *picker = rig.composer.findChild<EmojiPicker *>();
    QVERIFY(picker);
    QTRY_VERIFY(picker->isVisible());
    QTest::keyClicks(picker->searchField(), "party");
    QVERIFY(!picker->grid()->isEmpty());
    const auto first = picker->grid()->currentEmoji();
    QTest::keyClick(picker->searchField(), Qt::Key_Right);
    const auto second = picker->grid()->currentEmoji();
    QVERIFY(second != first);
    QTest::keyClick(picker->searchField(), Qt::Key_Return);
    QTRY_VERIFY(!picker->isVisible());
    QCOMPARE(rig.field()->text(), u'a' + second + u'b'); // at the caret
    QCOMPARE(RecentEmoji(&rig.ui.settings).list().value(0), second);
    click(named(&rig.composer, "Emoji"));
    QTRY_VERIFY(picker->isVisible());
    QCOMPARE(picker->grid()->itemText(0), EmojiData().find(second)->name); // the recent ones come first
    QTest::keyClicks(picker->searchField(), "xyzzy");
    QVERIFY(picker->grid()->isEmpty());
    QTest::keyClick(picker->searchField(), Qt::Key_Escape);
    QTRY_VERIFY(!picker->isVisible());
}

void TestComposer::everythingHasAName()
{
    Rig rig;
    QCOMPARE(unnamedFocusables(&rig.composer), QStringList());
    const auto order = tabOrder(&rig.composer);
    QVERIFY(order.contains("Message"));
    QVERIFY(order.contains("Emoji"));
}

QTEST_MAIN(TestComposer)
#include "test_composer.moc"
