// Writes the seed corpus: make_corpus DIR. One small file a shape; the fuzzer finds the rest.
#include "core/crypto/link_handshake.h"
#include "core/protocol/codec.h"
#include "core/protocol/content.h"
#include "tests/fuzz/mls_seeds.h"
#include "tests/unit/protocol/filler.h"

#include <QDir>
#include <QFile>

using namespace confab;

namespace {

void put(const QString &folder, const QString &name, const QByteArray &bytes)
{
    QDir().mkpath(folder);
    QFile file(folder + QLatin1Char('/') + name);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
}

template <typename T>
T filled()
{
    T body {};
    Filler filler(1);
    filler.fill(body);
    return body;
}

template <typename T>
void frame(const QString &dir, const char *name)
{
    for (const auto encoding : {Encoding::Cbor, Encoding::Json})
        put(dir + (encoding == Encoding::Cbor ? QStringLiteral("/frame_cbor") : QStringLiteral("/frame_json")), QString::fromLatin1(name),
            encodeFrame(name, 7u, ValueWriter::write(filled<T>()), encoding));
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    const QString dir = QString::fromLocal8Bit(argv[1]);
    frame<Register>(dir, "register");
    frame<Auth>(dir, "auth");
    frame<Send>(dir, "send");
    frame<Hist>(dir, "hist");
    frame<ChatMembers>(dir, "chat.members");
    frame<SyncReply>(dir, "ok");
    frame<Recv>(dir, "recv");
    frame<Prefs>(dir, "prefs");
    frame<Welcome>(dir, "welcome");
    frame<Event>(dir, "event");
    for (const auto encoding : {Encoding::Cbor, Encoding::Json})
        put(dir + (encoding == Encoding::Cbor ? QStringLiteral("/frame_cbor") : QStringLiteral("/frame_json")), QStringLiteral("err"),
            encodeError(7u, makeError(ErrorCode::Rate, QStringLiteral("slow down"), 250), encoding));

    put(dir + QStringLiteral("/content"), QStringLiteral("cbor"), encodeContent(filled<Content>()));
    put(dir + QStringLiteral("/content"), QStringLiteral("json"), "{\"text\":\"hi\",\"target\":3}");
    put(dir + QStringLiteral("/content"), QStringLiteral("media"), encodeValue(ValueWriter::write(filled<Content>()), Encoding::Json));

    LinkNewDevice device(QStringLiteral("7QF29KDMXW4R"), QStringLiteral("chat.example.org"), QStringLiteral("laptop"));
    put(dir + QStringLiteral("/link_picture"), QStringLiteral("picture"), device.picture());
    put(dir + QStringLiteral("/link_picture"), QStringLiteral("code"), "7QF2-9KDM-XW4R");

    put(dir + QStringLiteral("/link_handshake"), QStringLiteral("typed"), QByteArray(16, '\0'));
    put(dir + QStringLiteral("/link_handshake"), QStringLiteral("scanned"), QByteArray(16, '\1'));
    for (int turn = 0; turn < 6; ++turn) {
        QByteArray bytes(turn + 1, '\0');
        put(dir + QStringLiteral("/link_handshake"), QStringLiteral("flip%1").arg(turn), bytes + "\x02\x09\x55");
        put(dir + QStringLiteral("/link_handshake"), QStringLiteral("cut%1").arg(turn), bytes + "\x03\x09");
    }

    for (const CorpusSeed &seed : mlsSeeds())
        put(dir + QLatin1Char('/') + QLatin1String(seed.target), QLatin1String(seed.name), seed.bytes);
}
