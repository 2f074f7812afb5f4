#pragma once

#include "server-stub/store/metrics.h"
#include "server-stub/store/types.h"

namespace confab::server {

//! The seed's "Message Store partitioned by chat id" and "User Data in SQL": the one place that orders.
//!
//! Asynchronous: a request returns at once and its callback runs exactly once, on a thread of the store. Callbacks of
//! writes run after the commit, one after the other, in the order of the commits; they must not block. A full queue
//! answers `busy` from within the call. Every member is thread-safe.
//!
//! Authorisation that must not race with a change of membership (send, members, marks) is done here, in the storing
//! transaction. Strangers and readers of nothing get `not_found`, former members `not_member`.
class Store {
public:
    virtual ~Store() = default;

    //! Answers what is queued, then stops: no callback runs after it returned. Later requests get `busy`.
    virtual void close() = 0;
    virtual const StoreMetrics &metrics() const = 0;

    // ---- chats ----
    virtual void append(AppendRequest, Callback<AppendOutcome>) = 0;
    virtual void createChat(CreateRequest, Callback<CreateOutcome>) = 0;
    virtual void changeMembers(MembersRequest, Callback<SysOutcome>) = 0;
    virtual void leaveChat(UserId user, ChatId chat, qint64 now, Callback<SysOutcome>) = 0;
    //! The marks of a direct chat become visible; answers how far the user is.
    virtual void acceptChat(UserId user, ChatId chat, Callback<MarksOutcome>) = 0;
    virtual void moveMarks(MarksRequest, Callback<MarksOutcome>) = 0;

    virtual void hist(HistRequest, Callback<HistPage>) = 0;
    virtual void head(UserId user, ChatId chat, Callback<HeadRow>) = 0; //!< with all members
    virtual void sync(SyncRequest, Callback<SyncPage>) = 0;
    //! Chats of the user whose newest event came after change `since`, at most `limit`.
    virtual void headsMoved(UserId user, qint64 since, int limit, Callback<HeadsMoved>) = 0;
    virtual void marksOf(UserId user, ChatId chat, Seq seq, Callback<MarksView>) = 0;
    virtual void aggregate(ChatId chat, Callback<AggregateView>) = 0;
    virtual void roster(ChatId chat, Callback<RosterPtr>) = 0;

    // ---- accounts ----
    //! One that nobody has used is spent by one registration.
    virtual void addInvite(QString invite, Callback<Done>) = 0;
    virtual void registerUser(NewUser, Callback<Done>) = 0;
    virtual void device(UserId user, DeviceId dev, Callback<DeviceFacts>) = 0;
    virtual void devices(UserId user, Callback<DeviceList>) = 0;
    virtual void addDevice(UserId user, DeviceRecord record, Callback<Changed>) = 0;
    virtual void revokeDevice(UserId user, DeviceId dev, qint64 now, Callback<Changed>) = 0;
    virtual void profiles(QList<UserId> users, Callback<Profiles>) = 0;
    virtual void profileByName(QString username, Callback<Profile>) = 0;
    //! An avatar that is no complete blob is `not_found`; a null one takes the former away.
    virtual void setProfile(UserId user, UserSet change, qint64 now, Callback<Changed>) = 0;
    virtual void setBlock(UserId user, Block block, Callback<Changed>) = 0;
    virtual void setPrefs(UserId user, Prefs prefs, Callback<Changed>) = 0;
    virtual void deleteUser(UserId user, qint64 now, Callback<Departure>) = 0;
    virtual void relations(UserId user, QList<UserId> others, Callback<Relations>) = 0;
    //! `at` is stored to the minute.
    virtual void touchSeen(UserId user, DeviceId dev, qint64 at) = 0;

    // ---- push ----
    virtual void setPush(PushEndpoint, Callback<Done>) = 0;
    //! At most one a (device, chat), each handed out to one caller for a minute; what has been acknowledged since is dropped.
    virtual void pushesDue(qint64 now, int limit, Callback<PushBatch>) = 0;
    virtual void pushDone(PushResult, Callback<Done>) = 0;

    // ---- blobs. References are those of stored events and of avatars; `append` refuses to make one to what is not complete ----
    //! The same content of the same user is the same blob. `quota` where it would be too much.
    virtual void grantBlob(GrantRequest, Callback<BlobFacts>) = 0;
    virtual void blob(BlobId blob, Callback<BlobFacts>) = 0; //!< `not_found` also for one that is being removed
    virtual void touchBlob(BlobId blob, qint64 now) = 0; //!< an unfinished one is being worked on
    virtual void finishBlob(BlobId blob, qint64 now, Callback<Done>) = 0; //!< its bytes are durable; `not_found`: remove them
    //! Condemns what nobody has referred to or worked on since `before`, and answers with all that is condemned: from here
    //! on they cannot be found. Who has removed the bytes says so with forgetBlobs.
    virtual void condemnBlobs(qint64 before, int limit, Callback<BlobList>) = 0;
    virtual void forgetBlobs(BlobList, Callback<Done>) = 0;
    virtual void blobTotals(Callback<BlobTotals>) = 0; //!< of complete ones
    //! The secret under which this server's upload tokens are made: `candidate`, unless there was one before.
    virtual void blobKey(QByteArray candidate, Callback<QByteArray>) = 0;
};

} // namespace confab::server
