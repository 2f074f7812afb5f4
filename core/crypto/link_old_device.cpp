#include "core/crypto/link_channel.h"

namespace confab {

using namespace link;

struct LinkOldDevice::State {
    enum class Due { Start, Offer, Device, Confirmation, Done, Nothing };

    QString slot;
    std::optional<LinkPicture> scanned;
    Ephemeral own;

    Due due = Due::Start;
    QByteArray hello;
    std::optional<Channel> channel;
    DeviceBody device;

    LinkStep fail(LinkError::Kind kind)
    {
        due = Due::Nothing;
        channel.reset();
        return failed(kind);
    }
    LinkStep onOffer(QByteArrayView message);
    LinkStep onDevice(QByteArrayView message);
    LinkStep onDone(QByteArrayView message);
};

LinkOldDevice::LinkOldDevice(LinkPicture scanned)
    : d(std::make_unique<State>())
{
    d->slot = scanned.slot;
    d->scanned = std::move(scanned);
}

LinkOldDevice::LinkOldDevice(QString typedSlot)
    : d(std::make_unique<State>())
{
    d->slot = std::move(typedSlot);
}

LinkOldDevice::~LinkOldDevice() = default;
LinkOldDevice::LinkOldDevice(LinkOldDevice &&) noexcept = default;
LinkOldDevice &LinkOldDevice::operator=(LinkOldDevice &&) noexcept = default;

QString LinkOldDevice::slot() const
{
    return d->slot;
}

QByteArray LinkOldDevice::hello()
{
    const auto mode = d->scanned ? Mode::Scanned : Mode::Typed;
    d->hello = QByteArray(1, char(Type::Hello)) + version + char(mode) + commitmentOf(d->own.key, d->own.nonce).toBytes();
    d->due = State::Due::Offer;
    return d->hello;
}

LinkStep LinkOldDevice::receive(QByteArrayView bytes)
{
    if (d->due == State::Due::Nothing || d->due == State::Due::Start)
        return d->fail(whyNot(bytes, Type::Abort));
    if (auto end = readAbort(bytes)) {
        d->due = State::Due::Nothing;
        return *std::move(end);
    }
    switch (d->due) {
    case State::Due::Offer:
        return d->onOffer(bytes);
    case State::Due::Device:
        return d->onDevice(bytes);
    case State::Due::Done:
        return d->onDone(bytes);
    case State::Due::Confirmation: // it is the user's turn, nobody else's
    case State::Due::Start:
    case State::Due::Nothing:
        break;
    }
    return d->fail(whyNot(bytes, Type::Done));
}

LinkStep LinkOldDevice::State::onOffer(QByteArrayView message)
{
    if (message.size() != offerSize || message[0] != char(Type::Offer))
        return fail(whyNot(message, Type::Offer));
    const auto theirKey = *PublicKey::fromBytes(message.sliced(1, 32));
    if (scanned && sha256(theirKey.toBytes()) != scanned->keyHash)
        return fail(LinkError::Kind::WrongDevice);

    QByteArray reveal = QByteArray(1, char(Type::Reveal)) + own.key.toBytes() + own.nonce.toBytes();
    if (scanned)
        reveal += proofOf(scanned->secret, transcriptOf(slot, hello, message, reveal)).view();
    else
        reveal += QByteArray(proofSize, '\0');

    channel = Channel::open(Channel::Side::Old, own.secret, theirKey, scanned ? &scanned->secret : nullptr,
        transcriptOf(slot, hello, message, reveal));
    if (!channel)
        return fail(LinkError::Kind::WeakKey);
    due = Due::Device;
    LinkStep step;
    step.send = reveal;
    return step;
}

LinkStep LinkOldDevice::State::onDevice(QByteArrayView message)
{
    if (message.isEmpty() || message[0] != char(Type::Device))
        return fail(whyNot(message, Type::Device));
    auto body = channel->open<DeviceBody>(Type::Device, message);
    if (!body || !verifySignature(body->key, deviceMessage(channel->transcript(), body->id), body->sig))
        return fail(LinkError::Kind::Tampered);
    device = *std::move(body);
    due = Due::Confirmation;
    LinkStep step;
    step.digits = digitsOf(channel->transcript());
    step.deviceName = device.name;
    return step;
}

Result<LinkOldDevice::Grant, LinkError> LinkOldDevice::confirm(const AccountKeys &own, qint64 now)
{
    if (d->due != State::Due::Confirmation)
        return Failure {errorOf(LinkError::Kind::OutOfOrder)};
    const AccountKey account(own.aikSeed.clone());
    const auto record = account.certify(d->device.id, d->device.key, now, d->device.name);
    GrantBody body {own.aikSeed.view().toByteArray(), own.user, own.server, own.username, own.name, record.created, record.cert};
    const WipedOnExit wiped(body.aik);
    d->due = State::Due::Done;
    return Grant {record, d->channel->seal(Type::Grant, body)};
}

QByteArray LinkOldDevice::reject()
{
    d->due = State::Due::Nothing;
    d->channel.reset();
    return abortMessage(AbortReason::Rejected);
}

LinkStep LinkOldDevice::State::onDone(QByteArrayView message)
{
    if (message.isEmpty() || message[0] != char(Type::Done))
        return fail(whyNot(message, Type::Done));
    if (!channel->open<Empty>(Type::Done, message))
        return fail(LinkError::Kind::Tampered);
    due = Due::Nothing;
    channel.reset();
    LinkStep step;
    step.finished = true;
    return step;
}

} // namespace confab
