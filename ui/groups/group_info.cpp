#include "ui/groups/group_info.h"

#include "core/protocol/limits.h"
#include "core/session/when_done.h"
#include "ui/common/accessible_list.h"
#include "ui/common/avatar_editor.h"
#include "ui/common/buttons.h"
#include "ui/common/display_text.h"
#include "ui/common/fields.h"
#include "ui/common/inset.h"
#include "ui/common/labels.h"
#include "ui/common/menu.h"
#include "ui/common/option_row.h"
#include "ui/common/presence_text.h"
#include "ui/common/sheet.h"
#include "ui/common/toast.h"
#include "ui/contacts/info_column.h"
#include "ui/contacts/mute_row.h"
#include "ui/contacts/people_index.h"
#include "ui/contacts/person_list.h"
#include "ui/groups/add_members_sheet.h"
#include "ui/groups/group_editor.h"
#include "ui/groups/server_gate.h"
#include "ui/media/media_strip.h"
#include "ui/theme/theme.h"

#include <QCollator>
#include <QScrollArea>
#include <QVBoxLayout>

namespace confab {

namespace {
constexpr int searchFrom = 12; // members: fewer are seen at a glance
constexpr int presenceMax = 100; // watched at a time
} // namespace

class GroupInfo::Private {
public:
    Private(GroupInfo *owner, const UiContext &context, const ChatId &id)
        : q(owner)
        , ui(context)
        , chat(id)
        , gate(context)
    {
    }

    void build();
    void buildMembers();
    void buildEnd();
    void connectSession();
    void refresh();
    void refreshHead();
    void readMembers();
    void sortMembers();
    void filter();
    void edit(bool on);
    void memberMenu(const UserId &user, const QPoint &position);
    void message(const UserId &user);
    void change(const UserId &user, const QString &doing, const QList<UserId> &remove,
        const QList<RoleChange> &roles);
    void showError(const QString &sentence);
    void confirmLeave();
    void leave();
    std::optional<Member> member(const UserId &user) const;
    UserId self() const { return ui.session->self().user; }
    QString name(const UserId &user) const
    {
        return isolated(oneLine(contactName(ui.session->contact(user)), 60));
    }
    bool isAdmin() const
    {
        const auto summary = ui.session->chat(chat);
        return summary && !summary->left && summary->myRole == Role::Admin;
    }

    GroupInfo *q;
    UiContext ui;
    ChatId chat;
    ServerGate gate;
    QList<Member> members; //!< sorted: this user, admins, the others; each by name
    QMap<UserId, QString> pending; //!< what is being done to a member
    InfoColumn *column = nullptr;
    AvatarEditor *avatar = nullptr;
    IconButton *editButton = nullptr;
    Label *about = nullptr;
    GroupEditor *editor = nullptr;
    MuteRow *mute = nullptr;
    QWidget *membersBlock = nullptr;
    Button *add = nullptr;
    SearchField *search = nullptr;
    Label *error = nullptr;
    PersonList *list = nullptr;
    Label *nobody = nullptr;
    OptionRow *leaver = nullptr;
};

void GroupInfo::Private::build()
{
    auto *outer = new QVBoxLayout(q);
    outer->setContentsMargins(0, 0, 0, 0);
    column = new InfoColumn(ui, tr("Group info"));
    outer->addWidget(column);
    editButton = new IconButton(ui, QStringLiteral("edit"), tr("Edit name and description"));
    column->addHeaderButton(editButton);

    avatar = new AvatarEditor(ui, metrics::avatarInfo);
    column->setAvatarWidget(avatar);
    connect(avatar, &AvatarEditor::chosen, q, [this](const QByteArray &jpeg) { ui.session->media().setGroupPicture(chat, jpeg); });
    connect(avatar, &AvatarEditor::removed, q, [this] { ui.session->media().setGroupPicture(chat, {}); });

    about = new Label(ui, TextRole::Small, Token::TextPrimary);
    about->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    column->content()->addWidget(new Inset(about, {16, 0, 16, 12}));
    editor = new GroupEditor(ui);
    editor->hide();
    column->content()->addWidget(editor);

    auto *options = column->addBlock();
    mute = new MuteRow(ui);
    mute->setChat(chat);
    options->addWidget(mute);
    auto *encryption = new OptionRow(ui, QStringLiteral("lock"), tr("Encryption"));
    encryption->setPlain(true);
    encryption->setValue(tr("Off"));
    encryption->setDescription(tr("The server can read what is written here."));
    options->addWidget(encryption);
    auto *media = new MediaStrip(ui);
    column->addBlock()->addWidget(media);
    connect(media, &MediaStrip::viewerRequested, q, &GroupInfo::viewerRequested);
    connect(media, &MediaStrip::allRequested, q, [this] { emit q->mediaRequested(chat); });
    media->setChat(chat);
    const auto summary = ui.session->chat(chat);
    encryption->setVisible(summary && summary->enc == Enc::None);

    buildMembers();
    buildEnd();
    connect(column, &InfoColumn::closeRequested, q, &GroupInfo::closeRequested);
    connect(editButton, &IconButton::clicked, q, [this] { edit(!editor->isVisible()); });
    connect(editor, &GroupEditor::saved, q, [this](const QString &title, const QString &text) {
        ui.session->setGroupInfo(chat, title, text);
        edit(false);
    });
    connect(editor, &GroupEditor::cancelled, q, [this] { edit(false); });
    connectSession();
    refresh();
    readMembers();
}

void GroupInfo::Private::buildMembers()
{
    QVBoxLayout *inside = nullptr;
    membersBlock = column->addBlockWidget(&inside);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(16, 3, 8, 3);
    auto *heading = new Label(ui, TextRole::Label, Token::TextPrimary, tr("Members"));
    add = new Button(ui, Button::Kind::Text, tr("Add"));
    add->setAccessibleName(tr("Add members"));
    head->addWidget(heading, 1, Qt::AlignVCenter);
    head->addWidget(add);
    inside->addLayout(head);
    const auto inset = [inside](QWidget *widget, int side, int top, int bottom) {
        inside->addWidget(new Inset(widget, {side, top, side, bottom}));
    };
    search = new SearchField(ui, tr("Search members"));
    search->hide();
    inset(search, 12, 0, 6);
    error = new Label(ui, TextRole::Small, Token::Danger);
    error->hide();
    inset(error, 16, 0, 4);
    list = new PersonList(ui, tr("Members"));
    list->setMenus(true);
    inside->addWidget(list);
    nobody = new Label(ui, TextRole::Small, Token::TextSecondary, tr("No member is called that."));
    nobody->hide();
    inset(nobody, 16, 4, 4);

    connect(add, &Button::clicked, q, [this] { (new AddMembersSheet(ui, q, chat, members))->openSheet(); });
    connect(search, &SearchField::textChanged, q, [this] { filter(); });
    connect(search, &SearchField::moved, list, &PersonList::moveCurrent);
    connect(search, &SearchField::returnPressed, list, &PersonList::activateCurrent);
    connect(list, &PersonList::activated, q, [this](const UserId &user) {
        if (user != self())
            emit q->personRequested(user);
    });
    connect(list, &PersonList::menuRequested, q,
        [this](const UserId &user, const QPoint &position) { memberMenu(user, position); });
}

void GroupInfo::Private::buildEnd()
{
    auto *end = column->addBlock();
    leaver = new OptionRow(ui, QStringLiteral("logout"), tr("Leave group"));
    leaver->setDanger(true);
    end->addWidget(leaver);
    connect(leaver, &OptionRow::clicked, q, [this] { confirmLeave(); });
}

void GroupInfo::Private::connectSession()
{
    connect(&gate, &ServerGate::changed, q, [this] { refresh(); });
    connect(ui.session, &Session::changed, q, [this](const ChangeSet &changes) {
        for (const auto &change : changes.chats) {
            if (change.chat != chat)
                continue;
            if (change.what & ChatChange::Removed) {
                emit q->closeRequested();
                return;
            }
            if (change.what & ChatChange::Members)
                readMembers();
            refresh();
        }
        if (!changes.contacts.isEmpty() || changes.self) {
            sortMembers();
            filter();
            list->refresh();
        }
    });
    connect(ui.session, &Session::typingChanged, q, [this](const ChatId &changed) {
        if (changed == chat)
            list->setTyping(ui.session->typing(chat));
    });
    connect(ui.session, &Session::presenceChanged, q, [this](const Presence &presence) {
        if (member(presence.user))
            refreshHead();
    });
    connect(ui.session, &Session::presenceForgotten, q, [this] { refreshHead(); });
    list->setTyping(ui.session->typing(chat));
}

// ---- what is shown ----

void GroupInfo::Private::refresh()
{
    const auto summary = ui.session->chat(chat);
    if (!summary)
        return;
    avatar->setAvatar(AvatarSpec::of(*summary, *ui.session));
    avatar->setEditable(isAdmin() && !summary->left);
    about->setText(summary->about);
    about->setVisible(!summary->about.isEmpty() && editor->isHidden());
    editButton->setVisible(isAdmin());
    if (!isAdmin() && !editor->isHidden())
        edit(false);
    const bool full = members.size() >= limits::membersPerGroup;
    add->setVisible(isAdmin());
    add->setEnabled(gate.isOpen() && !full);
    const auto reason = full ? tr("The group is full.") : gate.reason();
    add->setToolTip(reason);
    add->setAccessibleDescription(reason);
    membersBlock->setVisible(!summary->left);
    leaver->setVisible(!summary->left);
    leaver->setEnabled(gate.isOpen());
    leaver->setDescription(gate.reason());
    mute->setVisible(!summary->left);
    refreshHead();
}

void GroupInfo::Private::refreshHead()
{
    const auto summary = ui.session->chat(chat);
    if (!summary)
        return;
    QList<UserId> users;
    for (const auto &one : members)
        users.append(one.user);
    const auto text = summary->left ? tr("You left this group") : groupPresenceText(*ui.session, users, summary->memberCount);
    column->setTexts(oneLine(summary->title), text);
}

void GroupInfo::Private::readMembers()
{
    whenDone(ui.session->members(chat), q, [this](const Outcome<QList<Member>> &outcome) {
        if (!outcome)
            return showError(outcome.error().message);
        members = *outcome;
        sortMembers();
        filter();
        refresh();
        QList<UserId> users;
        for (const auto &one : std::as_const(members)) {
            if (one.user != self() && users.size() < presenceMax)
                users.append(one.user);
        }
        emit q->presenceWanted(users);
    });
}

void GroupInfo::Private::sortMembers()
{
    QCollator collator;
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    std::vector<std::tuple<int, QCollatorSortKey, Member>> keyed;
    for (const auto &one : std::as_const(members)) {
        const int rank = one.user == self() ? 0 : one.role == Role::Admin ? 1 : 2;
        keyed.emplace_back(rank, collator.sortKey(contactName(ui.session->contact(one.user))), one);
    }
    std::sort(keyed.begin(), keyed.end(), [](const auto &a, const auto &b) {
        return std::get<0>(a) != std::get<0>(b) ? std::get<0>(a) < std::get<0>(b)
                                                : std::get<1>(a) < std::get<1>(b);
    });
    members.clear();
    for (const auto &one : keyed)
        members.append(std::get<2>(one));
}

void GroupInfo::Private::filter()
{
    const auto typed = search->text().trimmed();
    QList<PersonItem> items;
    for (const auto &one : std::as_const(members)) {
        if (!typed.isEmpty() && !personMatches(ui.session->contact(one.user), typed))
            continue;
        PersonItem item;
        item.user = one.user;
        item.tag = one.role == Role::Admin ? tr("Admin") : QString();
        item.accentTag = one.user == self();
        item.detail = pending.value(one.user);
        items.append(item);
    }
    list->setItems(items);
    search->setVisible(members.size() >= searchFrom || !typed.isEmpty());
    nobody->setVisible(items.isEmpty() && !typed.isEmpty());
    if (!typed.isEmpty())
        list->setCurrent(items.isEmpty() ? -1 : 0);
}

void GroupInfo::Private::edit(bool on)
{
    const auto summary = ui.session->chat(chat);
    if (on && summary)
        editor->begin(summary->title, summary->about);
    editor->setVisible(on);
    column->setTitleShown(!on);
    about->setVisible(!on && summary && !summary->about.isEmpty());
    if (on)
        column->scroll()->ensureWidgetVisible(editor);
    else
        editButton->setFocus(Qt::OtherFocusReason);
}

std::optional<Member> GroupInfo::Private::member(const UserId &user) const
{
    for (const auto &one : members) {
        if (one.user == user)
            return one;
    }
    return std::nullopt;
}

// ---- what is done ----

void GroupInfo::Private::memberMenu(const UserId &user, const QPoint &position)
{
    const auto one = member(user);
    if (!one || user == self())
        return;
    auto *menu = new PopupMenu(ui, q);
    menu->addItem(QStringLiteral("chat"), tr("Message %1").arg(name(user)), [this, user] { message(user); });
    menu->addItem(
        QStringLiteral("info"), tr("Contact info"), [this, user] { emit q->personRequested(user); });
    if (isAdmin()) {
        const bool admin = one->role == Role::Admin;
        menu->addSeparator();
        auto *role = menu->addItem(
            QStringLiteral("shield"), admin ? tr("Dismiss as admin") : tr("Make admin"), [this, user, admin] {
                change(user, admin ? tr("dismissing…") : tr("making admin…"), {},
                    {RoleChange{user, admin ? Role::Member : Role::Admin}});
            });
        auto *remove = menu->addDanger(QStringLiteral("userremove"), tr("Remove from group"), [this, user] {
            askSheet(ui, q, tr("Remove %1?").arg(name(user)),
                tr("They keep what was written until now and will see nothing new."), tr("Remove"), true,
                [this, user] { change(user, tr("removing…"), {user}, {}); });
        });
        role->setEnabled(gate.isOpen());
        remove->setEnabled(gate.isOpen());
    }
    menu->popupOnce(position);
}

void GroupInfo::Private::message(const UserId &user)
{
    if (const auto direct = existingDirect(*ui.session, user)) {
        emit q->chatRequested(*direct);
        return;
    }
    whenDone(ui.session->openDirect(user), q, [this](const Outcome<ChatId> &direct) {
        if (direct)
            emit q->chatRequested(*direct);
        else
            showError(direct.error().message);
    });
}

void GroupInfo::Private::change(
    const UserId &user, const QString &doing, const QList<UserId> &remove, const QList<RoleChange> &roles)
{
    showError({});
    pending[user] = doing;
    filter();
    whenDone(
        ui.session->changeMembers(chat, {}, remove, roles), q, [this, user](const Outcome<Done> &outcome) {
            pending.remove(user);
            filter();
            if (!outcome)
                showError(QStringLiteral("%1: %2").arg(name(user), outcome.error().message));
        });
}

void GroupInfo::Private::showError(const QString &sentence)
{
    error->setText(sentence);
    error->setVisible(!sentence.isEmpty());
    if (!sentence.isEmpty())
        announce(q, sentence);
}

void GroupInfo::Private::confirmLeave()
{
    const auto summary = ui.session->chat(chat);
    if (!summary)
        return;
    int admins = 0;
    for (const auto &one : std::as_const(members))
        admins += one.role == Role::Admin;
    auto text = tr("What was written stays on this computer. You will not get new messages.");
    if (isAdmin() && admins == 1 && members.size() > 1)
        text += ' ' + tr("You are the only admin: the member who has been here longest becomes one.");
    askSheet(ui, q, tr("Leave %1?").arg(isolated(oneLine(summary->title, 60))), text, tr("Leave"), true,
        [this] { leave(); });
}

void GroupInfo::Private::leave()
{
    leaver->setEnabled(false);
    leaver->setError({});
    whenDone(ui.session->leave(chat), q, [this](const Outcome<Done> &outcome) {
        leaver->setEnabled(true);
        if (!outcome) {
            leaver->setError(outcome.error().message);
            announce(leaver, outcome.error().message);
        }
    });
}

GroupInfo::GroupInfo(const UiContext &context, const ChatId &chat, QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this, context, chat))
{
    d->build();
}

GroupInfo::~GroupInfo() = default;

ChatId GroupInfo::chat() const { return d->chat; }

} // namespace confab
