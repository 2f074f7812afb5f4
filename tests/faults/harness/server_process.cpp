#include "tests/faults/harness/server_process.h"

#include <QRegularExpression>

namespace confab::tests {

ServerProcess::ServerProcess(QString program)
    : m_program(std::move(program))
{
    m_process.setStandardErrorFile(QProcess::nullDevice());
}

ServerProcess::~ServerProcess()
{
    kill();
}

bool ServerProcess::start()
{
    m_process.start(m_program,
        {QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"), QStringLiteral("--data"),
            m_folder.filePath(QStringLiteral("data")), QStringLiteral("--no-rate-limit"), QStringLiteral("--log-level"),
            QStringLiteral("error")});
    while (!m_process.canReadLine())
        if (!m_process.waitForReadyRead(20'000))
            return false;
    static const QRegularExpression shape(QStringLiteral("://127\\.0\\.0\\.1:(\\d+)/"));
    m_port = shape.match(QString::fromUtf8(m_process.readLine())).captured(1).toUShort();
    return m_port != 0;
}

void ServerProcess::kill()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished(10'000);
}

} // namespace confab::tests
