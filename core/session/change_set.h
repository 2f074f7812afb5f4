#pragma once

#include "core/store/rows.h"

#include <QFlags>
#include <QMetaType>

namespace confab {

//! What a turn of the engine did to one chat. Apply it in the order: removed, summary, rows.
struct ChatChange {
    enum What : unsigned {
        Summary = 1, //!< `summary` holds the new value
        Messages = 2, //!< `rows` are new or changed, or [low, high] is to be read again where `rows` is empty
        Unsent = 4, //!< `gone` lists cids whose unsent rows no longer stand at the end
        Members = 8, //!< membership or roles
        Removed = 16, //!< the chat is no longer in the store
    };
    ChatId chat;
    QFlags<What> what;
    std::optional<ChatSummary> summary;
    QList<MessageRow> rows; //!< ascending, at most 256. A row with a seq takes the place of an unsent row of its cid
    Seq low;
    Seq high;
    QList<Cid> gone;
};

//! All that a turn of the engine's event loop changed, coalesced.
struct ChangeSet {
    QList<ChatChange> chats;
    QList<Contact> contacts; //!< new or changed
    bool self = false; //!< own profile or privacy
    bool devices = false; //!< the own device list
};

} // namespace confab

Q_DECLARE_METATYPE(confab::ChangeSet)
