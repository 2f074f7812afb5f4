#pragma once

#include "core/profile/profile_gate.h"
#include "core/session/engine_parts.h"
#include "core/session/session.h"
#include "core/session/store_reading.h"

#include <QHash>

namespace confab {

//! What a session knows of its account before the network is asked.
struct Snapshot {
    SelfView self;
    QList<ChatSummary> chats;
    QList<Contact> contacts;
    QByteArray mediaSettings; //!< as AccountMedia wrote them
    QByteArray windowMemory;
};

//! The store's value that holds them.
inline const QString mediaSettingsKey = QStringLiteral("media.settings");
inline const QString windowMemoryKey = QStringLiteral("window.memory");
inline constexpr qsizetype windowMemoryMax = 64 * 1024;

//! The thread behind a session: opens the store, holds the parts together, and is the only one that writes. Everything
//! but the constructor is called on its own thread.
class Engine : public QObject {
    Q_OBJECT
public:
    //! `reading` and `files` outlive the engine.
    Engine(OpenProfilePtr profile, QString server, StoreReading &reading, MediaThread &files, MediaCache cache);
    ~Engine() override;

    void open();
    //! Goodbye, at most 1.5 s; then everything is closed and `done` called.
    void stop(std::function<void()> done);
    //! The same without goodbye.
    void close();

    //! Null while the store is not open.
    EngineParts *parts() { return m_parts.get(); }
    void setOwnProfile(const OwnProfile &profile);

    //! Approvals of new devices, told apart by the caller's numbers.
    void startLink(quint64 id, const QString &code);
    void confirmLink(quint64 id);
    void rejectLink(quint64 id);

signals:
    void opened(const confab::Snapshot &snapshot);
    void openFailed(const confab::SessionError &error);
    void changed(const confab::StoreChanges &changes);
    void selfChanged(const confab::SelfView &self); //!< before the `changed` that says so
    void connectionChanged(const confab::ConnectionView &view);
    void presenceChanged(const confab::Presence &presence);
    void presenceForgotten();
    void typingChanged(const confab::ChatId &chat, const QList<confab::UserId> &users);
    void notice(const QString &sentence);
    void undone(const confab::ChatId &chat, const confab::Cid &cid, const confab::SessionError &error);
    void linkDigits(quint64 id, const QString &sixDigits, const QString &deviceName);
    void linkDone(quint64 id, const QString &deviceName);
    void linkFailed(quint64 id, const confab::SessionError &error);

private:
    Result<Done, SessionError> assemble();
    void wire();
    void received(const Push &push);
    void statusChanged(const Connection::Status &status);
    void synced();
    void setFilesOnline(bool online);
    void tellLoss(const ChatId &chat);
    void tellUndone(const OutboxItem &item, ErrorCode code);
    void catchUpOnProfiles();
    void showConnection();
    void checkDatabase();
    SelfView selfView() const;

    OpenProfilePtr m_profile;
    QStringList m_mended; //!< sentences about what had to be mended at opening
    QString m_server;
    StoreReading &m_reading;
    MediaThread &m_files;
    MediaCache m_cache;
    std::unique_ptr<EngineParts> m_parts;
    ConnectionView m_view;
    bool m_live = false;
    bool m_joined = false; //!< synced once on this connection
    bool m_caughtUp = false; //!< nothing was missing since; small gaps later do not take the window back to "updating"
    QSet<ChatId> m_lossTold;
    QList<std::function<void()>> m_stopping;
    QHash<quint64, LinkApprover *> m_links;
};

} // namespace confab

Q_DECLARE_METATYPE(confab::Snapshot)
Q_DECLARE_METATYPE(confab::StoreChanges)
