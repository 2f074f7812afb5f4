#include "core/sync/prefs_sync.h"

namespace confab {

namespace {

const QString chatPrefix = QStringLiteral("chat:");

//! ChatSettings as it travels. Always is the protocol's greatest number.
struct WireSettings {
    qint64 mutedUntil = 0;
    qint64 pinned = 0;
    bool archived = false;
    bool markedUnread = false;
    CONFAB_FIELDS(v("muted_until", s.mutedUntil); v("pinned", s.pinned, INT_MAX); v("archived", s.archived);
                  v("marked_unread", s.markedUnread);)
};

WireSettings toWire(const ChatSettings &settings)
{
    return {std::min(settings.mutedUntil, limits::maxInteger), settings.pinned, settings.archived, settings.markedUnread};
}

ChatSettings fromWire(const WireSettings &wire)
{
    const qint64 always = std::numeric_limits<qint64>::max();
    return {wire.mutedUntil == limits::maxInteger ? always : wire.mutedUntil, int(wire.pinned), wire.archived, wire.markedUnread};
}

} // namespace

PrefsSync::PrefsSync(Committer &committer, Connection &connection, const Seed &aikSeed, QObject *parent)
    : QObject(parent)
    , m_committer(committer)
    , m_connection(connection)
    , m_sealer(aikSeed)
{
}

void PrefsSync::change(const ChatId &chat, const std::function<void(ChatSettings &)> &edit)
{
    ChatSettings settings = m_committer.read().settings(chat);
    const ChatSettings before = settings;
    edit(settings);
    if (settings == before)
        return;
    if (m_committer.commit(
            StoreWriter::Durability::Full, [&](StoreTransaction &tx) { tx.setSettings(chat, settings); }))
        sendUnsent();
}

int PrefsSync::nextPin() const
{
    int last = 0;
    for (const ChatSummary &chat : m_committer.read().summaries())
        last = std::max(last, chat.pinned);
    return last + 1;
}

void PrefsSync::synced()
{
    m_sending = false;
    sendUnsent();
}

void PrefsSync::sendUnsent()
{
    if (m_sending || !m_connection.isLive())
        return;
    const auto unsent = m_committer.read().unsentSettings().mid(0, limits::prefsPerFrame);
    if (unsent.isEmpty())
        return;
    Prefs request;
    for (const auto &[chat, settings] : unsent) {
        const QString key = chatPrefix + chat.toText();
        const QByteArray plain = encodeValue(ValueWriter::write(toWire(settings)), Encoding::Cbor);
        request.items.append({key, m_sealer.seal(key, plain)});
    }
    m_sending = true;
    m_connection.request(request, this, [this, unsent](const Connection::Answer<Prefs> &answer) {
        m_sending = false;
        if (!answer)
            return; // goes with the next change or connection
        const bool stored = m_committer.commit(StoreWriter::Durability::Normal, [&unsent](StoreTransaction &tx) {
            for (const auto &[chat, settings] : unsent)
                tx.settingsSent(chat, settings);
        });
        if (stored)
            sendUnsent();
    });
}

void PrefsSync::apply(const Pref &pref, StoreTransaction &tx) const
{
    if (!pref.key.startsWith(chatPrefix))
        return;
    const auto chat = ChatId::fromText(pref.key.mid(chatPrefix.size()));
    const auto plain = chat ? m_sealer.open(pref.key, pref.value) : std::nullopt;
    if (!plain)
        return;
    const auto value = decodeValue(*plain, Encoding::Cbor, limits::prefValue);
    const auto wire = value ? bodyAs<WireSettings>(*value, Encoding::Cbor) : Result<WireSettings, std::string>(Failure {std::string()});
    if (wire)
        tx.applySettings(*chat, fromWire(*wire));
}

} // namespace confab
