#pragma once

#include "server-stub/services/session.h"

#include <unordered_map>

namespace confab::server {

//! The meeting places of two devices that link (protocol section 9), in memory: a slot that is lost is made again. The
//! first authenticated device that relays to a slot is its other side for good; others are told that there is none.
//! Thread-safe.
class LinkSlots {
public:
    static constexpr qint64 life = 120'000; //!< ms, until the other side comes
    static constexpr qint64 talk = 600'000; //!< ms, from then on
    static constexpr int maxMessages = 256; //!< in both directions; the sealed history pointer included

    //! The code of a new slot: 12 characters of Crockford's base32, which has no I, L, O and U.
    QString open(const SessionPtr &waiting, qint64 now);
    //! The one that the bytes go to; null: no such slot for `from`.
    SessionPtr partner(const QString &code, const SessionPtr &from, qint64 now);
    void closed(const SessionPtr &session);
    void tick(qint64 now);

    //! As people type it: upper case, without dashes and spaces, O for 0, I and L for 1.
    static QString normalised(const QString &code);

private:
    struct Slot {
        SessionPtr waiting;
        SessionPtr other;
        qint64 expires = 0; //!< steady
        int messages = 0;
    };
    std::mutex m_mutex;
    std::unordered_map<QString, Slot> m_slots;
};

} // namespace confab::server
