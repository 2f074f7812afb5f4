#include "core/sync/chat_order.h"
#include "tests/ui/support/fake_session.h"
#include "ui/chatlist/chat_list_model.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace confab;
using namespace confab::test;

namespace {

QList<ChatId> shown(const ChatListModel &model)
{
    QList<ChatId> ids;
    for (int row = 0; row < model.count(); ++row)
        ids.append(model.idAt(row));
    return ids;
}

//! The same list by sorting everything anew: what the incremental one has to equal at all times.
QList<ChatId> sorted(const Session &session, const std::function<bool(const ChatSummary &)> &keep)
{
    QList<ChatSummary> chats = session.chats();
    chats.removeIf([&](const ChatSummary &chat) { return !keep(chat); });
    std::sort(chats.begin(), chats.end(), standsBefore);
    QList<ChatId> ids;
    for (const ChatSummary &chat : chats)
        ids.append(chat.chat);
    return ids;
}

bool notArchived(const ChatSummary &chat)
{
    return !chat.archived;
}

//! A list that does only what the signals say.
class Mirror : public QObject {
public:
    explicit Mirror(ChatListModel *source)
        : model(source)
    {
        rows = shown(*model);
        connect(model, &ChatListModel::reset, this, [this] { rows = shown(*model); });
        connect(model, &ChatListModel::inserted, this, [this](int row) { rows.insert(row, model->idAt(row)); });
        connect(model, &ChatListModel::removed, this, [this](int row) { rows.removeAt(row); });
        connect(model, &ChatListModel::moved, this, [this](int from, int to) { rows.move(from, to); });
    }
    ChatListModel *model;
    QList<ChatId> rows;
};

} // namespace

class TestModel : public QObject {
    Q_OBJECT
private slots:
    void staysInOrderUnderRandomChanges_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 6; ++seed)
            QTest::addRow("%d", seed) << seed;
    }
    void staysInOrderUnderRandomChanges()
    {
        QFETCH(int, seed);
        QRandomGenerator random(seed);
        FakeSession session;
        ChatListModel model(&session);
        Mirror mirror(&model);
        for (int step = 0; step < 300; ++step) {
            const QList<ChatSummary> chats = session.chats();
            const ChatSummary chat = chats[int(random.bounded(chats.size()))];
            session.now += random.bounded(90'000);
            switch (random.bounded(8)) {
            case 0:
                session.setPinned(chat.chat, chat.pinned == 0);
                break;
            case 1:
                session.setArchived(chat.chat, !chat.archived);
                break;
            case 2: {
                Draft draft;
                draft.text = random.bounded(2) ? "half a thought" : "";
                draft.editedAt = session.now;
                session.setDraft(chat.chat, draft);
                break;
            }
            case 3:
                session.readElsewhere(chat.chat, chat.head);
                break;
            case 4:
                if (chats.size() > 4)
                    session.removeChat(chat.chat);
                break;
            case 5:
                session.addGroup(QStringLiteral("Group %1").arg(step), {session.kofi, session.amina});
                break;
            default:
                session.receive(chat.chat, {session.kofi, QStringLiteral("message %1").arg(step)});
            }
            session.flush();
            QCOMPARE(shown(model), sorted(session, notArchived));
            QCOMPARE(mirror.rows, shown(model));
        }
    }

    void onlyCountableMessagesMoveARow()
    {
        FakeSession session;
        ChatListModel model(&session);
        const QList<ChatId> before = shown(model);
        session.receiveReaction(session.withJon, Seq(2), session.jon, QString::fromUtf8("👍"));
        session.setRead(session.withYutong, Seq(99));
        session.flush();
        QCOMPARE(shown(model), before);
    }

    void countsAreOfChatsWithSomethingUnread()
    {
        FakeSession session;
        ChatListModel model(&session);
        QCOMPARE(model.counts().unread, 4);
        QCOMPARE(model.counts().groups, 3);
        QSignalSpy changed(&model, &ChatListModel::countsChanged);
        session.setMarkedUnread(session.withJon, true);
        session.setArchived(session.kitchen, true);
        session.flush();
        QCOMPARE(model.counts().unread, 4);
        QCOMPARE(model.counts().archived, 1);
        QVERIFY(changed.size() >= 1);
    }

    void filters()
    {
        FakeSession session;
        ChatListModel model(&session);
        session.setArchived(session.site, true);
        session.flush();
        model.setFilter(ChatListFilter::Archived);
        QCOMPARE(shown(model), QList<ChatId> {session.site});
        model.setFilter(ChatListFilter::Groups);
        QCOMPARE(shown(model), (QList<ChatId> {session.lantern, session.kitchen}));
        model.setFilter(ChatListFilter::Unread);
        QVERIFY(shown(model).contains(session.withTomasz));
        QVERIFY(!shown(model).contains(session.withJon));
    }

    void theOpenChatStaysAmongTheUnread()
    {
        FakeSession session;
        ChatListModel model(&session);
        model.setFilter(ChatListFilter::Unread);
        model.setOpen(session.withTomasz);
        session.markRead(session.withTomasz, session.chat(session.withTomasz)->head);
        session.flush();
        QVERIFY(model.indexOf(session.withTomasz) >= 0);
        model.setOpen(session.site);
        QVERIFY(model.indexOf(session.withTomasz) < 0);
    }

    void searchLooksInAllChats()
    {
        FakeSession session;
        ChatListModel model(&session);
        session.setArchived(session.withJon, true);
        session.flush();
        model.setQuery("jon");
        QCOMPARE(shown(model), QList<ChatId> {session.withJon}); // archived, and with an accent
        model.setQuery("wal lan");
        QCOMPARE(shown(model), QList<ChatId> {session.lantern}); // words in any order
        model.setQuery("tomasz.w");
        QCOMPARE(shown(model), QList<ChatId> {session.withTomasz}); // by user name
        model.setQuery("nobody at all");
        QCOMPARE(model.count(), 0);
        QVERIFY(!model.isEmpty());
        model.setQuery({});
        QCOMPARE(shown(model), sorted(session, notArchived));
    }

    void rowsWaitWhileAButtonIsDown()
    {
        FakeSession session;
        ChatListModel model(&session);
        const QList<ChatId> before = shown(model);
        model.hold();
        session.receive(session.withHyejin, {session.hyejin, "now"});
        session.removeChat(session.withDmytro);
        session.flush();
        QCOMPARE(shown(model), before);
        model.release();
        QCOMPARE(shown(model), sorted(session, notArchived));
        QVERIFY(shown(model) != before);
    }

    void neighbours()
    {
        FakeSession session;
        ChatListModel model(&session);
        QCOMPARE(model.neighbour(std::nullopt, 1, false), model.idAt(0));
        QCOMPARE(model.neighbour(std::nullopt, -1, false), model.idAt(model.count() - 1));
        QCOMPARE(model.neighbour(model.idAt(0), 1, false), model.idAt(1));
        QCOMPARE(model.neighbour(model.idAt(0), -1, false), std::nullopt);
        const auto unread = model.neighbour(session.lantern, 1, true);
        QVERIFY(unread && ChatListModel::hasUnread(*session.chat(*unread)));
    }

    void searchInTwoThousandChats()
    {
        FakeSession session(FakeSession::Seed::Empty);
        for (int i = 0; i < 2'000; ++i)
            session.addGroup(QStringLiteral("Group %1").arg(i), {});
        ChatListModel model(&session);
        QCOMPARE(model.count(), 2'000);
        int n = 0;
        QBENCHMARK { model.setQuery(QString::number(n++ % 10)); } // a key in the search field
    }
};

QTEST_MAIN(TestModel)
#include "test_model.moc"
