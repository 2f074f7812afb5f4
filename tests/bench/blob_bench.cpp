#include "server-stub/blobs/sha256.h"
#include "tests/faults/harness/server_process.h"
#include "tests/integration/server/blob_client.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <arpa/inet.h>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

// Figures of blob transfers: throughput of PUT and GET beside plain copying through the same kind of sockets and files,
// the server's memory meanwhile, and how long a text takes. Prints, and asserts nothing.

using namespace confab;
using namespace confab::tests;
using Time = std::chrono::steady_clock::time_point;

namespace {

constexpr qint64 pieceSize = 1 << 20; //!< of the file: one random MiB, numbered, again and again

double secondsSince(Time begin)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

//! The n-th MiB of the file.
QByteArray &pieceAt(QByteArray &piece, qint64 n)
{
    memcpy(piece.data(), &n, sizeof n);
    return piece;
}

int connected(quint16 port)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        qFatal("no connection");
    return fd;
}

void sendAll(int fd, const char *bytes, qint64 count)
{
    while (count > 0) {
        const auto n = ::send(fd, bytes, std::size_t(count), MSG_NOSIGNAL);
        if (n <= 0)
            qFatal("the connection broke while sending");
        bytes += n;
        count -= n;
    }
}

//! Takes `count` bytes and throws them away, after `ahead` that were there already.
void receiveAll(int fd, qint64 count)
{
    std::vector<char> buffer(256 * 1024);
    while (count > 0) {
        const auto n = ::recv(fd, buffer.data(), std::size_t(std::min<qint64>(count, qint64(buffer.size()))), 0);
        if (n <= 0)
            qFatal("the connection broke while receiving");
        count -= n;
    }
}

//! The head of an answer, byte by byte: what follows it stays in the socket.
QByteArray receiveHead(int fd)
{
    QByteArray head;
    char byte = 0;
    while (!head.endsWith("\r\n\r\n") && ::recv(fd, &byte, 1, 0) == 1)
        head += byte;
    return head;
}

//! A server that only copies: what it is sent goes into a file, fsynced at the end; or a file goes out.
class Copier {
public:
    explicit Copier(QByteArray path)
        : m_path(std::move(path))
        , m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        if (::bind(m_listener, reinterpret_cast<sockaddr *>(&address), length) != 0 || ::listen(m_listener, 1) != 0
            || ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &length) != 0)
            qFatal("cannot listen");
        m_port = ntohs(address.sin_port);
    }
    ~Copier() { ::close(m_listener); }
    quint16 port() const { return m_port; }

    void takeOne() const
    {
        const int fd = ::accept(m_listener, nullptr, nullptr);
        const int file = ::open(m_path.constData(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        std::vector<char> buffer(64 * 1024);
        for (;;) {
            const auto n = ::recv(fd, buffer.data(), buffer.size(), 0);
            if (n <= 0 || ::write(file, buffer.data(), std::size_t(n)) != n)
                break;
        }
        ::fsync(file);
        ::close(file);
        ::shutdown(fd, SHUT_WR);
        ::close(fd);
    }
    void giveOne() const
    {
        const int fd = ::accept(m_listener, nullptr, nullptr);
        const int file = ::open(m_path.constData(), O_RDONLY);
        std::vector<char> buffer(128 * 1024);
        for (;;) {
            const auto n = ::read(file, buffer.data(), buffer.size());
            if (n <= 0)
                break;
            sendAll(fd, buffer.data(), n);
        }
        ::close(file);
        ::close(fd);
    }

private:
    const QByteArray m_path;
    const int m_listener;
    quint16 m_port = 0;
};

qint64 kbOf(qint64 pid, const QByteArray &field)
{
    QFile status(QStringLiteral("/proc/%1/status").arg(pid));
    if (status.open(QIODevice::ReadOnly))
        for (const QByteArray &line : status.readAll().split('\n'))
            if (line.startsWith(field + ':'))
                return line.mid(field.size() + 1).trimmed().split(' ').first().toLongLong();
    return 0;
}

double copiedIn(const QByteArray &path, qint64 size, QByteArray piece)
{
    const Copier copier(path);
    std::thread server([&] { copier.takeOne(); });
    const int fd = connected(copier.port());
    const auto begin = std::chrono::steady_clock::now();
    for (qint64 n = 0; n < size / pieceSize; ++n)
        sendAll(fd, pieceAt(piece, n).constData(), pieceSize);
    ::shutdown(fd, SHUT_WR);
    char byte = 0;
    static_cast<void>(::recv(fd, &byte, 1, 0)); // it is on disk
    const double seconds = secondsSince(begin);
    server.join();
    ::close(fd);
    return seconds;
}

double copiedOut(const QByteArray &path, qint64 size)
{
    const Copier copier(path);
    std::thread server([&] { copier.giveOne(); });
    const int fd = connected(copier.port());
    const auto begin = std::chrono::steady_clock::now();
    receiveAll(fd, size);
    const double seconds = secondsSince(begin);
    server.join();
    ::close(fd);
    return seconds;
}

//! Texts from one person to another, every 20 ms until told to stop; the times until the other has them, ms, ascending.
std::vector<double> texts(quint16 port, const std::atomic<bool> &stop)
{
    std::vector<double> times;
    TestDevice from {subprotocolCbor}, to {subprotocolCbor};
    if (!from.registerAt(port, QStringLiteral("writer")) || !from.sync() || !to.registerAt(port, QStringLiteral("reader")) || !to.sync())
        return times;
    const auto chat = from.chatWith(to);
    to.wire.frameOf(frameEvent); // that it was created
    while (!stop) {
        const auto begin = std::chrono::steady_clock::now();
        from.wire.tell(from.message(*chat, "meanwhile"));
        if (!to.wire.frameOf(frameEvent))
            break;
        times.push_back(secondsSince(begin) * 1000);
        std::this_thread::sleep_for(20ms);
    }
    std::sort(times.begin(), times.end());
    return times;
}

void print(const char *what, qint64 size, double seconds, double plain)
{
    std::printf("%-34s %7.0f MB/s  (plain copying %.0f MB/s: %.0f %%)\n", what, double(size) / 1e6 / seconds, double(size) / 1e6 / plain,
        100 * plain / seconds);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    std::signal(SIGPIPE, SIG_IGN);
    QCommandLineParser parser;
    parser.addOption({QStringLiteral("size"), QStringLiteral("MiB to send, up to 2048."), QStringLiteral("MiB"), QStringLiteral("2048")});
    parser.addHelpOption();
    parser.process(app);
    const qint64 size = parser.value(QStringLiteral("size")).toLongLong() * pieceSize;

    // First: nobody waits for a server that is not asked anything meanwhile.
    QByteArray piece = randomBytes(pieceSize, 1);
    server::Sha256 hash;
    for (qint64 n = 0; n < size / pieceSize; ++n)
        hash.add(std::span(pieceAt(piece, n).constData(), pieceSize));

    ServerProcess server {QStringLiteral(CONFAB_SERVER_PROGRAM)};
    TestDevice alice {subprotocolCbor};
    if (!server.start() || !alice.registerAt(server.port(), QStringLiteral("alice")))
        qFatal("no server");

    const auto grant = alice.wire.ask(MediaGrant {size, hash.take()});
    if (!grant)
        qFatal("no grant");
    QTemporaryDir folder;
    const QByteArray file = QFile::encodeName(folder.filePath(QStringLiteral("copy")));

    const double plainIn = copiedIn(file, size, piece);
    const qint64 before = kbOf(server.pid(), "VmRSS");
    std::atomic<bool> stop {false};
    std::vector<double> times;
    std::thread talk([&] { times = texts(server.port(), stop); });
    const int fd = connected(server.port());
    auto begin = std::chrono::steady_clock::now();
    const QByteArray head = BlobClient::putHead(*grant, size, 0, size) + "\r\n";
    sendAll(fd, head.constData(), head.size());
    for (qint64 n = 0; n < size / pieceSize; ++n)
        sendAll(fd, pieceAt(piece, n).constData(), pieceSize);
    const QByteArray answer = receiveHead(fd);
    const double in = secondsSince(begin);
    stop = true;
    talk.join();
    if (!answer.startsWith("HTTP/1.1 201"))
        qFatal("the upload failed: %s", answer.constData());
    const qint64 peakIn = kbOf(server.pid(), "VmHWM");
    print("PUT, hash and fsync included", size, in, plainIn);
    if (!times.empty())
        std::printf("  a text meanwhile: p50 %.1f ms, p99 %.1f ms, of %zu\n", times[times.size() / 2], times[times.size() * 99 / 100], times.size());

    const double plainOut = copiedOut(file, size);
    begin = std::chrono::steady_clock::now();
    const QByteArray get = "GET " + blobhttp::pathOf(grant->blob) + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    sendAll(fd, get.constData(), get.size());
    if (!receiveHead(fd).startsWith("HTTP/1.1 200"))
        qFatal("the download failed");
    receiveAll(fd, size);
    print("GET", size, secondsSince(begin), plainOut);
    ::close(fd);
    std::printf("server memory: %lld KiB before, at most %lld KiB more during the upload, %lld KiB more in all\n", before, peakIn - before,
        kbOf(server.pid(), "VmHWM") - before);
    return 0;
}
