#include "core/net/pushes.h"

namespace confab {

namespace {

using Answer = Result<std::optional<Push>, std::string>;

template <typename T>
Answer typed(const Frame &frame)
{
    auto body = bodyAs<T>(frame);
    if (!body)
        return Failure {body.error()};
    return std::optional<Push>(std::move(body).value());
}

struct Known {
    std::string_view name;
    Answer (*read)(const Frame &);
};

constexpr Known known[] {
    {frameEvent, typed<Event>},
    {Pong::type, typed<Pong>},
    {MarksMoved::type, typed<MarksMoved>},
    {AggregateMoved::type, typed<AggregateMoved>},
    {PresenceMoved::type, typed<PresenceMoved>},
    {TypingMoved::type, typed<TypingMoved>},
    {Lagged::type, typed<Lagged>},
    {AccountMoved::type, typed<AccountMoved>},
    {LinkRelay::verb, typed<LinkRelay>},
};

} // namespace

Answer pushOf(const Frame &frame)
{
    for (const Known &entry : known)
        if (entry.name == frame.t)
            return entry.read(frame);
    return std::optional<Push>();
}

} // namespace confab
