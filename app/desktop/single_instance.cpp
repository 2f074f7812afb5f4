#include "app/desktop/single_instance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QLocalSocket>

namespace confab {

namespace {
constexpr int patience = 500; // ms, before the other one counts as dead
constexpr char raiseWord[] = "raise\n";
constexpr int longestWord = 64; // bytes taken from anybody who connects
}

SingleInstance::SingleInstance(const QString &folder, QObject *parent)
    : QObject(parent)
{
    // The folder's name may be longer than a socket's may: its hash stands for it.
    const QByteArray path = QDir(folder).absolutePath().toUtf8();
    m_name = "confab-" + QCryptographicHash::hash(path, QCryptographicHash::Sha256).toHex().left(24);
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server.nextPendingConnection()) {
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
                if (socket->read(longestWord) == raiseWord)
                    emit raiseRequested();
                socket->disconnectFromServer();
            });
        }
    });
}

bool SingleInstance::tellOther() const
{
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (!socket.waitForConnected(patience))
        return false;
    socket.write(raiseWord);
    return socket.waitForBytesWritten(patience);
}

bool SingleInstance::claim()
{
    if (tellOther())
        return false;
    if (m_server.listen(m_name))
        return true;
    // Left behind by a crash: nobody answered at it.
    QLocalServer::removeServer(m_name);
    m_server.listen(m_name);
    return true; // without a socket there is still a window, only no second start to be caught
}

} // namespace confab
