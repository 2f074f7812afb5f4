#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

// Walks every #include of the tree. CMake's include roots make most of this impossible to compile; this test says it in
// words, and covers what they cannot: circles, and headers of libraries.

namespace {

//! For each folder, the folders whose headers it may use. Order: from the ground up.
const QHash<QString, QStringList> &allowed()
{
    static const QHash<QString, QStringList> table = [] {
        QHash<QString, QStringList> t;
        t["core/protocol"] = {};
        t["core/mls"] = {"core/protocol", "core/crypto"};
        t["core/crypto"] = {"core/protocol"};
        t["core/store/vfs"] = {"core/protocol", "core/crypto"};
        t["core/store"] = {"core/protocol", "core/crypto", "core/store/vfs"};
        t["core/profile"] = t["core/store"] + QStringList {"core/store"};
        t["core/net"] = {"core/protocol", "core/crypto"};
        t["core/sync"] = {"core/protocol", "core/crypto", "core/store", "core/net"};
        t["core/media"] = t["core/sync"];
        t["core/voice"] = {};
        t["core/video"] = t["core/media"] + QStringList {"core/media"};
        t["core/session"] = t["core/sync"] + QStringList {"core/sync", "core/media", "core/profile"};
        const QStringList core = t["core/session"] + QStringList {"core/session", "core/voice", "core/video"};
        t["ui/theme"] = core;
        t["ui/common"] = core + QStringList {"ui/theme"};
        const QStringList room = t["ui/common"] + QStringList {"ui/common"};
        QStringList rooms;
        for (const char *name : {"chatlist", "timeline", "composer", "onboarding", "contacts", "groups", "settings", "media", "vault"}) {
            t[QStringLiteral("ui/") + name] = room;
            rooms += QStringLiteral("ui/") + name;
        }
        t["ui/contacts"] += "ui/media"; // what one has sent is seen beside one's name
        t["ui/groups"] += {"ui/contacts", "ui/media"}; // a group is made of people
        t["ui/settings"] += "ui/vault"; // how the key is kept can be changed later
        t["ui/timeline"] += "ui/media"; // bubbles show pictures and play sounds
        t["ui/window"] = room + rooms;
        t["app/desktop"] = room;
        t["app"] = room + rooms + QStringList {"ui/window", "app/desktop"};
        t["app/cli"] = core;
        t["server-stub/store"] = {"core/protocol"};
        t["server-stub/bus"] = {"core/protocol"};
        t["server-stub/store/sqlite"] = {"core/protocol", "server-stub/store"};
        t["server-stub/blobs"] = {"core/protocol"};
        t["server-stub/services"] = {"core/protocol", "server-stub/store", "server-stub/bus", "server-stub/blobs"};
        t["server-stub/websocket"] = {};
        t["server-stub/gateway"]
            = {"core/protocol", "server-stub/store", "server-stub/bus", "server-stub/blobs", "server-stub/services", "server-stub/websocket"};
        t["server-stub/load"] = {"core/protocol", "server-stub/websocket"};
        t["server-stub/node"] = {"core/protocol", "server-stub/store", "server-stub/store/sqlite", "server-stub/bus",
            "server-stub/blobs", "server-stub/services", "server-stub/gateway"};
        t["server-stub"] = t["server-stub/node"] + QStringList {"server-stub/node"};
        return t;
    }();
    return table;
}

struct Include {
    QString file; //!< relative to the root
    QString target; //!< as written
    bool quoted = false;
};

QString folderOf(const QString &file)
{
    return file.left(file.lastIndexOf('/'));
}

QList<Include> includesOfTree(const QDir &root)
{
    static const QRegularExpression line(QStringLiteral(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])"));
    QList<Include> all;
    for (const char *top : {"app", "ui", "core", "server-stub"}) {
        QDirIterator it(root.filePath(top), {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            if (!file.open(QIODevice::ReadOnly))
                continue;
            for (const QString &text : QString::fromUtf8(file.readAll()).split('\n')) {
                const auto match = line.match(text);
                if (match.hasMatch())
                    all.append({root.relativeFilePath(file.fileName()), match.captured(2), match.captured(1) == "\""});
            }
        }
    }
    return all;
}

bool isGenerated(const QString &target)
{
    return target.endsWith(".moc") || target.startsWith("moc_") || target.startsWith("ui_");
}

} // namespace

class LayersTest : public QObject {
    Q_OBJECT
    QList<Include> m_includes;

private slots:
    void initTestCase()
    {
        m_includes = includesOfTree(QDir(CONFAB_SOURCE_DIR));
        QVERIFY2(m_includes.size() > 100, "the tree was not found");
    }

    void everyIncludeIsAllowed()
    {
        QStringList bad;
        for (const Include &include : std::as_const(m_includes)) {
            if (!include.quoted || isGenerated(include.target))
                continue;
            const QString from = folderOf(include.file), to = folderOf(include.target);
            if (!allowed().contains(from))
                bad += QStringLiteral("%1 is in a folder without a rule").arg(include.file);
            else if (!include.target.contains('/'))
                bad += QStringLiteral("%1: write \"%2/%3\"").arg(include.file, from, include.target);
            else if (from != to && !allowed().value(from).contains(to))
                bad += QStringLiteral("%1 must not know %2").arg(include.file, include.target);
        }
        QVERIFY2(bad.isEmpty(), qPrintable(bad.join('\n')));
    }

    void librariesStayInTheirRooms()
    {
        struct Rule {
            const char *folder; //!< files below it …
            const char *header; //!< … must not include headers that match this
        };
        const Rule rules[] = {
            {"core/", "^(QtWidgets/|QWidget|QApplication|QLabel|QPainter)"},
            {"core/protocol/", "^(QtSql|QSql|QtNetwork|QWebSocket|sodium)"},
            {"core/sync/", "^QSql"},
            {"core/session/", "^QSql"},
            {"ui/", "^(QSql|QtSql|QWebSocket|QTcpSocket|QNetwork|sodium|openssl)"},
            {"server-stub/", "^(QtWidgets/|QWidget|QApplication|QWebSocket|QTcp)"},
            {"server-stub/services/", "^(boost/|QSql)"},
        };
        QStringList bad;
        for (const Include &include : std::as_const(m_includes))
            for (const Rule &rule : rules)
                if (include.file.startsWith(rule.folder) && QRegularExpression(rule.header).match(include.target).hasMatch())
                    bad += QStringLiteral("%1 must not include %2").arg(include.file, include.target);
        QVERIFY2(bad.isEmpty(), qPrintable(bad.join('\n')));
    }

    void noCircles()
    {
        // name.h and name.cpp are one unit: a circle through an implementation file is a circle all the same.
        const auto unitOf = [](const QString &file) { return file.left(file.lastIndexOf('.')); };
        QHash<QString, QStringList> edges;
        for (const Include &include : std::as_const(m_includes)) {
            const QString from = unitOf(include.file), to = unitOf(include.target);
            if (include.quoted && include.target.contains('/') && from != to)
                edges[from] += to;
        }

        // Depth first; a unit met again while it is still open closes a circle.
        QSet<QString> open, done;
        QStringList circle;
        std::function<bool(const QString &)> visit = [&](const QString &unit) {
            if (done.contains(unit))
                return true;
            if (open.contains(unit)) {
                circle.prepend(unit);
                return false;
            }
            open.insert(unit);
            for (const QString &next : edges.value(unit)) {
                if (!visit(next)) {
                    circle.prepend(unit);
                    return false;
                }
            }
            open.remove(unit);
            done.insert(unit);
            return true;
        };
        for (auto it = edges.constBegin(); it != edges.constEnd(); ++it)
            QVERIFY2(visit(it.key()), qPrintable(circle.join(" -> ")));
    }
};

QTEST_APPLESS_MAIN(LayersTest)
#include "test_layers.moc"
