#include "ui/contacts/person_info.h"

#include "core/session/when_done.h"
#include "ui/common/accessible_list.h"
#include "ui/common/avatar_painter.h"
#include "ui/common/buttons.h"
#include "ui/common/display_text.h"
#include "ui/common/labels.h"
#include "ui/common/option_row.h"
#include "ui/common/presence_text.h"
#include "ui/common/sheet.h"
#include "ui/common/toast.h"
#include "ui/contacts/info_column.h"
#include "ui/contacts/mute_row.h"
#include "ui/contacts/people_index.h"
#include "ui/media/media_strip.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTimer>
#include <QVBoxLayout>

namespace confab {

class PersonInfo::Private {
public:
    Private(PersonInfo *owner, const UiContext &context, const UserId &id)
        : q(owner)
        , ui(context)
        , user(id)
    {
    }

    void build();
    void refresh();
    void refreshPresence();
    void readGroups();
    void addGroup(const ChatId &chat);
    void message();
    void block(bool on);
    bool isSelf() const { return user == ui.session->self().user; }

    PersonInfo *q;
    UiContext ui;
    UserId user;
    InfoColumn *column = nullptr;
    Button *open = nullptr;
    OptionRow *username = nullptr;
    OptionRow *about = nullptr;
    MediaStrip *media = nullptr;
    QWidget *mediaBlock = nullptr;
    MuteRow *mute = nullptr;
    QWidget *groupsBlock = nullptr;
    QVBoxLayout *groups = nullptr;
    QMap<ChatId, OptionRow *> groupRows;
    QWidget *blockBlock = nullptr;
    OptionRow *blocker = nullptr;
    QTimer phrase; //!< until the presence text changes by itself
};

void PersonInfo::Private::build()
{
    auto *outer = new QVBoxLayout(q);
    outer->setContentsMargins(0, 0, 0, 0);
    column = new InfoColumn(ui, isSelf() ? tr("Note to self") : tr("Contact info"));
    outer->addWidget(column);

    open = new Button(ui, Button::Kind::Secondary, tr("Message"));
    open->setIconName(QStringLiteral("chat"));
    auto *row = new QHBoxLayout;
    row->setContentsMargins(16, 0, 16, 14);
    row->addStretch();
    row->addWidget(open);
    row->addStretch();
    column->content()->addLayout(row);

    auto *facts = column->addBlock();
    about = new OptionRow(ui, QStringLiteral("info"), tr("About"));
    about->setPlain(true);
    username = new OptionRow(ui, QStringLiteral("at"), tr("User name"));
    facts->addWidget(about);
    facts->addWidget(username);
    QVBoxLayout *mediaColumn = nullptr;
    mediaBlock = column->addBlockWidget(&mediaColumn);
    media = new MediaStrip(ui);
    mediaColumn->addWidget(media);
    connect(media, &MediaStrip::viewerRequested, q, &PersonInfo::viewerRequested);
    connect(media, &MediaStrip::allRequested, q, [this] {
        if (const auto chat = existingDirect(*ui.session, user))
            emit q->mediaRequested(*chat);
    });
    mute = new MuteRow(ui);
    column->addBlock()->addWidget(mute);
    groupsBlock = column->addBlockWidget(&groups);
    auto *heading = new Label(ui, TextRole::Label, Token::TextPrimary, tr("Groups in common"));
    auto *headingRow = new QHBoxLayout;
    headingRow->setContentsMargins(16, 5, 16, 5);
    headingRow->addWidget(heading);
    groups->addLayout(headingRow);
    groupsBlock->hide();
    QVBoxLayout *danger = nullptr;
    blockBlock = column->addBlockWidget(&danger);
    blocker = new OptionRow(ui, QStringLiteral("block"), tr("Block"));
    blocker->setDanger(true);
    danger->addWidget(blocker);

    connect(column, &InfoColumn::closeRequested, q, &PersonInfo::closeRequested);
    connect(open, &Button::clicked, q, [this] { message(); });
    connect(username, &OptionRow::clicked, q, [this] {
        QGuiApplication::clipboard()->setText('@' + ui.session->contact(user).username);
        Toast::show(ui, q, tr("User name copied"), {}, {}, 2500);
    });
    connect(blocker, &OptionRow::clicked, q, [this] {
        const auto contact = ui.session->contact(user);
        if (contact.blocked)
            return block(false);
        askSheet(ui, q, tr("Block %1?").arg(isolated(oneLine(contactName(contact), 60))),
            tr("You will not get messages from each other in your direct chat, and they will not see when "
               "you are online. "
               "Groups that you share are not affected. They are not told."),
            tr("Block"), true, [this] { block(true); });
    });
    phrase.setSingleShot(true);
    connect(&phrase, &QTimer::timeout, q, [this] { refreshPresence(); });
    connect(ui.session, &Session::changed, q, [this](const ChangeSet &changes) {
        for (const auto &change : changes.chats) {
            if (change.what & (ChatChange::Members | ChatChange::Removed))
                readGroups();
            if (groupRows.contains(change.chat) && change.summary)
                groupRows[change.chat]->setTitle(oneLine(chatTitle(*change.summary, *ui.session)));
        }
        refresh();
    });
    connect(ui.session, &Session::presenceChanged, q, [this](const Presence &presence) {
        if (presence.user == user)
            refreshPresence();
    });
    connect(ui.session, &Session::presenceForgotten, q, [this] { refreshPresence(); });
    refresh();
    readGroups();
}

void PersonInfo::Private::refresh()
{
    const auto contact = ui.session->contact(user);
    auto avatar = AvatarSpec::of(contact);
    avatar.self = isSelf();
    column->avatar()->setAvatar(avatar);
    username->setVisible(!contact.username.isEmpty());
    username->setTitle('@' + contact.username);
    username->setDescription(tr("User name; press to copy"));
    about->setVisible(!contact.about.isEmpty());
    about->setTitle(tr("About"));
    about->setDescription(oneLine(contact.about, 300));
    const auto chat = existingDirect(*ui.session, user);
    mediaBlock->setVisible(chat.has_value());
    media->setChat(chat.value_or(ChatId()));
    mute->setChat(chat.value_or(ChatId()));
    mute->parentWidget()->setVisible(chat.has_value() && !isSelf());
    blockBlock->setVisible(!isSelf());
    blocker->setTitle(contact.blocked ? tr("Unblock") : tr("Block"));
    blocker->setDanger(!contact.blocked);
    refreshPresence();
}

void PersonInfo::Private::refreshPresence()
{
    const auto &session = *ui.session;
    const auto contact = session.contact(user);
    const auto name = isSelf() ? tr("Note to self") : oneLine(contactName(contact));
    const bool online = !isSelf() && !contact.blocked && isOnline(session, user);
    QString text;
    if (contact.blocked)
        text = tr("Blocked");
    else if (isSelf())
        text = tr("Only you and your devices see this chat");
    else
        text = presenceText(session, user, ui.now());
    column->setTexts(name, text, online);
    column->avatar()->setOnline(online);
    const auto lasts = presenceTextLasts(session.presence(user), session.presenceKnown(user), ui.now());
    if (lasts > 0)
        phrase.start(int(std::clamp<qint64>(lasts, 1000, 3'600'000)));
    else
        phrase.stop();
}

void PersonInfo::Private::readGroups()
{
    if (isSelf())
        return;
    for (const auto &chat : ui.session->chats()) {
        if (chat.kind != ChatKind::Group || chat.left)
            continue;
        whenDone(
            ui.session->members(chat.chat), q, [this, id = chat.chat](const Outcome<QList<Member>> &members) {
                if (!members)
                    return;
                const bool shared = std::any_of(
                    members->begin(), members->end(), [this](const Member &m) { return m.user == user; });
                if (shared)
                    addGroup(id);
                else
                    delete groupRows.take(id);
                groupsBlock->setVisible(!groupRows.isEmpty());
            });
    }
}

void PersonInfo::Private::addGroup(const ChatId &id)
{
    const auto chat = ui.session->chat(id);
    if (!chat || groupRows.contains(id))
        return;
    auto *row = new OptionRow(ui, QStringLiteral("users"), oneLine(chatTitle(*chat, *ui.session)));
    row->setDisc(true);
    row->setDescription(tr("%n member(s)", nullptr, chat->memberCount));
    groups->addWidget(row);
    groupRows.insert(id, row);
    connect(row, &OptionRow::clicked, q, [this, id] { emit q->chatRequested(id); });
}

void PersonInfo::Private::message()
{
    if (const auto chat = existingDirect(*ui.session, user)) {
        emit q->chatRequested(*chat);
        return;
    }
    open->setBusy(true);
    whenDone(ui.session->openDirect(user), q, [this](const Outcome<ChatId> &chat) {
        open->setBusy(false);
        if (chat)
            emit q->chatRequested(*chat);
        else
            Toast::show(ui, q, chat.error().message);
    });
}

void PersonInfo::Private::block(bool on)
{
    blocker->setEnabled(false);
    blocker->setError({});
    whenDone(ui.session->block(user, on), q, [this](const Outcome<Done> &outcome) {
        blocker->setEnabled(true);
        if (!outcome) {
            blocker->setError(outcome.error().message);
            announce(blocker, outcome.error().message);
        }
    });
}

PersonInfo::PersonInfo(const UiContext &context, const UserId &user, QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this, context, user))
{
    d->build();
}

PersonInfo::~PersonInfo() = default;

UserId PersonInfo::user() const { return d->user; }

} // namespace confab
