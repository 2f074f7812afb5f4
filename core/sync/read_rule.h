#pragma once

#include "core/protocol/ids.h"
#include "core/sync/instant.h"

#include <optional>

namespace confab {

//! When what is on screen counts as read (experience.md 1.6). All of: window exposed, active, not minimised, no modal
//! over it, screen unlocked, input less than 30 s ago, the chat's initial scroll done, and the message's bottom edge in
//! the viewport. After activation it waits a moment, so that the click that activates the window and selects another
//! chat does not mark the old one; the activation itself counts as input.
//!
//! The window tells what happens; `due` answers what to mark. Call it after each change and at `deadline`.
class ReadRule {
public:
    static constexpr std::chrono::milliseconds activeFor {30'000};
    static constexpr std::chrono::milliseconds settle {400};

    struct Mark {
        ChatId chat;
        Seq seq;
        friend bool operator==(const Mark &, const Mark &) = default;
    };

    void setExposed(bool on) { m_exposed = on; }
    void setMinimised(bool on) { m_minimised = on; }
    void setModal(bool on) { m_modal = on; }
    void setLocked(bool on) { m_locked = on; }
    void setActive(bool on, Instant now);
    void input(Instant now); //!< key, wheel, touch, mouse press or move inside the window

    void showChat(const std::optional<ChatId> &chat); //!< another chat, or none, comes on screen
    void setScrollDone(bool on) { m_scrollDone = on; } //!< its initial scroll, and any switch animation
    //! Newest message of the shown chat whose bottom edge is inside the viewport; 0 if none.
    void setVisible(Seq newest) { m_visible = newest; }

    [[nodiscard]] std::optional<Mark> due(Instant now); //!< each mark once
    std::optional<Instant> deadline(Instant now) const; //!< when time alone makes `due` answer something
    bool userActive(Instant now) const; //!< window active and input less than 30 s ago

private:
    bool conditionsHold() const;

    bool m_exposed = false;
    bool m_active = false;
    bool m_minimised = false;
    bool m_modal = false;
    bool m_locked = false;
    bool m_scrollDone = false;
    std::optional<Instant> m_lastInput;
    Instant m_activatedAt {};
    std::optional<ChatId> m_chat;
    Seq m_visible;
    Seq m_marked; //!< in the shown chat
};

} // namespace confab
