#include "core/store/row_codec.h"

namespace confab {

namespace {

template <typename E>
E enumAt(qint64 value, E last, E fallback)
{
    return value >= 0 && value <= qint64(last) ? E(value) : fallback;
}

std::optional<QString> optionalText(const SqlRun &run, int column)
{
    return run.isNull(column) ? std::nullopt : std::optional(run.text(column));
}

} // namespace

ContentColumns toColumns(const Content &content)
{
    ContentColumns columns {content.text, std::nullopt};
    Content rest = content;
    rest.text.reset();
    if (rest != Content())
        columns.extra = encodeContent(rest);
    return columns;
}

Content fromColumns(const std::optional<QString> &text, const QByteArray &extra)
{
    Content content;
    if (!extra.isEmpty()) {
        if (auto decoded = decodeContent(extra))
            content = *decoded;
    }
    content.text = text;
    return content;
}

MessageRow readRow(const SqlRun &run, const ChatId &chat)
{
    MessageRow row;
    row.chat = chat;
    row.seq = Seq(run.integer(0));
    row.ts = run.integer(1);
    row.from = run.id<UserId>(2);
    row.dev = run.id<DeviceId>(3);
    row.cid = run.id<Cid>(4);
    row.kind = enumAt(run.integer(5), lastEventKind, EventKind::Msg);
    row.enc = enumAt(run.integer(6), Enc::Mls, Enc::None);
    const qint64 flags = run.integer(7);
    row.deleted = flags & row_flags::tombstone;
    row.undecodable = flags & row_flags::undecodable;
    if (!row.deleted && !row.undecodable)
        row.content = fromColumns(optionalText(run, 8), run.bytes(9));
    return row;
}

OutboxItem readOutboxItem(const SqlRun &run)
{
    OutboxItem item;
    item.localId = run.integer(0);
    item.chat = run.id<ChatId>(1);
    item.cid = run.id<Cid>(2);
    item.kind = enumAt(run.integer(3), lastEventKind, EventKind::Msg);
    if (!run.isNull(4))
        item.ref = Seq(run.integer(4));
    item.ts = run.integer(5);
    if (auto content = decodeContent(run.bytes(6)))
        item.content = *content;
    if (!run.isNull(7))
        item.failure = enumAt(run.integer(7), ErrorCode::Invite, ErrorCode::Internal);
    return item;
}

MessageRow unsentRow(const OutboxItem &item, const Owner &owner)
{
    MessageRow row;
    row.chat = item.chat;
    row.localId = item.localId;
    row.cid = item.cid;
    row.from = owner.user;
    row.dev = owner.device;
    row.kind = item.kind;
    row.ts = item.ts;
    row.content = item.content;
    row.state = item.failure ? MessageState::Failed : MessageState::Queued;
    row.failure = item.failure;
    return row;
}

ChatSummary readSummary(const SqlRun &run, const Owner &owner)
{
    ChatSummary s;
    int i = 0;
    s.chat = run.id<ChatId>(i++);
    s.kind = enumAt(run.integer(i++), ChatKind::Self, ChatKind::Group);
    s.title = run.text(i++);
    s.about = run.text(i++);
    s.peer = run.id<UserId>(i++);
    s.enc = enumAt(run.integer(i++), Enc::Mls, Enc::None);
    s.head = Seq(run.integer(i++));
    s.stored = Seq(run.integer(i++));
    s.read = Seq(run.integer(i++));
    s.recvAll = Seq(run.integer(i++));
    s.readAll = Seq(run.integer(i++));
    s.unread = int(run.integer(i++));
    s.unreadIsEstimate = run.integer(i++);
    s.markedUnread = run.integer(i++);
    s.mutedUntil = run.integer(i++);
    s.pinned = int(run.integer(i++));
    s.archived = run.integer(i++);
    s.left = !run.isNull(i++);
    s.accepted = run.integer(i++) || s.kind != ChatKind::Direct;
    s.myRole = enumAt(run.integer(i++), Role::Admin, Role::Member);
    s.memberCount = int(run.integer(i++));
    s.activity = run.integer(i++);
    s.waiting = int(run.integer(i++));
    s.failed = run.integer(i++);
    s.mentioned = run.integer(i++);
    if (!run.isNull(i)) {
        s.draft.text = run.text(i);
        s.draft.cursor = int(run.integer(i + 1));
        s.draft.reply = decodeQuote(run.bytes(i + 2));
        s.draft.editedAt = run.integer(i + 3);
    }
    i += 4;
    if (s.kind == ChatKind::Self) { // nobody else whose devices would have to say so
        s.recvAll = s.head;
        s.readAll = s.head;
    }
    constexpr int lastColumns = 10;
    if (!run.isNull(i + lastColumns))
        s.picture = decodeAttachment(run.bytes(i + lastColumns));
    if (run.isNull(i))
        return s;

    MessageRow last;
    last.chat = s.chat;
    last.seq = Seq(run.integer(i++));
    last.localId = run.integer(i++);
    last.cid = run.id<Cid>(i++);
    last.from = run.id<UserId>(i++);
    last.kind = enumAt(run.integer(i++), lastEventKind, EventKind::Msg);
    last.enc = enumAt(run.integer(i++), Enc::Mls, Enc::None);
    last.ts = run.integer(i++);
    const qint64 flags = run.integer(i++);
    last.deleted = flags & row_flags::tombstone;
    last.undecodable = flags & row_flags::undecodable;
    if (!run.isNull(i))
        last.failure = enumAt(run.integer(i), ErrorCode::Invite, ErrorCode::Internal);
    if (last.seq == Seq())
        last.state = last.failure ? MessageState::Failed : MessageState::Queued;
    if (last.from == owner.user && last.seq == Seq())
        last.dev = owner.device;
    ++i;
    if (auto content = decodeContent(run.bytes(i)))
        last.content = *content;
    s.last = last;
    return s;
}

Contact readContact(const SqlRun &run)
{
    Contact c;
    c.user = run.id<UserId>(0);
    c.username = run.text(1);
    c.name = run.text(2);
    c.aik = run.id<PublicKey>(3);
    if (!run.isNull(4))
        c.avatar = run.id<BlobId>(4);
    c.about = run.text(5);
    c.blocked = run.integer(6);
    return c;
}

QByteArray encodeQuote(const Quote &quote)
{
    return encodeValue(ValueWriter::write(quote), Encoding::Cbor);
}

std::optional<Quote> decodeQuote(const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return std::nullopt;
    const auto value = decodeValue(bytes, Encoding::Cbor, limits::body);
    if (!value)
        return std::nullopt;
    const auto quote = bodyAs<Quote>(*value, Encoding::Cbor);
    return quote ? std::optional(*quote) : std::nullopt;
}

QByteArray encodeAttachment(const Attachment &attachment)
{
    return encodeValue(ValueWriter::write(attachment), Encoding::Cbor);
}

std::optional<Attachment> decodeAttachment(const QByteArray &bytes)
{
    const auto value = bytes.isEmpty() ? Result<Value, DecodeError>(Failure {DecodeError()}) : decodeValue(bytes, Encoding::Cbor, limits::body);
    if (!value)
        return std::nullopt;
    const auto attachment = bodyAs<Attachment>(*value, Encoding::Cbor);
    return attachment ? std::optional(*attachment) : std::nullopt;
}

UploadSource readUpload(const SqlRun &run)
{
    UploadSource source;
    source.cid = run.id<Cid>(0);
    source.index = int(run.integer(1));
    source.kind = enumAt(run.integer(2), MediaKind::File, MediaKind::File);
    source.longestSide = int(run.integer(3));
    source.path = run.text(4);
    source.size = run.integer(5);
    source.modified = run.integer(6);
    if (!run.isNull(7))
        source.stash = decodeAttachment(run.bytes(7));
    return source;
}

Content previewOf(const Content &content)
{
    Content preview = content;
    preview.reply.reset();
    if (preview.text && preview.text->size() > previewLength) {
        preview.text->truncate(previewLength);
        if (preview.text->back().isHighSurrogate())
            preview.text->chop(1);
    }
    for (Attachment &attachment : preview.media) {
        attachment.preview.clear();
        attachment.waveform.clear();
    }
    return preview;
}

} // namespace confab
