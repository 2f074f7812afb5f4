#include "ui/window/chat_header.h"

#include "core/session/session.h"
#include "core/session/when_done.h"
#include "core/sync/typing_state.h"
#include "ui/chatlist/connection_notice.h"
#include "ui/common/avatar_painter.h"
#include "ui/common/buttons.h"
#include "ui/common/display_text.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/common/presence_text.h"
#include "ui/theme/animation_clock.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace confab {
namespace {

constexpr int dotsPeriod = 900; //!< ms
constexpr int tagFrom = 560; //!< px of header that the whole label needs
constexpr int namedTypists = 3;

} // namespace

//! Three dots that take turns, three steps a period: nothing is painted in between.
class TypingDots : public QWidget {
public:
    TypingDots(const UiContext &context, QWidget *parent)
        : QWidget(parent)
        , m_ui(context)
    {
        setFixedSize(18, 4);
        hide();
    }
    void setRunning(bool running)
    {
        if (running == isVisibleTo(parentWidget()))
            return;
        setVisible(running);
        m_ui.motion->stop(m_loop);
        m_loop = 0;
        if (running)
            m_loop = m_ui.motion->loop(this, dotsPeriod, [this](qreal phase) {
                const int step = int(phase * 3) % 3;
                if (step == m_step || !window()->isActiveWindow())
                    return;
                m_step = step;
                update();
            });
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_ui.theme->color(Token::AccentText));
        static constexpr qreal strength[]{1, 0.7, 0.4};
        for (int i = 0; i < 3; ++i) {
            painter.setOpacity(strength[(i - m_step + 3) % 3]);
            painter.drawEllipse(QRectF(i * 7, 0, 4, 4));
        }
    }

private:
    const UiContext m_ui;
    quint64 m_loop = 0;
    int m_step = 0;
};

//! Says, quietly but always, that the chat is not end-to-end encrypted.
class PlaintextTag : public QWidget {
public:
    PlaintextTag(const UiContext &context, QWidget *parent)
        : QWidget(parent)
        , m_ui(context)
        , m_text(QCoreApplication::translate("confab::ChatHeader", "Not end-to-end encrypted"))
    {
        setAccessibleName(m_text);
        setToolTip(QCoreApplication::translate(
            "confab::ChatHeader", "Messages of this chat can be read by whoever runs the server."));
        setCompact(false);
    }
    void setCompact(bool compact)
    {
        m_compact = compact;
        const QFontMetrics metrics(m_ui.theme->font(TextRole::Hint));
        setFixedSize(compact ? 28 : 8 + 16 + 5 + metrics.horizontalAdvance(m_text) + 10, m_ui.theme->px(24));
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const auto &theme = *m_ui.theme;
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(Token::WarnFill));
        painter.drawRoundedRect(rect(), height() / 2.0, height() / 2.0);
        const bool mirrored = isRightToLeft();
        const int x = m_compact ? (width() - 16) / 2 : mirrored ? width() - 24 : 8;
        m_ui.icons->paint(&painter, QStringLiteral("lockopen"), QRect(x, 0, 16, height()), 16,
            theme.color(Token::WarnText));
        if (m_compact)
            return;
        painter.setFont(theme.font(TextRole::Hint));
        painter.setPen(theme.color(Token::WarnText));
        painter.drawText(mirrored ? rect().adjusted(10, 0, -29, 0) : rect().adjusted(29, 0, -8, 0),
            int(Qt::AlignLeading | Qt::AlignVCenter), m_text);
    }

private:
    const UiContext m_ui;
    QString m_text;
    bool m_compact = false;
};

ChatHeader::ChatHeader(const UiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_back(new IconButton(context, QStringLiteral("back"), tr("Back to the chats"), this))
    , m_avatar(new AvatarView(context, metrics::avatarCompact, this))
    , m_title(new Label(context, TextRole::Header, Token::TextPrimary, {}, this))
    , m_line(new QWidget(this))
    , m_dots(new TypingDots(context, m_line))
    , m_status(new Label(context, TextRole::Subheader, Token::TextSecondary, {}, m_line))
    , m_plaintext(new PlaintextTag(context, this))
    , m_info(new IconButton(context, QStringLiteral("panel"), tr("Chat info"), this))
    , m_more(new IconButton(context, QStringLiteral("more"), tr("More"), this))
{
    setFixedHeight(std::max(metrics::headerHeight, context.theme->px(36) + 20));
    setAccessibleName(tr("Chat"));
    m_back->setMirrored(true);
    m_back->hide();
    m_title->setElided(true);
    m_status->setElided(true);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 8, 1);
    row->setSpacing(12);
    row->addWidget(m_back);
    row->addWidget(m_avatar);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(1);
    texts->addStretch();
    texts->addWidget(m_title);
    auto *line = new QHBoxLayout(m_line);
    line->setContentsMargins({});
    line->setSpacing(6);
    line->addWidget(m_dots, 0, Qt::AlignVCenter);
    line->addWidget(m_status, 1);
    texts->addWidget(m_line); // a widget: a layout whose widgets are all hidden would not let the title grow
    texts->addStretch();
    row->addLayout(texts, 1);
    row->addWidget(m_plaintext);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(0);
    buttons->addWidget(m_info);
    buttons->addWidget(m_more);
    row->addLayout(buttons);

    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ChatHeader::refreshStatus);
    connect(m_back, &QAbstractButton::clicked, this, &ChatHeader::backClicked);
    connect(m_info, &QAbstractButton::clicked, this, &ChatHeader::infoClicked);
    connect(m_more, &QAbstractButton::clicked, this,
        [this] { emit menuClicked(m_more->mapToGlobal(QPoint(0, m_more->height()))); });
    auto *session = m_ui.session;
    connect(session, &Session::changed, this, &ChatHeader::applyChanges);
    connect(session, &Session::presenceChanged, this, &ChatHeader::refreshStatus);
    connect(session, &Session::presenceForgotten, this, &ChatHeader::refreshStatus);
    connect(session, &Session::typingChanged, this, [this](const ChatId &chat) {
        if (chat == m_chat)
            refreshStatus();
    });
    connect(session, &Session::connectionChanged, this, [this](const ConnectionView &connection) {
        if (connection.phase == ConnectionPhase::Online)
            m_troubleSince = 0;
        else if (m_troubleSince == 0)
            m_troubleSince = m_ui.now();
        refreshStatus();
    });
    if (session->connection().phase != ConnectionPhase::Online)
        m_troubleSince = m_ui.now();
    connect(m_ui.theme, &Theme::changed, this, [this] {
        setFixedHeight(std::max(metrics::headerHeight, m_ui.theme->px(36) + 20));
        m_plaintext->setCompact(width() < tagFrom);
        update();
    });
}

void ChatHeader::setChat(const std::optional<ChatId> &chat)
{
    m_chat = chat;
    m_members.clear();
    refresh();
    askMembers();
}

void ChatHeader::setBackVisible(bool visible)
{
    m_back->setVisible(visible);
    layout()->setContentsMargins(visible ? 4 : 16, 0, 8, 1);
}

void ChatHeader::setInfoShown(bool shown)
{
    m_info->setCheckable(true);
    m_info->setChecked(shown);
}

QString ChatHeader::statusText() const { return m_status->text(); }

void ChatHeader::askMembers()
{
    const auto summary = m_chat ? m_ui.session->chat(*m_chat) : std::nullopt;
    if (!summary || summary->kind != ChatKind::Group)
        return;
    whenDone(
        m_ui.session->members(*m_chat), this, [this, chat = *m_chat](const Outcome<QList<Member>> &members) {
            if (chat != m_chat || !members)
                return;
            m_members.clear();
            for (const auto &member : *members)
                m_members.append(member.user);
            refreshStatus();
        });
}

void ChatHeader::applyChanges(const ChangeSet &changes)
{
    bool mine = !changes.contacts.isEmpty() || changes.self;
    for (const auto &change : changes.chats) {
        if (change.chat != m_chat)
            continue;
        mine = true;
        if (change.what & ChatChange::Members)
            askMembers();
    }
    if (mine)
        refresh();
}

void ChatHeader::refresh()
{
    const auto summary = m_chat ? m_ui.session->chat(*m_chat) : std::nullopt;
    if (!summary)
        return;
    m_title->setText(chatTitle(*summary, *m_ui.session));
    m_avatar->setAvatar(AvatarSpec::of(*summary, *m_ui.session));
    m_plaintext->setVisible(summary->enc == Enc::None);
    m_info->setVisible(summary->kind != ChatKind::Self);
    m_info->setName(summary->kind == ChatKind::Group ? tr("Group info") : tr("Contact info"),
        QKeySequence(Qt::CTRL | Qt::Key_D));
    refreshStatus();
}

QString ChatHeader::groupStatus(const ChatSummary &chat) const
{
    if (chat.left)
        return tr("You left this group");
    return groupPresenceText(*m_ui.session, m_members, chat.memberCount);
}

void ChatHeader::refreshStatus()
{
    const auto &session = *m_ui.session;
    const auto summary = m_chat ? session.chat(*m_chat) : std::nullopt;
    if (!summary)
        return;
    m_timer.stop();
    const auto now = m_ui.now();
    const auto notice = connectionNotice(session.connection(), m_troubleSince, now);
    qint64 next = notice.nextCheck;
    const auto typists = session.typing(summary->chat);
    QString text;
    auto color = Token::TextSecondary;
    bool online = false;
    bool typing = false;
    if (!notice.title.isEmpty()) {
        text = notice.title;
    } else if (!typists.isEmpty()) {
        QStringList names;
        for (const auto &user : typists.mid(0, namedTypists))
            names.append(isolated(userName(session, user)));
        while (names.size() < typists.size())
            names.append(QString());
        text = typingPhrase(names, summary->kind == ChatKind::Direct);
        color = Token::AccentText;
        typing = true;
    } else if (summary->kind == ChatKind::Group) {
        text = groupStatus(*summary);
    } else if (summary->kind == ChatKind::Direct) {
        const auto presence = session.presence(summary->peer);
        const bool known = session.presenceKnown(summary->peer);
        text = presenceText(presence, known, now);
        online = isOnline(session, summary->peer);
        if (online)
            color = Token::Online;
        // The exact moment of the next change, instead of looking every minute.
        if (const auto lasts = presenceTextLasts(presence, known, now))
            next = next ? std::min(next, lasts) : lasts;
    } else {
        text = tr("Only you can see this");
    }
    m_status->setText(text);
    m_status->setColor(color);
    m_line->setVisible(!text.isEmpty());
    m_dots->setRunning(typing);
    m_avatar->setOnline(online && notice.title.isEmpty(), Token::BgPanel);
    setAccessibleDescription(text);
    if (next > 0)
        m_timer.start(int(std::min<qint64>(next, 24 * 3'600'000)));
}

void ChatHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_ui.theme->color(Token::BgPanel));
    painter.fillRect(0, height() - 1, width(), 1, m_ui.theme->color(Token::Divider));
}

void ChatHeader::resizeEvent(QResizeEvent *) { m_plaintext->setCompact(width() < tagFrom); }

void ChatHeader::mouseReleaseEvent(QMouseEvent *event)
{
    // Name and picture lead to the info, too; the button beside is what the keyboard uses.
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint())
        && m_info->isVisibleTo(this))
        emit infoClicked();
}

} // namespace confab
