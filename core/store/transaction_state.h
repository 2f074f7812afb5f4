#pragma once

#include "core/store/timeline_query.h"

#include <QHash>
#include <QSet>

namespace confab {

//! Interned keys of people and devices, kept between transactions. Forgotten after a rollback.
struct KeyCache {
    QHash<UserId, qint64> users;
    QHash<DeviceId, qint64> devs;
};

//! What the store's own queries need of a chat.
struct ChatState {
    qint64 key = 0;
    ChatId chat;
    ChatKind kind = ChatKind::Direct;
    Seq head;
    Vi headVi;
    Seq joined;
    Seq read;
    Vi readVi;
    Seq recv;
    Seq titleSeq;
    Seq aboutSeq;
    Seq pictureSeq;
    Seq membersSeq;
    qint64 created = 0;
    qint64 memberCount = 0;
    bool left = false;
};

//! The inside of a transaction: names, what was touched, and at the end the summaries of all touched chats.
class TransactionState {
public:
    TransactionState(SqlConnection &connection, const Owner &owner, KeyCache &keys);

    //! A chat's share of the transaction.
    struct Touched {
        ChatId chat;
        QSet<Seq> seqs;
        QSet<Cid> unsent;
        QList<Cid> gone;
        bool members = false;
        bool removed = false;
    };

    SqlConnection &db;
    const Owner &owner;
    TimelineQuery timeline;

    std::optional<ChatState> chat(const ChatId &chat);
    qint64 userKey(const UserId &user);
    std::optional<qint64> senderKey(const UserId &user); //!< none for the null id
    std::optional<qint64> devKey(const DeviceId &device);

    Touched &touch(const ChatState &chat);
    void dropChat(const ChatState &chat);
    void touchContact(const UserId &user) { m_contacts.insert(user); }
    void touchSelf() { m_self = true; }
    void touchDevices() { m_devices = true; }

    //! Within the transaction: derived values of the touched chats.
    void refreshSummaries();
    //! After the commit.
    StoreChanges changes();

private:
    void refreshSummary(qint64 key);
    void noteIfUnknown(const UserId &user, qint64 key);
    ChatDelta delta(qint64 key, const Touched &touched);
    void collectRows(qint64 key, const Touched &touched, ChatDelta &delta);

    KeyCache &m_keys;
    QHash<qint64, Touched> m_touched;
    QList<qint64> m_order; //!< of first touch, so that changes come in the order of the work
    QSet<UserId> m_contacts;
    QSet<UserId> m_unknown;
    bool m_self = false;
    bool m_devices = false;
};

} // namespace confab
