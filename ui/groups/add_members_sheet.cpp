#include "ui/groups/add_members_sheet.h"

#include "core/protocol/limits.h"
#include "core/session/when_done.h"
#include "ui/common/accessible_list.h"
#include "ui/common/buttons.h"
#include "ui/common/fields.h"
#include "ui/common/inset.h"
#include "ui/common/labels.h"
#include "ui/groups/member_picker.h"
#include "ui/groups/server_gate.h"

#include <QVBoxLayout>

namespace confab {

namespace {

QSet<UserId> usersOf(const QList<Member> &members)
{
    QSet<UserId> users;
    for (const auto &member : members)
        users.insert(member.user);
    return users;
}

} // namespace

AddMembersSheet::AddMembersSheet(
    const UiContext &context, QWidget *over, const ChatId &chat, const QList<Member> &present)
    : Sheet(context, over, tr("Add members"), Width::Narrow)
    , m_chat(chat)
{
    body()->setContentsMargins(0, 4, 0, 12);
    body()->setSpacing(0);
    m_picker = new MemberPicker(
        context, usersOf(present), std::max(0, limits::membersPerGroup - int(present.size())));
    body()->addWidget(m_picker);
    m_note = new Label(context, TextRole::Small, Token::TextSecondary);
    body()->addWidget(new Inset(m_note, {20, 10, 20, 0}));
    m_add = new Button(context, Button::Kind::Primary, tr("Add"));
    footer()->addStretch();
    footer()->addWidget(m_add);
    m_gate = new ServerGate(context, this);
    connect(m_gate, &ServerGate::changed, this, &AddMembersSheet::refresh);
    connect(m_picker, &MemberPicker::changed, this, &AddMembersSheet::refresh);
    connect(m_picker, &MemberPicker::submitted, this, &AddMembersSheet::add);
    connect(m_picker, &MemberPicker::escaped, this, [this] { reject(); });
    connect(m_add, &Button::clicked, this, &AddMembersSheet::add);
    refresh();
}

void AddMembersSheet::openSheet() { open(m_picker->field()); }

void AddMembersSheet::refresh()
{
    if (m_adding)
        return;
    const int count = int(m_picker->chosen().size());
    const auto reason = m_gate->isOpen() ? QString() : m_gate->reason();
    m_add->setEnabled(count > 0 && m_gate->isOpen());
    m_add->setText(count > 0 ? tr("Add %n person(s)", nullptr, count) : tr("Add"));
    m_add->setAccessibleName(m_add->text());
    m_add->setAccessibleDescription(reason);
    m_note->setColor(Token::TextSecondary);
    m_note->setText(reason.isEmpty() ? tr("They will see what is written from now on.") : reason);
}

void AddMembersSheet::add()
{
    if (!m_add->isEnabled() || m_adding)
        return;
    m_adding = true;
    m_add->setBusy(true);
    whenDone(m_ui.session->changeMembers(m_chat, m_picker->chosen(), {}, {}), this,
        [this](const Outcome<Done> &outcome) {
            m_adding = false;
            m_add->setBusy(false);
            if (outcome)
                return closeSheet();
            refresh();
            m_note->setColor(Token::Danger);
            m_note->setText(outcome.error().message);
            announce(this, outcome.error().message);
        });
}

void AddMembersSheet::resizeEvent(QResizeEvent *event)
{
    m_picker->setAvailableHeight(height() - 230);
    Sheet::resizeEvent(event);
}

} // namespace confab
