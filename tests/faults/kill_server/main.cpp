#include "tests/faults/harness/server_history.h"
#include "tests/faults/harness/server_process.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QHash>
#include <QRandomGenerator>
#include <QTextStream>
#include <array>
#include <atomic>
#include <csignal>
#include <thread>

using namespace confab;
using namespace confab::tests;

// kill-server: clients send as fast as they are answered, the server dies by SIGKILL at a random moment, starts again
// and is asked for its history: whatever it acknowledged has to be there, at the seq that it named, once (L1, L2, L3).

namespace {

constexpr int clientCount = 4;
constexpr int window = 16; // sends without an answer, per client
constexpr int fullCheckEvery = 20; // rounds; others look at what is new

QTextStream &out()
{
    static QTextStream stream(stdout);
    return stream;
}

struct Figures {
    qint64 acknowledged = 0;
    qint64 repeated = 0; // sent again with their cid after a kill
    qint64 duplicates = 0; // … of which the server had stored before it died
    qint64 checked = 0;
};

// What a client knows of one chat.
struct Acknowledged {
    ChatId chat;
    Cid cid;
    Seq seq;
};

class Sender {
public:
    Sender()
        : device(subprotocolCbor)
    {
    }

    // After a new connection: what was not answered goes again, as an outbox does it.
    void repeatUnanswered(Figures &figures)
    {
        const QList<Send> again = m_open.values();
        m_open.clear();
        for (const Send &send : again)
            post(send);
        figures.repeated += again.size();
    }
    void fill(const QList<ChatId> &chats, QRandomGenerator &random)
    {
        while (m_open.size() < window && device.wire.socket().state() == QAbstractSocket::ConnectedState)
            post(device.message(chats.at(random.bounded(int(chats.size()))), QByteArray(random.bounded(1, 800), 'x')));
    }
    // Takes what has arrived.
    void takeAnswers(Figures &figures, QStringList &problems)
    {
        while (const auto frame = device.wire.frame(std::chrono::milliseconds(1))) {
            if (!frame->i || !m_open.contains(*frame->i))
                continue;
            const Send send = m_open.take(*frame->i);
            if (frame->e) {
                problems += QStringLiteral("a send was refused: ") + frame->e->msg;
                continue;
            }
            const auto reply = bodyAs<Appended>(*frame);
            if (!reply) {
                problems += QStringLiteral("an answer that cannot be read");
                continue;
            }
            figures.duplicates += reply->dup;
            acknowledged.append({send.chat, send.cid, reply->seq});
        }
    }
    bool isIdle() const { return m_open.isEmpty(); }

    TestDevice device;
    QList<Acknowledged> acknowledged; // not yet found in the history

private:
    void post(const Send &send)
    {
        const quint32 i = ++m_number;
        m_open.insert(i, send);
        device.wire.sendFrame(encodeRequest(i, send, device.wire.encoding()));
    }

    QMap<quint32, Send> m_open; // in the order of sending
    quint32 m_number = 1'000'000; // apart from WireClient's own
};

class Run {
public:
    Run(const QString &program, quint32 seed)
        : m_server(program)
        , m_random(seed)
    {
    }

    bool prepare()
    {
        if (!m_server.start())
            return fail(QStringLiteral("the server did not start"));
        for (int n = 0; n < clientCount; ++n)
            if (!m_senders[n].device.registerAt(m_server.port(), QStringLiteral("sender%1").arg(n)))
                return fail(QStringLiteral("no account for sender %1").arg(n));
        ChatCreate group;
        group.kind = ChatKind::Group;
        group.cid = newCid();
        for (int n = 1; n < clientCount; ++n)
            group.members.append(m_senders[n].device.user());
        const auto created = m_senders[0].device.wire.ask(group);
        if (!created)
            return fail(QStringLiteral("no group"));
        m_group = created->chat;
        for (int n = 0; n < clientCount; n += 2) {
            const auto direct = m_senders[n].device.chatWith(m_senders[n + 1].device);
            if (!direct)
                return fail(QStringLiteral("no direct chat"));
            m_chats[n] = m_chats[n + 1] = {m_group, *direct};
        }
        return true;
    }

    bool round(int number, bool last)
    {
        sendUntilKilled();
        if (!m_server.start())
            return fail(QStringLiteral("the server did not start again"));
        for (Sender &sender : m_senders)
            if (!sender.device.authenticateAt(m_server.port()))
                return fail(QStringLiteral("a device could not come back"));
        if (last)
            settle();
        const bool whole = last || number % fullCheckEvery == 0;
        for (int n = 0; n < clientCount; n += 2)
            checkChat(m_chats[n].at(1), n, whole);
        checkChat(m_group, 0, whole);
        for (const Sender &sender : m_senders)
            if (!sender.acknowledged.isEmpty())
                m_problems += QStringLiteral("%1 acknowledged messages are lost").arg(sender.acknowledged.size());
        return m_problems.isEmpty();
    }

    const QStringList &problems() const { return m_problems; }
    const Figures &figures() const { return m_figures; }

private:
    bool fail(const QString &problem)
    {
        m_problems += problem;
        return false;
    }

    // The kill comes from a thread of its own, so that it does not fall between two steps of the clients.
    void sendUntilKilled()
    {
        for (Sender &sender : m_senders)
            sender.repeatUnanswered(m_figures);
        const auto delay = std::chrono::microseconds(m_random.bounded(1'000, 400'000));
        std::atomic<bool> dead {false};
        const std::jthread killer([delay, pid = pid_t(m_server.pid()), &dead] {
            std::this_thread::sleep_for(delay);
            ::kill(pid, SIGKILL);
            dead = true;
        });
        while (!dead)
            for (int n = 0; n < clientCount; ++n) {
                m_senders[n].fill(m_chats[n], m_random);
                m_senders[n].takeAnswers(m_figures, m_problems);
            }
        m_server.kill(); // reaps it
        for (Sender &sender : m_senders)
            sender.takeAnswers(m_figures, m_problems); // what it said before it died
    }

    // With the server alive: everything that is still open gets its answer.
    void settle()
    {
        for (Sender &sender : m_senders)
            sender.repeatUnanswered(m_figures);
        QElapsedTimer timer;
        timer.start();
        for (Sender &sender : m_senders)
            while (!sender.isIdle() && timer.elapsed() < 30'000)
                sender.takeAnswers(m_figures, m_problems);
        for (const Sender &sender : m_senders)
            if (!sender.isIdle())
                m_problems += QStringLiteral("messages without an answer from a server that lives");
    }

    void checkChat(const ChatId &chat, int reader, bool whole)
    {
        QMap<qint64, Cid> &known = m_known[chat];
        const Seq after = whole || known.isEmpty() ? Seq() : Seq(known.lastKey());
        const auto events = readHistory(m_senders[reader].device, chat, after);
        if (!events) {
            m_problems += QStringLiteral("history could not be read");
            return;
        }
        m_problems += problemsOf(*events, after);
        if (whole && events->size() < known.size())
            m_problems += QStringLiteral("history has become shorter");
        m_figures.checked += events->size();
        QHash<Cid, Seq> &places = m_places[chat];
        for (const Event &event : *events) {
            const auto before = known.constFind(event.seq.value);
            if (before != known.constEnd() && *before != event.cid)
                m_problems += QStringLiteral("seq %1 is another message than before").arg(event.seq.value);
            known.insert(event.seq.value, event.cid);
            if (event.cid.isNull())
                continue;
            if (places.value(event.cid, event.seq) != event.seq)
                m_problems += QStringLiteral("a cid stands at two places: %1").arg(event.seq.value);
            places.insert(event.cid, event.seq);
        }
        for (Sender &sender : m_senders)
            m_figures.acknowledged += sender.acknowledged.removeIf([&](const Acknowledged &message) {
                return message.chat == chat && places.value(message.cid) == message.seq;
            });
    }

    ServerProcess m_server;
    QRandomGenerator m_random;
    std::array<Sender, clientCount> m_senders;
    std::array<QList<ChatId>, clientCount> m_chats;
    ChatId m_group;
    QHash<ChatId, QMap<qint64, Cid>> m_known; // by seq, as the history showed it once
    QHash<ChatId, QHash<Cid, Seq>> m_places;
    QStringList m_problems;
    Figures m_figures;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Kills a loaded server again and again and looks for what it lost."));
    parser.addHelpOption();
    const bool full = qEnvironmentVariableIntValue("CONFAB_FULL") != 0;
    parser.addOptions({{QStringLiteral("rounds"), QStringLiteral("Kills."), QStringLiteral("number"),
                           full ? QStringLiteral("200") : QStringLiteral("5")},
        {QStringLiteral("seed"), QStringLiteral("Of the moments and messages."), QStringLiteral("number"), QStringLiteral("1")},
        {QStringLiteral("server"), QStringLiteral("Path of confab-server."), QStringLiteral("file"),
            QStringLiteral(CONFAB_SERVER_PROGRAM)}});
    parser.process(app);

    const int rounds = parser.value(QStringLiteral("rounds")).toInt();
    QElapsedTimer timer;
    timer.start();
    Run run(parser.value(QStringLiteral("server")), parser.value(QStringLiteral("seed")).toUInt());
    int done = 0;
    bool good = run.prepare();
    while (good && done < rounds) {
        ++done;
        good = run.round(done, done == rounds);
    }
    const Figures &figures = run.figures();
    out() << "kill-server: rounds " << done << ", acknowledged " << figures.acknowledged << ", sent again "
          << figures.repeated << ", of these already stored " << figures.duplicates << ", events checked "
          << figures.checked << ", problems " << run.problems().size() << ", seed " << parser.value(QStringLiteral("seed"))
          << ", " << timer.elapsed() << " ms" << Qt::endl;
    for (const QString &problem : run.problems().mid(0, 20))
        out() << "  " << problem << Qt::endl;
    return good && figures.acknowledged > 0 ? 0 : 1;
}
