#include "ui/chatlist/filter_chips.h"

#include "ui/common/buttons.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QLocale>
#include <QPainter>

namespace confab {

class Chip : public ButtonBase {
public:
    Chip(const UiContext &context, const QString &text)
        : ButtonBase(context, nullptr)
    {
        setText(text);
        setCheckable(true);
        setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed); // gives way where words are longer
        setAccessibleName(text);
    }
    void setNumber(int number)
    {
        m_number = number == 0 ? QString() : QLocale().toString(number);
        setAccessibleName(number == 0 ? text() : text() + ' ' + m_number);
        updateGeometry();
        update();
    }
    QSize sizeHint() const override { return {labelWidth() + numberWidth() + 2 * widePadding, m_ui.theme->px(28)}; }
    QSize minimumSizeHint() const override { return {labelWidth() + numberWidth() + 2 * narrowPadding, m_ui.theme->px(28)}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = *m_ui.theme;
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const qreal radius = height() / 2.0;
        if (isChecked()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.color(Token::Accent));
            painter.drawRoundedRect(rect(), radius, radius);
        } else {
            painter.setPen(QPen(theme.color(Token::FieldBorder), 1));
            painter.setBrush(theme.color(hovered() || isDown() ? Token::BgHover : Token::Field));
            painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius - 0.5, radius - 0.5);
        }
        painter.setPen(theme.color(isChecked() ? Token::OnAccent : Token::TextSecondary));
        painter.setFont(theme.font(TextRole::Chip));
        const auto visual = [this](const QRect &r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
        const int padding = (width() - labelWidth() - numberWidth()) / 2;
        painter.drawText(visual({padding, 0, labelWidth(), height()}), Qt::AlignCenter | Qt::TextDontClip, text());
        if (!m_number.isEmpty()) {
            painter.setFont(numberFont());
            painter.drawText(visual({padding + labelWidth() + 4, 0, numberWidth() - 4, height()}),
                Qt::AlignCenter | Qt::TextDontClip, m_number);
        }
        if (focusVisible(this))
            paintFocusRing(&painter, theme, rect(), radius, Token::BgPanel);
    }

private:
    static constexpr int widePadding = 12, narrowPadding = 5;
    QFont numberFont() const
    {
        QFont font = m_ui.theme->font(TextRole::Chip);
        font.setWeight(QFont::DemiBold);
        return font;
    }
    int labelWidth() const { return QFontMetrics(m_ui.theme->font(TextRole::Chip)).horizontalAdvance(text()); }
    int numberWidth() const { return m_number.isEmpty() ? 0 : QFontMetrics(numberFont()).horizontalAdvance(m_number) + 4; }

    QString m_number;
};

FilterChips::FilterChips(const UiContext &context, QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Show"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    auto *group = new QButtonGroup(this);
    const QString texts[] {tr("All"), tr("Unread"), tr("Groups"), tr("Archived")};
    for (int i = 0; i < 4; ++i) {
        m_chips[i] = new Chip(context, texts[i]);
        group->addButton(m_chips[i], i);
        row->addWidget(m_chips[i]);
    }
    row->addStretch(1);
    m_chips[0]->setChecked(true);
    connect(group, &QButtonGroup::idClicked, this, [this](int id) { emit filterChosen(ChatListFilter(id)); });
}

void FilterChips::setCounts(const ChatListModel::Counts &counts)
{
    m_chips[int(ChatListFilter::Unread)]->setNumber(counts.unread);
    m_chips[int(ChatListFilter::Groups)]->setNumber(counts.groups);
    m_chips[int(ChatListFilter::Archived)]->setNumber(counts.archived);
}

void FilterChips::setFilter(ChatListFilter filter)
{
    m_chips[int(filter)]->setChecked(true);
}

} // namespace confab
