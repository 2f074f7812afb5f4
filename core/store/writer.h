#pragma once

#include "core/protocol/result.h"
#include "core/store/reader.h"
#include "core/store/statements.h"
#include "core/store/values.h"

#include <functional>
#include <memory>

namespace confab {

class SqlConnection;
class TransactionState;
struct KeyCache;
struct ChatState;

//! What became of news from the server.
enum class Verdict : std::uint8_t {
    Applied,
    UnknownChat, //!< ask chat.get first
    ServerBehind, //!< the server is behind us or tells another event under a seq that we hold: it lost data. What is
                  //!< stored here stays as it was
};

//! The write operations, by meaning. Only to be had inside StoreWriter::transaction. After a failed statement all
//! further ones do nothing and the transaction rolls back. Where nothing is said of it, an unknown chat is ignored.
class StoreTransaction {
public:
    explicit StoreTransaction(TransactionState &state)
        : m_state(state)
    {
    }

    // ---- outbox ----
    //! Own message, edit, reaction, redaction or group data: durable in the outbox and visible at once.
    void enqueue(const OutboxItem &item);
    //! The same for a message with files, and where those come from.
    void enqueue(const OutboxItem &item, const QList<UploadSource> &uploads);
    //! What is known of its files now. Nothing where it is gone.
    void setOutgoing(const Cid &cid, const Content &content);
    //! The server's answer to `cid`. Turns the unsent row into its event. False: not in the outbox (a second answer).
    //! Where another event is held under that seq (the server lost its data) a message stays, failed with Conflict.
    bool acknowledged(const ChatId &chat, const Cid &cid, const Appended &appended);
    //! Failed for good. A message stays, failed, for the user to decide; anything else is undone and forgotten.
    void failed(const ChatId &chat, const Cid &cid, ErrorCode code);
    void retry(const ChatId &chat); //!< failed items are queued again, order and cids kept
    void discard(const ChatId &chat, const Cid &cid);

    // ---- the log ----
    //! Events in any order, each any number of times. [covers.low, covers.high] is without gaps once they are in (the
    //! sequencer's Step, or a page of hist): remembered as stored. A chat's first events need its head first.
    Verdict applyEvents(const ChatId &chat, const QList<OpenedEvent> &events, const std::optional<SeqRange> &covers);
    void hide(const ChatId &chat, Seq seq); //!< delete on this device only

    // ---- chats ----
    //! A chat as sync or chat.get tells it, without its events; makes the chat where it is new. `heldBefore`: newest seq
    //! stored here when the request was sent, since live events may overtake the answer; default: what is stored now.
    Verdict applyHead(const ChatHead &head, std::optional<Seq> heldBefore = {});
    //! The newest seq known to exist (heads digest, pong).
    void raiseHead(const ChatId &chat, Seq head);
    void applyMarks(const MarksMoved &marks); //!< of a member, or the own ones from another device
    void applyAggregate(const AggregateMoved &aggregate);
    void accept(const ChatId &chat); //!< a stranger's chat was accepted
    void removeChat(const ChatId &chat);

    // ---- own watermarks and what is only here ----
    void markRead(const ChatId &chat, Seq seq); //!< forward only; implies received; waits to be sent
    void markReceived(const ChatId &chat, Seq seq); //!< forward only; waits to be sent
    void setDraft(const ChatId &chat, const Draft &draft);

    // ---- settings shared by the own devices ----
    void setSettings(const ChatId &chat, const ChatSettings &settings); //!< by the user: waits to be sent
    void settingsSent(const ChatId &chat, const ChatSettings &settings); //!< unless changed meanwhile
    void applySettings(const ChatId &chat, const ChatSettings &settings); //!< from another device; a waiting change wins

    // ---- account ----
    void putContact(const Contact &contact); //!< all but `blocked`, which has its own
    void setBlocked(const UserId &user, bool on);
    void setDevices(const QList<Device> &devices); //!< the whole list of own devices
    void putDevice(const Device &device);
    void removeDevice(const DeviceId &device);
    void setSyncCursor(const QByteArray &cursor);
    void setAccountCursor(qint64 n);
    void setValue(const QString &key, const QByteArray &value); //!< empty removes
    void noteSelfChanged(); //!< own profile or privacy (kept under the session's own keys) changed

private:
    void touchItem(const ChatState &chat, const OutboxItem &item);
    std::optional<OutboxItem> takeItem(const ChatState &chat, const Cid &cid);
    bool isTaken(const ChatState &chat, Seq seq, const Cid &cid);
    void raise(const ChatState &chat);
    void applyMembers(ChatState &chat, const ChatHead &head);
    bool putMarks(const ChatState &chat, const Marks &marks);
    void raiseAllMarks(const ChatState &chat);
    bool raiseRead(const ChatState &chat, Seq read, std::optional<Vi> vi);
    void putSettings(Sql statement, const ChatId &chat, const ChatSettings &settings);
    void setFact(const QString &key, const QByteArray &value);

    TransactionState &m_state;
};

//! The engine thread's connection, the only one that writes. It can read as well, on the same thread.
class StoreWriter {
public:
    enum class Durability : std::uint8_t {
        Normal, //!< survives a crash of the program; after a power cut the last moments may be synced again
        Full, //!< on disk when it returns: for what only this device knows (outbox, drafts)
    };
    using Body = std::function<void(StoreTransaction &)>;

    StoreWriter(std::unique_ptr<SqlConnection> connection, const Owner &owner);
    ~StoreWriter();

    //! Runs `body` in one transaction, brings the summaries of the touched chats up to date and commits. On failure
    //! nothing has happened. Batches of events: 200 to 500 rows a transaction.
    Result<StoreChanges, StoreError> transaction(Durability durability, const Body &body);

    const StoreReader &read() const { return *m_reader; }

private:
    bool setDurability(Durability durability);

    SqlConnection *m_connection; //!< owned by `m_reader`
    std::unique_ptr<StoreReader> m_reader;
    Owner m_owner;
    std::unique_ptr<KeyCache> m_keys;
    std::optional<Durability> m_durability;
};

} // namespace confab
