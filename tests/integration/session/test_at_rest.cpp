#include "tests/integration/session/two_people.h"

#include "core/profile/identity_file.h"
#include "core/profile/key_files.h"
#include "core/profile/profile_folder.h"
#include "core/store/database.h"
#include "core/store/reader.h"
#include "core/store/writer.h"

#include <QBuffer>
#include <QDirIterator>
#include <QImage>
#include <QRegularExpression>

using namespace confab;
using namespace confab::tests;

namespace {

constexpr int wordCount = 10'000;
constexpr int wordsAMessage = 20;

//! Each word begins with what no sealed byte says by chance, so that one search finds them all.
const QString stem = QStringLiteral("zqxjkvwqpz");
QString word(int n) { return stem + QString::number(n); }

//! What is searched for, and why.
struct Needle {
    QByteArray bytes;
    QString what;
};

//! A secret as it is, and as people and programs write it down.
void addSecret(QList<Needle> &needles, const QByteArray &secret, const QString &what)
{
    needles.append({secret, what});
    needles.append({secret.toHex(), what + QStringLiteral(" in hex")});
    needles.append({secret.toHex().toUpper(), what + QStringLiteral(" in HEX")});
    needles.append({secret.toBase64(QByteArray::OmitTrailingEquals), what + QStringLiteral(" in base64")});
    needles.append({secret.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals), what + QStringLiteral(" in base64url")});
}

QList<Needle> needlesForWords()
{
    const QByteArray wide(reinterpret_cast<const char *>(stem.utf16()), stem.size() * 2);
    return {{stem.toUtf8(), QStringLiteral("a word")}, {wide, QStringLiteral("a word in UTF-16")},
        {stem.toUtf8().toHex(), QStringLiteral("a word in hex")}};
}

//! All files of a folder, by their kind: what varies in a name is replaced by a sign.
struct Scan {
    QSet<QString> kinds;
    QStringList found; //!< "file: what"
    qint64 bytes = 0;
};

void scanFolder(const QString &folder, const QList<Needle> &needles, Scan &scan)
{
    static const QRegularExpression hash(QStringLiteral("[0-9a-f]{2}/[0-9a-f]{64}"));
    QDirIterator it(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        const QString name = QDir(folder).relativeFilePath(path);
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            continue; // gone since the folder was listed
        scan.kinds.insert(QString(name).replace(hash, QStringLiteral("#")));
        const QByteArray bytes = file.readAll();
        scan.bytes += bytes.size();
        for (const Needle &needle : needles)
            if (bytes.contains(needle.bytes) || name.toUtf8().contains(needle.bytes))
                scan.found.append(name + QStringLiteral(": ") + needle.what);
    }
}

QByteArray pictureOf(int seed)
{
    QImage image(300, 200, QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            image.setPixel(x, y, qRgb(x * seed, y * seed, x ^ y));
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.data();
}

} // namespace

//! R: nobody who has the profile's folder, and neither its passphrase nor its keyring, reads a word or a key in it.
class TestAtRest : public QObject {
    Q_OBJECT

    //! A profile whose key is kept by a passphrase alone: with the unprotected choice the key would lie there.
    static OpenProfilePtr protectedProfile(const QString &folder)
    {
        const SymmetricKey master = SymmetricKey::random();
        WrappedKey key;
        if (!key.setPassphrase(master, word(0) + QStringLiteral(" passphrase"), {1, 8 * 1024}))
            return nullptr;
        const auto made = profile::establish(folder, master, key, {});
        return made ? *made : nullptr;
    }

    static QList<Needle> secretsOf(const Person &person)
    {
        QList<Needle> needles;
        const OpenProfilePtr profile = person.profile();
        addSecret(needles, profile->master().view().toByteArray(), QStringLiteral("the master key"));
        addSecret(needles, profile->databaseKey().view().toByteArray(), QStringLiteral("the databases' key"));
        const auto identity = profile::readIdentity(person.folder.path(), *profile->cipher());
        if (!identity)
            return {};
        addSecret(needles, identity->keys->aikSeed.view().toByteArray(), QStringLiteral("the account's key"));
        addSecret(needles, identity->keys->deviceSeed.view().toByteArray(), QStringLiteral("the device's key"));
        addSecret(needles, identity->keys->user.toBytes(), QStringLiteral("the account's id"));
        return needles;
    }

    void scanAll(Scan &scan, const QList<Needle> &needles) const
    {
        for (const Person *person : {&m_two.ada, &m_two.bo})
            scanFolder(person->folder.path(), needles, scan);
    }

    //! Rows with files, as a chat shows them.
    static QList<MessageRow> withFiles(const Person &person, const ChatId &chat)
    {
        QList<MessageRow> rows;
        const auto page = settle(person.session->page(chat, {PageRequest::From::Newest, Seq(), 1'000}));
        if (page)
            for (const MessageRow &row : page->rows)
                if (!row.content.media.isEmpty())
                    rows.append(row);
        return rows;
    }

    TwoPeople m_two;

private slots:
    void initTestCase()
    {
        for (Person *person : {&m_two.ada, &m_two.bo}) {
            person->protectedBy = protectedProfile(person->folder.path());
            QVERIFY(person->protectedBy);
        }
        QVERIFY2(m_two.open(), qPrintable(m_two.problem));
    }

    //! The search itself: in a plain profile it finds what it should.
    void theSearchFindsWhatIsInTheClear()
    {
        QTemporaryDir folder;
        const Owner owner {UserId::fromBytes(QByteArray(16, 'u')).value(), DeviceId::fromBytes(QByteArray(16, 'd')).value()};
        {
            auto database = Database::open(folder.path(), owner);
            QVERIFY(database);
            auto writer = (*database)->writer();
            QVERIFY((*writer)->transaction(StoreWriter::Durability::Full, [](StoreTransaction &t) { t.setValue(QStringLiteral("test"), word(1).toUtf8()); }));
        }
        Scan scan;
        scanFolder(folder.path(), needlesForWords(), scan);
        QVERIFY(!scan.found.isEmpty());
    }

    void R_noWordAndNoKeyInAnyFile()
    {
        Session &ada = *m_two.ada.session;
        Session &bo = *m_two.bo.session;
        QList<Needle> needles = needlesForWords();
        needles += secretsOf(m_two.ada);
        needles += secretsOf(m_two.bo);
        QVERIFY(needles.size() > 30);
        Scan scan;
        int used = 100;
        const auto next = [&used] { return word(used++); };

        // Names, of people and groups, and what is said about them.
        QVERIFY(settle(ada.setProfile(next(), next())).has_value());
        QVERIFY(settle(bo.setProfile(next(), next())).has_value());
        const auto group = settle(ada.createGroup(next(), {bo.self().user}));
        QVERIFY(group.has_value());
        ada.setGroupInfo(*group, next(), next());
        // Drafts and settings.
        for (const ChatId &chat : {m_two.chat, *group}) {
            Draft draft;
            draft.text = next();
            ada.setDraft(chat, draft);
            bo.setDraft(chat, draft);
            ada.setMuted(chat, 4'000'000'000'000);
            ada.setPinned(chat, true);
        }
        MediaSettings settings = ada.media().settings();
        settings.cacheBytes += 1;
        ada.media().setSettings(settings);
        // Files: their names, and what is in them.
        for (int i = 0; i < 10; ++i) {
            OutgoingMedia media;
            media.bytes = i % 2 ? pictureOf(i) : next().toUtf8().repeated(5'000 * (i + 1));
            media.kind = i % 2 ? MediaKind::Photo : MediaKind::File;
            media.name = next() + (i % 2 ? QStringLiteral(".png") : QStringLiteral(".txt"));
            ada.send(m_two.chat, {next(), {}, {media}, {}});
        }
        QImage face(100, 100, QImage::Format_RGB32);
        face.fill(Qt::darkCyan);
        QBuffer avatar;
        avatar.open(QIODevice::WriteOnly);
        face.save(&avatar, "PNG");
        QVERIFY(settle(ada.media().setAvatar(avatar.data())).has_value());
        QTRY_VERIFY_WITH_TIMEOUT(bo.contact(ada.self().user).avatar.has_value(), 20'000);
        QVERIFY(settle(bo.media().avatar(ada.self().user, *bo.contact(ada.self().user).avatar)).has_value());
        scanAll(scan, needles);

        // Messages, with all the other words; looked at while they are written.
        int sent = 0;
        while (used < wordCount) {
            QStringList words;
            for (int i = 0; i < wordsAMessage; ++i)
                words.append(next());
            ada.send(sent++ % 2 ? *group : m_two.chat, {words.join(QLatin1Char(' ')), {}});
            if (sent % 100 == 0)
                scanAll(scan, needles);
        }
        QTRY_COMPARE_WITH_TIMEOUT(m_two.ada.summary(m_two.chat).waiting + m_two.ada.summary(*group).waiting, 0, 120'000);
        QTRY_COMPARE_WITH_TIMEOUT(m_two.bo.summary(*group).stored, m_two.ada.summary(*group).head, 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(m_two.bo.summary(m_two.chat).stored, m_two.ada.summary(m_two.chat).head, 60'000);
        const auto rows = withFiles(m_two.bo, m_two.chat);
        QCOMPARE(rows.size(), 10);
        for (const MessageRow &row : rows) {
            const Attachment &attachment = row.content.media.first();
            addSecret(needles, attachment.key.toBytes(), QStringLiteral("a file's key"));
            addSecret(needles, attachment.nonce, QStringLiteral("a file's nonce"));
            QVERIFY(settle(bo.media().bytes(m_two.chat, attachment, 10'000'000)).has_value());
        }
        // An edit and a deletion leave nothing either; and a window that is closed and opened again reads what it wrote.
        const auto own = settle(ada.page(m_two.chat, {PageRequest::From::Newest, Seq(), 5}));
        QVERIFY(own.has_value());
        ada.edit(m_two.chat, own->rows.last().seq, next());
        ada.react(m_two.chat, own->rows.last().seq, QStringLiteral("👍"));
        QTRY_COMPARE(m_two.ada.summary(m_two.chat).waiting, 0);
        scanAll(scan, needles);
        for (Person *person : {&m_two.ada, &m_two.bo})
            QVERIFY(person->close());
        scanAll(scan, needles);
        QVERIFY(m_two.ada.open());
        QCOMPARE(m_two.ada.summary(*group).draft.text.startsWith(stem), true);
        QVERIFY(m_two.ada.texts(*group, 10).last().startsWith(stem));
        scanAll(scan, needles);

        QCOMPARE(scan.found, QStringList());
        QVERIFY(scan.bytes > 20'000'000);
        // Every kind of file that there is; one that is new here has to be thought about first.
        QStringList kinds(scan.kinds.begin(), scan.kinds.end());
        kinds.sort();
        qInfo().noquote() << "file kinds:" << kinds.join(QStringLiteral(", ")) << "- bytes searched:" << scan.bytes;
        const QSet<QString> always {QStringLiteral("identity.db"), QStringLiteral("identity.1.db"), QStringLiteral("master.key"),
            QStringLiteral("master.key.1"), QStringLiteral("master.key.2"), QStringLiteral("profile.db"), QStringLiteral("profile.db-wal"),
            QStringLiteral("profile.db-shm"), QStringLiteral("profile.lock"), QStringLiteral("media/own/#"),
            QStringLiteral("media/received/#"), QStringLiteral("media/avatars/#")};
        QVERIFY2(scan.kinds.contains(always), qPrintable(kinds.join(QLatin1Char(' '))));
        // Seen only if the search comes at the right moment.
        static const QRegularExpression passing(QStringLiteral(
            "^(identity\\.[0-3]\\.db|identity(\\.[0-3])?\\.db-(wal|shm)|master\\.lock|media/(own|received)/#\\.part|media/(own|received|avatars)/#\\.\\w{6})$"));
        for (const QString &kind : std::as_const(kinds))
            QVERIFY2(always.contains(kind) || passing.match(kind).hasMatch(), qPrintable(kind));
    }
};

QTEST_GUILESS_MAIN(TestAtRest)
#include "test_at_rest.moc"
