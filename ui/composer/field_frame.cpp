#include "ui/composer/field_frame.h"

#include "ui/composer/message_field.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace confab {

namespace {
constexpr int padding = 16;
} // namespace

FieldFrame::FieldFrame(const UiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_theme(context.theme)
{
}

void FieldFrame::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme->color(Token::FieldBorder));
    painter.setBrush(m_theme->color(Token::Field));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 19.5, 19.5);
}

CaptionField::CaptionField(const UiContext &context, int mostLines, QWidget *parent)
    : FieldFrame(context, parent)
    , m_ui(context)
    , m_field(new MessageField(context, this))
    , m_mostLines(mostLines)
{
    setFocusProxy(m_field);
    connect(m_field, &MessageField::wantedHeightChanged, this, [this] { arrange(); });
    connect(m_ui.theme, &Theme::changed, this, [this] { arrange(); });
    arrange();
}

void CaptionField::resizeEvent(QResizeEvent *event)
{
    FieldFrame::resizeEvent(event);
    arrange();
}

void CaptionField::arrange()
{
    if (std::exchange(m_arranging, true))
        return;
    const int line = m_ui.theme->lineHeight(TextRole::Message);
    const int least = std::max(metrics::composerFieldMin, line + 20);
    const int most = least + (m_mostLines - 1) * line;
    const int height = std::clamp(m_field->wantedHeight(), least, most);
    m_field->setVerticalScrollBarPolicy(m_field->wantedHeight() > most ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    setFixedHeight(height);
    const int top = (least - line) / 2;
    m_field->setGeometry(padding, top, std::max(20, width() - 2 * padding), height - 2 * top);
    m_arranging = false;
}

} // namespace confab
