#include "ui/groups/member_picker.h"

#include "ui/common/fields.h"
#include "ui/common/inset.h"
#include "ui/common/labels.h"
#include "ui/contacts/found_card.h"
#include "ui/contacts/person_list.h"
#include "ui/groups/chip_box.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QScrollArea>
#include <QVBoxLayout>

namespace confab {

MemberPicker::MemberPicker(const UiContext &context, const QSet<UserId> &present, int room, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_present(present)
    , m_room(room)
    , m_people(context.session)
    , m_search(context.session)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    const auto inset = [column](QWidget *widget, int side, int top, int bottom) {
        column->addWidget(new Inset(widget, {side, top, side, bottom}));
    };
    m_chips = new ChipBox(context);
    inset(m_chips, 16, 0, 8);
    m_field = new SearchField(context, tr("Name or user name"));
    m_field->installEventFilter(this);
    inset(m_field, 16, 0, 8);
    m_list = new PersonList(context, tr("People to choose"));
    m_list->setDetail(PersonList::Detail::Username);
    m_list->setCheckable(true);
    m_area = PersonList::scrolled(m_list);
    column->addWidget(m_area);
    m_found = new FoundCard(context, &m_search, tr("Add"));
    inset(m_found, 16, 6, 0);
    m_note = new Label(context, TextRole::Small, Token::TextSecondary);
    inset(m_note, 20, 8, 0);
    setFocusProxy(m_field);

    connect(m_field, &SearchField::textChanged, this, &MemberPicker::filter);
    connect(m_field, &SearchField::moved, m_list, &PersonList::moveCurrent);
    connect(m_field, &SearchField::returnPressed, this, &MemberPicker::enter);
    connect(m_field, &SearchField::escaped, this, &MemberPicker::escaped);
    connect(m_list, &PersonList::activated, this, &MemberPicker::toggle);
    connect(m_chips, &ChipBox::removed, this, &MemberPicker::toggle);
    connect(m_found, &FoundCard::chosen, this, [this] { toggle(m_search.contact().user); });
    connect(&m_people, &PeopleIndex::changed, this, &MemberPicker::filter);
    connect(&m_search, &UserSearch::changed, this, &MemberPicker::fit);
    filter();
}

void MemberPicker::setAvailableHeight(int px)
{
    m_available = px;
    fit();
}

void MemberPicker::fit()
{
    int rest = m_available - m_field->height() - 8;
    if (!m_chips->isHidden())
        rest -= m_chips->minimumHeight() + 8;
    if (!m_found->isHidden())
        rest -= m_found->sizeHint().height() + 6;
    if (!m_note->isHidden())
        rest -= m_note->heightForWidth(std::max(100, width() - 40)) + 8;
    m_area->setFixedHeight(std::clamp(rest, 104, 364));
}

void MemberPicker::filter()
{
    const auto typed = m_field->text().trimmed();
    const bool full = m_chosen.size() >= m_room;
    QList<PersonItem> items;
    QSet<UserId> shown;
    const auto add = [&](const Contact &person) {
        if (shown.contains(person.user))
            return;
        shown.insert(person.user);
        PersonItem item;
        item.user = person.user;
        item.checked = m_chosen.contains(person.user);
        item.enabled = !m_present.contains(person.user) && (item.checked || !full);
        if (m_present.contains(person.user))
            item.detail = tr("already in the group");
        items.append(item);
    };
    for (const auto &person : m_people.matching(typed))
        add(person);
    for (const auto &user : std::as_const(m_chosen)) { // found by user name before
        const auto person = m_ui.session->contact(user);
        if (typed.isEmpty() || personMatches(person, typed))
            add(person);
    }
    m_list->setItems(items);
    m_list->setCurrent(typed.isEmpty() || items.isEmpty() ? -1 : 0);

    const auto username = usernameFrom(typed);
    const bool known = username == m_ui.session->self().username || m_people.knowsUsername(username)
        || std::any_of(m_chosen.begin(), m_chosen.end(),
            [&](const UserId &user) { return m_ui.session->contact(user).username == username; });
    m_search.setQuery(known || full ? QString() : username);

    QString note;
    if (full)
        note = tr("The group is full: it takes %n more person(s) at most.", nullptr, m_room);
    else if (typed.isEmpty() && items.isEmpty())
        note = tr("You do not know anybody here yet. Type the user name of the first one above.");
    else if (!typed.isEmpty() && items.isEmpty() && username.isEmpty())
        note = tr("No one you know matches. To find somebody new, type the whole user name.");
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    fit();
}

void MemberPicker::toggle(const UserId &user)
{
    if (m_present.contains(user))
        return;
    if (m_chosen.contains(user))
        m_chosen.removeAll(user);
    else if (m_chosen.size() < m_room)
        m_chosen.append(user);
    m_chips->setUsers(m_chosen);
    if (m_field->text().isEmpty())
        filter();
    else
        m_field->clear(); // the next one is typed from the start
    emit changed();
}

void MemberPicker::enter()
{
    if (m_field->text().trimmed().isEmpty())
        emit submitted();
    else if (m_list->current() >= 0)
        m_list->activateCurrent();
    else if (m_search.state() == UserSearch::State::Found)
        toggle(m_search.contact().user);
    else
        m_search.searchNow();
}

bool MemberPicker::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && m_field->text().isEmpty() && !m_chosen.isEmpty()
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Backspace) {
        toggle(m_chosen.last());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace confab
