#include "ui/chatlist/connection_banner.h"

#include "ui/common/buttons.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QPainter>

namespace confab {

//! An underlined word in the colour of the banner: the accent would not stand out on its ground.
class BannerLink : public ButtonBase {
public:
    BannerLink(const UiContext &context, const QString &text)
        : ButtonBase(context, nullptr)
    {
        setText(text);
        setCursor(Qt::PointingHandCursor);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }
    QSize sizeHint() const override
    {
        const QFontMetrics fm(m_ui.theme->font(TextRole::SenderName));
        return {fm.horizontalAdvance(text()) + 12, m_ui.theme->px(28)};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        QFont font = m_ui.theme->font(TextRole::SenderName);
        font.setUnderline(true);
        painter.setFont(font);
        painter.setPen(m_ui.theme->color(Token::WarnText));
        painter.drawText(rect(), Qt::AlignCenter, text());
        if (focusVisible(this))
            paintFocusRing(&painter, *m_ui.theme, rect(), 6, Token::WarnFill);
    }
};

ConnectionBanner::ConnectionBanner(const UiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_text(new Label(context, TextRole::Small, Token::WarnText))
    , m_link(new BannerLink(context, tr("Try now")))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16 + metrics::iconSmall + 10, 4, 8, 4);
    m_text->setAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    row->addWidget(m_text, 1);
    row->addWidget(m_link);
    setMinimumHeight(m_ui.theme->px(36));
    connect(m_link, &QAbstractButton::clicked, this, &ConnectionBanner::retry);
    connect(m_ui.theme, &Theme::changed, this, [this] {
        setMinimumHeight(m_ui.theme->px(36));
        update();
    });
}

void ConnectionBanner::say(const QString &sentence, bool canRetry)
{
    m_text->setText(sentence);
    m_link->setVisible(canRetry);
    setVisible(!sentence.isEmpty());
}

void ConnectionBanner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_ui.theme->color(Token::WarnFill));
    const int size = metrics::iconSmall;
    m_ui.icons->paint(&painter, "offline", QStyle::visualRect(layoutDirection(), rect(), {16, 0, size, height()}), size,
        m_ui.theme->color(Token::WarnText));
}

} // namespace confab
