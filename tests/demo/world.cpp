#include "tests/demo/stage.h"
#include "tests/demo/props.h"
#include "tests/demo/waiting.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>

using namespace confab;

namespace demo {

namespace {

constexpr qint64 minute = 60'000;
constexpr qint64 day = 24 * 60 * minute;

//! The script's last minute is the moment the world is made: "10:40" is now, "-1d 18:02" the evening before.
qint64 timeOf(const QString &at, qint64 now)
{
    const auto parts = at.split(' ');
    const qint64 days = parts.size() == 2 ? parts[0].mid(1).chopped(1).toInt() : 0;
    const auto clock = parts.last().split(':');
    const qint64 minutes = clock[0].toInt() * 60 + clock[1].toInt();
    return now - days * day - (10 * 60 + 40 - minutes) * minute;
}

//! Plays one chat of the script.
class ChatPlayer {
public:
    ChatPlayer(Stage &stage, StageClock &clock, const QJsonObject &script, const QJsonArray &fillers, qint64 now)
        : m_stage(stage)
        , m_clock(clock)
        , m_script(script)
        , m_fillers(fillers)
        , m_now(now)
        , m_random(quint32(qHash(script["title"].toString() + script["direct"].toArray().at(1).toString())))
    {
        for (const QJsonValue &id : script[script.contains(QLatin1String("direct")) ? "direct" : "members"].toArray())
            m_people.append(id.toString());
    }

    bool play()
    {
        const QJsonArray messages = m_script["messages"].toArray();
        const qint64 first = timeOf(messages.first()["at"].toString(), m_now);
        m_clock.set(first - 40 * day);
        return create() && playHistory(first) && playMessages(messages) && playMarks() && settle();
    }

private:
    Session *at(const QString &id) const { return m_stage.session(id); }
    UserId user(const QString &id) const { return at(id)->self().user; }

    bool create()
    {
        Session *owner = at(m_people.first());
        std::optional<ChatId> chat;
        if (m_script.contains(QLatin1String("direct"))) {
            chat = await(owner->openDirect(user(m_people[1])));
        } else {
            QList<UserId> others;
            for (const QString &id : m_people.mid(1))
                others.append(user(id));
            const QString title = m_script["title"].toString(), about = m_script["about"].toString();
            chat = await(owner->createGroup(title, others));
            if (chat && !about.isEmpty())
                owner->setGroupInfo(*chat, title, about);
        }
        if (!chat)
            return false;
        m_chat = *chat;
        // created; of a group also its title, and what it is about
        m_head = Seq(1 + !m_script["title"].toString().isEmpty() + !m_script["about"].toString().isEmpty());
        return waitFor([&] { return std::all_of(m_people.begin(), m_people.end(), [&](const QString &id) { return knows(id); }); });
    }

    //! Whether that person's device holds all that was said here so far.
    bool knows(const QString &id) const
    {
        const auto chat = at(id)->chat(m_chat);
        return chat && chat->stored >= m_head;
    }
    //! Waits for the server's answers to `events` more events of that person.
    bool said(const QString &who, int events = 1)
    {
        m_head = Seq(m_head.value + events);
        return waitFor([&] { return knows(who); });
    }

    //! Small talk of the weeks before, in runs of one to three messages.
    bool playHistory(qint64 until)
    {
        const int count = m_script["history"].toInt();
        for (int sent = 0; sent < count;) {
            const qint64 ts = until - day / 4 - (count - sent) * 35 * day / std::max(count, 400);
            m_clock.set(ts);
            const QString who = m_people[int(m_random.bounded(quint32(m_people.size())))];
            const int run = std::min(1 + int(m_random.bounded(3u)), count - sent);
            for (int i = 0; i < run; ++i)
                at(who)->send(m_chat, {m_fillers[int(m_random.bounded(quint32(m_fillers.size())))].toString(), {}});
            sent += run;
            if (!said(who, run))
                return false;
        }
        return true;
    }

    bool playMessages(const QJsonArray &messages)
    {
        QList<Quote> quotes; // what a reply may refer to: -1 is the message before it
        for (const QJsonValue &message : messages) {
            const QString who = message["from"].toString(), text = message["text"].toString();
            m_clock.set(timeOf(message["at"].toString(), m_now));
            OutgoingMessage outgoing {text, {}};
            if (const int back = -message["reply"].toInt(); back > 0 && back <= quotes.size())
                outgoing.reply = quotes[quotes.size() - back];
            for (const QJsonValue &prop : message["media"].toArray())
                if (auto media = makeProp(prop.toObject()))
                    outgoing.media.append(*std::move(media));
            at(who)->send(m_chat, outgoing);
            if (!said(who))
                return false;
            const Seq seq = m_head;
            const QJsonObject reactions = message["reactions"].toObject();
            for (auto it = reactions.begin(); it != reactions.end(); ++it) {
                for (const QJsonValue &fan : it->toArray()) {
                    if (!waitFor([&] { return knows(fan.toString()); }))
                        return false;
                    at(fan.toString())->react(m_chat, seq, it.key());
                    if (!said(fan.toString()))
                        return false;
                }
            }
            if (const QString edited = message["edit"].toString(); !edited.isEmpty()) {
                at(who)->edit(m_chat, seq, edited);
                if (!said(who))
                    return false;
            }
            quotes.append({seq, user(who), text, {}});
        }
        return true;
    }

    //! "kofi": -1 means that Kofi has read up to the last message, -2 to the one before it.
    bool playMarks()
    {
        const QJsonObject read = m_script["read"].toObject();
        for (auto it = read.begin(); it != read.end(); ++it) {
            Session *session = at(it.key());
            if (!waitFor([&] { return knows(it.key()); }))
                return false;
            session->markRead(m_chat, Seq(std::max<qint64>(1, m_head.value + 1 + it->toInt())));
        }
        // The server notes when marks move: they have to arrive before its clock goes on to another chat.
        return waitFor([&] { return everyoneHasAll(); });
    }

    //! At the first person, whose window is shown: all others have stored the chat, and those who read have said so.
    bool everyoneHasAll() const
    {
        Session *me = at(m_people.first());
        const QJsonObject read = m_script["read"].toObject();
        for (auto it = read.begin(); it != read.end(); ++it) {
            const Seq seq(std::max<qint64>(1, m_head.value + 1 + it->toInt()));
            const auto receipts = await(me->receipts(m_chat, seq));
            if (!receipts)
                return false;
            for (const Receipt &receipt : *receipts)
                if (receipt.user == user(it.key()) && !receipt.readAt)
                    return false;
        }
        return me->chat(m_chat)->recvAll >= m_head;
    }

    //! What only the first person has: draft, pin, mute.
    bool settle()
    {
        Session *me = at(QStringLiteral("ines"));
        if (m_script["pinned"].toBool())
            me->setPinned(m_chat, true);
        if (m_script["muted"].toBool())
            me->setMuted(m_chat, std::numeric_limits<qint64>::max());
        if (const QString text = m_script["draft"].toString(); !text.isEmpty())
            me->setDraft(m_chat, {text, int(text.size()), {}, m_now - 3 * 60 * minute});
        return true;
    }

    Stage &m_stage;
    StageClock &m_clock;
    const QJsonObject m_script;
    const QJsonArray m_fillers;
    const qint64 m_now;
    QRandomGenerator m_random;
    QStringList m_people;
    ChatId m_chat;
    Seq m_head; //!< of all that was said so far
};

} // namespace

bool makeWorld(const QString &folder)
{
    QFile file(QStringLiteral(":/demo/world.json"));
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QJsonObject world = QJsonDocument::fromJson(file.readAll()).object();

    StageClock clock;
    const qint64 now = clock.wallMs();
    Stage stage(folder);
    if (!stage.startServer(&clock))
        return false;
    for (const QJsonValue &person : world["people"].toArray())
        if (!stage.createPerson(person["id"].toString(), person["name"].toString(), person["about"].toString()))
            return false;
    for (const QJsonValue &script : world["chats"].toArray())
        if (!ChatPlayer(stage, clock, script.toObject(), world["fillers"].toArray(), now).play())
            return false;
    return true;
}

} // namespace demo
