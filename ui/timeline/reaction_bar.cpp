#include "ui/timeline/reaction_bar.h"

#include "ui/common/buttons.h"
#include "ui/theme/theme.h"
#include "ui/timeline/emoji_text.h"

#include <QHBoxLayout>
#include <QPainter>

namespace confab {
namespace {

class ReactionButton : public ButtonBase {
public:
    ReactionButton(const UiContext &context, const QString &emoji, bool mine, QWidget *parent)
        : ButtonBase(context, parent)
        , m_mine(mine)
    {
        setText(emoji);
        setFixedSize(36, 36);
        setFocusPolicy(Qt::StrongFocus);
        setCheckable(true);
        setChecked(mine);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (m_mine || hovered() || isDown() || hasFocus()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_ui.theme->color(m_mine ? Token::Tint : Token::BgHover));
            painter.drawEllipse(rect());
        }
        auto font = emojiFont(m_ui.theme->font(TextRole::Message));
        font.setPixelSize(22);
        painter.setFont(font);
        painter.setPen(m_ui.theme->color(Token::TextPrimary));
        painter.drawText(rect(), Qt::AlignCenter, text());
    }

private:
    bool m_mine;
};

} // namespace

const QStringList &ReactionBar::quick()
{
    static const QStringList list{QStringLiteral("👍"), QStringLiteral("❤️"), QStringLiteral("😂"),
        QStringLiteral("😮"), QStringLiteral("😢"), QStringLiteral("🙏")};
    return list;
}

ReactionBar::ReactionBar(const UiContext &context, const QString &mine, QWidget *parent)
    : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(6, 4, 6, 4);
    row->setSpacing(2);
    const QStringList names{
        tr("Thumbs up"), tr("Heart"), tr("Tears of joy"), tr("Astonished"), tr("Crying"), tr("Thank you")};
    for (qsizetype i = 0; i < quick().size(); ++i) {
        const auto emoji = quick()[i];
        auto *button = new ReactionButton(context, emoji, emoji == mine, this);
        button->setAccessibleName(
            emoji == mine ? tr("Take back the reaction: %1").arg(names[i]) : tr("React: %1").arg(names[i]));
        button->setToolTip(names[i]);
        connect(button, &QAbstractButton::clicked, this,
            [this, emoji, mine] { emit chosen(emoji == mine ? QString() : emoji); });
        row->addWidget(button);
    }
    row->addStretch();
}

} // namespace confab
