#include "ui/composer/body_limit.h"

#include "core/protocol/limits.h"

namespace confab {
namespace {

constexpr qsizetype largestUnit = 3; // UTF-8 bytes of one UTF-16 unit
constexpr qsizetype overhead = 2048; // the quote and the frame of the map, at most

} // namespace

qsizetype bodyBytesLeft(const QString &text, const std::optional<Quote> &reply)
{
    const auto coarse = limits::body - overhead - text.size() * largestUnit;
    if (coarse > overhead)
        return coarse;
    Content content;
    content.text = text;
    content.reply = reply;
    return limits::body - encodeContent(content).size();
}

} // namespace confab
