#pragma once

#include "core/protocol/value.h"

#include <algorithm>

//! Bounds that both decoders keep.
namespace confab::bounds {

inline constexpr std::size_t entriesPerContainer = 8192;

//! Sorting keeps the check cheap for a hostile map of thousands of keys.
inline bool hasDuplicateKeys(const Value::Map &map)
{
    if (map.size() <= 12) {
        for (std::size_t i = 1; i < map.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if (map[i].first == map[j].first)
                    return true;
        return false;
    }
    std::vector<std::string_view> keys;
    keys.reserve(map.size());
    for (const auto &member : map)
        keys.push_back(member.first);
    std::sort(keys.begin(), keys.end());
    return std::adjacent_find(keys.begin(), keys.end()) != keys.end();
}

} // namespace confab::bounds
