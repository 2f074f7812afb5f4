#include "core/session/account_session.h"

#include "core/session/when_done.h"

// What a session does with messages: its own that go out, and those that are here.

namespace confab {

namespace {

OutboxItem newItem(const ChatId &chat, EventKind kind, const Content &content)
{
    OutboxItem item;
    item.chat = chat;
    item.cid = newCid();
    item.kind = kind;
    item.content = content;
    item.ts = QDateTime::currentMSecsSinceEpoch();
    return item;
}

} // namespace

Cid AccountSession::enqueue(const ChatId &chat, EventKind kind, const Content &content, std::optional<Seq> ref)
{
    OutboxItem item = newItem(chat, kind, content);
    item.ref = ref;
    tell([item](EngineParts &parts) {
        parts.outbox.enqueue(item);
        if (item.kind == EventKind::Msg)
            parts.typing.typed(item.chat, false);
    });
    return item.cid;
}

Cid AccountSession::send(const ChatId &chat, const OutgoingMessage &message)
{
    Content content;
    content.text = message.text;
    content.reply = message.reply;
    content.link = message.link;
    if (message.media.isEmpty())
        return enqueue(chat, EventKind::Msg, content);
    OutboxItem item = newItem(chat, EventKind::Msg, content);
    tell([item, media = message.media](EngineParts &parts) {
        parts.uploads.send(item, media);
        parts.typing.typed(item.chat, false);
    });
    return item.cid;
}

Cid AccountSession::edit(const ChatId &chat, Seq target, const QString &text)
{
    Content content;
    content.text = text;
    content.target = target;
    return enqueue(chat, EventKind::Edit, content);
}

Cid AccountSession::react(const ChatId &chat, Seq target, const QString &emoji)
{
    Content content;
    content.text = emoji;
    content.target = target;
    return enqueue(chat, EventKind::React, content);
}

Cid AccountSession::redact(const ChatId &chat, Seq target)
{
    return enqueue(chat, EventKind::Redact, Content(), target);
}

void AccountSession::forward(const ChatId &from, const QList<Seq> &messages, const QList<ChatId> &to)
{
    for (const Seq seq : messages) {
        whenDone(range(from, seq, seq), this, [this, to](const Outcome<QList<MessageRow>> &rows) {
            if (!rows || rows->isEmpty() || rows->first().deleted || rows->first().kind != EventKind::Msg)
                return;
            Content content = rows->first().content;
            content.reply.reset();
            for (const ChatId &chat : to)
                enqueue(chat, EventKind::Msg, content);
        });
    }
}

void AccountSession::hide(const ChatId &chat, Seq target)
{
    tell([chat, target](EngineParts &parts) {
        (void)parts.committer.commit(
            StoreWriter::Durability::Full, [&](StoreTransaction &tx) { tx.hide(chat, target); });
    });
}

void AccountSession::retry(const ChatId &chat)
{
    tell([chat](EngineParts &parts) { parts.outbox.retry(chat); });
}

void AccountSession::discard(const ChatId &chat, const Cid &cid)
{
    tell([chat, cid](EngineParts &parts) { parts.outbox.discard(chat, cid); });
}

void AccountSession::setDraft(const ChatId &chat, const Draft &draft)
{
    tell([chat, draft](EngineParts &parts) {
        (void)parts.committer.commit(
            StoreWriter::Durability::Full, [&](StoreTransaction &tx) { tx.setDraft(chat, draft); });
    });
}

void AccountSession::setWindowMemory(const QByteArray &memory)
{
    if (memory == m_windowMemory || memory.size() > windowMemoryMax)
        return;
    m_windowMemory = memory;
    tell([memory](EngineParts &parts) {
        (void)parts.committer.commit(
            StoreWriter::Durability::Normal, [&](StoreTransaction &tx) { tx.setValue(windowMemoryKey, memory); });
    });
}

Cid AccountSession::setGroupInfo(const ChatId &chat, const QString &title, const QString &about)
{
    Content content;
    content.title = title;
    content.about = about;
    return enqueue(chat, EventKind::Meta, content);
}

} // namespace confab
