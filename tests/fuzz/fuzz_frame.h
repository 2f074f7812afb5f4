#pragma once

#include "core/protocol/codec.h"

#include <cstdlib>

//! What every frame must hold, whatever the bytes: a frame or an error; and what was read is what is written.
namespace confab::fuzz {

inline void require(bool holds)
{
    if (!holds)
        std::abort();
}

template <typename T>
void tryBody(const Frame &frame)
{
    const auto body = bodyAs<T>(frame);
    if (!body) {
        require(!body.error().empty());
        return;
    }
    const auto bytes = encodeFrame(frame.t, frame.i, ValueWriter::write(*body), frame.encoding);
    const auto again = decodeFrame(bytes, frame.encoding, 16 * limits::frameOut);
    require(again.has_value());
    const auto bodyAgain = bodyAs<T>(*again);
    require(bodyAgain.has_value());
    require(encodeFrame(frame.t, frame.i, ValueWriter::write(*bodyAgain), frame.encoding) == bytes);
}

inline void frame(QByteArrayView bytes, Encoding encoding)
{
    const auto value = decodeValue(bytes, encoding, limits::frameIn);
    if (value) {
        const auto written = encodeValue(*value, encoding);
        const auto back = decodeValue(written, encoding, 16 * limits::frameIn);
        require(back.has_value() && encodeValue(*back, encoding) == written);
    }
    const auto decoded = decodeFrame(bytes, encoding, limits::frameIn);
    if (!decoded)
        return;
    tryBody<Register>(*decoded);
    tryBody<Auth>(*decoded);
    tryBody<Send>(*decoded);
    tryBody<Hist>(*decoded);
    tryBody<HistPage>(*decoded);
    tryBody<ChatMembers>(*decoded);
    tryBody<SyncReply>(*decoded);
    tryBody<Recv>(*decoded);
    tryBody<Prefs>(*decoded);
    tryBody<Welcome>(*decoded);
    tryBody<Event>(*decoded);
    tryBody<DevListReply>(*decoded);
    if (decoded->e)
        require(decodeFrame(encodeError(decoded->i, *decoded->e, encoding), encoding, 16 * limits::frameIn).has_value());
}

} // namespace confab::fuzz
