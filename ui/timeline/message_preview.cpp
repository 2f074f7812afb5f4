#include "ui/timeline/message_preview.h"

#include "core/session/session.h"
#include "core/sync/tick_state.h"
#include "ui/common/display_text.h"
#include "ui/theme/theme.h"
#include "ui/timeline/message_speech.h"

#include <QPainter>

namespace confab {
namespace {

constexpr int paddingX = 16;
constexpr int paddingY = 12;
constexpr int bubbleWidth =
    260; //!< one for all widths of the card, so that the height never depends on its scroll bar

} // namespace

MessagePreview::MessagePreview(const UiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_style(*context.theme)
    , m_painter(m_ui, m_style)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(m_ui.theme, &Theme::changed, this, [this] {
        m_style = TimelineStyle(*m_ui.theme);
        setMessage(m_row, m_chat);
    });
}

void MessagePreview::setMessage(const MessageRow &row, const ChatSummary &chat)
{
    m_row = row;
    m_row.reactions.clear();
    m_chat = chat;
    setAccessibleName(messageSpeech(row, chat, *m_ui.session));
    setFixedHeight(bubble().bubble().height() + 2 * paddingY + 1);
    update();
}

BubbleLayout MessagePreview::bubble() const
{
    BubbleInput input;
    input.row = m_row;
    input.own = true;
    input.self = m_ui.session->self().user;
    input.maxWidth = bubbleWidth;
    if (const auto &reply = m_row.content.reply)
        input.quoteName = userName(*m_ui.session, reply->from);
    return BubbleLayout(input, m_style);
}

QSize MessagePreview::sizeHint() const { return {bubbleWidth + 2 * paddingX, height()}; }

void MessagePreview::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_style.color(Token::BgChat));
    painter.drawRoundedRect(rect(), 8, 8);
    painter.setClipRect(rect());
    const auto layout = bubble();
    BubblePainter::Look look;
    look.own = true;
    look.right = !isRightToLeft();
    look.state = tickState(m_row, m_chat, m_ui.session->self().user);
    if (const auto &reply = m_row.content.reply) {
        look.quoteName = userName(*m_ui.session, reply->from);
        look.quoteColor = m_style.theme->nameColor(reply->from);
    }
    const int x = look.right ? width() - paddingX - layout.bubble().width() : paddingX;
    m_painter.paint(painter, {x, paddingY}, layout, look);
}

} // namespace confab
