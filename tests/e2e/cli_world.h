#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

//! Real processes: a confab-server, and confab-cli for everybody, each with a folder of their own.
namespace confab::e2e {

//! A real confab-server on a folder; killed and started again, it keeps folder and port.
class Server {
public:
    explicit Server(QString folder)
        : m_folder(std::move(folder))
    {
    }
    ~Server() { kill(); }

    bool start()
    {
        m_process.start(CONFAB_SERVER, {"--listen", QStringLiteral("127.0.0.1:%1").arg(m_port), "--data", m_folder, "--allow-plaintext"});
        QByteArray said;
        while (!said.contains('\n') && m_process.waitForReadyRead(10'000))
            said += m_process.readAllStandardOutput();
        m_url = QString::fromLatin1(said.trimmed()).section(' ', -1);
        m_port = QUrl(m_url).port();
        return said.startsWith("confab-server listening on ws://127.0.0.1:");
    }
    void kill()
    {
        m_process.kill(); // SIGKILL: nothing is said or flushed
        m_process.waitForFinished();
    }
    QString url() const { return m_url; }

private:
    QString m_folder, m_url;
    int m_port = 0;
    QProcess m_process;
};

struct Answer {
    int exitCode = -1;
    QList<QJsonObject> lines;
    QJsonObject error;
    QStringList notices;

    QJsonObject first() const { return lines.value(0); }
};

inline QList<QJsonObject> objects(const QByteArray &output)
{
    QList<QJsonObject> list;
    for (const QByteArray &line : output.split('\n'))
        if (const auto document = QJsonDocument::fromJson(line); document.isObject())
            list.append(document.object());
    return list;
}

class CliWorld {
public:
    CliWorld()
        : m_server(m_dir.filePath("server"))
    {
    }

    Server &server() { return m_server; }
    QString folderOf(const QString &who) const { return m_dir.filePath(who); }
    QStringList commandLine(const QString &who, const QStringList &arguments) const
    {
        return QStringList {"--data", folderOf(who), "--server", m_server.url(), "--json"} + arguments;
    }
    Answer run(const QString &who, const QStringList &arguments) const
    {
        QProcess process;
        process.start(CONFAB_CLI, commandLine(who, arguments));
        const bool ended = process.waitForFinished(30'000) && process.exitStatus() == QProcess::NormalExit;
        Answer answer {ended ? process.exitCode() : -1, objects(process.readAllStandardOutput()), {}, {}};
        for (const QJsonObject &said : objects(process.readAllStandardError())) {
            if (said.contains("error"))
                answer.error = said["error"].toObject();
            else if (said.contains("notice"))
                answer.notices.append(said["notice"].toString());
        }
        return answer;
    }
    QStringList texts(const QString &who, const QString &chat) const
    {
        QStringList list;
        for (const QJsonObject &message : run(who, {"history", chat, "--limit", "100"}).lines)
            list.append(message["text"].toString());
        return list;
    }
    QString register_(const QString &who) const { return run(who, {"register", who}).first()["user"].toString(); }

private:
    QTemporaryDir m_dir;
    Server m_server;
};

//! A command that goes on, and what it has said so far.
class Running {
public:
    Running(const CliWorld &world, const QString &who, const QStringList &arguments)
    {
        m_process.start(CONFAB_CLI, world.commandLine(who, arguments));
    }
    ~Running()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    //! Waits until it has said something that `is` so; an empty object where it did not.
    QJsonObject heard(const std::function<bool(const QJsonObject &)> &is, int ms = 10'000)
    {
        QJsonObject found;
        (void)QTest::qWaitFor([&] {
            m_process.waitForReadyRead(50);
            m_said += m_process.readAllStandardOutput();
            for (const QJsonObject &line : objects(m_said))
                if (found.isEmpty() && is(line))
                    found = line;
            return !found.isEmpty();
        }, ms);
        return found;
    }
    QJsonObject heard(const QString &type, const QString &key = {}, const QJsonValue &value = {})
    {
        return heard([&](const QJsonObject &line) { return line["type"] == type && (key.isEmpty() || line[key] == value); });
    }
    //! Ends it as `kill` does; the exit code.
    int stop()
    {
        m_process.terminate();
        return finish();
    }
    //! Waits for its own end; -1 where it crashed or did not come.
    int finish()
    {
        const bool ended = m_process.state() == QProcess::NotRunning || m_process.waitForFinished(30'000);
        return ended && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }
    void kill() //!< SIGKILL
    {
        m_process.kill();
        m_process.waitForFinished();
    }

private:
    QProcess m_process;
    QByteArray m_said;
};

} // namespace confab::e2e
