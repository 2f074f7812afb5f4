#include "core/profile/identity_file.h"
#include "core/profile/open_profile.h"
#include "core/profile/plain_keys.h"
#include "core/profile/profile_files.h"
#include "core/profile/profile_move.h"
#include "core/profile/profile_rotation.h"
#include "core/store/database.h"
#include "core/store/folder_lock.h"
#include "core/store/writer.h"
#include "tests/support/profile_content.h"
#include "tests/support/profile_generator.h"

#include <QTemporaryDir>
#include <QTest>

using namespace confab;
using namespace confab::test;
using profile::pathOf;

namespace {

//! A folder with a profile of an earlier version, and the key it is to get.
class PlainProfile {
public:
    explicit PlainProfile(int chats = 4, int messages = 80)
    {
        ProfilePlan plan;
        plan.chats = chats;
        plan.messages = messages;
        owner = *generatePlainAccount(folder(), QStringLiteral("ws://127.0.0.1:9"));
        generated = bool(generateProfile(folder(), owner, plan));
        content = contentOfProfile(folder(), owner, nullptr);
    }

    QString folder() const { return m_dir.path(); }
    QString path(QLatin1String name) const { return pathOf(folder(), name); }
    QByteArray sealedContent(const SymmetricKey &under) const { return contentOfProfile(folder(), owner, CipherVfs::create(under)); }
    bool hasIdentity(const SymmetricKey &under) const
    {
        const auto read = profile::readIdentity(folder(), *CipherVfs::create(under));
        return read && (*read).keys->user == owner.user && (*read).notice.isEmpty();
    }

    GateResult<Done> move(const profile::WorkWatch &watch = {})
    {
        return profile::movePlainProfile({folder(), key,
                                             [this](const QString &to) -> GateResult<Done> {
                                                 const auto keys = profile::readPlainKeys(folder());
                                                 if (!keys || !profile::makeIdentity(to, *CipherVfs::create(key), **keys))
                                                     return Failure {GateError {}};
                                                 return Done {};
                                             },
                                             [this] {
                                                 committed = true;
                                                 return !refuseCommit;
                                             }},
            watch);
    }
    GateResult<Done> rotate(const SymmetricKey &to, const profile::WorkWatch &watch = {})
    {
        return profile::rotateProfile({folder(), key, to,
                                          [this] {
                                              committed = true;
                                              return !refuseCommit;
                                          }},
            watch);
    }

    Owner owner;
    SymmetricKey key = SymmetricKey::random();
    QByteArray content; //!< before anything was done to it
    bool generated = false;
    bool committed = false;
    bool refuseCommit = false;

private:
    QTemporaryDir m_dir;
};

QStringList filesOf(const QString &folder)
{
    return QDir(folder).entryList(QDir::Files, QDir::Name);
}

QHash<QString, QByteArray> bytesOf(const QString &folder)
{
    QHash<QString, QByteArray> all;
    for (const QString &name : filesOf(folder)) {
        QFile file(QDir(folder).filePath(name));
        if (file.size() > 0 && !name.endsWith(QLatin1String("-shm")) && file.open(QIODevice::ReadOnly))
            all.insert(name, file.readAll());
    }
    return all;
}

int kindOf(const GateResult<Done> &result)
{
    return result ? -1 : int(result.error().kind);
}

} // namespace

//! Moving into the sealed form and rotating the key, without crashes: those are tests/faults/profile.
class TestMove : public QObject {
    Q_OBJECT
private slots:
    void everythingIsThereAfterwards()
    {
        PlainProfile p;
        QVERIFY(p.generated);
        QVERIFY(profile::hasPlainFiles(p.folder()));
        QCOMPARE(kindOf(p.move()), -1);
        QVERIFY(p.committed);
        QVERIFY(!profile::hasPlainFiles(p.folder()));
        QCOMPARE(filesOf(p.folder()), (QStringList {"identity.1.db", "identity.db", "profile.db"}));
        QVERIFY(!p.content.isEmpty());
        QCOMPARE(p.sealedContent(p.key), p.content);
        QVERIFY(p.hasIdentity(p.key));
    }

    //! R: words that stood in the clear stand nowhere afterwards.
    void R_noWordStaysInTheClear()
    {
        PlainProfile p;
        const auto filesWith = [&p](const QByteArray &text) {
            QStringList names;
            const auto all = bytesOf(p.folder());
            for (auto it = all.cbegin(); it != all.cend(); ++it)
                if (it->contains(text))
                    names.append(it.key());
            return names;
        };
        // Of messages, names of people, the schema, the account's keys.
        const QByteArrayList words {"tomorrow", "harbour", "Okafor", "CREATE TABLE", "bench"};
        for (const QByteArray &word : words)
            QVERIFY2(!filesWith(word).isEmpty(), word.constData());
        QCOMPARE(kindOf(p.move()), -1);
        for (const QByteArray &word : words)
            QCOMPARE(filesWith(word), QStringList());
        QCOMPARE(kindOf(p.rotate(SymmetricKey::random())), -1);
        for (const QByteArray &word : words)
            QCOMPARE(filesWith(word), QStringList());
    }

    //! A window that was killed: what it wrote last is only in the log.
    void theLogIsTakenAlong()
    {
        PlainProfile p;
        const QString copy = p.path(profile::messages) + QStringLiteral("-wal");
        QByteArray log, database;
        {
            auto opened = Database::open(p.folder(), p.owner);
            auto writer = (*opened)->writer();
            QVERIFY((*writer)->transaction(StoreWriter::Durability::Full, [](StoreTransaction &t) { t.setSyncCursor("the last word"); }));
            QFile file(copy);
            QVERIFY(file.open(QIODevice::ReadOnly));
            log = file.readAll();
            QFile main(p.path(profile::messages));
            QVERIFY(main.open(QIODevice::ReadOnly));
            database = main.readAll();
        }
        for (const auto &[path, bytes] : {std::pair(copy, log), std::pair(p.path(profile::messages), database)}) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
        }
        QCOMPARE(kindOf(p.move()), -1);
        auto opened = Database::open(p.folder(), p.owner, CipherVfs::create(p.key));
        QVERIFY(opened);
        QCOMPARE((*(*opened)->reader())->syncCursor(), QByteArray("the last word"));
    }

    void leftoversOfEarlierVersionsAreWiped()
    {
        PlainProfile p;
        for (const char *name : {"profile.db.damaged-20250101-101010-000", "profile.db.damaged-20250101-101010-000-wal", "account.keys.tmp-0123456789ab"}) {
            QFile file(p.folder() + QLatin1Char('/') + QLatin1String(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("private words");
        }
        QCOMPARE(kindOf(p.move()), -1);
        QCOMPARE(filesOf(p.folder()), (QStringList {"identity.1.db", "identity.db", "profile.db"}));
    }

    void keysWithoutADatabase()
    {
        PlainProfile p;
        QVERIFY(QFile::remove(p.path(profile::messages)));
        QCOMPARE(kindOf(p.move()), -1);
        QVERIFY(p.hasIdentity(p.key));
        QCOMPARE(filesOf(p.folder()), (QStringList {"identity.1.db", "identity.db"}));
    }

    void aDatabaseWithoutKeys()
    {
        PlainProfile p;
        QVERIFY(QFile::remove(p.path(profile::plainKeys)));
        QCOMPARE(kindOf(p.move()), -1);
        QCOMPARE(p.sealedContent(p.key), p.content);
    }

    void aDamagedDatabaseIsMendedOnTheWay()
    {
        PlainProfile p(6, 300);
        QFile file(p.path(profile::messages));
        const qint64 size = file.size();
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(size / 2);
        file.write(QByteArray(4096, '\x77'));
        file.close();
        QCOMPARE(kindOf(p.move()), -1);
        QVERIFY(p.hasIdentity(p.key));
        QVERIFY(!profile::hasPlainFiles(p.folder())); // nor what was moved aside
        auto opened = Database::open(p.folder(), p.owner, CipherVfs::create(p.key));
        QVERIFY(opened);
        QVERIFY(!(*opened)->notice().isEmpty());
        QCOMPARE((*(*opened)->reader())->summaries().size(), 6);
        opened->reset();
        auto again = Database::open(p.folder(), p.owner, CipherVfs::create(p.key));
        QVERIFY(again);
        QVERIFY((*again)->notice().isEmpty());
    }

    void stoppedAtAnyMomentItChangesNothing()
    {
        PlainProfile p(4, 400);
        const auto before = bytesOf(p.folder());
        for (int call = 0;; ++call) {
            std::atomic_bool stop {false};
            int calls = 0;
            bool finishing = false;
            const auto moved = p.move({[&](const ProfileWork &work) {
                                           finishing = work.step == ProfileWork::Step::Finishing;
                                           stop = stop || calls++ == call;
                                       },
                &stop});
            if (moved) {
                QVERIFY(finishing); // the last word; from then on it cannot be stopped
                QVERIFY(call >= 2);
                break;
            }
            QCOMPARE(kindOf(moved), int(GateError::Kind::Cancelled));
            QVERIFY(!p.committed);
            auto after = bytesOf(p.folder());
            QCOMPARE(after, before);
        }
        QCOMPARE(p.sealedContent(p.key), p.content);
    }

    void progressCountsBytesAndIsThrottled()
    {
        PlainProfile p(20, 400);
        QList<std::pair<ProfileWork, qint64>> told;
        QElapsedTimer timer;
        timer.start();
        const auto moved = p.move({[&](const ProfileWork &work) { told.append({work, timer.elapsed()}); }, nullptr});
        QCOMPARE(kindOf(moved), -1);
        QList<ProfileWork::Step> steps;
        qint64 copied = 0, checked = 0;
        for (const auto &[work, at] : told) {
            if (steps.isEmpty() || steps.last() != work.step)
                steps.append(work.step);
            QVERIFY(work.done >= 0 && work.done <= work.total);
            if (work.step == ProfileWork::Step::Copying)
                copied = work.done;
            if (work.step == ProfileWork::Step::Checking)
                checked = work.done;
        }
        QCOMPARE(steps, (QList {ProfileWork::Step::Copying, ProfileWork::Step::Checking, ProfileWork::Step::Finishing}));
        QCOMPARE(copied, told.at(0).first.total);
        QCOMPARE(checked, copied);
        QVERIFY(told.size() <= 3 + 2 + timer.elapsed() / 100); // first and last of each step, and ten a second
    }

    void aProfileInUseIsLeftAlone()
    {
        PlainProfile p;
        const auto before = bytesOf(p.folder());
        auto lock = FolderLock::take(p.path(profile::databaseLock));
        QVERIFY(lock);
        QCOMPARE(kindOf(p.move()), int(GateError::Kind::Busy));
        QCOMPARE(kindOf(p.rotate(SymmetricKey::random())), int(GateError::Kind::Busy));
        lock->reset();
        QCOMPARE(bytesOf(p.folder()), before);
    }

    //! Whether it counted is for the next opening to see.
    void aCommitThatFailsKeepsBothForms()
    {
        PlainProfile p;
        p.refuseCommit = true;
        QCOMPARE(kindOf(p.move()), int(GateError::Kind::Io));
        QVERIFY(filesOf(p.folder()).contains(QStringLiteral("profile.db.new")));
        QCOMPARE(contentOfProfile(p.folder(), p.owner, nullptr), p.content);
        // It had counted: the key opens what is staged.
        QCOMPARE(kindOf(profile::settle(p.folder(), p.key)), -1);
        QCOMPARE(filesOf(p.folder()), (QStringList {"identity.1.db", "identity.db", "profile.db"}));
        QCOMPARE(p.sealedContent(p.key), p.content);
    }

    void rotationKeepsEverything()
    {
        PlainProfile p;
        QCOMPARE(kindOf(p.move()), -1);
        const SymmetricKey next = SymmetricKey::random();
        QVERIFY(profile::keyFits(p.folder(), p.key));
        QVERIFY(!profile::keyFits(p.folder(), next));
        QCOMPARE(kindOf(p.rotate(next)), -1);
        QVERIFY(!profile::keyFits(p.folder(), p.key));
        QVERIFY(profile::keyFits(p.folder(), next));
        QCOMPARE(filesOf(p.folder()), (QStringList {"identity.1.db", "identity.db", "profile.db"}));
        QCOMPARE(p.sealedContent(next), p.content);
        QVERIFY(p.hasIdentity(next));
        const auto old = CipherVfs::create(p.key);
        for (const QString &name : filesOf(p.folder()))
            QVERIFY2(!old->opens(QDir(p.folder()).filePath(name)), qPrintable(name));
    }

    void rotationStoppedChangesNothing()
    {
        PlainProfile p;
        QCOMPARE(kindOf(p.move()), -1);
        const auto before = bytesOf(p.folder());
        std::atomic_bool stop {true};
        QCOMPARE(kindOf(p.rotate(SymmetricKey::random(), {nullptr, &stop})), int(GateError::Kind::Cancelled));
        QCOMPARE(bytesOf(p.folder()), before);
        QCOMPARE(p.sealedContent(p.key), p.content);
    }

    void rotationOfADamagedProfile()
    {
        PlainProfile p(6, 300);
        QCOMPARE(kindOf(p.move()), -1);
        QFile file(p.path(profile::messages));
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(file.size() / 2);
        file.write(QByteArray(5000, '\x77'));
        file.close();
        const SymmetricKey next = SymmetricKey::random();
        QCOMPARE(kindOf(p.rotate(next)), -1);
        QVERIFY(p.hasIdentity(next));
        QCOMPARE(filesOf(p.folder()), (QStringList {"identity.1.db", "identity.db", "profile.db"})); // under the old key: gone
        auto opened = Database::open(p.folder(), p.owner, CipherVfs::create(next));
        QVERIFY(opened);
        QVERIFY(!(*opened)->notice().isEmpty());
        QCOMPARE((*(*opened)->reader())->summaries().size(), 6);
    }

    void rotationTakesAGoodCopyOfTheKeysWhereTheDatabaseIsDamaged()
    {
        PlainProfile p;
        QCOMPARE(kindOf(p.move()), -1);
        QFile file(p.path(profile::identity));
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.write(QByteArray(file.size(), '\x55'));
        file.close();
        QVERIFY(profile::keyFits(p.folder(), p.key));
        const SymmetricKey next = SymmetricKey::random();
        QCOMPARE(kindOf(p.rotate(next)), -1);
        QVERIFY(p.hasIdentity(next));
    }

    void whatNeverCountedIsRemoved()
    {
        PlainProfile p;
        QCOMPARE(kindOf(p.move()), -1);
        p.refuseCommit = true;
        QCOMPARE(kindOf(p.rotate(SymmetricKey::random())), int(GateError::Kind::Io));
        QVERIFY(filesOf(p.folder()).contains(QStringLiteral("profile.db.new")));
        QCOMPARE(kindOf(profile::settle(p.folder(), p.key)), -1);
        QCOMPARE(filesOf(p.folder()), (QStringList {"identity.1.db", "identity.db", "profile.db"}));
        QCOMPARE(p.sealedContent(p.key), p.content);
    }
};

QTEST_GUILESS_MAIN(TestMove)
#include "test_move.moc"
