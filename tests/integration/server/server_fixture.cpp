#include "tests/integration/server/server_fixture.h"

#include <QTcpSocket>

namespace confab::tests {

ServerFixture::ServerFixture()
{
    options.dataDir = m_dir.filePath(QStringLiteral("data"));
    options.gateway.port = 0;
    options.gateway.threads = 2;
    options.services.rateLimits = false;
}

ServerFixture::~ServerFixture()
{
    stop();
}

bool ServerFixture::start()
{
    m_node = std::make_unique<server::Node>(options);
    const auto port = m_node->start();
    if (!port) {
        m_problem = port.error();
        m_node.reset();
        return false;
    }
    m_port = *port;
    options.gateway.port = m_port;
    return true;
}

void ServerFixture::stop()
{
    m_node.reset();
}

void ServerFixture::drain(std::chrono::milliseconds ms)
{
    m_node->drain(ms);
    m_node.reset();
}

QUrl ServerFixture::url() const
{
    return QUrl(QStringLiteral("ws://127.0.0.1:%1/v1/ws").arg(m_port));
}

QByteArray ServerFixture::httpGet(const QByteArray &path, const QByteArray &host) const
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), m_port);
    if (!socket.waitForConnected(5000))
        return {};
    socket.write("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    QByteArray answer;
    while (socket.waitForReadyRead(5000))
        answer += socket.readAll();
    answer += socket.readAll();
    const qsizetype head = answer.indexOf("\r\n\r\n");
    return head < 0 ? QByteArray() : answer.mid(head + 4);
}

double ServerFixture::metric(const QByteArray &name) const
{
    for (const QByteArray &line : httpGet("/metrics").split('\n'))
        if (line.startsWith(name + ' '))
            return line.mid(name.size() + 1).toDouble();
    return -1;
}

} // namespace confab::tests
