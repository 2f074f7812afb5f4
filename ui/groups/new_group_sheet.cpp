#include "ui/groups/new_group_sheet.h"

#include "core/protocol/limits.h"
#include "core/session/media_library.h"
#include "core/session/when_done.h"
#include "ui/common/accessible_list.h"
#include "ui/common/avatar_editor.h"
#include "ui/common/buttons.h"
#include "ui/common/fields.h"
#include "ui/common/inset.h"
#include "ui/common/labels.h"
#include "ui/common/text_area.h"
#include "ui/groups/member_picker.h"
#include "ui/groups/server_gate.h"
#include "ui/theme/theme.h"

#include <QVBoxLayout>

namespace confab {

namespace {
constexpr int titleLimit = 128;
constexpr int aboutLimit = 512;
constexpr int showProgress = 1000; // ms
} // namespace

class NewGroupSheet::Private {
public:
    Private(NewGroupSheet *owner, const UiContext &context)
        : q(owner)
        , ui(context)
        , gate(context)
    {
    }

    void build();
    void buildDetails();
    void show(int step);
    void refresh();
    void next();
    void create();
    bool isDirty() const
    {
        return !picker->chosen().isEmpty() || !title->text().isEmpty() || !about->text().isEmpty() || !picture.isEmpty();
    }

    NewGroupSheet *q;
    UiContext ui;
    ServerGate gate;
    int step = 0;
    bool creating = false;
    MemberPicker *picker = nullptr;
    QWidget *details = nullptr;
    LabeledField *title = nullptr;
    TextArea *about = nullptr;
    AvatarEditor *avatar = nullptr;
    QByteArray picture; //!< set once the group exists
    Label *note = nullptr;
    Button *back = nullptr;
    Button *forward = nullptr;
    QTimer slow;
};

void NewGroupSheet::Private::build()
{
    auto *body = q->body();
    body->setContentsMargins(0, 4, 0, 12);
    body->setSpacing(0);
    picker = new MemberPicker(ui, {}, limits::membersPerGroup - 1);
    body->addWidget(picker);
    buildDetails();
    body->addWidget(details);
    note = new Label(ui, TextRole::Small, Token::TextSecondary);
    body->addWidget(new Inset(note, {20, 10, 20, 0}));

    back = new Button(ui, Button::Kind::Secondary, tr("Back"));
    forward = new Button(ui, Button::Kind::Primary, tr("Next"));
    q->footer()->addWidget(back);
    q->footer()->addStretch();
    q->footer()->addWidget(forward);

    slow.setSingleShot(true);
    slow.setInterval(showProgress);
    connect(&slow, &QTimer::timeout, q, [this] {
        note->setColor(Token::TextSecondary);
        note->setText(tr("Creating the group…"));
        note->show();
    });
    connect(picker, &MemberPicker::changed, q, [this] { refresh(); });
    connect(picker, &MemberPicker::submitted, q, [this] { next(); });
    connect(picker, &MemberPicker::escaped, q, [this] { q->reject(); });
    connect(title, &LabeledField::edited, q, [this] { refresh(); });
    connect(title, &LabeledField::submitted, q, [this] { next(); });
    connect(about, &TextArea::submitted, q, [this] { next(); });
    connect(back, &Button::clicked, q, [this] { show(0); });
    connect(forward, &Button::clicked, q, [this] { next(); });
    connect(&gate, &ServerGate::changed, q, [this] { refresh(); });
    show(0);
}

void NewGroupSheet::Private::buildDetails()
{
    details = new QWidget;
    auto *column = new QVBoxLayout(details);
    column->setContentsMargins(20, 4, 20, 0);
    column->setSpacing(0);
    avatar = new AvatarEditor(ui, metrics::avatarProfile);
    column->addWidget(avatar, 0, Qt::AlignHCenter);
    connect(avatar, &AvatarEditor::chosen, q, [this](const QByteArray &jpeg) {
        picture = jpeg;
        avatar->setPicture(jpeg);
    });
    connect(avatar, &AvatarEditor::removed, q, [this] {
        picture.clear();
        avatar->setPicture({});
    });
    column->addSpacing(14);
    title = new LabeledField(ui, tr("Name of the group"));
    title->field()->setMaxLength(titleLimit);
    column->addWidget(title);
    column->addSpacing(6);
    about = new TextArea(ui, tr("Description"), aboutLimit);
    about->setPlaceholder(tr("What is it about? (optional)"));
    column->addWidget(about);
}

void NewGroupSheet::Private::show(int to)
{
    step = to;
    picker->setVisible(step == 0);
    details->setVisible(step == 1);
    back->setVisible(step == 1);
    forward->setText(step == 0 ? tr("Next") : tr("Create group"));
    forward->setAccessibleName(forward->text());
    q->setTitle(step == 0 ? tr("New group: who is in it?") : tr("New group: what is it called?"));
    if (q->isVisible())
        (step == 0 ? static_cast<QWidget *>(picker->field()) : title->field())->setFocus();
    refresh();
}

void NewGroupSheet::Private::refresh()
{
    if (creating)
        return;
    const int count = int(picker->chosen().size());
    QString text;
    bool good = true;
    if (step == 0) {
        good = count > 0;
        text = good ? tr("%n person(s) chosen", nullptr, count) : tr("Choose at least one person.");
    } else if (!gate.isOpen()) {
        good = false;
        text = gate.reason();
    } else if (title->text().simplified().isEmpty()) {
        good = false;
        text = tr("A group needs a name.");
    }
    note->setColor(Token::TextSecondary);
    note->setText(text);
    note->setVisible(!text.isEmpty());
    forward->setEnabled(good);
    forward->setToolTip(good ? QString() : text);
    forward->setAccessibleDescription(good ? QString() : text);
}

void NewGroupSheet::Private::next()
{
    if (!forward->isEnabled() || creating)
        return;
    if (step == 0)
        show(1);
    else
        create();
}

void NewGroupSheet::Private::create()
{
    creating = true;
    forward->setBusy(true);
    back->setEnabled(false);
    note->hide();
    slow.start();
    const auto name = title->text().simplified();
    const auto description = about->text().trimmed();
    whenDone(ui.session->createGroup(name, picker->chosen()), q,
        [this, name, description](const Outcome<ChatId> &chat) {
            creating = false;
            slow.stop();
            forward->setBusy(false);
            back->setEnabled(true);
            if (chat) {
                if (!description.isEmpty())
                    ui.session->setGroupInfo(*chat, name, description);
                if (!picture.isEmpty())
                    ui.session->media().setGroupPicture(*chat, picture);
                q->closeSheet();
                emit q->chatReady(*chat);
                return;
            }
            refresh();
            note->setColor(Token::Danger);
            note->setText(chat.error().message);
            note->show();
            announce(q, chat.error().message);
        });
}

NewGroupSheet::NewGroupSheet(const UiContext &context, QWidget *over)
    : Sheet(context, over, tr("New group"), Width::Narrow)
    , d(std::make_unique<Private>(this, context))
{
    d->build();
}

NewGroupSheet::~NewGroupSheet() = default;

void NewGroupSheet::openSheet() { open(d->picker->field()); }

void NewGroupSheet::reject()
{
    if (!d->isDirty() || d->creating)
        return closeSheet();
    askSheet(d->ui, this, tr("Discard this group?"),
        tr("The people you chose and what you wrote will be gone."), tr("Discard"), true,
        [this] { closeSheet(); });
}

void NewGroupSheet::resizeEvent(QResizeEvent *event)
{
    d->picker->setAvailableHeight(height() - 230);
    Sheet::resizeEvent(event);
}

} // namespace confab
