#include "ui/composer/attach_sheet.h"

#include "core/session/when_done.h"
#include "ui/common/buttons.h"
#include "ui/common/measure_text.h"
#include "ui/common/display_text.h"
#include "ui/common/labels.h"
#include "ui/common/segments.h"
#include "ui/composer/attach_list.h"
#include "ui/composer/body_limit.h"
#include "ui/composer/field_frame.h"
#include "ui/composer/message_field.h"

#include <QDropEvent>
#include <QHBoxLayout>
#include <QPointer>
#include <QtConcurrentRun>

namespace confab {

namespace {

constexpr int captionLines = 4;
constexpr int problemsShown = 4;

bool isBlank(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.isSpace(); });
}

} // namespace

class AttachSheet::Private {
public:
    Private(AttachSheet *owner, const UiContext &context, const std::optional<Quote> &answered)
        : q(owner)
        , ui(context)
        , reply(answered)
    {
    }

    void build(const QString &text, int cursor);
    void take(const AttachItem &item);
    void refresh();
    void refreshTitle();
    void refreshProblems();
    QString summary() const;
    attach::Quality chosenQuality() const { return attach::Quality(quality->current()); }
    void send();

    AttachSheet *q;
    const UiContext ui;
    const std::optional<Quote> reply;
    AttachList *list = nullptr;
    Label *total = nullptr;
    Label *problems = nullptr;
    Segments *quality = nullptr;
    Label *qualityNote = nullptr;
    CaptionField *caption = nullptr;
    Label *captionNote = nullptr;
    Button *more = nullptr;
    Button *confirm = nullptr;
    QList<AttachItem> refused;
    int beyond = 0; //!< over attach::maxItems
    int looking = 0; //!< sources that are being looked at
    bool qualityChosen = false; //!< by the user
};

void AttachSheet::Private::build(const QString &text, int cursor)
{
    auto *body = q->body();
    body->setSpacing(10);
    problems = new Label(ui, TextRole::Small, Token::Danger);
    problems->hide();
    body->addWidget(problems);
    list = new AttachList(ui);
    body->addWidget(list);
    total = new Label(ui, TextRole::Small, Token::TextSecondary);
    body->addWidget(total);
    quality = new Segments(ui, tr("Quality"), {tr("Standard"), tr("High"), tr("As files")});
    body->addWidget(quality);
    qualityNote = new Label(ui, TextRole::Hint, Token::TextSecondary);
    body->addWidget(qualityNote);
    caption = new CaptionField(ui, captionLines);
    caption->field()->setPlaceholder(tr("Caption"));
    caption->field()->setAccessibleName(tr("Caption"));
    caption->field()->setText(text, cursor);
    body->addWidget(caption);
    captionNote = new Label(ui, TextRole::Hint, Token::TextSecondary);
    captionNote->hide();
    body->addWidget(captionNote);

    more = new Button(ui, Button::Kind::Text, tr("Add more"));
    more->setIconName(QStringLiteral("plus"));
    auto *cancel = new Button(ui, Button::Kind::Secondary, tr("Cancel"));
    confirm = new Button(ui, Button::Kind::Primary, tr("Send"));
    q->footer()->addWidget(more);
    q->footer()->addStretch(1);
    q->footer()->addWidget(cancel);
    q->footer()->addWidget(confirm);
    q->setAcceptDrops(true);

    connect(list, &AttachList::changed, q, [this] { refresh(); });
    connect(quality, &Segments::chosen, q, [this] {
        qualityChosen = true;
        refresh();
    });
    connect(caption->field(), &MessageField::edited, q, [this] { refresh(); });
    connect(caption->field(), &MessageField::submitted, q, [this] { send(); });
    connect(caption->field(), &MessageField::escaped, q, [this] { q->reject(); });
    connect(caption->field(), &MessageField::pasted, q, [this](const Intake &intake) { q->add(intake); });
    connect(more, &Button::clicked, q, [this] {
        ui.pickFiles(q, FileChoice::Any, [this](const QStringList &paths) {
            Intake intake;
            for (const QString &path : paths)
                intake.sources += AttachSource {path, {}, {}, {}};
            q->add(intake);
        });
    });
    connect(cancel, &Button::clicked, q, [this] { q->reject(); });
    connect(confirm, &Button::clicked, q, [this] { send(); });
    refresh();
}

void AttachSheet::Private::take(const AttachItem &item)
{
    if (item.problem != AttachItem::Problem::None)
        refused += item;
    else if (list->items().size() >= attach::maxItems)
        ++beyond;
    else
        list->append(item);
}

void AttachSheet::Private::refreshTitle()
{
    const auto &items = list->items();
    const int count = int(items.size());
    const bool files = chosenQuality() == attach::Quality::Files;
    const auto all = [&](MediaKind kind) {
        return !files && std::all_of(items.cbegin(), items.cend(), [kind](const AttachItem &i) { return i.kind == kind; });
    };
    if (items.isEmpty())
        q->setTitle(looking > 0 ? tr("Send files") : tr("Nothing to send"));
    else if (all(MediaKind::Photo))
        q->setTitle(tr("Send %n photo(s)", nullptr, count));
    else if (all(MediaKind::Video))
        q->setTitle(tr("Send %n video(s)", nullptr, count));
    else
        q->setTitle(tr("Send %n file(s)", nullptr, count));
}

void AttachSheet::Private::refreshProblems()
{
    QStringList lines;
    for (int i = 0; i < std::min<int>(problemsShown, int(refused.size())); ++i)
        lines += tr("%1: %2", "file name, why it cannot be sent")
                     .arg(isolated(refused.at(i).name), attach::problemText(refused.at(i).problem));
    if (const int others = int(refused.size()) - problemsShown; others > 0)
        lines += tr("and %n more that cannot be sent", nullptr, others);
    if (beyond > 0)
        lines += tr("%n more than %1 at a time: send these afterwards", nullptr, beyond).arg(attach::maxItems);
    const QString text = lines.join(u'\n');
    if (text != problems->text() && !text.isEmpty())
        announce(q, text);
    problems->setText(text);
    problems->setVisible(!text.isEmpty());
}

QString AttachSheet::Private::summary() const
{
    qint64 bytes = 0;
    for (const AttachItem &item : list->items())
        bytes += item.size;
    const int messages = int(attach::split(list->items(), chosenQuality()).size());
    QStringList parts;
    if (looking > 0)
        parts += tr("Reading…");
    if (list->items().size() > 1)
        parts += tr("%1 in all").arg(sizeText(bytes));
    if (messages > 1)
        parts += tr("goes as %n message(s): ten at most in each, files apart from photos", nullptr, messages);
    return parts.join(QStringLiteral(" · "));
}

void AttachSheet::Private::refresh()
{
    const auto &items = list->items();
    const bool visual = std::any_of(items.cbegin(), items.cend(), [](const AttachItem &i) { return i.isVisual(); });
    const bool photo = std::any_of(items.cbegin(), items.cend(), [](const AttachItem &i) { return i.kind == MediaKind::Photo; });
    list->setRowsOnly(chosenQuality() == attach::Quality::Files);
    list->setVisible(!items.isEmpty());
    quality->setVisible(visual);
    qualityNote->setVisible(visual);
    switch (chosenQuality()) {
    case attach::Quality::Standard:
        qualityNote->setText(photo ? tr("Photos up to 1,280 px, without place and camera data.") : tr("Shown and played in the chat."));
        break;
    case attach::Quality::High:
        qualityNote->setText(photo ? tr("Photos up to 2,560 px, without place and camera data.") : tr("Shown and played in the chat."));
        break;
    case attach::Quality::Files:
        qualityNote->setText(tr("Untouched, with all that the camera wrote into them, perhaps the place."));
        break;
    }
    refreshTitle();
    refreshProblems();
    const QString text = summary();
    total->setText(text);
    total->setVisible(!text.isEmpty());

    const QString typed = caption->field()->text().trimmed();
    const bool fits = bodyBytesLeft(typed, reply) >= 0;
    const bool apart = typed.size() > attach::captionLength;
    captionNote->setColor(fits ? Token::TextSecondary : Token::Danger);
    captionNote->setText(fits ? tr("The text is long: it goes as a message of its own.")
                              : tr("The text is too long: send it in two messages."));
    captionNote->setVisible(apart || !fits);
    const bool ready = looking == 0 && !items.isEmpty() && fits;
    confirm->setEnabled(ready);
    confirm->setToolTip(ready ? QString() : items.isEmpty() ? tr("There is nothing to send") : captionNote->text());
    more->setEnabled(items.size() < attach::maxItems);
}

void AttachSheet::Private::send()
{
    if (!confirm->isEnabled())
        return;
    const QString typed = caption->field()->text().trimmed();
    const auto messages = attach::messages(list->items(), chosenQuality(), isBlank(typed) ? QString() : typed, reply);
    confirm->setEnabled(false);
    q->closeSheet();
    emit q->confirmed(messages);
}

AttachSheet::AttachSheet(
    const UiContext &context, QWidget *over, const QString &text, int cursor, const std::optional<Quote> &reply)
    : Sheet(context, over, tr("Send files"), Width::Wide)
    , d(std::make_unique<Private>(this, context, reply))
{
    d->build(text, cursor);
}

AttachSheet::~AttachSheet() = default;

void AttachSheet::add(const Intake &intake, bool asFiles)
{
    if (asFiles && !d->qualityChosen)
        d->quality->setCurrent(int(attach::Quality::Files));
    // A folder full of files may be dropped: what is beyond the limit is not even opened.
    const qsizetype room = attach::maxItems - d->list->items().size() - d->looking;
    const auto sources = intake.sources.first(std::clamp<qsizetype>(room, 0, intake.sources.size()));
    d->beyond += int(intake.sources.size() - sources.size());
    d->looking += int(sources.size());
    const auto look = [sources] {
        QList<AttachItem> items;
        for (const AttachSource &source : sources)
            items += attach::inspect(source);
        return items;
    };
    if (!sources.isEmpty()) {
        whenDone(QtConcurrent::run(look), this, [this](const QList<AttachItem> &items) {
            d->looking -= int(items.size());
            for (const AttachItem &item : items)
                d->take(item);
            d->refresh();
        });
    }
    d->refresh();
}

void AttachSheet::openSheet() { open(d->caption->field()); }

bool AttachSheet::event(QEvent *event)
{
    if (event->type() == QEvent::DragEnter || event->type() == QEvent::Drop) {
        auto *drop = static_cast<QDropEvent *>(event);
        if (hasIntake(*drop->mimeData())) {
            drop->setDropAction(Qt::CopyAction);
            drop->accept();
            if (event->type() == QEvent::Drop)
                add(intakeOf(*drop->mimeData(), m_ui.now()));
            return true;
        }
    }
    return Sheet::event(event);
}

} // namespace confab
