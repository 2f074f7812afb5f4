#include "ui/media/player_bar.h"

#include "core/session/session.h"
#include "ui/common/buttons.h"
#include "ui/common/display_text.h"
#include "ui/common/labels.h"
#include "ui/common/media_text.h"
#include "ui/media/media_desk.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QMouseEvent>
#include <QPainter>

namespace confab {

PlayerBar::PlayerBar(const UiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_play(new IconButton(context, QStringLiteral("pause"), tr("Pause"), this))
    , m_title(new Label(context, TextRole::Label, Token::TextPrimary, {}, this))
    , m_time(new Label(context, TextRole::Small, Token::TextSecondary, {}, this))
    , m_speed(new Button(context, Button::Kind::Text, QStringLiteral("1×"), this))
    , m_close(new IconButton(context, QStringLiteral("close"), tr("Stop playing"), this))
{
    setAccessibleName(tr("Now playing"));
    setFixedHeight(context.theme->px(40));
    m_play->setSide(32);
    m_play->setGlyphSize(20);
    m_close->setSide(32);
    m_close->setGlyphSize(20);
    m_title->setElided(true);
    m_title->setAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    m_speed->setSmall(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 8, 1);
    row->setSpacing(8);
    row->addWidget(m_play);
    row->addWidget(m_title, 1);
    row->addWidget(m_time);
    row->addWidget(m_speed);
    row->addWidget(m_close);
    auto *player = &m_ui.media->player;
    connect(m_play, &QAbstractButton::clicked, this, [player] { player->toggle(player->now().item); });
    connect(m_speed, &QAbstractButton::clicked, this, [player] { player->cycleSpeed(); });
    connect(m_close, &QAbstractButton::clicked, this, [player] { player->stop(); });
    connect(player, &MediaPlayer::changed, this, &PlayerBar::refresh);
    connect(player, &MediaPlayer::positionChanged, this, &PlayerBar::refreshPosition);
    connect(m_ui.theme, &Theme::changed, this, [this] {
        setFixedHeight(m_ui.theme->px(40));
        update();
    });
    refresh();
}

void PlayerBar::refresh()
{
    const auto &player = m_ui.media->player;
    const auto &now = player.now();
    setVisible(now.state != PlayView::State::Nothing && !now.isVideo());
    if (now.state == PlayView::State::Nothing)
        return;
    const bool playing = now.state == PlayView::State::Playing || now.state == PlayView::State::Loading;
    const bool failed = now.state == PlayView::State::Failed;
    m_play->setIconName(playing ? QStringLiteral("pause") : QStringLiteral("play"));
    m_play->setName(playing ? tr("Pause") : tr("Play"));
    m_play->setVisible(!failed);
    m_speed->setVisible(!failed);
    m_time->setVisible(!failed);
    const auto name = isolated(userName(*m_ui.session, now.item.from));
    const bool voice = kindOf(now.item.attachment) == MediaKind::Voice;
    m_title->setText(failed ? now.error
            : voice         ? tr("Voice message, %1").arg(name)
                            : tr("%1, %2").arg(isolated(safeFileName(now.item.attachment.name)), name));
    m_title->setColor(failed ? Token::Danger : Token::TextPrimary);
    m_speed->setText(QLocale().toString(player.speed()) + QStringLiteral("×"));
    m_speed->setAccessibleName(tr("Speed: %1 times").arg(QLocale().toString(player.speed())));
    refreshPosition();
}

void PlayerBar::refreshPosition()
{
    const auto &now = m_ui.media->player.now();
    const auto text = durationText(now.position) + QStringLiteral(" / ") + durationText(now.duration);
    if (text != m_time->text()) // once a second
        m_time->setText(text);
    update(0, height() - 3, width(), 3);
}

void PlayerBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const auto &theme = *m_ui.theme;
    const auto &now = m_ui.media->player.now();
    painter.fillRect(rect(), theme.color(Token::BgPanel));
    painter.fillRect(0, height() - 1, width(), 1, theme.color(Token::Divider));
    const int done = now.duration > 0 ? int(qint64(width()) * now.position / now.duration) : 0;
    painter.fillRect(isRightToLeft() ? width() - done : 0, height() - 2, done, 2, theme.color(Token::AccentText));
}

void PlayerBar::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        emit titleClicked();
}

} // namespace confab
