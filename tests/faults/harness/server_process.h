#pragma once

#include <QProcess>
#include <QTemporaryDir>

namespace confab::tests {

//! A confab-server process on a folder of its own, which can be killed and started again on the same data.
class ServerProcess {
public:
    explicit ServerProcess(QString program);
    ~ServerProcess(); //!< kills

    //! Waits for the line that says where it listens. Each start may have another port.
    [[nodiscard]] bool start();
    //! SIGKILL, and waits for the end. Harmless where kill() came first from elsewhere.
    void kill();

    qint64 pid() const { return m_process.processId(); }
    quint16 port() const { return m_port; }
    QString database() const { return m_folder.filePath(QStringLiteral("data/confab.sqlite")); }

private:
    QString m_program;
    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
};

} // namespace confab::tests
