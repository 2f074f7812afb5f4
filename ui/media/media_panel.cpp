#include "ui/media/media_panel.h"

#include "ui/common/buttons.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <array>

namespace confab {
namespace {

constexpr std::array tabOrder{MediaTab::Pictures, MediaTab::Videos, MediaTab::Files, MediaTab::Links, MediaTab::Voice};

//! A word with a line of accent under the chosen one.
class TabButton : public ButtonBase {
public:
    TabButton(const UiContext &context, const QString &text, QWidget *parent)
        : ButtonBase(context, parent)
    {
        setText(text);
        setAccessibleName(text);
        setCheckable(true);
        setAutoExclusive(true);
        setCursor(Qt::PointingHandCursor);
        setFixedHeight(context.theme->px(40));
    }
    QSize sizeHint() const override
    {
        return {QFontMetrics(m_ui.theme->font(TextRole::Label)).horizontalAdvance(text()) + 12, height()};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const auto &theme = *m_ui.theme;
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setFont(theme.font(TextRole::Label));
        painter.setPen(theme.color(isChecked() ? Token::AccentText : hovered() ? Token::TextPrimary : Token::TextSecondary));
        painter.drawText(rect(), Qt::AlignCenter, text());
        if (isChecked()) {
            const int wide = painter.fontMetrics().horizontalAdvance(text());
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.color(Token::AccentText));
            painter.drawRoundedRect(QRectF((width() - wide) / 2.0, height() - 3, wide, 3), 1.5, 1.5);
        }
        if (focusVisible(this))
            paintFocusRing(&painter, theme, QRectF(rect()).adjusted(3, 3, -3, -3), 6);
    }
};

} // namespace

MediaPanel::MediaPanel(const UiContext &context, const ChatId &chat, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_chat(chat)
    , m_list(new MediaList(context))
{
    setMinimumWidth(280);
    setAccessibleName(tr("Media, files and links"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(isRightToLeft() ? 0 : 1, 0, isRightToLeft() ? 1 : 0, 0);
    column->setSpacing(0);
    auto *header = new Panel(context, Token::BgPanel);
    header->setEdge(Qt::BottomEdge);
    header->setFixedHeight(metrics::headerHeight);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(4, 0, 8, 0);
    row->setSpacing(4);
    auto *back = new IconButton(context, QStringLiteral("back"), tr("Back"));
    back->setMirrored(true);
    connect(back, &QAbstractButton::clicked, this, &MediaPanel::closeRequested);
    auto *title = new Label(context, TextRole::Header, Token::TextPrimary, tr("Media, files and links"));
    title->setElided(true);
    row->addWidget(back);
    row->addWidget(title, 1);
    column->addWidget(header);

    auto *tabs = new QHBoxLayout;
    tabs->setContentsMargins(8, 0, 8, 0);
    tabs->setSpacing(0);
    const std::array names{tr("Pictures"), tr("Videos"), tr("Files"), tr("Links"), tr("Voice")};
    for (size_t i = 0; i < tabOrder.size(); ++i) {
        auto *button = new TabButton(context, names[i], this);
        connect(button, &QAbstractButton::clicked, this, [this, tab = tabOrder[i]] { m_list->show(m_chat, tab); });
        tabs->addWidget(button, 1);
        m_tabs += button;
    }
    column->addLayout(tabs);
    column->addWidget(new Divider(context));
    column->addWidget(m_list, 1);
    m_list->setAccessibleName(tr("Media of this chat"));
    connect(m_ui.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    setTab(MediaTab::Pictures);
}

void MediaPanel::setTab(MediaTab tab)
{
    const auto at = std::find(tabOrder.begin(), tabOrder.end(), tab) - tabOrder.begin();
    m_tabs[at]->setChecked(true);
    m_list->show(m_chat, tab);
}

void MediaPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_ui.theme->color(Token::BgWindow));
    painter.fillRect(isRightToLeft() ? width() - 1 : 0, 0, 1, height(), m_ui.theme->color(Token::Divider));
}

void MediaPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit closeRequested();
    else
        QWidget::keyPressEvent(event);
}

} // namespace confab
