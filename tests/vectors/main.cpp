#include "tests/vectors/entry.h"

#include "core/mls/labels.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>
#include <QTextStream>

// mls-vectors DIR: every file of a folder of MLS test vectors against core/mls, whatever the file is called: its format is
// told by its content. A line a file, `name passed failed skipped(reason)`; exit 0 only if nothing failed.

using namespace vectors;

namespace {

struct Tally {
    int passed = 0;
    int failed = 0;
    int skipped = 0;
    QString reason;
};

void skip(Tally &tally, int count, const QString &reason)
{
    tally.skipped += count;
    tally.reason = reason;
}

Tally checkFile(const QString &path, bool anySha256Suite, QTextStream &err)
{
    Tally tally;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        tally.failed = 1;
        return tally;
    }
    const auto document = QJsonDocument::fromJson(file.readAll());
    if (!document.isArray()) {
        skip(tally, 1, QStringLiteral("no list of entries"));
        return tally;
    }
    int index = -1;
    for (const QJsonValue &value : document.array()) {
        ++index;
        const QJsonObject entry = value.toObject();
        const Format *format = formatOf(entry);
        if (!format) {
            skip(tally, 1, QStringLiteral("unknown format"));
            continue;
        }
        const auto suite = entry.value(QLatin1String("cipher_suite"));
        // Operations on public trees need nothing of a suite but its hash, which 0x0001 shares.
        const bool treeOnly = anySha256Suite && QLatin1String(format->name) == QLatin1String("tree-operations") && suite.toInt() == 1;
        if (!suite.isUndefined() && suite.toInt() != confab::mls::cipherSuite && !treeOnly) {
            skip(tally, 1, QStringLiteral("other suite"));
            continue;
        }
        Verdict verdict;
        format->check(entry, verdict);
        ++(verdict.passed() ? tally.passed : tally.failed);
        if (!verdict.passed())
            err << QFileInfo(path).fileName() << " entry " << index << ": " << verdict.failure() << Qt::endl;
    }
    return tally;
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Runs MLS test vectors (RFC 9420, suite 0x0003) against core/mls."));
    parser.addHelpOption();
    const QCommandLineOption anySuite(
        QStringLiteral("tree-operations-of-suite-1"), QStringLiteral("Also run tree operations of suite 0x0001, whose hash is the same."));
    parser.addOption(anySuite);
    parser.addPositionalArgument(QStringLiteral("DIR"), QStringLiteral("Folder with the JSON files."));
    parser.process(app);
    QTextStream out(stdout), err(stderr);
    const QDir dir(parser.positionalArguments().value(0));
    const auto files = dir.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    if (parser.positionalArguments().size() != 1 || files.isEmpty()) {
        err << "mls-vectors: no JSON files in " << dir.path() << Qt::endl;
        return 2;
    }
    bool failed = false;
    for (const QString &name : files) {
        const Tally tally = checkFile(dir.filePath(name), parser.isSet(anySuite), err);
        out << name << ' ' << tally.passed << ' ' << tally.failed << ' ' << tally.skipped;
        if (tally.skipped)
            out << '(' << tally.reason << ')';
        out << Qt::endl;
        failed = failed || tally.failed > 0;
    }
    return failed ? 1 : 0;
}
