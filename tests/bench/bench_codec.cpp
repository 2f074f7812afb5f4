// Time to encode and decode the three frames that matter for throughput. Build with the release preset.
#include "core/protocol/codec.h"

#include <cstdio>
#include <ctime>
#include <functional>

using namespace confab;

namespace {

template <typename F>
double microseconds(F work)
{
    constexpr int warmUp = 2'000;
    constexpr int rounds = 100'000;
    for (int i = 0; i < warmUp; ++i)
        work();
    const auto start = std::clock(); // of the processor, so that a busy machine does not count
    for (int i = 0; i < rounds; ++i)
        work();
    return double(std::clock() - start) * 1e6 / CLOCKS_PER_SEC / rounds;
}

std::size_t sink = 0; // what is computed is used

template <typename T>
void measure(const char *name, Encoding encoding, const QByteArray &bytes, const std::function<QByteArray()> &encode)
{
    const double encoding_us = microseconds([&] { sink += std::size_t(encode().size()); });
    const double decoding_us = microseconds([&] {
        const auto frame = decodeFrame(bytes, encoding, limits::frameOut);
        const auto body = bodyAs<T>(*frame);
        sink += body.has_value();
    });
    std::printf("{\"frame\":\"%s\",\"encoding\":\"%s\",\"bytes\":%lld,\"encode_us\":%.2f,\"decode_us\":%.2f}\n", name,
        encoding == Encoding::Cbor ? "cbor" : "json", static_cast<long long>(bytes.size()), encoding_us, decoding_us);
}

} // namespace

int main()
{
    Send send;
    send.chat = *ChatId::fromBytes(QByteArray(16, 'c'));
    send.cid = *Cid::fromBytes(QByteArray(16, 'i'));
    send.body = QByteArray(300, 'b');
    Event event;
    event.chat = send.chat;
    event.seq = Seq(123'456);
    event.vi = Vi(100'000);
    event.ts = 1'700'000'000'000;
    event.from = *UserId::fromBytes(QByteArray(16, 'u'));
    event.dev = *DeviceId::fromBytes(QByteArray(16, 'd'));
    event.cid = send.cid;
    event.body = send.body;
    const Appended appended {event.seq, event.vi, event.ts, false};

    for (const auto encoding : {Encoding::Cbor, Encoding::Json}) {
        const auto encodeSend = [&] { return encodeRequest(7u, send, encoding); };
        const auto encodeAnswer = [&] { return encodeOk(7u, appended, encoding); };
        const auto encodePushed = [&] { return encodeEvent(event, encoding); };
        measure<Send>("send", encoding, encodeSend(), encodeSend);
        measure<Appended>("ok", encoding, encodeAnswer(), encodeAnswer);
        measure<Event>("event", encoding, encodePushed(), encodePushed);
    }
    return sink == 0;
}
