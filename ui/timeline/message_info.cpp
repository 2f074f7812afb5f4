#include "ui/timeline/message_info.h"

#include "core/session/session.h"
#include "core/session/when_done.h"
#include "core/sync/time_label.h"
#include "ui/common/avatar_painter.h"
#include "ui/common/display_text.h"
#include "ui/common/labels.h"
#include "ui/common/tick_painter.h"
#include "ui/theme/theme.h"
#include "ui/timeline/message_preview.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

namespace confab {
namespace {

//! "✓✓ Read": the head of one of the three groups.
class GroupHead : public QWidget {
public:
    GroupHead(const UiContext &context, MessageState state, const QString &text)
        : m_theme(context.theme)
        , m_state(state)
        , m_text(text)
    {
        setAccessibleName(text);
        setFixedHeight(m_theme->px(28));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const auto color = m_theme->color(Token::TextSecondary);
        painter.setFont(m_theme->font(TextRole::SenderName));
        painter.setPen(color);
        const bool mirrored = isRightToLeft();
        const QRect line(20 + 28, height() - m_theme->px(20), width() - 68, m_theme->px(18));
        const QRect at = mirrored ? QRect(20, line.y(), line.width(), line.height()) : line;
        painter.drawText(at, int(Qt::AlignLeading | Qt::AlignVCenter), m_text);
        const qreal baseline = line.center().y() + 4.5;
        ticks::paint(&painter, *m_theme, m_state, QPointF(mirrored ? width() - 40 : 20, baseline), color);
    }

private:
    const Theme *m_theme;
    MessageState m_state;
    QString m_text;
};

QWidget *personRow(const UiContext &context, const UserId &user, const QString &time)
{
    auto *row = new QWidget;
    row->setFixedHeight(context.theme->px(44));
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(20, 0, 20, 0);
    line->setSpacing(12);
    const auto person = context.session->contact(user);
    auto *avatar = new AvatarView(context, metrics::avatarGroup);
    avatar->setAvatar(AvatarSpec::of(person));
    line->addWidget(avatar);
    auto *name = new Label(context, TextRole::BodyMedium, Token::TextPrimary, contactName(person));
    name->setElided(true);
    name->setAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    line->addWidget(name, 1);
    auto *when = new Label(context, TextRole::Small, Token::TextSecondary, time);
    when->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    line->addWidget(when);
    row->setAccessibleName(contactName(person) + QStringLiteral(", ") + time);
    return row;
}

} // namespace

MessageInfo::MessageInfo(const UiContext &context, QWidget *over, const MessageRow &row)
    : Sheet(context, over, tr("Message info"))
    , m_row(row)
    , m_preview(new MessagePreview(context))
    , m_sent(new Label(context, TextRole::Subheader, Token::TextSecondary))
    , m_people(new QWidget)
{
    setBodyPadding(0);
    body()->setSpacing(0);
    auto *preview = new QVBoxLayout;
    preview->setContentsMargins(20, 8, 20, 8);
    preview->addWidget(m_preview);
    body()->addLayout(preview);
    body()->addWidget(m_people);
    body()->addSpacing(8);
    body()->addWidget(new Divider(context));
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(20, 10, 20, 12);
    foot->addWidget(m_sent);
    body()->addLayout(foot);
    auto *column = new QVBoxLayout(m_people);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    connect(context.session, &Session::changed, this, &MessageInfo::applyChanges);
    refresh();
}

QString MessageInfo::timeOf(std::optional<qint64> at) const
{
    if (!at)
        return QStringLiteral("–");
    if (*at == 0)
        return {}; // known to be, time unknown
    const auto when = QDateTime::fromMSecsSinceEpoch(*at);
    if (when.date() == QDateTime::fromMSecsSinceEpoch(m_ui.now()).date())
        return clockTime(*at);
    return QLocale().toString(when.date(), QLocale::ShortFormat) + u' ' + clockTime(*at); // the name has the rest
}

void MessageInfo::applyChanges(const ChangeSet &changes)
{
    for (const auto &change : changes.chats) {
        if (change.chat != m_row.chat)
            continue;
        if (change.what & ChatChange::Removed)
            return closeSheet();
        for (const auto &row : change.rows)
            if (row.seq == m_row.seq)
                m_row = row;
        if (m_row.deleted)
            return closeSheet();
        refresh();
    }
}

void MessageInfo::refresh()
{
    if (const auto chat = m_ui.session->chat(m_row.chat))
        m_preview->setMessage(m_row, *chat);
    const auto when = QDateTime::fromMSecsSinceEpoch(m_row.ts);
    const auto time = QLocale().toString(when, QStringLiteral("HH:mm:ss"));
    const bool today = when.date() == QDateTime::fromMSecsSinceEpoch(m_ui.now()).date();
    const auto sent = today
        ? tr("Sent %1").arg(time)
        : tr("Sent %1, %2")
              .arg(dayLabel(m_row.ts, m_ui.now(), QLocale(), QTimeZone::systemTimeZone()).text, time);
    m_sent->setText(m_row.edited ? tr("%1, edited later").arg(sent) : sent);
    whenDone(m_ui.session->receipts(m_row.chat, m_row.seq), this,
        [this, turn = ++m_turn](const Outcome<QList<Receipt>> &receipts) {
            if (turn != m_turn)
                return;
            if (receipts)
                fill(*receipts);
            else
                say(receipts.error().offline
                        ? tr("Who has read this is not known while there is no connection.")
                        : receipts.error().message);
        });
}

void MessageInfo::say(const QString &sentence)
{
    qDeleteAll(m_people->findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
    auto *note = new Label(m_ui, TextRole::Small, Token::TextSecondary, sentence);
    note->setContentsMargins(20, 8, 20, 8);
    note->setAlignment(Qt::AlignCenter);
    m_people->layout()->addWidget(note);
}

void MessageInfo::fill(const QList<Receipt> &receipts)
{
    qDeleteAll(m_people->findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
    auto *column = static_cast<QVBoxLayout *>(m_people->layout());
    const auto group = [&](MessageState state, const QString &title, auto belongs, auto time) {
        bool headed = false;
        for (const auto &receipt : receipts) {
            if (!belongs(receipt))
                continue;
            if (!std::exchange(headed, true))
                column->addWidget(new GroupHead(m_ui, state, title));
            column->addWidget(personRow(m_ui, receipt.user, timeOf(time(receipt))));
        }
    };
    const auto played = [this](const Receipt &r) { return m_row.played.contains(r.user); };
    group(
        MessageState::Read, tr("Played"), played, [](const Receipt &) { return std::optional<qint64>(0); });
    group(
        MessageState::Read, tr("Read"), [played](const Receipt &r) { return r.readAt && !played(r); },
        [](const Receipt &r) { return r.readAt; });
    group(
        MessageState::Delivered, tr("Delivered"), [played](const Receipt &r) { return r.deliveredAt && !r.readAt && !played(r); },
        [](const Receipt &r) { return r.deliveredAt; });
    group(
        MessageState::Sent, tr("Pending"), [played](const Receipt &r) { return !r.deliveredAt && !r.readAt && !played(r); },
        [](const Receipt &) { return std::optional<qint64>(); });
    if (receipts.isEmpty())
        say(tr("Nobody else is in this chat."));
}

} // namespace confab
