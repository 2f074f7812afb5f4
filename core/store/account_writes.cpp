#include "core/store/transaction_state.h"
#include "core/store/writer.h"

#include "core/store/facts.h"

//! Writes to what belongs to the account: drafts, settings, people, devices, cursors.
namespace confab {

void StoreTransaction::setDraft(const ChatId &chatId, const Draft &draft)
{
    const auto chat = m_state.chat(chatId);
    if (!chat)
        return;
    m_state.touch(*chat);
    auto run = m_state.db.prepared(draft.isEmpty() ? Sql::DraftDrop : Sql::DraftPut);
    if (draft.isEmpty())
        run.bind(chat->key);
    else
        run.bind(chat->key, draft.text, draft.cursor, draft.reply ? std::optional(encodeQuote(*draft.reply)) : std::nullopt, draft.editedAt);
    run.run();
}

void StoreTransaction::setSettings(const ChatId &chat, const ChatSettings &settings)
{
    putSettings(Sql::SettingsPut, chat, settings);
}

void StoreTransaction::settingsSent(const ChatId &chat, const ChatSettings &settings)
{
    putSettings(Sql::SettingsSent, chat, settings);
}

void StoreTransaction::applySettings(const ChatId &chat, const ChatSettings &settings)
{
    putSettings(Sql::SettingsApply, chat, settings);
}

void StoreTransaction::putSettings(Sql statement, const ChatId &chatId, const ChatSettings &settings)
{
    auto run = m_state.db.prepared(statement);
    run.bind(chatId, settings.mutedUntil, settings.pinned, settings.archived, settings.markedUnread);
    run.run();
    if (const auto chat = m_state.chat(chatId)) // others are kept until their chat is known
        m_state.touch(*chat);
}

void StoreTransaction::putContact(const Contact &contact)
{
    const qint64 key = m_state.userKey(contact.user);
    auto run = m_state.db.prepared(Sql::ContactPut);
    run.bind(key, contact.username, contact.name, contact.aik.isNull() ? std::nullopt : std::optional(contact.aik),
        contact.avatar, contact.about);
    run.run();
    m_state.touchContact(contact.user);
}

void StoreTransaction::setBlocked(const UserId &user, bool on)
{
    const qint64 key = m_state.userKey(user);
    auto run = m_state.db.prepared(Sql::ContactBlock);
    run.bind(key, on);
    run.run();
    m_state.touchContact(user);
}

void StoreTransaction::setDevices(const QList<Device> &devices)
{
    {
        auto run = m_state.db.prepared(Sql::DeviceDropAll);
        run.run();
    }
    for (const Device &device : devices)
        putDevice(device);
    m_state.touchDevices();
}

void StoreTransaction::putDevice(const Device &device)
{
    auto run = m_state.db.prepared(Sql::DevicePut);
    run.bind(device.device, device.name, device.created, device.seen, device.verified);
    run.run();
    m_state.touchDevices();
}

void StoreTransaction::removeDevice(const DeviceId &device)
{
    auto run = m_state.db.prepared(Sql::DeviceDrop);
    run.bind(device);
    run.run();
    m_state.touchDevices();
}

void StoreTransaction::setSyncCursor(const QByteArray &cursor)
{
    setFact(facts::syncCursor, cursor);
}

void StoreTransaction::setAccountCursor(qint64 n)
{
    setFact(facts::accountCursor, QByteArray::number(n));
}

void StoreTransaction::setValue(const QString &key, const QByteArray &value)
{
    setFact(facts::sessionPrefix + key, value);
}

void StoreTransaction::setFact(const QString &key, const QByteArray &value)
{
    auto run = m_state.db.prepared(value.isEmpty() ? Sql::FactDrop : Sql::FactPut);
    if (value.isEmpty())
        run.bind(key);
    else
        run.bind(key, value);
    run.run();
}

void StoreTransaction::noteSelfChanged()
{
    m_state.touchSelf();
}

} // namespace confab
