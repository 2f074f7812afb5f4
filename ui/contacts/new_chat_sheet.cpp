#include "ui/contacts/new_chat_sheet.h"

#include "core/session/when_done.h"
#include "ui/common/accessible_list.h"
#include "ui/common/avatar_painter.h"
#include "ui/common/buttons.h"
#include "ui/common/display_text.h"
#include "ui/common/empty_state.h"
#include "ui/common/fields.h"
#include "ui/common/inset.h"
#include "ui/common/labels.h"
#include "ui/common/option_row.h"
#include "ui/contacts/found_card.h"
#include "ui/contacts/people_index.h"
#include "ui/contacts/person_list.h"
#include "ui/contacts/user_search.h"
#include "ui/theme/theme.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace confab {

class NewChatSheet::Private {
public:
    Private(NewChatSheet *owner, const UiContext &context)
        : q(owner)
        , ui(context)
        , people(context.session)
        , search(context.session)
    {
    }

    void build();
    void filter();
    void openUser(const UserId &user);
    void enter();
    bool typedExactly() const;

    NewChatSheet *q;
    UiContext ui;
    PeopleIndex people;
    UserSearch search;
    SearchField *field = nullptr;
    OptionRow *group = nullptr;
    PersonList *list = nullptr;
    QScrollArea *area = nullptr;
    Label *section = nullptr;
    FoundCard *found = nullptr;
    EmptyState *empty = nullptr;
    Label *error = nullptr;
    bool opening = false;
};

void NewChatSheet::Private::build()
{
    auto *body = q->body();
    body->setContentsMargins(0, 4, 0, 8);
    body->setSpacing(0);
    field = new SearchField(ui, tr("Name or user name"));
    field->setAccessibleDescription(tr("Type the whole user name to find somebody new"));
    body->addWidget(new Inset(field, {16, 0, 16, 8}));

    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    group = new OptionRow(ui, QStringLiteral("users"), tr("New group"));
    group->setDisc(true);
    column->addWidget(group);
    list = new PersonList(ui, tr("People you know"));
    list->setDetail(PersonList::Detail::Username);
    list->setSelfIsNotes(true);
    column->addWidget(list);
    section = new Label(
        ui, TextRole::Label, Token::TextSecondary, tr("On %1").arg(isolated(ui.session->self().server)));
    section->setElided(true);
    found = new FoundCard(ui, &search, tr("Message"));
    column->addWidget(new Inset(section, {20, 10, 20, 6}));
    column->addWidget(new Inset(found, {16, 0, 16, 4}));
    empty = new EmptyState(ui, EmptyState::Picture::People, Token::BgWindow);
    empty->setTexts(tr("No contacts yet"), tr("Add somebody by user name: type it above."));
    empty->setMinimumHeight(220);
    column->addWidget(empty);
    column->addStretch(1);
    area = new QScrollArea;
    area->setWidget(page);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    page->setAutoFillBackground(false);
    area->viewport()->setAutoFillBackground(false);
    body->addWidget(area);
    error = new Label(ui, TextRole::Small, Token::Danger);
    error->hide();
    body->addWidget(new Inset(error, {20, 8, 20, 0}));

    connect(field, &SearchField::textChanged, q, [this] { filter(); });
    connect(field, &SearchField::moved, q, [this](int rows) { list->moveCurrent(rows); });
    connect(field, &SearchField::returnPressed, q, [this] { enter(); });
    connect(field, &SearchField::escaped, q, [this] { q->reject(); });
    connect(group, &OptionRow::clicked, q, [this] {
        q->closeSheet();
        emit q->groupRequested();
    });
    connect(list, &PersonList::activated, q, [this](const UserId &user) { openUser(user); });
    connect(found, &FoundCard::chosen, q, [this] { openUser(search.contact().user); });
    connect(&people, &PeopleIndex::changed, q, [this] { filter(); });
    connect(&search, &UserSearch::changed, q,
        [this] { section->setVisible(search.state() != UserSearch::State::Idle); });
    filter();
}

void NewChatSheet::Private::filter()
{
    const auto typed = field->text().trimmed();
    const auto self = ui.session->self().user;
    const auto matching = people.matching(typed);
    QList<PersonItem> items;
    const auto own = ui.session->contact(self);
    Contact notes = own;
    notes.name = tr("Note to self");
    if (typed.isEmpty() || personMatches(notes, typed))
        items.append(PersonItem{self});
    for (const auto &person : matching)
        items.append(PersonItem{person.user});
    list->setItems(items);
    list->setVisible(!items.isEmpty());
    group->setVisible(typed.isEmpty());
    empty->setVisible(typed.isEmpty() && matching.isEmpty());

    const auto username = usernameFrom(typed);
    const bool known = username == own.username || people.knowsUsername(username);
    search.setQuery(known ? QString() : username);
    section->setVisible(search.state() != UserSearch::State::Idle);
    if (!typed.isEmpty() && items.isEmpty() && username.isEmpty()) {
        error->setText(tr("No one you know matches. To find somebody new, type the whole user name."));
        error->setColor(Token::TextSecondary);
        error->show();
    } else {
        error->hide();
    }
    // With something typed the first match is what Enter takes.
    list->setCurrent(typed.isEmpty() || items.isEmpty() ? -1 : 0);
}

void NewChatSheet::Private::enter()
{
    if (list->current() >= 0 && list->isVisible())
        list->activateCurrent();
    else if (search.state() == UserSearch::State::Found)
        openUser(search.contact().user);
    else
        search.searchNow();
}

void NewChatSheet::Private::openUser(const UserId &user)
{
    if (opening)
        return;
    if (const auto chat = existingDirect(*ui.session, user)) {
        q->closeSheet();
        emit q->chatReady(*chat);
        return;
    }
    opening = true;
    found->setBusy(true);
    error->hide();
    whenDone(ui.session->openDirect(user), q, [this](const Outcome<ChatId> &chat) {
        opening = false;
        found->setBusy(false);
        if (chat) {
            q->closeSheet();
            emit q->chatReady(*chat);
            return;
        }
        error->setColor(Token::Danger);
        error->setText(chat.error().message);
        error->show();
        announce(q, chat.error().message);
    });
}

NewChatSheet::NewChatSheet(const UiContext &context, QWidget *over)
    : Sheet(context, over, tr("New chat"), Width::Narrow)
    , d(std::make_unique<Private>(this, context))
{
    d->build();
}

NewChatSheet::~NewChatSheet() = default;

void NewChatSheet::openSheet() { open(d->field); }

void NewChatSheet::resizeEvent(QResizeEvent *event)
{
    d->area->setFixedHeight(std::clamp(height() - 220, 140, 440));
    Sheet::resizeEvent(event);
}

} // namespace confab
