#include "tests/support/profile_generator.h"

#include "core/crypto/key_file.h"
#include "core/profile/profile_files.h"
#include "core/profile/sealed_key_vault.h"
#include "core/protocol/derive.h"
#include "core/store/database.h"
#include "core/store/writer.h"

#include <QDateTime>
#include <random>

namespace confab::test {

namespace {

constexpr int people = 40;
constexpr int batch = 500;

const char *const firstNames[] = {"Ada", "Bo", "Chloé", "Dmitri", "Esra", "Femi", "Grete", "Hiro", "Inés", "Jonas", "Kavya", "Liam",
    "Mei", "Noor", "Olu", "Priya", "Quentin", "Rosa", "Samir", "Tove"};
const char *const lastNames[] = {"Lund", "Okafor", "Tanaka", "Weiss", "Moreau", "Petrov", "Rao", "Silva", "Novak", "Kim"};
const char *const words[] = {"the", "boat", "leaves", "at", "nine", "tomorrow", "we", "could", "meet", "near", "harbour", "and", "bring",
    "coffee", "was", "lovely", "to", "see", "you", "again", "did", "they", "send", "that", "picture", "from", "Lisbon", "yes", "maybe",
    "after", "work", "I", "will", "call", "when", "train", "is", "in", "so", "good", "idea", "let", "us", "know", "soon", "thanks"};
const char *const groups[] = {"Sailing club", "Kitchen rota", "Book circle", "Night shift", "Cousins", "Allotment", "Film evening"};

template <typename T, std::size_t N>
QString pick(std::mt19937 &random, T (&list)[N])
{
    return QString::fromUtf8(list[random() % N]);
}

template <typename IdType>
IdType makeId(quint32 seed, quint8 kind, quint32 n)
{
    std::mt19937 random(seed * 2'654'435'761U + kind * 97U + n);
    IdType id;
    for (std::size_t i = 0; i < IdType::size; ++i)
        id.data()[i] = std::uint8_t(random());
    return id;
}

QString sentence(std::mt19937 &random)
{
    QStringList list;
    const int length = 3 + int(random() % 22);
    for (int i = 0; i < length; ++i)
        list.append(pick(random, words));
    return list.join(QLatin1Char(' '));
}

UserId person(const ProfilePlan &plan, int n)
{
    return makeId<UserId>(plan.seed, 1, quint32(n));
}

struct ChatPlan {
    ChatHead head;
    QList<UserId> members;
    qint64 newest = 0;
};

ChatPlan planChat(const ProfilePlan &plan, const Owner &owner, int n, std::mt19937 &random)
{
    ChatPlan chat;
    const bool group = n % 4 == 3;
    chat.head.chat = plannedChat(plan, n);
    chat.head.kind = group ? ChatKind::Group : ChatKind::Direct;
    chat.members = {owner.user};
    const int others = group ? 3 + int(random() % 9) : 1;
    for (int i = 0; i < others; ++i)
        chat.members.append(person(plan, group ? int(random() % people) : people + n));
    for (const UserId &user : std::as_const(chat.members))
        chat.head.members.append({user, user == owner.user ? Role::Admin : Role::Member, Seq(1)});
    chat.head.memberCount = chat.head.members.size();
    chat.head.memberVersion = 1;
    chat.head.me.role = Role::Admin;
    chat.head.me.joined = Seq(1);
    chat.head.me.accepted = true;
    chat.newest = plan.newest - qint64(n) * 1'700'000 - qint64(random() % 600'000);
    return chat;
}

OpenedEvent event(const ProfilePlan &plan, const ChatPlan &chat, int seq, EventKind kind, int from, Vi &vi)
{
    OpenedEvent opened;
    Event &e = opened.event;
    e.chat = chat.head.chat;
    e.seq = Seq(seq);
    vi = isCountable(kind) ? vi.next() : vi;
    e.vi = vi;
    e.ts = chat.newest - qint64(plan.messages - seq) * 240'000;
    e.from = chat.members.at(from);
    e.dev = makeId<DeviceId>(plan.seed, 2, quint32(qHash(e.from) & 0xffff));
    e.cid = makeId<Cid>(plan.seed, 3, quint32(qHash(e.chat) * 31 + quint32(seq)));
    e.kind = kind;
    opened.content.emplace();
    return opened;
}

QList<OpenedEvent> planEvents(const ProfilePlan &plan, const ChatPlan &chat, std::mt19937 &random)
{
    QList<OpenedEvent> events;
    Vi vi;
    for (int seq = 1; seq <= plan.messages; ++seq) {
        const int from = int(random() % quint32(chat.members.size()));
        const quint32 dice = random() % 100;
        if (seq == 1) {
            OpenedEvent opened = event(plan, chat, seq, EventKind::Sys, 0, vi);
            opened.event.from = {};
            opened.event.dev = {};
            opened.event.cid = {};
            opened.content->what = QStringLiteral("created");
            opened.content->by = chat.members.first();
            opened.content->users = chat.members.mid(1);
            events.append(opened);
        } else if (seq == 2 && chat.head.kind == ChatKind::Group) {
            OpenedEvent opened = event(plan, chat, seq, EventKind::Meta, 0, vi);
            opened.content->title = pick(random, groups);
            events.append(opened);
        } else if (plan.acts && seq > 4 && seq < plan.messages - 1 && dice < 5) {
            OpenedEvent opened = event(plan, chat, seq, EventKind::React, from, vi);
            opened.content->target = Seq(seq - 1 - int(random() % 2));
            opened.content->text = QStringLiteral("👍");
            events.append(opened);
        } else {
            OpenedEvent opened = event(plan, chat, seq, EventKind::Msg, from, vi);
            opened.content->text = sentence(random);
            if (dice > 95 && seq > 5)
                opened.content->reply = Quote {Seq(seq - 3), chat.members.last(), sentence(random).left(80), {}};
            events.append(opened);
        }
    }
    return events;
}

void addPeople(StoreTransaction &t, const ProfilePlan &plan)
{
    std::mt19937 random(plan.seed);
    for (int n = 0; n < people + plan.chats; ++n) {
        Contact contact;
        contact.user = person(plan, n);
        contact.name = pick(random, firstNames) + QLatin1Char(' ') + pick(random, lastNames);
        contact.username = QStringLiteral("person.%1").arg(n);
        contact.aik = makeId<PublicKey>(plan.seed, 4, quint32(n));
        t.putContact(contact);
    }
}

} // namespace

Owner plannedOwner(const ProfilePlan &plan)
{
    return {makeId<UserId>(plan.seed, 5, 0), makeId<DeviceId>(plan.seed, 5, 1)};
}

namespace {

AccountKeysPtr benchKeys(const QString &server)
{
    const AccountKey account = AccountKey::generate();
    const DeviceKey device = DeviceKey::generate();
    auto keys = std::make_shared<AccountKeys>();
    keys->aikSeed = account.seed().clone();
    keys->deviceSeed = device.seed().clone();
    keys->user = account.user();
    keys->device = account.certify(newDeviceId(), device.publicKey(), QDateTime::currentMSecsSinceEpoch(), QStringLiteral("bench"));
    keys->server = server;
    keys->username = QStringLiteral("bench");
    keys->name = QStringLiteral("Bench");
    keys->registered = true;
    return keys;
}

} // namespace

Result<Owner, VaultError> generateAccount(const OpenProfilePtr &profile, const QString &server)
{
    const AccountKeysPtr keys = benchKeys(server);
    if (auto created = SealedKeyVault(profile).create(keys).result(); !created)
        return Failure {created.error()};
    return Owner {keys->user, keys->device.id};
}

Result<Owner, VaultError> generatePlainAccount(const QString &folder, const QString &server)
{
    const AccountKeysPtr keys = benchKeys(server);
    if (!makePrivateFolder(folder)
        || writePrivateFile(profile::pathOf(folder, profile::plainKeys), keyFileOf(*keys), false) != WriteOutcome::Written)
        return Failure {VaultError {VaultError::Kind::Io, QStringLiteral("the keys could not be written")}};
    return Owner {keys->user, keys->device.id};
}

ChatId plannedChat(const ProfilePlan &plan, int n)
{
    return makeId<ChatId>(plan.seed, 6, quint32(n));
}

std::unique_ptr<CipherVfs> plannedCipher(const ProfilePlan &plan)
{
    return plan.sealed ? CipherVfs::create(*SymmetricKey::fromBytes(QByteArray(32, char(plan.seed)))) : nullptr;
}

Result<Done, StoreError> generateProfile(
    const QString &folder, const Owner &owner, const ProfilePlan &plan, std::unique_ptr<CipherVfs> cipher)
{
    auto database = Database::open(folder, owner, std::move(cipher));
    if (!database)
        return Failure {database.error()};
    auto opened = (*database)->writer();
    if (!opened)
        return Failure {opened.error()};
    StoreWriter &writer = **opened;
    const auto run = [&](const StoreWriter::Body &body) { return writer.transaction(StoreWriter::Durability::Normal, body); };

    if (auto done = run([&](StoreTransaction &t) { addPeople(t, plan); }); !done)
        return Failure {done.error()};
    std::mt19937 random(plan.seed);
    for (int n = 0; n < plan.chats; ++n) {
        ChatPlan chat = planChat(plan, owner, n, random);
        const QList<OpenedEvent> events = planEvents(plan, chat, random);
        const Seq head(events.size());
        if (auto done = run([&](StoreTransaction &t) { t.applyHead(chat.head); }); !done)
            return Failure {done.error()};
        for (qsizetype i = 0; i < events.size(); i += batch) {
            const auto part = events.mid(i, batch);
            auto done = run([&](StoreTransaction &t) {
                t.applyEvents(chat.head.chat, part, SeqRange {part.first().event.seq, part.last().event.seq});
                if (i + batch < events.size())
                    return;
                const int unread = n < plan.unreadChats ? 1 + int(random() % 9) : 0;
                t.markRead(chat.head.chat, Seq(head.value - unread));
                for (const UserId &user : chat.members.mid(1))
                    t.applyMarks({chat.head.chat, user, head, Seq(head.value - int(random() % 3)), chat.newest, {}});
            });
            if (!done)
                return Failure {done.error()};
        }
    }
    return Done {};
}

} // namespace confab::test
