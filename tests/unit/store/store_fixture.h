#pragma once

#include "core/crypto/primitives.h"
#include "core/protocol/derive.h"
#include "core/store/database.h"
#include "core/store/reader.h"
#include "core/store/writer.h"

#include <QTemporaryDir>
#include <memory>

//! A profile in a temporary folder, and events made with little typing.
namespace confab::test {

template <typename IdType>
IdType idOf(int n)
{
    IdType id;
    id.data()[0] = 0xA0;
    for (int i = 0; i < 4; ++i)
        id.data()[i + 1] = std::uint8_t(n >> (8 * i));
    return id;
}

inline const UserId self = idOf<UserId>(1);
inline const UserId ada = idOf<UserId>(2);
inline const UserId bo = idOf<UserId>(3);
inline const DeviceId ownDevice = idOf<DeviceId>(1);
inline const DeviceId otherOwnDevice = idOf<DeviceId>(2);
inline const Owner owner {self, ownDevice};
inline const ChatId chatA = idOf<ChatId>(1);
inline const ChatId chatB = idOf<ChatId>(2);

class ProfileFolder {
public:
    //! Sealed under `key` where there is one.
    explicit ProfileFolder(const SymmetricKey *key = nullptr);
    ~ProfileFolder() { close(); }

    void open();
    void close();
    void reopen()
    {
        close();
        open();
    }

    QString folder() const { return m_folder.path(); }
    QString file() const { return m_folder.filePath(QStringLiteral("profile.db")); }
    Database &database() { return *m_database; }
    StoreWriter &writer() { return *m_writer; }
    const StoreReader &read() const { return m_writer->read(); }
    ChatSummary summary(const ChatId &chat) const { return read().summary(chat).value_or(ChatSummary()); }

    //! Runs and demands success.
    StoreChanges write(const StoreWriter::Body &body);
    //! Opens each body and applies the events as a stretch of their own.
    Verdict apply(const QList<Event> &events);
    void addChat(const ChatId &chat, ChatKind kind = ChatKind::Group, const QList<UserId> &others = {ada});

private:
    QTemporaryDir m_folder;
    const SymmetricKey *m_key;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<StoreWriter> m_writer;
};

//! A chat's log as a server would write it: gives each event its seq and vi.
class Log {
public:
    explicit Log(const ChatId &chat, qint64 firstTs = 1'700'000'000'000)
        : m_chat(chat)
        , m_ts(firstTs)
    {
    }
    Event add(EventKind kind, const UserId &from, const Content &content, std::optional<Seq> ref = {});
    Event message(const UserId &from, const QString &text);
    Event edit(const UserId &from, Seq target, const QString &text);
    Event react(const UserId &from, Seq target, const QString &emoji);
    Event redact(const UserId &from, Seq target);
    Event sys(const QString &what, const UserId &by, const QList<UserId> &users, std::optional<Role> role = {});
    Event meta(const UserId &from, const QString &title);

    const QList<Event> &events() const { return m_events; } //!< as hist tells them now: redacted ones without body
    Event at(Seq seq) const { return m_events.at(seq.value - 1); }
    Seq head() const { return Seq(m_events.size()); }
    Vi vi() const { return m_vi; }

private:
    ChatId m_chat;
    qint64 m_ts;
    Vi m_vi;
    QList<Event> m_events;
};

OpenedEvent opened(const Event &event);
ChatHead headOf(const ChatId &chat, ChatKind kind, const Log &log, const QList<UserId> &others);

} // namespace confab::test
