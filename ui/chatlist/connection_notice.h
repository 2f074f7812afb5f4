#pragma once

#include "core/session/session.h"

namespace confab {

//! What the head of the chat list says about the connection. Short breaks are not worth a word: nothing is said in the
//! first 1.5 s of trouble.
struct ConnectionNotice {
    QString title; //!< in place of "Chats"; empty: nothing to say
    QString banner; //!< the strip below; empty: none
    bool canRetry = false; //!< with "Try now"
    int nextCheck = 0; //!< ms until it may say something else by itself; 0: never
    friend bool operator==(const ConnectionNotice &, const ConnectionNotice &) = default;
};

inline constexpr qint64 connectionPatience = 1'500; //!< ms

//! `troubleSince`: ms since 1970 when the phase stopped being Online; `now` likewise.
ConnectionNotice connectionNotice(const ConnectionView &connection, qint64 troubleSince, qint64 now);

} // namespace confab
