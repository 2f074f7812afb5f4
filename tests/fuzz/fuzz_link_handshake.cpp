#include "core/crypto/link_handshake.h"

#include <cstdlib>

using namespace confab;

namespace {

//! Reads the fuzzer's input as a list of what somebody in the middle does to each message.
class Meddler {
public:
    explicit Meddler(QByteArrayView input)
        : m_input(input)
    {
    }
    QByteArray bend(const QByteArray &message)
    {
        QByteArray bent = message;
        switch (next() % 6) {
        case 0:
        case 1:
            break; // passes
        case 2:
            if (!bent.isEmpty())
                bent[next() % bent.size()] = char(next());
            break;
        case 3:
            bent.truncate(bent.isEmpty() ? 0 : next() % bent.size());
            break;
        case 4:
            bent.append(char(next()));
            break;
        case 5:
            bent = take(next());
            break;
        }
        m_touched = m_touched || bent != message;
        return bent;
    }
    bool touched() const { return m_touched; }
    unsigned next() { return m_at < m_input.size() ? quint8(m_input[m_at++]) : 0; }

private:
    QByteArray take(qsizetype size)
    {
        const auto part = m_input.sliced(m_at, std::min(size, m_input.size() - m_at));
        m_at += part.size();
        return part.toByteArray();
    }

    QByteArrayView m_input;
    qsizetype m_at = 0;
    bool m_touched = false;
};

void require(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    static const AccountKey account = AccountKey::generate();
    static const DeviceKey device = DeviceKey::generate();
    static const AccountKeys keys {account.seed().clone(), device.seed().clone(), account.user(),
        account.certify(newDeviceId(), device.publicKey(), 1, QStringLiteral("old")), QStringLiteral("s"), QStringLiteral("alice"),
        QStringLiteral("A"), true};

    Meddler meddler({data, qsizetype(size)});
    LinkNewDevice fresh(QStringLiteral("7QF29KDMXW4R"), QStringLiteral("s"), QStringLiteral("new"));
    LinkOldDevice old = meddler.next() & 1 ? LinkOldDevice(*LinkPicture::fromBytes(fresh.picture()))
                                           : LinkOldDevice(QStringLiteral("7QF29KDMXW4R"));
    QString digits[2];
    bool granted = false;
    bool finished = false;
    std::optional<QByteArray> toNew = old.hello();
    // Each turn carries one message; more turns than the handshake has, so that too many are tried as well.
    for (int turn = 0; turn < 8 && toNew; ++turn) {
        const auto atNew = fresh.receive(meddler.bend(*toNew));
        toNew.reset();
        if (atNew.digits)
            digits[0] = *atNew.digits;
        granted = granted || atNew.granted;
        if (!atNew.send)
            break;
        const auto atOld = old.receive(meddler.bend(*atNew.send));
        finished = finished || atOld.finished;
        toNew = atOld.send;
        if (atOld.digits) {
            digits[1] = *atOld.digits;
            if (digits[0] != digits[1])
                break; // the person sees it
            const auto grant = old.confirm(keys, 1);
            require(grant.has_value());
            toNew = grant->send;
        }
    }
    require(!finished || granted);
    require(!(finished && meddler.touched()));
    return 0;
}
