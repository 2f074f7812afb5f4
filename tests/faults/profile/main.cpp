#include "tests/faults/profile/fault_points.h"
#include "tests/faults/profile/subject.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTextStream>
#include <chrono>
#include <csignal>
#include <thread>

using namespace confab;
using namespace confab::tests;

// profile-killer: a process moves a plain profile into the sealed form, gives a sealed one another key, or opens one that is
// damaged, and dies by SIGKILL at a random moment; sometimes the one that opens it next dies as well. Then it is opened as the program's next
// start does it, and everything in it is compared. With --points the process dies at each of its calls that change a file,
// in the middle of those that write, or finds the disk full from there on.

namespace {

QTextStream &out()
{
    static QTextStream stream(stdout);
    return stream;
}

struct Named {
    Act act;
    const char *name;
    bool (*perform)(const QString &folder);
};
const Named acts[] = {
    {Act::Move, "move", [](const QString &folder) { return moveSubject(folder); }},
    {Act::Rotate, "rotate", [](const QString &folder) { return rotateSubject(folder); }},
    {Act::Mend, "mend", mendSubject},
};

// ---- the one who dies ----

using fault_points::Fault;

int actInChild(const QString &act, const QString &folder, Fault fault, qint64 at)
{
    QLoggingCategory::setFilterRules(QStringLiteral("confab.store=false")); // full disks are said so often
    out() << "go" << Qt::endl;
    fault_points::arm(fault, at);
    const auto *named = std::find_if(std::begin(acts), std::end(acts), [&](const Named &n) { return act == QLatin1String(n.name); });
    const bool done = named == std::end(acts) ? openSubject(folder) : named->perform(folder);
    const qint64 calls = fault_points::disarm();
    out() << calls << Qt::endl;
    return done ? 0 : 1;
}

struct Child {
    enum class End { Finished, Killed, Failed };
    End end = End::Failed;
    qint64 calls = 0; // that change files; of a finished one
    std::chrono::microseconds took {};
};

// `killAfter` counts from where the work begins.
Child runChild(const QString &act, const QString &folder, std::optional<std::chrono::microseconds> killAfter, Fault fault = Fault::Death, qint64 at = 0)
{
    using Clock = std::chrono::steady_clock;
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(),
        {QStringLiteral("--child"), act, QStringLiteral("--folder"), folder, QStringLiteral("--at"), QString::number(at),
            QStringLiteral("--fault"), fault == Fault::FullDisk ? QStringLiteral("full-disk") : QStringLiteral("death")});
    while (!process.canReadLine() && process.waitForReadyRead(10'000)) { }
    process.readLine();
    const auto began = Clock::now();
    if (killAfter) {
        std::this_thread::sleep_for(*killAfter);
        ::kill(pid_t(process.processId()), SIGKILL);
    }
    process.waitForFinished(60'000);
    Child child;
    child.took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began);
    child.calls = process.readAll().trimmed().toLongLong();
    if (process.exitStatus() == QProcess::CrashExit)
        child.end = Child::End::Killed;
    else if (process.exitCode() == 0)
        child.end = Child::End::Finished;
    return child;
}

// ---- the one who looks ----

struct Figures {
    int rounds = 0;
    int killed = 0;
    int refused = 0; // that ended with an error, by a full disk
    int old = 0;
    int fresh = 0;
    int again = 0; // rounds in which the next start was killed too
};

class Run {
public:
    Run(const Named &act, const SubjectPlan &plan, const QString &place)
        : m_folder(place + QStringLiteral("/profile-killer-XXXXXX"))
        , m_act(act)
        , m_name(QLatin1String(act.name))
        , m_subject(m_folder.filePath(QStringLiteral("subject")), act.act, plan)
        , m_random(plan.seed)
    {
        if (!m_subject.isReady())
            m_problems.append(QStringLiteral("the profile could not be made"));
    }

    //! How long it takes, and in how many calls; seen to come to a good end.
    bool measure()
    {
        for (int round = 0; round < 2 && m_problems.isEmpty(); ++round) {
            const Child child = prepare(round) ? runChild(m_name, folder(), {}) : Child();
            if (child.end != Child::End::Finished || m_subject.look(folder(), round, m_problems) != Subject::Form::New)
                m_problems.append(QStringLiteral("without a kill it does not come to its end"));
            m_usual = std::max(m_usual, child.took);
            m_calls[round] = child.calls;
        }
        return m_problems.isEmpty();
    }

    void killAtRandom(int rounds)
    {
        for (int round = 0; round < rounds && m_problems.isEmpty(); ++round) {
            if (!prepare(round))
                return;
            const auto within = [&](std::chrono::microseconds most) { return std::chrono::microseconds(m_random.bounded(int(most.count()) + 1)); };
            const Child child = runChild(m_name, folder(), within(m_usual));
            m_figures.killed += child.end == Child::End::Killed;
            if (m_random.bounded(3) == 0) {
                ++m_figures.again;
                (void)runChild(QStringLiteral("open"), folder(), within(m_usual / 4));
            }
            judge(child, round, QStringLiteral("killed after a random time"));
        }
    }

    //! At every `stride`th call.
    void faultAtPoints(Fault fault, int stride)
    {
        for (int round = 0; round < 2; ++round) {
            const qint64 first = 1 + m_random.bounded(stride);
            for (qint64 point = first; point <= m_calls[round] && m_problems.isEmpty(); point += stride) {
                if (!prepare(round))
                    return;
                Child child = runChild(m_name, folder(), {}, fault, point);
                m_figures.killed += child.end == Child::End::Killed;
                m_figures.refused += fault == Fault::FullDisk && child.end == Child::End::Failed;
                if (fault == Fault::FullDisk && child.end == Child::End::Failed)
                    child.end = Child::End::Finished; // what it should do
                judge(child, round, QStringLiteral("at call %1 of %2").arg(point).arg(m_calls[round]));
            }
        }
    }

    bool report(const char *how)
    {
        out() << "profile-killer: " << m_name << ' ' << how << ", rounds " << m_figures.rounds << ", killed in the middle "
              << m_figures.killed << ", ended with an error " << m_figures.refused << ", next start killed too " << m_figures.again << ", old form " << m_figures.old
              << ", new form " << m_figures.fresh << ", problems " << m_problems.size() << Qt::endl;
        for (const QString &problem : m_problems.mid(0, 20))
            out() << "  " << problem << Qt::endl;
        m_figures = {};
        return m_problems.isEmpty();
    }

private:
    QString folder() const { return m_folder.filePath(QStringLiteral("round")); }

    bool prepare(int round)
    {
        if (!m_subject.copyTo(folder(), round))
            m_problems.append(QStringLiteral("the profile could not be copied"));
        return m_problems.isEmpty();
    }

    void judge(const Child &child, int round, const QString &how)
    {
        ++m_figures.rounds;
        QStringList problems;
        if (child.end == Child::End::Failed)
            problems.append(QStringLiteral("it failed instead of dying"));
        switch (m_subject.look(folder(), round, problems)) {
        case Subject::Form::Old:
            ++m_figures.old;
            // Nothing in the way of trying again.
            if (!m_act.perform(folder()) || m_subject.look(folder(), round, problems) != Subject::Form::New)
                problems.append(QStringLiteral("it cannot be done again"));
            break;
        case Subject::Form::New:
            ++m_figures.fresh;
            break;
        case Subject::Form::Neither:
            break;
        }
        for (const QString &problem : std::as_const(problems))
            m_problems.append(QStringLiteral("round %1, %2: %3").arg(m_figures.rounds).arg(how, problem));
    }

    QTemporaryDir m_folder;
    const Named &m_act;
    const QString m_name;
    Subject m_subject;
    QRandomGenerator m_random;
    std::chrono::microseconds m_usual {};
    std::array<qint64, 2> m_calls {};
    Figures m_figures;
    QStringList m_problems;
};

int measureSpeed(const SubjectPlan &plan)
{
    for (const Named &act : acts) {
        QTemporaryDir folder;
        const Subject subject(folder.filePath(QStringLiteral("subject")), act.act, plan);
        const QString copy = folder.filePath(QStringLiteral("copy"));
        if (!subject.isReady() || !subject.copyTo(copy, 0))
            return 1;
        const double megabytes = double(QFileInfo(copy + QStringLiteral("/profile.db")).size()) / 1e6;
        QElapsedTimer timer;
        timer.start();
        if (!act.perform(copy))
            return 1;
        const double seconds = double(timer.nsecsElapsed()) / 1e9;
        out() << act.name << ' ' << plan.chats << " chats x " << plan.messages << " messages, "
              << megabytes << " MB: " << seconds << " s, " << megabytes / seconds << " MB/s" << Qt::endl;
    }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Kills the moving, the rotation and the mending of profiles and looks for what was lost."));
    parser.addHelpOption();
    const bool full = qEnvironmentVariableIntValue("CONFAB_FULL") != 0;
    const auto number = QStringLiteral("number");
    parser.addOptions({{QStringLiteral("rounds"), QStringLiteral("Kills at random moments, of each kind."), number, full ? QStringLiteral("500") : QStringLiteral("20")},
        {QStringLiteral("points"), QStringLiteral("Kills, and fills the disk, at every n-th call that changes a file; 0: none."), number, full ? QStringLiteral("1") : QStringLiteral("41")},
        {QStringLiteral("seed"), QStringLiteral("Of the profile and the moments."), number, QStringLiteral("1")},
        {QStringLiteral("chats"), QStringLiteral("Of the profile."), number, QStringLiteral("5")},
        {QStringLiteral("messages"), QStringLiteral("Of each chat."), number, QStringLiteral("60")},
        {QStringLiteral("in"), QStringLiteral("Where the profiles lie; on a disk most of the time goes into its syncs."), QStringLiteral("folder"),
            QFileInfo(QStringLiteral("/dev/shm")).isWritable() ? QStringLiteral("/dev/shm") : QDir::tempPath()},
        {QStringLiteral("speed"), QStringLiteral("Only prints how long each takes.")},
        {QStringLiteral("child"), QStringLiteral("Of the program itself."), QStringLiteral("act")},
        {QStringLiteral("folder"), QStringLiteral("Likewise."), QStringLiteral("path")},
        {QStringLiteral("fault"), QStringLiteral("Likewise."), QStringLiteral("kind")},
        {QStringLiteral("at"), QStringLiteral("Likewise."), number}});
    parser.process(app);
    if (parser.isSet(QStringLiteral("child")))
        return actInChild(parser.value(QStringLiteral("child")), parser.value(QStringLiteral("folder")),
            parser.value(QStringLiteral("fault")) == QLatin1String("full-disk") ? Fault::FullDisk : Fault::Death,
            parser.value(QStringLiteral("at")).toLongLong());

    const auto valueOf = [&](const char *name) { return parser.value(QLatin1String(name)).toInt(); };
    const SubjectPlan plan {valueOf("chats"), valueOf("messages"), quint32(valueOf("seed"))};
    if (parser.isSet(QStringLiteral("speed")))
        return measureSpeed(plan);
    bool good = true;
    QElapsedTimer timer;
    timer.start();
    for (const Named &act : acts) {
        Run run(act, plan, parser.value(QStringLiteral("in")));
        if (run.measure()) {
            run.killAtRandom(valueOf("rounds"));
            good = run.report("at random") && good;
            if (const int stride = valueOf("points"); stride > 0) {
                run.faultAtPoints(Fault::Death, stride);
                good = run.report("at calls") && good;
                run.faultAtPoints(Fault::FullDisk, stride);
            }
        }
        good = run.report("on a full disk") && good;
    }
    out() << "profile-killer: seed " << plan.seed << ", " << timer.elapsed() << " ms" << Qt::endl;
    return good ? 0 : 1;
}
