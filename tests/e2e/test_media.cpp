#include <QDirIterator>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

// Files between real processes: confab-server, and confab-cli as two people.

namespace {

class Server {
public:
    explicit Server(QString folder)
        : m_folder(std::move(folder))
    {
    }
    ~Server() { kill(); }
    bool start()
    {
        m_process.start(CONFAB_SERVER,
            {"--listen", QStringLiteral("127.0.0.1:%1").arg(m_port), "--data", m_folder, "--allow-plaintext", "--no-rate-limit"});
        QByteArray said;
        while (!said.contains('\n') && m_process.waitForReadyRead(10'000))
            said += m_process.readAllStandardOutput();
        m_url = QString::fromLatin1(said.trimmed()).section(' ', -1);
        m_port = QUrl(m_url).port();
        return said.startsWith("confab-server listening on ws://127.0.0.1:");
    }
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    QString url() const { return m_url; }

private:
    QString m_folder, m_url;
    int m_port = 0;
    QProcess m_process;
};

QList<QJsonObject> objects(const QByteArray &output)
{
    QList<QJsonObject> list;
    for (const QByteArray &line : output.split('\n'))
        if (const auto document = QJsonDocument::fromJson(line); document.isObject())
            list.append(document.object());
    return list;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

qint64 bytesBelow(const QString &folder)
{
    qint64 bytes = 0;
    for (QDirIterator it(folder, QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
        it.next();
        bytes += it.fileInfo().size();
    }
    return bytes;
}

bool anyFileContains(const QString &folder, const QByteArray &needle)
{
    for (QDirIterator it(folder, QDir::Files, QDirIterator::Subdirectories); it.hasNext();)
        if (contentOf(it.next()).contains(needle))
            return true;
    return false;
}

} // namespace

class MediaTest : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Server> m_server;

    QStringList commandLine(const QString &who, const QStringList &arguments) const
    {
        // Ids may begin with a dash: what follows "--" is no option.
        return QStringList {"--data", m_dir->filePath(who), "--server", m_server->url(), "--json", "--timeout", "60", "--"} + arguments;
    }
    QJsonObject run(const QString &who, const QStringList &arguments, bool expected = true) const
    {
        QProcess process;
        process.start(CONFAB_CLI, commandLine(who, arguments));
        const bool ended = process.waitForFinished(300'000);
        const bool fine = ended && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
        if (fine != expected)
            qWarning() << arguments << process.readAllStandardError();
        const auto lines = objects(process.readAllStandardOutput());
        return fine == expected && !lines.isEmpty() ? lines.last() : QJsonObject();
    }
    QString write(const QString &name, const QByteArray &content) const
    {
        QDir().mkpath(m_dir->filePath("files"));
        const QString path = m_dir->filePath("files/" + name);
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() ? path : QString();
    }
    static QByteArray random(qsizetype size)
    {
        QByteArray bytes(size / 8 * 8 + 8, Qt::Uninitialized);
        QRandomGenerator generator {quint32(size)};
        generator.fillRange(reinterpret_cast<quint64 *>(bytes.data()), bytes.size() / 8);
        return bytes.left(size);
    }
    static QString target(const QJsonObject &message)
    {
        return message["chat"].toString() + ":" + QString::number(message["seq"].toInteger());
    }
    //! Bob downloads it: the path of what he got.
    QString receive(const QJsonObject &message) const
    {
        const QString folder = m_dir->filePath("inbox");
        QDir().mkpath(folder);
        return run("bob", {"download", target(message), folder})["files"].toArray().first().toString();
    }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<Server>(m_dir->filePath("server"));
        QVERIFY(m_server->start());
        QVERIFY(!run("ada", {"register", "ada"}).isEmpty());
        QVERIFY(!run("bob", {"register", "bob"}).isEmpty());
    }
    void cleanup()
    {
        m_server.reset();
        m_dir.reset();
    }

    void filesArriveBitForBit_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<qint64>("size");
        QTest::newRow("empty") << "empty.txt" << qint64(0);
        QTest::newRow("3 MiB") << "some data.bin" << qint64(3 * 1024 * 1024);
        QTest::newRow("direction override") << QString::fromUtf8("holiday\u202egpj.exe") << qint64(100);
        QTest::newRow("newline") << "two\nlines.txt" << qint64(100);
        QTest::newRow("emoji, 252 bytes") << QString::fromUtf8("😀").repeated(62) + ".txt" << qint64(100);
        QTest::newRow("leading dots") << "...hidden" << qint64(100);
    }
    void filesArriveBitForBit()
    {
        QFETCH(QString, name);
        QFETCH(qint64, size);
        const QByteArray content = random(size);
        const QString path = write(name, content);
        QVERIFY(!path.isEmpty());
        const QJsonObject sent = run("ada", {"send-file", "@bob", path});
        QCOMPARE(sent["state"].toString(), QStringLiteral("sent"));
        QCOMPARE(sent["media"].toArray().first()["size"].toInteger(), size);
        const QString got = receive(sent);
        QVERIFY(!got.isEmpty());
        QCOMPARE(contentOf(got), content);
        QCOMPARE(QFileInfo(got).path(), QDir(m_dir->filePath("inbox")).path());
        QVERIFY(!got.contains('\n') && !got.contains(QChar(0x202e)) && !QFileInfo(got).fileName().startsWith('.'));
    }

    void noPlaintextLiesInServerOrCache()
    {
        const QByteArray secret = "a sentence that only two people know, " + random(32).toHex();
        const QString path = write("secret.txt", secret.repeated(5'000));
        const QJsonObject sent = run("ada", {"send-file", "@bob", path});
        QCOMPARE(contentOf(receive(sent)), secret.repeated(5'000));
        for (const char *folder : {"server", "ada/media", "bob/media"}) {
            QVERIFY2(bytesBelow(m_dir->filePath(folder)) > secret.size() * 5'000, folder);
            QVERIFY2(!anyFileContains(m_dir->filePath(folder), secret), folder);
        }
    }

    void killedSenderAndServerGoOnWhereTheyWere()
    {
        const bool full = qEnvironmentVariableIntValue("CONFAB_FULL") == 1;
        const QByteArray content = random(full ? qsizetype(1) << 30 : qsizetype(16) << 20);
        const QString path = write("large.bin", content);
        QProcess sender;
        sender.start(CONFAB_CLI, commandLine("ada", {"send-file", "@bob", path}));
        const QString blobs = m_dir->filePath("server");
        const qint64 before = bytesBelow(blobs);
        for (int round = 1; round <= 3 && sender.state() != QProcess::NotRunning; ++round) {
            // Somewhere on the way; where the machine is faster than this looks, it has arrived already.
            (void)QTest::qWaitFor(
                [&] { return bytesBelow(blobs) - before > content.size() / 5 * round || sender.state() == QProcess::NotRunning; }, 60'000);
            if (round == 2)
                m_server->kill();
            sender.kill();
            sender.waitForFinished();
            if (round == 2)
                QVERIFY(m_server->start());
            sender.start(CONFAB_CLI, commandLine("ada", {"sync"}));
            QVERIFY(sender.waitForStarted());
        }
        sender.kill();
        sender.waitForFinished();
        // Whatever is left goes out with a text that is sent after it.
        QJsonObject arrived;
        QVERIFY(QTest::qWaitFor(
            [&] {
                run("ada", {"send", "@bob", "still there?"});
                QProcess history;
                history.start(CONFAB_CLI, commandLine("bob", {"history", "@ada"}));
                history.waitForFinished(60'000);
                for (const QJsonObject &message : objects(history.readAllStandardOutput()))
                    if (!message["media"].toArray().isEmpty())
                        arrived = message;
                return !arrived.isEmpty();
            },
            full ? 600'000 : 90'000));
        QVERIFY(contentOf(receive(arrived)) == content);
    }

    void aVideoIsSentAsOne()
    {
        const QString ffmpeg = QStandardPaths::findExecutable("ffmpeg");
        if (ffmpeg.isEmpty())
            QSKIP("ffmpeg makes the video");
        QDir().mkpath(m_dir->filePath("files"));
        for (const QStringList &coding : {QStringList {"walk.webm", "-c:v", "libvpx", "-b:v", "200k"}, {"walk.mp4", "-c:v", "mpeg4"}}) {
            const QString path = m_dir->filePath("files/" + coding.first());
            const int made = QProcess::execute(ffmpeg, QStringList {"-loglevel", "error", "-y", "-f", "lavfi", "-i", "testsrc=size=320x180:rate=10:duration=3"}
                + coding.sliced(1) + QStringList {path});
            QCOMPARE(made, 0);
            const QJsonObject sent = run("ada", {"send-file", "@bob", path});
            const QJsonObject media = sent["media"].toArray().first().toObject();
            QVERIFY(media["mime"].toString().startsWith("video/"));
            QCOMPARE(media["width"].toInt(), 320);
            QCOMPARE(media["height"].toInt(), 180);
            const qint64 ms = media["duration"].toInteger();
            QVERIFY2(ms > 2'500 && ms < 3'500, qPrintable(QString::number(ms)));
        }
        // What only has the name of one goes as a file.
        const QJsonObject fake = run("ada", {"send-file", "@bob", write("fake.mp4", random(3'000))});
        QCOMPARE(fake["state"].toString(), QStringLiteral("sent"));
        QCOMPARE(fake["media"].toArray().first().toObject()["width"].toInt(), 0);
    }

    void aFileThatIsGoneIsSaidSo()
    {
        run("ada", {"send-file", "@bob", m_dir->filePath("nothing")}, false);
        const QJsonObject text = run("ada", {"send", "@bob", "only words"});
        QVERIFY(!text.isEmpty());
        run("bob", {"download", target(text), m_dir->path()}, false);
    }
};

QTEST_GUILESS_MAIN(MediaTest)
#include "test_media.moc"
