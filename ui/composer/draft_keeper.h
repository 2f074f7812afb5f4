#pragma once

#include "core/sync/instant.h"

#include <optional>

namespace confab {

//! When a draft goes to the store: 1 s after the last key, at the latest 5 s after the first one that is not
//! saved yet, and at once when the chat is left. Pure.
class DraftKeeper {
public:
    static constexpr Instant pause{1'000};
    static constexpr Instant atMost{5'000};

    void touched(Instant now)
    {
        m_last = now;
        if (!m_first)
            m_first = now;
    }
    void saved() { m_first.reset(); }
    bool isDirty() const { return m_first.has_value(); }
    std::optional<Instant> deadline() const
    {
        if (!m_first)
            return std::nullopt;
        return std::min(m_last + pause, *m_first + atMost);
    }
    bool isDue(Instant now) const { return m_first && now >= *deadline(); }

private:
    std::optional<Instant> m_first; //!< key that is not saved
    Instant m_last{};
};

} // namespace confab
