#include "tests/faults/profile/subject.h"

#include "core/profile/identity_file.h"
#include "core/profile/key_files.h"
#include "core/profile/profile_files.h"
#include "core/profile/profile_folder.h"
#include "core/profile/profile_move.h"
#include "core/store/database.h"
#include "core/store/sql_connection.h"
#include "core/store/vfs/page_file.h"
#include "core/store/writer.h"
#include "tests/support/profile_content.h"
#include "tests/support/profile_generator.h"

#include <QDir>
#include <QFile>
#include <utility>

namespace confab::tests {

namespace {

const QString finished = QStringLiteral("finished");
const QString unfinished = QStringLiteral("unfinished");

bool copyFolder(const QString &from, const QString &to)
{
    QDir(to).removeRecursively();
    if (!QDir().mkpath(to))
        return false;
    for (const QString &name : QDir(from).entryList(QDir::Files))
        if (!name.endsWith(QLatin1String(".lock")) && !name.endsWith(QLatin1String("-shm"))
            && !QFile::copy(QDir(from).filePath(name), QDir(to).filePath(name)))
            return false;
    return true;
}

WrappedKey unprotected(const SymmetricKey &master)
{
    WrappedKey key;
    key.setUnprotected(master);
    return key;
}

GateResult<OpenProfilePtr> unlock(const QString &folder)
{
    return profile::unlock(folder, profile::readKeyFiles(folder).usable, [](const WrappedKey &key) { return key.openUnprotected(); },
        GateError::Kind::Damaged);
}

} // namespace

bool moveSubject(const QString &folder, const profile::WorkWatch &watch)
{
    const SymmetricKey master = SymmetricKey::random();
    return bool(profile::establish(folder, master, unprotected(master), watch));
}

bool rotateSubject(const QString &folder, const profile::WorkWatch &watch)
{
    const auto opened = unlock(folder);
    const SymmetricKey master = SymmetricKey::random();
    return opened && profile::rotate(**opened, master, unprotected(master), watch);
}

bool mendSubject(const QString &folder)
{
    const auto opened = unlock(folder);
    const auto identity = opened ? profile::readIdentity(folder, *(*opened)->cipher()) : Failure {VaultError {}};
    if (!identity)
        return false;
    const Owner owner {identity->keys->user, identity->keys->device.id};
    const auto database = Database::open(folder, owner, SealedAccess {(*opened)->cipher(), true, true});
    return database && !(*database)->notice().isEmpty();
}

bool openSubject(const QString &folder)
{
    return profile::readFacts(folder).state != ProfileFacts::State::Sealed || unlock(folder);
}

Subject::Subject(QString folder, Act act, const SubjectPlan &plan)
    : m_folder(std::move(folder))
    , m_act(act)
    , m_plan(plan)
{
    const QString whole = QDir(m_folder).filePath(finished);
    if (!makePlain(whole))
        return;
    switch (act) {
    case Act::Move:
        m_ready = makeUnfinished(whole);
        break;
    case Act::Rotate:
        m_ready = makeSealed(whole);
        break;
    case Act::Mend:
        m_ready = makeSealed(whole) && makeDamaged(whole);
        break;
    }
}

//! A window that is killed leaves what it wrote last in the log.
bool Subject::makeUnfinished(const QString &folder)
{
    {
        const auto database = Database::open(folder, m_owner);
        const auto writer = database ? (*database)->writer() : Failure {database.error()};
        if (!writer || !(*writer)->transaction(StoreWriter::Durability::Full, [](StoreTransaction &t) { t.setValue(QStringLiteral("test"), "late"); }))
            return false;
        if (!copyFolder(folder, QDir(m_folder).filePath(unfinished)))
            return false;
    }
    const QString copy = QDir(m_folder).filePath(QStringLiteral("read"));
    if (!copyFolder(source(1), copy))
        return false;
    m_unfinished = test::contentOfProfile(copy, m_owner, nullptr);
    m_content = test::contentOfProfile(folder, m_owner, nullptr);
    return !m_content.isEmpty() && m_content == m_unfinished;
}

bool Subject::makeSealed(const QString &folder)
{
    m_content = test::contentOfProfile(folder, m_owner, nullptr);
    const auto opened = moveSubject(folder) ? unlock(folder) : Failure {GateError {}};
    if (!opened || m_content.isEmpty())
        return false;
    m_key = (*opened)->databaseKey();
    return true;
}

//! What is to be found later is what a mending that nobody disturbs makes of it.
bool Subject::makeDamaged(const QString &folder)
{
    QFile file(profile::pathOf(folder, profile::messages));
    const qint64 middle = vfs::PageFile::recordOffset(vfs::PageFile::blocksIn(file.size()) / 2);
    if (!file.open(QIODevice::ReadWrite) || !file.seek(middle) || file.write(QByteArray(100, '?')) != 100)
        return false;
    file.close();
    SqlConnection::markDamaged(file.fileName()); // as the check in the background would
    const QString copy = QDir(m_folder).filePath(QStringLiteral("mended"));
    const QByteArray whole = std::exchange(m_content, {});
    if (copyFolder(folder, copy))
        m_content = test::contentOfProfile(copy, m_owner, CipherVfs::create(m_key));
    return !m_content.isEmpty() && m_content != whole;
}

bool Subject::makePlain(const QString &folder)
{
    const auto owner = test::generatePlainAccount(folder, QStringLiteral("ws://127.0.0.1:9"));
    if (!owner)
        return false;
    m_owner = *owner;
    test::ProfilePlan plan;
    plan.chats = m_plan.chats;
    plan.messages = m_plan.messages;
    plan.seed = m_plan.seed;
    return bool(test::generateProfile(folder, m_owner, plan));
}

QString Subject::source(int round) const
{
    return QDir(m_folder).filePath(m_act == Act::Move && round % 2 ? unfinished : finished);
}

bool Subject::copyTo(const QString &folder, int round) const
{
    return copyFolder(source(round), folder);
}

Subject::Form Subject::look(const QString &folder, int round, QStringList &problems) const
{
    const auto problem = [&](const QString &text) {
        problems.append(text + QStringLiteral(" (") + QDir(folder).entryList(QDir::Files).join(QLatin1Char(' ')) + QLatin1Char(')'));
        return Form::Neither;
    };
    const auto state = profile::readFacts(folder).state;
    if (state == ProfileFacts::State::Plain && m_act == Act::Move) {
        if (test::contentOfProfile(folder, m_owner, nullptr) != expected(round))
            return problem(QStringLiteral("the old form is not complete"));
        return Form::Old;
    }
    if (state != ProfileFacts::State::Sealed)
        return problem(QStringLiteral("the folder is in state %1").arg(int(state)));
    const auto opened = unlock(folder);
    if (!opened)
        return problem(QStringLiteral("the key does not open it: ") + opened.error().message);
    const auto identity = profile::readIdentity(folder, *(*opened)->cipher());
    if (!identity || identity->keys->user != m_owner.user || !identity->notice.isEmpty())
        return problem(QStringLiteral("the account's keys are not whole"));
    if (test::contentOfProfile(folder, m_owner, (*opened)->cipher()) != expected(round))
        return problem(QStringLiteral("the sealed form is not complete"));
    checkFiles(folder, problems);
    return m_act == Act::Rotate && (*opened)->databaseKey().sameAs(m_key) ? Form::Old : Form::New;
}

//! Nothing of the other form stays.
void Subject::checkFiles(const QString &folder, QStringList &problems) const
{
    static const QStringList known {QStringLiteral("identity.1.db"), QStringLiteral("identity.db"), QStringLiteral("master.key"),
        QStringLiteral("master.key.1"), QStringLiteral("master.key.2"), QStringLiteral("profile.db")};
    for (const QString &name : QDir(folder).entryList(QDir::Files))
        if (!known.contains(name) && !name.endsWith(QLatin1String(".lock")) && !name.startsWith(QLatin1String("profile.db.damaged-")))
            problems.append(QStringLiteral("left behind: ") + name);
}

} // namespace confab::tests
