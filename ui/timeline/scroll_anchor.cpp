#include "ui/timeline/scroll_anchor.h"

#include <algorithm>

namespace confab {

ScrollAnchor ScrollAnchor::take(std::span<const ItemBox> boxes, const ScrollFrame &frame, bool mayStick)
{
    ScrollAnchor anchor;
    anchor.m_sticks = mayStick && atBottom(frame);
    const int upper = frame.value;
    const int lower = frame.value + frame.viewport;

    // The first message whose upper edge is visible comes first: one that is cut off above may grow or shrink
    // without moving what is read. Then those below it, then the one above.
    auto first =
        std::partition_point(boxes.begin(), boxes.end(), [&](const ItemBox &b) { return b.top < upper; });
    for (auto it = first; it != boxes.end() && it->top < lower; ++it)
        anchor.m_places.push_back({it->key, it->top - upper});
    for (auto it = first; it != boxes.begin() && anchor.m_places.size() < 64;) {
        --it;
        anchor.m_places.push_back({it->key, it->top - upper});
    }
    for (auto it = first; it != boxes.end() && anchor.m_places.size() < 64; ++it)
        if (it->top >= lower)
            anchor.m_places.push_back({it->key, it->top - upper});
    return anchor;
}

int ScrollAnchor::restore(std::span<const ItemBox> boxes, const ScrollFrame &frame) const
{
    if (m_sticks)
        return frame.maximum();
    for (const auto &place : m_places) {
        const auto it =
            std::find_if(boxes.begin(), boxes.end(), [&](const ItemBox &b) { return b.key == place.key; });
        if (it != boxes.end())
            return std::clamp(it->top - place.offset, 0, frame.maximum());
    }
    return std::clamp(frame.value, 0, frame.maximum());
}

ScrollAnchor ScrollAnchor::at(const ItemKey &key, int offset)
{
    ScrollAnchor anchor;
    anchor.m_places.push_back({key, offset});
    return anchor;
}

} // namespace confab
