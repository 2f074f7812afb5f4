#pragma once

#include <QtGlobal>
#include <chrono>

//! Limits of protocol section 12. Sizes in bytes, counts in items.
namespace confab::limits {

inline constexpr qsizetype frameIn = 64 * 1024;
inline constexpr qsizetype frameOut = 256 * 1024;
inline constexpr qsizetype frameBeforeAuth = 4 * 1024;
inline constexpr qsizetype body = 48 * 1024;
inline constexpr int nesting = 8;
inline constexpr qint64 maxInteger = (qint64(1) << 53) - 1;

inline constexpr int outstanding = 100;
inline constexpr int devicesPerUser = 10;
inline constexpr int unauthenticatedPerAddress = 20;
inline constexpr int membersPerGroup = 1000;
inline constexpr int membersInHead = 64;
inline constexpr int marksInHead = 32; //!< groups over this size get `agg` instead of `marks`
inline constexpr int typingMembers = 256; //!< no typing in larger groups
inline constexpr int mediaPerMessage = 20;
inline constexpr int marksPerFrame = 64;
inline constexpr int histPage = 200;
inline constexpr int syncPage = 200;
inline constexpr int syncTail = 20;
inline constexpr int cursor = 1024; //!< bytes of an opaque sync cursor
inline constexpr int watchUsers = 200;
inline constexpr int focusChats = 4;
inline constexpr int usersPerGet = 200;
inline constexpr int relayBytes = 32 * 1024;
inline constexpr int prefsPerFrame = 64;
inline constexpr int prefValue = 4 * 1024;
inline constexpr int usernameMin = 3;
inline constexpr int usernameMax = 32;
inline constexpr int displayName = 64; //!< UTF-16 units of names of people and devices
inline constexpr int about = 256;
inline constexpr qint64 attachment = qint64(2) << 30;

inline constexpr int queuedFrames = 512; //!< a socket's out queue above this drops events and says `lagged`
inline constexpr qsizetype queuedBytes = 1024 * 1024;
inline constexpr qsizetype queuedBytesHard = 4 * 1024 * 1024; //!< above this: close 4012

inline constexpr std::chrono::milliseconds heartbeat {25'000};
inline constexpr std::chrono::milliseconds authDeadline {10'000};
inline constexpr std::chrono::milliseconds noProgress {30'000};

} // namespace confab::limits
