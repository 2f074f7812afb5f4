#include "ui/window/chat_pane.h"

#include "core/session/session.h"
#include "ui/chatlist/chat_actions.h"
#include "ui/common/empty_state.h"
#include "ui/common/menu.h"
#include "ui/composer/composer.h"
#include "ui/composer/drop_zones.h"
#include "ui/media/media_desk.h"
#include "ui/media/player_bar.h"
#include "ui/media/viewer.h"
#include "ui/theme/theme.h"
#include "ui/timeline/message_info.h"
#include "ui/timeline/timeline_view.h"
#include "ui/window/chat_header.h"
#include "ui/window/forward_sheet.h"
#include "ui/window/queue_banner.h"

#include <QDesktopServices>
#include <QKeyEvent>
#include <QVBoxLayout>

namespace confab {
namespace {

constexpr int patience = 30'000; //!< ms until a queue that does not move is worth a banner

} // namespace

ChatPane::ChatPane(const UiContext &context, QWidget *parent)
    : QWidget(parent)
    , openUrl([](const QUrl &url) { QDesktopServices::openUrl(url); })
    , m_ui(context)
    , m_empty(new EmptyState(context, EmptyState::Picture::Bubbles, Token::BgChat, this))
    , m_content(new QWidget(this))
    , m_header(new ChatHeader(context, m_content))
    , m_banner(new QueueBanner(context, m_content))
    , m_player(new PlayerBar(context, m_content))
    , m_timeline(new TimelineView(context, m_content))
    , m_composer(new Composer(context, m_content))
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(m_empty, 1);
    outer->addWidget(m_content, 1);
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_player);
    column->addWidget(m_banner);
    column->addWidget(m_timeline, 1);
    column->addWidget(m_composer);
    m_content->hide();
    m_banner->hide();
    m_empty->setTexts(tr("Pick a chat"), tr("Choose someone on the left, or begin a new conversation."));
    m_empty->setAction(tr("New chat"), QStringLiteral("compose"));
    m_waiting.setSingleShot(true);
    connectParts();
}

void ChatPane::connectParts()
{
    connect(m_empty, &EmptyState::triggered, this, &ChatPane::newChatRequested);
    connect(m_header, &ChatHeader::backClicked, this, &ChatPane::backRequested);
    connect(m_header, &ChatHeader::infoClicked, this, &ChatPane::infoRequested);
    connect(m_header, &ChatHeader::menuClicked, this, [this](QPoint at) {
        if (const auto summary = m_chat ? m_ui.session->chat(*m_chat) : std::nullopt) {
            auto *menu = chat_actions::menuFor(m_ui, *summary, this);
            menu->addSeparator();
            menu->addItem(QStringLiteral("image"), tr("Media, files and links"), [this] { emit mediaRequested(); });
            menu->popupOnce(at);
        }
    });
    connect(m_timeline, &TimelineView::replyRequested, m_composer, &Composer::reply);
    connect(m_timeline, &TimelineView::editRequested, m_composer, &Composer::edit);
    connect(m_timeline, &TimelineView::leaveRequested, m_composer, &Composer::focusField);
    connect(m_timeline, &TimelineView::typed, m_composer, &Composer::typeInto);
    connect(m_timeline, &TimelineView::openUrlRequested, this, [this](const QUrl &url) { openUrl(url); });
    connect(m_timeline, &TimelineView::infoRequested, this, [this](const MessageRow &row) {
        auto *sheet = new MessageInfo(m_ui, this, row);
        sheet->open();
    });
    connect(m_timeline, &TimelineView::viewerRequested, this, &ChatPane::openViewer);
    connect(m_timeline, &TimelineView::forwardRequested, this, &ChatPane::forward);
    connect(m_player, &PlayerBar::titleClicked, this, [this] {
        const auto item = m_ui.media->player.now().item;
        if (item.chat != m_chat)
            emit chatRequested(item.chat);
        if (item.chat == m_chat && item.seq.value > 0)
            showMessage(item.seq);
    });
    connect(m_composer, &Composer::editLastWanted, this, [this] {
        if (const auto row = m_timeline->lastEditable())
            m_composer->edit(*row);
    });
    auto *zones = new DropZones(m_ui, m_content, [this] { return m_composer->canAttach(); });
    connect(zones, &DropZones::dropped, m_composer, &Composer::attach);
    // One sound at a time, and none beside an open microphone.
    auto *player = &m_ui.media->player;
    connect(m_composer, &Composer::soundBegan, player, &MediaPlayer::pause);
    connect(player, &MediaPlayer::changed, m_composer, [this, player] {
        if (player->now().state == PlayView::State::Playing)
            m_composer->quiet();
    });
    connect(m_composer, &Composer::replyStepWanted, this, &ChatPane::replyStep);
    connect(m_composer, &Composer::jumpWanted, this, [this](Seq seq) { m_timeline->jumpTo(seq); });
    connect(m_composer, &Composer::escaped, this, &ChatPane::escape);
    connect(m_banner, &QueueBanner::retryWanted, this, [this] {
        if (!m_chat)
            return;
        m_ui.session->retry(*m_chat);
        if (m_ui.session->connection().phase != ConnectionPhase::Online)
            m_ui.session->reconnectNow();
    });
    connect(m_ui.session, &Session::changed, this, &ChatPane::applyChanges);
    connect(m_ui.session, &Session::connectionChanged, this, &ChatPane::refreshBanner);
    connect(&m_waiting, &QTimer::timeout, this, &ChatPane::refreshBanner);
}

void ChatPane::openChat(const ChatId &chat)
{
    if (m_chat == chat) {
        focusComposer();
        return;
    }
    if (!m_ui.session->chat(chat))
        return;
    m_chat = chat;
    m_waitingSince = 0;
    m_empty->hide();
    m_content->show();
    m_header->setChat(chat);
    m_composer->setChat(chat); // keys typed from here on belong to this chat
    m_timeline->openChat(chat);
    refreshBanner();
    focusComposer();
    emit chatChanged();
}

void ChatPane::closeChat()
{
    if (!m_chat)
        return;
    m_chat.reset();
    m_composer->setChat({});
    m_timeline->closeChat();
    m_header->setChat({});
    m_waiting.stop();
    m_content->hide();
    m_empty->show();
    emit chatChanged();
}

void ChatPane::setActivity(ActivitySource *activity) { m_timeline->reads().setActivity(activity); }

void ChatPane::setBackVisible(bool visible) { m_header->setBackVisible(visible); }

void ChatPane::setInfoShown(bool shown) { m_header->setInfoShown(shown); }

void ChatPane::focusComposer()
{
    if (m_chat)
        m_composer->focusField();
}

void ChatPane::focusMessages()
{
    if (m_chat)
        m_timeline->focusMessages();
}

void ChatPane::scrollToNewest()
{
    if (m_chat)
        m_timeline->scrollToNewest();
}

void ChatPane::replyStep(int step)
{
    if (!m_chat || m_composer->isEditing())
        return;
    const auto from = m_composer->replySeq();
    if (!from && step > 0)
        return;
    const auto row = m_timeline->replyTarget(from, step);
    if (row) {
        m_composer->reply(*row);
        m_timeline->jumpTo(row->seq);
    } else if (step > 0) {
        m_composer->cancel(); // below the newest one: no reply
    }
}

void ChatPane::openViewer(const MediaItem &item)
{
    auto *viewer = new MediaViewer(m_ui, this);
    connect(viewer, &MediaViewer::forwardRequested, this, [this](const ChatId &chat, Seq message) {
        if (chat == m_chat)
            forward({message});
    });
    connect(viewer, &MediaViewer::showInChatRequested, this, [this](const ChatId &chat, Seq message) {
        if (chat == m_chat)
            showMessage(message);
    });
    viewer->open(item);
}

void ChatPane::forward(const QList<Seq> &messages)
{
    if (!m_chat || messages.isEmpty())
        return;
    auto *sheet = new ForwardSheet(m_ui, this, *m_chat, messages);
    sheet->openSheet();
}

void ChatPane::showMessage(Seq seq)
{
    if (m_timeline->isReady()) {
        m_timeline->jumpTo(seq);
        return;
    }
    connect(
        m_timeline, &TimelineView::ready, this, [this, seq] { m_timeline->jumpTo(seq); },
        Qt::SingleShotConnection);
}

void ChatPane::applyChanges(const ChangeSet &changes)
{
    if (!m_chat)
        return;
    for (const auto &change : changes.chats) {
        if (change.chat != *m_chat)
            continue;
        if (change.what & ChatChange::Removed)
            return closeChat();
        refreshBanner();
    }
}

void ChatPane::refreshBanner()
{
    const auto summary = m_chat ? m_ui.session->chat(*m_chat) : std::nullopt;
    if (!summary || summary->waiting == 0) {
        m_waitingSince = 0;
        m_waiting.stop();
        m_banner->hide();
        return;
    }
    const auto now = m_ui.now();
    if (m_waitingSince == 0)
        m_waitingSince = now;
    const bool late = now - m_waitingSince >= patience;
    if (!late && !m_waiting.isActive())
        m_waiting.start(int(patience - (now - m_waitingSince)));
    m_banner->say(summary->waiting, summary->failed);
    m_banner->setVisible(late || (summary->failed && summary->waiting > 1));
}

void ChatPane::escape()
{
    if (!m_timeline->selection().isEmpty())
        m_timeline->clearSelection();
    else
        emit backRequested();
}

void ChatPane::keyPressEvent(QKeyEvent *event)
{
    // What neither list nor field wanted.
    if (event->key() == Qt::Key_Escape && m_chat)
        escape();
    else if (event->matches(QKeySequence::Copy) && !m_timeline->selection().isEmpty())
        m_timeline->copySelection();
    else
        QWidget::keyPressEvent(event);
}

void ChatPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_composer->setPaneHeight(height());
}

} // namespace confab
