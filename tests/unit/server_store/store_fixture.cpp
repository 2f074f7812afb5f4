#include "tests/unit/server_store/store_fixture.h"

#include <QRandomGenerator>

namespace confab::server::test {

namespace {

template <typename IdType>
IdType randomId()
{
    IdType id;
    for (std::size_t i = 0; i < IdType::size; ++i)
        id.data()[i] = std::uint8_t(QRandomGenerator::global()->bounded(256));
    return id;
}

template <typename IdType>
IdType numbered(int n, char tag)
{
    QByteArray bytes(qsizetype(IdType::size), tag);
    bytes.replace(0, 8, QByteArray::number(n).rightJustified(8, '0'));
    return *IdType::fromBytes(bytes);
}

} // namespace

Cid newCid()
{
    return randomId<Cid>();
}
ChatId newChat()
{
    return randomId<ChatId>();
}
PublicKey keyOf(int n)
{
    return numbered<PublicKey>(n, 'k');
}
UserId userOf(int n)
{
    return userIdOf(keyOf(n));
}
DeviceId deviceOf(int n)
{
    return numbered<DeviceId>(n, 'd');
}

StoreFixture::StoreFixture(SqliteOptions options)
    : m_options(std::move(options))
{
    m_options.path = path();
    reopen();
}

StoreFixture::~StoreFixture() = default;

void StoreFixture::reopen()
{
    m_store.reset();
    auto opened = SqliteStore::open(m_options);
    if (!opened)
        qFatal("%s", qPrintable(opened.error()));
    m_store = std::move(*opened);
}

void StoreFixture::close()
{
    m_store->close();
}

UserId StoreFixture::addUser(int n)
{
    NewUser form {userOf(n), {}, false, now};
    form.form.username = QStringLiteral("user%1").arg(n);
    form.form.name = QStringLiteral("User %1").arg(n);
    form.form.aik = keyOf(n);
    form.form.dev.id = deviceOf(n);
    form.form.dev.key = keyOf(n);
    form.form.dev.cert = numbered<Signature>(n, 's'); // the services have looked at it
    if (auto done = await<Done>([&](auto cb) { m_store->registerUser(form, cb); }); !done)
        qFatal("registerUser: %s", qPrintable(done.error().msg));
    return form.user;
}

ChatId StoreFixture::group(const UserId &by, const QList<UserId> &others)
{
    CreateRequest request {by, {ChatKind::Group, newChat(), others, newCid()}, now};
    const auto made = await<CreateOutcome>([&](auto cb) { m_store->createChat(request, cb); });
    if (!made)
        qFatal("createChat: %s", qPrintable(made.error().msg));
    return made.value().created.chat;
}

ChatId StoreFixture::direct(const UserId &by, const UserId &other)
{
    CreateRequest request {by, {ChatKind::Direct, directChatOf(by, other), {other}, newCid()}, now};
    const auto made = await<CreateOutcome>([&](auto cb) { m_store->createChat(request, cb); });
    if (!made)
        qFatal("createChat: %s", qPrintable(made.error().msg));
    return made.value().created.chat;
}

Answer<AppendOutcome> StoreFixture::send(const UserId &from, const DeviceId &dev, const ChatId &chat, const Cid &cid, EventKind kind,
    const QByteArray &body, std::optional<Seq> ref)
{
    AppendRequest request {from, dev, {}, now};
    request.send.chat = chat;
    request.send.cid = cid;
    request.send.kind = kind;
    request.send.body = body;
    request.send.ref = ref;
    return await<AppendOutcome>([&](auto cb) { m_store->append(request, cb); });
}

HistPage StoreFixture::all(const UserId &user, const ChatId &chat)
{
    HistPage out;
    Hist hist;
    hist.chat = chat;
    hist.after = Seq(0);
    for (bool more = true; more;) {
        auto page = await<HistPage>([&](auto cb) { m_store->hist({user, hist}, cb); });
        if (!page)
            qFatal("hist: %s", qPrintable(page.error().msg));
        out.items += page->items;
        out.head = page->head;
        more = page->more;
        hist.after = page->high;
    }
    return out;
}

Answer<SyncPage> StoreFixture::sync(const UserId &user, std::optional<QByteArray> since, qint64 limit, qint64 tail)
{
    SyncRequest request {user, {std::move(since), limit, tail}};
    return await<SyncPage>([&](auto cb) { m_store->sync(request, cb); });
}

std::size_t StoreFixture::mark(const UserId &user, const ChatId &chat, Seq seq, bool read, bool isPrivate)
{
    const auto moved
        = await<MarksOutcome>([&](auto cb) { m_store->moveMarks({user, {ChatSeq {chat, seq}}, read, isPrivate, now}, cb); });
    return moved ? moved.value().moves.size() : 0;
}

Answer<HeadRow> StoreFixture::head(const UserId &user, const ChatId &chat)
{
    return await<HeadRow>([&](auto cb) { m_store->head(user, chat, cb); });
}

void StoreFixture::settle()
{
    (void)await<Done>([&](auto cb) { m_store->addInvite(QStringLiteral("barrier"), cb); });
}

} // namespace confab::server::test
