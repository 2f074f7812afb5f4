#include "core/crypto/link_channel.h"
#include "core/protocol/link_code.h"

namespace confab {

using namespace link;

struct LinkNewDevice::State {
    enum class Due { Hello, Reveal, Grant, Nothing };

    QString slot;
    QString server;
    QString deviceName;
    Ephemeral own;
    Secret<16> pictureSecret = Secret<16>::random();
    DeviceKey device = DeviceKey::generate();
    DeviceId deviceId = newDeviceId();

    Due due = Due::Hello;
    QByteArray hello;
    QByteArray offer;
    std::optional<Channel> channel;

    LinkStep fail(LinkError::Kind kind)
    {
        due = Due::Nothing;
        channel.reset();
        return failed(kind);
    }
    LinkStep onHello(QByteArrayView message);
    LinkStep onReveal(QByteArrayView message);
    LinkStep onGrant(QByteArrayView message);
};

LinkNewDevice::LinkNewDevice(QString slot, QString server, QString deviceName)
    : d(std::make_unique<State>())
{
    d->slot = std::move(slot);
    d->server = std::move(server);
    d->deviceName = deviceName.left(limits::displayName);
}

LinkNewDevice::~LinkNewDevice() = default;
LinkNewDevice::LinkNewDevice(LinkNewDevice &&) noexcept = default;
LinkNewDevice &LinkNewDevice::operator=(LinkNewDevice &&) noexcept = default;

QString LinkNewDevice::textCode() const
{
    return slotForPeople(d->slot);
}

QByteArray LinkNewDevice::picture() const
{
    return LinkPicture {d->slot, sha256(d->own.key.toBytes()), d->pictureSecret.clone(), d->server}.toBytes();
}

QByteArray LinkNewDevice::abort()
{
    d->due = State::Due::Nothing;
    d->channel.reset();
    return abortMessage(AbortReason::Rejected);
}

LinkStep LinkNewDevice::receive(QByteArrayView bytes)
{
    if (d->due == State::Due::Nothing)
        return d->fail(whyNot(bytes, Type::Abort));
    if (auto end = readAbort(bytes)) {
        d->due = State::Due::Nothing;
        return *std::move(end);
    }
    switch (d->due) {
    case State::Due::Hello:
        return d->onHello(bytes);
    case State::Due::Reveal:
        return d->onReveal(bytes);
    case State::Due::Grant:
        return d->onGrant(bytes);
    case State::Due::Nothing:
        break;
    }
    return d->fail(LinkError::Kind::OutOfOrder);
}

LinkStep LinkNewDevice::State::onHello(QByteArrayView message)
{
    if (message.size() >= 2 && message[0] == char(Type::Hello) && message[1] != version)
        return fail(LinkError::Kind::Version);
    if (message.size() != helloSize || message[0] != char(Type::Hello) || quint8(message[2]) > quint8(Mode::Scanned))
        return fail(whyNot(message, Type::Hello));
    hello = message.toByteArray();
    offer = QByteArray(1, char(Type::Offer)) + own.key.toBytes() + own.nonce.toBytes();
    due = Due::Reveal;
    LinkStep step;
    step.send = offer;
    return step;
}

LinkStep LinkNewDevice::State::onReveal(QByteArrayView message)
{
    if (message.size() != revealSize || message[0] != char(Type::Reveal))
        return fail(whyNot(message, Type::Reveal));
    const auto theirKey = *PublicKey::fromBytes(message.sliced(1, 32));
    const auto theirNonce = *PublicKey::fromBytes(message.sliced(33, 32));
    if (commitmentOf(theirKey, theirNonce).toBytes() != hello.sliced(3))
        return fail(LinkError::Kind::Tampered);

    const bool scanned = hello[2] == char(Mode::Scanned);
    const auto proof = message.last(proofSize);
    const auto expected = scanned ? proofOf(pictureSecret, transcriptOf(slot, hello, offer, message.chopped(proofSize)))
                                  : Secret<32>();
    if (!equalInConstantTime(proof.data(), expected.data(), std::size_t(proofSize)))
        return fail(LinkError::Kind::Tampered);

    channel = Channel::open(Channel::Side::New, own.secret, theirKey, scanned ? &pictureSecret : nullptr,
        transcriptOf(slot, hello, offer, message));
    if (!channel)
        return fail(LinkError::Kind::WeakKey);

    due = Due::Grant;
    LinkStep step;
    step.digits = digitsOf(channel->transcript());
    step.send = channel->seal(Type::Device,
        DeviceBody {deviceId, device.publicKey(), deviceName,
            signWith(device.seed(), deviceMessage(channel->transcript(), deviceId))});
    return step;
}

LinkStep LinkNewDevice::State::onGrant(QByteArrayView message)
{
    if (message.isEmpty() || message[0] != char(Type::Grant))
        return fail(whyNot(message, Type::Grant));
    auto grant = channel->open<GrantBody>(Type::Grant, message);
    if (!grant)
        return fail(LinkError::Kind::Tampered);
    const WipedOnExit wiped(grant->aik);

    AccountKeys keys {*Seed::fromBytes(grant->aik), device.seed().clone(), grant->user,
        DeviceRecord {deviceId, device.publicKey(), grant->cert, grant->created, deviceName}, grant->server, grant->username,
        grant->name, true};
    if (!verifyDevice(publicKeyOf(keys.aikSeed), keys.user, keys.device))
        return fail(LinkError::Kind::WrongAccount);

    LinkStep step;
    step.send = channel->seal(Type::Done, Empty {});
    step.granted = std::make_shared<const AccountKeys>(std::move(keys));
    due = Due::Nothing;
    channel.reset();
    return step;
}

} // namespace confab
