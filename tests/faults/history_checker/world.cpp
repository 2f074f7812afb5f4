#include "tests/faults/history_checker/world.h"

namespace confab::tests {

bool Seat::open()
{
    if (!person.open())
        return false;
    QObject::connect(person.session.get(), &Session::changed, person.session.get(), [this](const ChangeSet &changes) {
        for (const ChatChange &chat : changes.chats)
            for (const MessageRow &row : chat.rows)
                if (row.from == user() && !row.cid.isNull())
                    promised.insert(row.cid, chat.chat);
    });
    return true;
}

World::World(const QString &serverProgram, quint32 seed)
    : m_server(serverProgram)
    , m_seed(seed)
    , m_random(seed)
{
}

QString World::prepare()
{
    if (!m_server.start())
        return QStringLiteral("the server did not start");
    m_proxy = std::make_unique<FaultProxy>(m_server.port(), m_seed);
    const quint16 port = m_proxy->start();
    if (port == 0)
        return QStringLiteral("the proxy did not start");
    for (int n = 0; n < accounts; ++n) {
        Seat &first = m_seats[2 * n];
        first.account = m_seats[2 * n + 1].account = n;
        if (!first.person.registerAt(QStringLiteral("ws://127.0.0.1:%1").arg(port), QStringLiteral("person%1").arg(n))
            || !first.open() || !first.person.online())
            return QStringLiteral("no account for person %1").arg(n);
        if (!link(2 * n, 2 * n + 1))
            return QStringLiteral("no second device for person %1").arg(n);
        m_users.append(first.user());
    }
    for (int n = 0; n < accounts; ++n)
        if (!tests::settle(m_seats[2 * n].person.session->findUser(QStringLiteral("person%1").arg((n + 1) % accounts)))
            || !tests::settle(m_seats[2 * n].person.session->openDirect(m_users.at((n + 1) % accounts))))
            return QStringLiteral("no direct chat for person %1").arg(n);
    if (!tests::settle(m_seats[0].person.session->createGroup(QStringLiteral("all"), {m_users.at(1), m_users.at(2)})))
        return QStringLiteral("no group");
    return {};
}

bool World::link(int oldSeat, int newSeat)
{
    Seat &second = m_seats[newSeat];
    const auto onboarding = makeOnboarding(second.person.profile());
    const std::unique_ptr<LinkRequest> request(onboarding->requestLink(m_seats[oldSeat].person.session->self().server));
    QString code;
    bool shown = false;
    bool linked = false;
    QObject::connect(request.get(), &LinkRequest::codeReady, [&code](const QString &text) { code = text; });
    QObject::connect(request.get(), &LinkRequest::linked, [&linked] { linked = true; });
    if (!QTest::qWaitFor([&code] { return !code.isEmpty(); }, 10'000))
        return false;
    const std::unique_ptr<LinkApproval> approval(m_seats[oldSeat].person.session->approveLink(code));
    QObject::connect(approval.get(), &LinkApproval::digitsReady, [&shown] { shown = true; });
    if (!QTest::qWaitFor([&shown] { return shown; }, 10'000))
        return false;
    approval->confirm();
    return QTest::qWaitFor([&linked] { return linked; }, 10'000) && second.open() && second.person.online();
}

void World::setFaults(double rate)
{
    Faults faults;
    faults.drop = 0.25 * rate;
    faults.duplicate = 0.35 * rate;
    faults.reorder = 0.3 * rate;
    faults.cut = 0.08 * rate;
    faults.blackHole = 0.02 * rate;
    faults.delayMax = std::chrono::milliseconds(rate > 0 ? 15 : 0);
    m_proxy->setFaults(FaultProxy::Way::ToServer, faults);
    m_proxy->setFaults(FaultProxy::Way::ToClient, faults);
}

QString World::run(int operations, double rate)
{
    setFaults(rate);
    for (int n = 0; n < operations; ++n) {
        Seat &seat = m_seats[m_random.bounded(seats)];
        const int fate = m_random.bounded(100);
        if (rate > 0 && fate < 2) {
            if (!restartServer())
                return QStringLiteral("the server did not start again");
        } else if (rate > 0 && fate < 5) {
            if (!reopen(seat))
                return QStringLiteral("a profile did not open again");
        } else {
            operate(seat);
        }
        QTest::qWait(m_random.bounded(40));
    }
    return {};
}

bool World::restartServer()
{
    ++m_kills;
    m_server.kill();
    QTest::qWait(m_random.bounded(200));
    if (!m_server.start())
        return false;
    m_proxy->setServerPort(m_server.port());
    return true;
}

bool World::reopen(Seat &seat)
{
    ++m_crashes;
    seat.person.session.reset(); // without stop()
    return seat.open();
}

void World::operate(Seat &seat)
{
    Session &session = *seat.person.session;
    QList<ChatSummary> chats = session.chats();
    if (chats.isEmpty())
        return;
    std::sort(chats.begin(), chats.end(), [](const auto &a, const auto &b) { return a.chat < b.chat; });
    const ChatSummary chat = chats.at(m_random.bounded(int(chats.size())));
    const int choice = m_random.bounded(100);
    if (chat.failed && !chat.left && choice % 4 == 0)
        session.retry(chat.chat);
    else if (choice < 55 && !chat.left)
        session.send(chat.chat, {QStringLiteral("%1 %2").arg(seat.account).arg(m_random.generate()), {}});
    else if (choice < 75)
        operateOnMessage(seat, chat);
    else if (choice < 85)
        session.markRead(chat.chat, chat.stored);
    else if (choice < 90)
        session.setPinned(chat.chat, m_random.bounded(2) == 1);
    else if (choice < 93)
        session.setMuted(chat.chat, m_random.bounded(2) * 4'000'000'000'000);
    else if (choice < 95)
        session.createGroup(QStringLiteral("group %1").arg(m_random.generate()), {anyone()});
    else if (chat.kind == ChatKind::Group && !chat.left)
        operateOnGroup(seat, chat);
}

void World::operateOnMessage(Seat &seat, const ChatSummary &chat)
{
    Session &session = *seat.person.session;
    const auto page = tests::settle(session.page(chat.chat, {PageRequest::From::Newest, Seq(), 30}));
    if (!page || page->rows.isEmpty() || chat.left)
        return;
    const MessageRow &row = page->rows.at(m_random.bounded(int(page->rows.size())));
    if (row.seq == Seq() || row.kind != EventKind::Msg || row.deleted)
        return;
    const int choice = m_random.bounded(3);
    if (choice == 0 || row.from != seat.user())
        session.react(chat.chat, row.seq, m_random.bounded(3) ? QStringLiteral("👍") : QString());
    else if (choice == 1)
        session.edit(chat.chat, row.seq, QStringLiteral("edited %1").arg(m_random.generate()));
    else
        session.redact(chat.chat, row.seq);
}

void World::operateOnGroup(Seat &seat, const ChatSummary &chat)
{
    const UserId user = anyone();
    const int choice = m_random.bounded(3);
    if (choice == 0)
        seat.person.session->changeMembers(chat.chat, {user}, {}, {});
    else if (choice == 1 && user != seat.user())
        seat.person.session->changeMembers(chat.chat, {}, {user}, {});
    else if (choice == 2)
        seat.person.session->leave(chat.chat);
}

QString World::restless(bool failedMayWait) const
{
    QHash<ChatId, Seq> heads;
    for (int pass = 0; pass < 2; ++pass)
        for (int n = 0; n < seats; ++n) {
            const Session &session = *m_seats[n].person.session;
            if (session.connection().phase != ConnectionPhase::Online)
                return QStringLiteral("device %1 is not online").arg(n);
            for (const ChatSummary &chat : session.chats()) {
                const QString name = QStringLiteral("device %1, chat %2: ").arg(n).arg(chat.chat.toText());
                if (chat.waiting > 0 && !(chat.failed && (failedMayWait || chat.left)))
                    return name + QStringLiteral("%1 wait").arg(chat.waiting);
                if (chat.left)
                    continue;
                if (chat.stored != chat.head)
                    return name + QStringLiteral("stored %1 of %2").arg(chat.stored.value).arg(chat.head.value);
                Seq &head = heads[chat.chat];
                if (pass == 0)
                    head = std::max(head, chat.head);
                else if (head != chat.head)
                    return name + QStringLiteral("head %1, others have %2").arg(chat.head.value).arg(head.value);
            }
        }
    for (int n = 0; n < seats; n += 2)
        for (const ChatSummary &one : m_seats[n].person.session->chats())
            for (const ChatSummary &other : m_seats[n + 1].person.session->chats())
                if (one.chat == other.chat && !one.left && one.unread != other.unread)
                    return QStringLiteral("device %1, chat %2: %3 unread after seq %4, the other device has %5 after %6")
                        .arg(n).arg(one.chat.toText()).arg(one.unread).arg(one.read.value).arg(other.unread).arg(other.read.value);
    return {};
}

QString World::quiet(bool failedMayWait) const
{
    // Quiet has to last: an answer may still be on its way.
    QElapsedTimer quiet;
    const bool done = QTest::qWaitFor(
        [this, failedMayWait, &quiet] {
            if (!restless(failedMayWait).isEmpty())
                quiet.invalidate();
            else if (!quiet.isValid())
                quiet.start();
            return quiet.isValid() && quiet.elapsed() > 1'500;
        },
        180'000);
    return done ? QString() : QStringLiteral("not quiet after three minutes: ") + restless(failedMayWait);
}

QString World::settle()
{
    m_proxy->clearFaults();
    m_proxy->cutAll(); // also what hangs in a black hole
    for (Seat &seat : m_seats)
        seat.person.session->reconnectNow();
    if (const QString problem = quiet(true); !problem.isEmpty())
        return problem;
    // A message that failed, sent to a chat from which somebody was away, holds back what was done after it. Whoever is
    // back sends it again, as a user would.
    for (Seat &seat : m_seats)
        for (const ChatSummary &chat : seat.person.session->chats())
            if (chat.failed && !chat.left)
                seat.person.session->retry(chat.chat);
    return quiet(false);
}

} // namespace confab::tests
