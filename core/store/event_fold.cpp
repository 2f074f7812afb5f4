#include "core/store/event_fold.h"

namespace confab {

EventFold::EventFold(TransactionState &state, ChatState &chat)
    : m_state(state)
    , m_chat(chat)
    , m_top(newestKnown())
{
}

void EventFold::apply(const OpenedEvent &opened)
{
    const Event &event = opened.event;
    const Content content = opened.content.value_or(Content());
    const bool readable = opened.content.has_value() && !event.redacted;
    if (!m_chat.created) {
        m_chat.created = event.ts;
        auto run = m_state.db.prepared(Sql::ChatCreated);
        run.bind(m_chat.key, event.ts);
        run.run();
    }

    switch (event.kind) {
    case EventKind::Msg:
        addMessage(opened);
        break;
    case EventKind::Sys:
    case EventKind::Meta:
        if (readable || event.redacted)
            addMessage(opened);
        else
            addAct(event, std::nullopt, std::nullopt, event.body);
        if (readable && event.kind == EventKind::Meta)
            applyMeta(event, content);
        else if (readable)
            applySys(event, content);
        break;
    case EventKind::Redact:
        addRedaction(event);
        break;
    case EventKind::Edit:
    case EventKind::React:
    case EventKind::Pin:
    case EventKind::Mls:
    case EventKind::Played:
        if (event.redacted)
            redactedAct(event);
        else if (!opened.content)
            addAct(event, std::nullopt, std::nullopt, event.body);
        else if (event.kind == EventKind::Edit)
            addEdit(event, content);
        else if (event.kind == EventKind::React)
            addReaction(event, content);
        else if (event.kind == EventKind::Played)
            addPlayed(event, content);
        else
            addAct(event, content.target, std::nullopt, event.body);
        break;
    }
    m_top = std::max(m_top, event.seq);
    m_chat.head = std::max(m_chat.head, event.seq);
    m_chat.headVi = std::max(m_chat.headVi, event.vi);
}

void EventFold::addMessage(const OpenedEvent &opened)
{
    const Event &event = opened.event;
    bool tombstone = event.redacted;
    if (event.seq < m_top) { // something that refers to it may have come first
        tombstone = tombstone || redactionWaits(event.seq);
        auto run = m_state.db.prepared(Sql::ActForeignEdits);
        run.bind(m_chat.key, event.seq, m_state.senderKey(event.from));
        run.run();
    }
    const bool undecodable = !tombstone && !opened.content;
    const qint64 flags = (tombstone ? row_flags::tombstone : 0) | (undecodable ? row_flags::undecodable : 0)
        | (isCountable(event.kind) ? row_flags::countable : 0) | (opened.naming ? row_flags::naming : 0);
    ContentColumns columns;
    if (undecodable)
        columns.extra = event.body;
    else if (!tombstone)
        columns = toColumns(*opened.content);

    bool added = false;
    {
        auto run = m_state.db.prepared(Sql::MessageAdd);
        run.bind(m_chat.key, event.seq, event.vi, event.ts, m_state.senderKey(event.from), m_state.devKey(event.dev),
            event.cid.isNull() ? std::nullopt : std::optional(event.cid), event.kind, event.enc, flags, columns.text, columns.extra);
        added = run.run() && run.affected() > 0;
    }
    if (!added)
        addExisting(opened, columns);
    else
        touch(event.seq);
    if (added && opened.content && !tombstone)
        noteMedia(event, *opened.content);
    if (tombstone) {
        dropMedia(event.seq);
        auto run = m_state.db.prepared(Sql::ActOfTarget);
        run.bind(m_chat.key, event.seq);
        run.run();
    }
}

void EventFold::addExisting(const OpenedEvent &opened, const ContentColumns &columns)
{
    const Event &event = opened.event;
    {
        auto run = m_state.db.prepared(Sql::MessageCid);
        run.bind(m_chat.key, event.seq);
        if (run.next() && run.id<Cid>(0) != event.cid) {
            m_contradicted = true; // ours stays
            return;
        }
    }
    bool changed = false;
    if (event.redacted) {
        auto run = m_state.db.prepared(Sql::MessageTombstone);
        run.bind(m_chat.key, event.seq);
        changed = run.run() && run.affected() > 0;
    } else if (opened.content) {
        auto run = m_state.db.prepared(Sql::MessageOpened);
        run.bind(m_chat.key, event.seq, columns.text, columns.extra, opened.naming ? row_flags::naming : qint64(0));
        changed = run.run() && run.affected() > 0;
        if (changed)
            noteMedia(event, *opened.content);
    }
    if (changed)
        touch(event.seq);
}

//! What the message carries, for the media panel and the accounts of the disk. A group's picture is in no tab.
void EventFold::noteMedia(const Event &event, const Content &content)
{
    constexpr int unlisted = 5;
    int index = 0;
    for (const Attachment &attachment : content.media) {
        const MediaKind kind = kindOf(attachment);
        auto run = m_state.db.prepared(Sql::MediaAdd);
        run.bind(m_chat.key, event.kind == EventKind::Msg ? int(tabOf(kind)) : unlisted, event.seq, index++,
            mediaIdOf(attachment), kind, std::nullopt);
        run.run();
    }
    if (event.kind != EventKind::Msg || !content.text)
        return;
    index = 0;
    for (const QString &link : linksIn(*content.text)) {
        auto run = m_state.db.prepared(Sql::MediaAdd);
        run.bind(m_chat.key, MediaTab::Links, event.seq, index++, std::nullopt, std::nullopt, link);
        run.run();
    }
}

void EventFold::dropMedia(Seq seq)
{
    auto run = m_state.db.prepared(Sql::MediaDrop);
    run.bind(m_chat.key, seq);
    run.run();
}

void EventFold::addEdit(const Event &event, const Content &content)
{
    if (!content.target || !content.text || *content.target >= event.seq)
        return;
    qint64 flags = 0;
    const bool here = targetIs(*content.target, flags);
    if (here) {
        auto run = m_state.db.prepared(Sql::MessageSender);
        run.bind(m_chat.key, *content.target);
        if (!run.next() || (flags & row_flags::tombstone) || run.integer(0) != m_state.senderKey(event.from).value_or(0))
            return;
    } else if (redactionWaits(*content.target)) {
        return;
    }
    addAct(event, content.target, content.text, {});
    if (here)
        touch(*content.target);
}

void EventFold::addReaction(const Event &event, const Content &content)
{
    const QString emoji = content.text.value_or(QString());
    if (!content.target || *content.target >= event.seq || emoji.size() > longestEmoji)
        return;
    qint64 flags = 0;
    const bool here = targetIs(*content.target, flags);
    if ((flags & row_flags::tombstone) || (!here && redactionWaits(*content.target)))
        return;
    // One reaction a person: the newest by seq. One that was taken back stays as an empty one, so that an older one
    // which arrives later does not bring it back.
    const auto sender = m_state.senderKey(event.from);
    {
        auto run = m_state.db.prepared(Sql::ActNewerReaction);
        run.bind(m_chat.key, *content.target, event.seq, sender);
        if (run.next())
            return;
    }
    {
        auto run = m_state.db.prepared(Sql::ActOlderReaction);
        run.bind(m_chat.key, *content.target, event.seq, sender);
        run.run();
    }
    addAct(event, content.target, emoji, {});
    if (here)
        touch(*content.target);
}

//! Once a person and note, whichever device said it first.
void EventFold::addPlayed(const Event &event, const Content &content)
{
    if (!content.target || *content.target >= event.seq)
        return;
    qint64 flags = 0;
    const bool here = targetIs(*content.target, flags);
    if ((flags & row_flags::tombstone) || (!here && redactionWaits(*content.target)))
        return;
    {
        auto run = m_state.db.prepared(Sql::ActPlayed);
        run.bind(m_chat.key, *content.target, m_state.senderKey(event.from));
        if (run.next())
            return;
    }
    addAct(event, content.target, std::nullopt, {});
    if (here)
        touch(*content.target);
}

void EventFold::addRedaction(const Event &event)
{
    if (!event.ref || *event.ref >= event.seq)
        return;
    addAct(event, event.ref, std::nullopt, {});
    bool changed = false;
    {
        auto run = m_state.db.prepared(Sql::MessageTombstone);
        run.bind(m_chat.key, *event.ref);
        changed = run.run() && run.affected() > 0;
    }
    {
        auto run = m_state.db.prepared(Sql::ActOfTarget);
        run.bind(m_chat.key, *event.ref);
        run.run();
    }
    if (changed) {
        dropMedia(*event.ref);
        touch(*event.ref);
        return;
    }
    Event target = event;
    target.seq = *event.ref;
    redactedAct(target);
}

// An edit or a reaction was itself redacted: the text before it shows again, the reaction goes.
void EventFold::redactedAct(const Event &event)
{
    EventKind kind = event.kind;
    std::optional<Seq> target;
    {
        auto run = m_state.db.prepared(Sql::ActGet);
        run.bind(m_chat.key, event.seq);
        if (!run.next())
            return;
        kind = EventKind(run.integer(0));
        if (!run.isNull(1))
            target = Seq(run.integer(1));
    }
    auto run = m_state.db.prepared(kind == EventKind::Edit ? Sql::ActDrop : Sql::ActBlank);
    run.bind(m_chat.key, event.seq);
    run.run();
    qint64 flags = 0;
    if (target && (kind == EventKind::Edit || kind == EventKind::React) && targetIs(*target, flags))
        touch(*target);
}

void EventFold::addAct(
    const Event &event, std::optional<Seq> target, const std::optional<QString> &text, const QByteArray &raw)
{
    auto run = m_state.db.prepared(Sql::ActAdd);
    run.bind(m_chat.key, event.seq, event.kind, target, m_state.senderKey(event.from), event.ts, text,
        raw.isEmpty() ? std::nullopt : std::optional(raw));
    run.run();
}

void EventFold::applyMeta(const Event &event, const Content &content)
{
    if (content.title && event.seq > m_chat.titleSeq) {
        m_chat.titleSeq = event.seq;
        auto run = m_state.db.prepared(Sql::ChatTitle);
        run.bind(m_chat.key, *content.title, event.seq);
        run.run();
    }
    if (content.about && event.seq > m_chat.aboutSeq) {
        m_chat.aboutSeq = event.seq;
        auto run = m_state.db.prepared(Sql::ChatAbout);
        run.bind(m_chat.key, *content.about, event.seq);
        run.run();
    }
    const bool picture = !content.media.isEmpty() || content.what == QLatin1String(metaPicture);
    if (picture && event.seq > m_chat.pictureSeq) {
        m_chat.pictureSeq = event.seq;
        auto run = m_state.db.prepared(Sql::ChatPicture);
        run.bind(m_chat.key,
            content.media.isEmpty() ? std::nullopt : std::optional(encodeAttachment(content.media.first())), event.seq);
        run.run();
    }
}

// The membership is that of `membersSeq`; what happened before it is history and changes nothing.
void EventFold::applySys(const Event &event, const Content &content)
{
    static const QStringList kinds {QStringLiteral("created"), QStringLiteral("added"), QStringLiteral("removed"),
        QStringLiteral("left"), QStringLiteral("role")};
    const auto what = SysKind(kinds.indexOf(content.what.value_or(QString())));
    if (event.seq <= m_chat.membersSeq || what == SysKind::Unknown)
        return;
    applyOwnMembership(event, what, content);
    // A large group's list is only begun by its first event or asked for; half a list would be worse than none.
    if (what == SysKind::Created || memberCount() > 0)
        applyMembership(event, what, content);
    m_state.touch(m_chat).members = true;
}

void EventFold::applyMembership(const Event &event, SysKind what, const Content &content)
{
    std::optional<qint64> peer;
    for (const UserId &user : content.users) {
        const qint64 key = m_state.userKey(user);
        if (what == SysKind::Created || what == SysKind::Added) {
            putMember(key, Role::Member, event.seq);
        } else if (what == SysKind::Role) {
            auto run = m_state.db.prepared(Sql::MemberRole);
            run.bind(m_chat.key, key, content.role.value_or(Role::Member));
            run.run();
        } else {
            auto run = m_state.db.prepared(Sql::MemberDrop);
            run.bind(m_chat.key, key);
            run.run();
        }
        if (key != ownerKey)
            peer = key;
    }
    if (what == SysKind::Created && content.by) {
        const qint64 key = m_state.userKey(*content.by);
        putMember(key, m_chat.kind == ChatKind::Group ? Role::Admin : Role::Member, event.seq);
        if (key != ownerKey)
            peer = key;
    }
    if (m_chat.kind != ChatKind::Direct)
        peer.reset();
    m_chat.membersSeq = event.seq;
    m_chat.memberCount = memberCount();
    auto run = m_state.db.prepared(Sql::ChatMembership);
    run.bind(m_chat.key, event.seq, m_chat.memberCount, std::nullopt, peer);
    run.run();
}

void EventFold::applyOwnMembership(const Event &event, SysKind what, const Content &content)
{
    const UserId &self = m_state.owner.user;
    if (what == SysKind::Created && content.by == self && m_chat.kind == ChatKind::Group) {
        auto run = m_state.db.prepared(Sql::ChatRole);
        run.bind(m_chat.key, Role::Admin);
        run.run();
    }
    if (!content.users.contains(self) || what == SysKind::Created)
        return;
    if (what == SysKind::Role) {
        auto run = m_state.db.prepared(Sql::ChatRole);
        run.bind(m_chat.key, content.role.value_or(Role::Member));
        run.run();
        return;
    }
    m_chat.left = what != SysKind::Added;
    if (!m_chat.left)
        m_chat.joined = event.seq;
    auto run = m_state.db.prepared(Sql::ChatLeft);
    run.bind(m_chat.key, m_chat.left ? std::optional(event.seq) : std::nullopt,
        m_chat.left ? std::nullopt : std::optional(event.seq));
    run.run();
}

void EventFold::putMember(qint64 user, Role role, Seq joined)
{
    auto run = m_state.db.prepared(Sql::MemberPut);
    run.bind(m_chat.key, user, role, joined);
    run.run();
}

qint64 EventFold::memberCount()
{
    auto run = m_state.db.prepared(Sql::MemberCount);
    run.bind(m_chat.key);
    return run.next() ? run.integer(0) : 0;
}

bool EventFold::targetIs(Seq target, qint64 &flags)
{
    auto run = m_state.db.prepared(Sql::MessageFlags);
    run.bind(m_chat.key, target);
    if (!run.next())
        return false;
    flags = run.integer(0);
    return true;
}

bool EventFold::redactionWaits(Seq seq)
{
    auto run = m_state.db.prepared(Sql::ActRedacts);
    run.bind(m_chat.key, seq);
    return run.next();
}

void EventFold::touch(Seq seq)
{
    m_state.touch(m_chat).seqs.insert(seq);
}

Seq EventFold::newestKnown()
{
    Seq top;
    for (const Sql statement : {Sql::MessageTop, Sql::ActTop}) {
        auto run = m_state.db.prepared(statement);
        run.bind(m_chat.key);
        if (run.next())
            top = std::max(top, Seq(run.integer(0)));
    }
    return top;
}

void EventFold::addRange(SeqRange range)
{
    SqlConnection &db = m_state.db;
    {
        auto run = db.prepared(Sql::RangeAt);
        run.bind(m_chat.key, range.low);
        if (run.next() && Seq(run.integer(1)) >= range.low.previous()) {
            range.low = Seq(run.integer(0));
            range.high = std::max(range.high, Seq(run.integer(1)));
        }
    }
    for (;;) {
        SeqRange above;
        {
            auto run = db.prepared(Sql::RangeAbove);
            run.bind(m_chat.key, range.low.next());
            if (!run.next())
                break;
            above = {Seq(run.integer(0)), Seq(run.integer(1))};
        }
        if (above.low > range.high.next())
            break;
        range.high = std::max(range.high, above.high);
        auto run = db.prepared(Sql::RangeDrop);
        run.bind(m_chat.key, above.low);
        run.run();
    }
    auto run = db.prepared(Sql::RangeAdd);
    run.bind(m_chat.key, range.low, range.high);
    run.run();
}

} // namespace confab
