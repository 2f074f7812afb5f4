#pragma once

#include "core/protocol/ids.h"
#include "core/sync/instant.h"

#include <QHash>
#include <QList>
#include <QString>
#include <optional>
#include <vector>

namespace confab {

//! When to tell others that the own user types (experience.md 1.7): at most every 5 s while the text changes, "off" once
//! when it stops for 5 s, is emptied, sent, or another chat is shown. One at a time: the user has two hands.
class TypingSender {
public:
    static constexpr std::chrono::milliseconds interval {5'000};

    struct Signal {
        ChatId chat;
        bool on = false;
        friend bool operator==(const Signal &, const Signal &) = default;
    };

    //! The text of `chat` changed (`on`), or is empty or sent (off). At most two: off there, on here.
    [[nodiscard]] QList<Signal> changed(const ChatId &chat, bool on, Instant now);
    [[nodiscard]] QList<Signal> tick(Instant now);
    std::optional<Instant> deadline() const;
    void disconnected() { m_current.reset(); }

private:
    struct Current {
        ChatId chat;
        Instant lastChange;
        Instant lastSent;
    };
    std::optional<Current> m_current;
};

//! Who types where, as heard from the server: forgotten after 6 s, or when a message of that person arrives.
class TypingPeers {
public:
    static constexpr std::chrono::milliseconds expiry {6'000};

    //! Each returns the chats whose list changed.
    [[nodiscard]] QList<ChatId> heard(const ChatId &chat, const UserId &user, bool on, Instant now);
    [[nodiscard]] QList<ChatId> messageFrom(const ChatId &chat, const UserId &user);
    [[nodiscard]] QList<ChatId> tick(Instant now);
    [[nodiscard]] QList<ChatId> clear(); //!< disconnected
    std::optional<Instant> deadline() const;

    QList<UserId> users(const ChatId &chat) const; //!< in the order in which they began

private:
    struct Entry {
        UserId user;
        Instant until;
    };
    QHash<ChatId, QList<Entry>> m_chats;
};

//! "typing…", "Ada is typing…", "Ada and Bo are typing…", "3 people are typing…"; empty for nobody. In a direct chat
//! the name is left out.
QString typingPhrase(const QList<QString> &names, bool direct);

} // namespace confab
