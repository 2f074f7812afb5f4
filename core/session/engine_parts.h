#pragma once

#include "core/crypto/key_vault.h"
#include "core/session/upload_desk.h"
#include "core/store/database.h"
#include "core/sync/account_log.h"
#include "core/sync/chat_admin.h"
#include "core/sync/link_approver.h"
#include "core/sync/mention.h"
#include "core/sync/outbox.h"
#include "core/sync/presence_tracker.h"
#include "core/sync/syncer.h"
#include "core/sync/typing_tracker.h"

namespace confab {

//! Everything that works on one open store and its line to the server, in the order in which it depends on each other.
//! Lives on the engine's thread.
struct EngineParts {
    EngineParts(AccountKeysPtr accountKeys, std::unique_ptr<Database> opened, std::unique_ptr<StoreWriter> storeWriter,
        const Connection::Options &options, MediaThread &files, const MediaCache &cache)
        : keys(std::move(accountKeys))
        , owner {keys->user, keys->device.id}
        , opener(cipher, keys->username)
        , database(std::move(opened))
        , writer(std::move(storeWriter))
        , committer(*writer)
        , connection(options, clock)
        , directory(committer, connection, owner)
        , prefs(committer, connection, keys->aikSeed)
        , account(directory, prefs, owner, publicKeyOf(keys->aikSeed),
              OwnProfile::load(committer.read(), {keys->username, keys->name, {}, {}}))
        , history(committer, connection, opener, clock)
        , backfill(committer, history, clock)
        , receipts(committer, connection, clock)
        , receiver({committer, connection, opener, history, backfill, receipts, clock})
        , outbox(committer, connection, cipher, clock)
        , uploads(committer, connection, outbox, files, cache)
        , syncer(committer, connection, receiver, account, clock)
        , admin(committer, connection, receiver, outbox, owner, clock)
        , presence(connection, clock)
        , typing(connection, clock)
    {
    }

    AccountKeysPtr keys;
    Owner owner;
    SystemClock clock;
    PlaintextCipher cipher;
    MentionMarker opener;
    std::unique_ptr<Database> database;
    std::unique_ptr<StoreWriter> writer;
    Committer committer;
    Connection connection;
    Directory directory;
    PrefsSync prefs;
    AccountLog account;
    HistoryFetcher history;
    Backfill backfill;
    Receipts receipts;
    Receiver receiver;
    Outbox outbox;
    UploadDesk uploads;
    Syncer syncer;
    ChatAdmin admin;
    PresenceTracker presence;
    TypingTracker typing;
};

} // namespace confab
