#include "tests/faults/history_checker/comparison.h"

#include "core/profile/sealed_key_vault.h"
#include "tests/faults/harness/server_history.h"
#include "tests/support/unprotected_profile.h"

namespace confab::tests {

namespace {

using Rows = QList<MessageRow>;

struct DeviceView {
    QHash<ChatId, Rows> rows; // those with a seq
    QHash<ChatId, ChatSummary> summaries;
    QSet<Cid> unsent; // failed for good, and shown so
};

//! Back to the start; false where that did not work, with what there is in `rows`.
bool readBack(Session &session, const ChatId &chat, Rows &rows)
{
    PageRequest request;
    request.limit = 200;
    while (true) {
        const auto page = settle(session.page(chat, request));
        if (!page)
            return false;
        rows = page->rows + rows;
        if (page->incomplete)
            return false;
        if (!page->moreBefore || page->rows.isEmpty())
            return true;
        request.from = PageRequest::From::Before;
        request.seq = page->rows.first().seq;
    }
}

DeviceView viewOf(Session &session, const QString &name, QStringList &differences)
{
    DeviceView view;
    for (const ChatSummary &summary : session.chats()) {
        view.summaries.insert(summary.chat, summary);
        Rows rows;
        if (!readBack(session, summary.chat, rows) && !summary.left)
            differences += name + QStringLiteral(": history could not be read");
        for (const MessageRow &row : rows) {
            if (row.seq == Seq())
                view.unsent.insert(row.cid);
            else
                view.rows[summary.chat].append(row);
        }
    }
    return view;
}

bool isShown(EventKind kind)
{
    return kind == EventKind::Msg || kind == EventKind::Sys || kind == EventKind::Meta;
}

//! Who was removed and added again keeps what they saw before; the server shows them what came since, so that a device
//! that was away meanwhile may know less of the former. Takes it out of `rows`.
Rows takeFormer(Rows &rows, Seq since)
{
    const auto first = std::find_if(rows.begin(), rows.end(), [since](const MessageRow &row) { return row.seq >= since; });
    const Rows former(rows.begin(), first);
    rows.erase(rows.begin(), first);
    return former;
}

void compareWithServer(const Rows &rows, const QList<Event> &events, const QString &name, QStringList &differences)
{
    QList<Event> shown;
    for (const Event &event : events)
        if (isShown(event.kind))
            shown.append(event);
    if (shown.size() != rows.size())
        differences += name + QStringLiteral(": shows %1 rows, the server has %2").arg(rows.size()).arg(shown.size());
    for (qsizetype n = 0; n < std::min(shown.size(), rows.size()); ++n) {
        const Event &event = shown.at(n);
        const MessageRow &row = rows.at(n);
        if (row.seq != event.seq || row.cid != event.cid || row.from != event.from || row.deleted != event.redacted) {
            differences += name + QStringLiteral(": row %1 is seq %2 (deleted %3), the server has seq %4 (deleted %5) there")
                               .arg(n).arg(row.seq.value).arg(row.deleted).arg(event.seq.value).arg(event.redacted);
            return;
        }
    }
}

QString briefly(const MessageRow &row, const ChatSummary &chat)
{
    return QStringLiteral("“%1” (edited %2, deleted %3, %4 reactions; the chat has %5 waiting, failed %6)")
        .arg(row.content.text.value_or(QString())).arg(row.edited).arg(row.deleted).arg(row.reactions.size())
        .arg(chat.waiting).arg(chat.failed);
}

void compareDevices(const DeviceView &a, const DeviceView &b, const QString &name, QStringList &differences)
{
    if (a.summaries.size() != b.summaries.size())
        differences += name + QStringLiteral(": one has %1 chats, the other %2").arg(a.summaries.size()).arg(b.summaries.size());
    for (const ChatSummary &one : a.summaries) {
        if (!b.summaries.contains(one.chat) || one.left)
            continue;
        const ChatSummary &other = b.summaries[one.chat];
        const QString chat = name + QStringLiteral(", chat ") + one.chat.toText();
        if (one.unread != other.unread)
            differences += chat + QStringLiteral(": unread %1 and %2").arg(one.unread).arg(other.unread);
        if ((one.pinned > 0) != (other.pinned > 0) || one.mutedUntil != other.mutedUntil)
            differences += chat + QStringLiteral(": pinned or muted on one device only");
        const Rows &left = a.rows[one.chat];
        const Rows &right = b.rows[one.chat];
        for (qsizetype n = 0; n < std::min(left.size(), right.size()); ++n)
            if (left.at(n).content != right.at(n).content || left.at(n).edited != right.at(n).edited
                || left.at(n).reactions.size() != right.at(n).reactions.size()) {
                differences += chat + QStringLiteral(": seq %1 is on one device %2, on the other %3")
                                   .arg(left.at(n).seq.value).arg(briefly(left.at(n), one), briefly(right.at(n), other));
                break;
            }
    }
}

// The account's own device, as the session left it, on a plain connection.
std::unique_ptr<TestDevice> plainDevice(const QString &folder, quint16 port)
{
    const auto keys = SealedKeyVault(test::openUnprotected(folder)).load().result();
    if (!keys)
        return nullptr;
    auto device = std::make_unique<TestDevice>((*keys)->aikSeed.clone(), (*keys)->deviceSeed.clone(), (*keys)->device);
    return device->authenticateAt(port) ? std::move(device) : nullptr;
}

using Views = std::array<DeviceView, World::seats>;

//! One chat as a device shows it, against what the server shows to that person. Leaves the rows that both have.
void compareChat(DeviceView &view, const ChatId &chat, const QList<Event> &events, const StoredEvents &stored,
    const QString &name, Comparison &result)
{
    // Whoever was added later sees the chat from there on.
    for (const QString &problem : problemsOf(events, events.first().seq.previous()))
        result.differences += name + QStringLiteral(": ") + problem;
    Rows &rows = view.rows[chat];
    result.rows += rows.size();
    ++result.chats;
    for (const MessageRow &row : takeFormer(rows, events.first().seq))
        if (!row.cid.isNull() && !stored.cids.contains(row.cid))
            result.differences += name + QStringLiteral(": shows a message that the server never had");
    compareWithServer(rows, events, name, result.differences);
}

void comparePerson(World &world, int account, Views &views, const StoredEvents &stored, Comparison &result)
{
    const QString who = QStringLiteral("person %1").arg(account);
    const int first = 2 * account, second = first + 1;
    const auto reader = plainDevice(world.seat(first).person.folder.path(), world.server().port());
    if (!reader) {
        result.differences += who + QStringLiteral(": no plain connection");
        return;
    }
    for (int n : {first, second})
        for (const ChatSummary &summary : views[n].summaries) {
            if (summary.left)
                continue;
            const QString name = QStringLiteral("device %1, chat %2").arg(n).arg(summary.chat.toText());
            const auto events = readHistory(*reader, summary.chat);
            if (!events || events->isEmpty())
                result.differences += name + QStringLiteral(": the server shows nothing");
            else
                compareChat(views[n], summary.chat, *events, stored, name, result);
        }
    compareDevices(views[first], views[second], who, result.differences);
}

//! What a device has shown as kept is stored by the server, or shown as failed.
void comparePromises(const Seat &seat, const DeviceView &view, const StoredEvents &stored, const QString &name, Comparison &result)
{
    for (auto it = seat.promised.cbegin(); it != seat.promised.cend(); ++it) {
        ++result.promised;
        if (!stored.cids.contains(it.key()) && !view.unsent.contains(it.key()))
            result.differences += name + QStringLiteral(", chat %1: a message that it kept is nowhere").arg(it.value().toText());
    }
}

} // namespace

Comparison compare(World &world)
{
    Comparison result;
    Views views;
    for (int n = 0; n < World::seats; ++n)
        views[n] = viewOf(*world.seat(n).person.session, QStringLiteral("device %1").arg(n), result.differences);
    for (int n = 0; n < World::seats; ++n)
        if (!world.seat(n).person.close())
            result.differences += QStringLiteral("device %1 did not stop").arg(n);

    // In the database, because nobody sees a message any more once all have left its chat, or have come back later.
    const auto stored = readDatabase(world.server().database());
    if (!stored) {
        result.differences += QStringLiteral("the server's database could not be read");
        return result;
    }
    if (stored->torn > 0)
        result.differences += QStringLiteral("%1 chats where max(seq) is not the count").arg(stored->torn);
    for (int account = 0; account < World::accounts; ++account)
        comparePerson(world, account, views, *stored, result);
    for (int n = 0; n < World::seats; ++n)
        comparePromises(world.seat(n), views[n], *stored, QStringLiteral("device %1").arg(n), result);
    return result;
}

} // namespace confab::tests
