#include "ui/groups/chip_box.h"

#include "core/session/session.h"
#include "ui/common/avatar_painter.h"
#include "ui/common/buttons.h"
#include "ui/common/display_text.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyle>

namespace confab {

namespace {
constexpr int gap = 6;
constexpr int maxRows = 3;
} // namespace

class PersonChip : public ButtonBase {
public:
    PersonChip(const UiContext &context, const UserId &id, QWidget *parent)
        : ButtonBase(context, parent)
        , user(id)
    {
        const auto name = oneLine(contactName(m_ui.session->contact(id)), 80);
        setText(name);
        setAccessibleName(ChipBox::tr("Remove %1").arg(isolated(name)));
        setToolTip(accessibleName());
    }
    QSize sizeHint() const override
    {
        const QFontMetrics metrics(m_ui.theme->font(TextRole::Chip));
        return {std::min(metrics.horizontalAdvance(text()), m_ui.theme->px(150)) + 58, m_ui.theme->px(28)};
    }
    const UserId user;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const auto &theme = *m_ui.theme;
        const auto place = [this](
                               const QRect &r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(hovered() || isDown() ? Token::BgHover : Token::Tint));
        painter.drawRoundedRect(rect(), height() / 2.0, height() / 2.0);
        const int avatar = metrics::avatarTiny;
        m_ui.avatars->paint(&painter, place({4, (height() - avatar) / 2, avatar, avatar}),
            AvatarSpec::of(m_ui.session->contact(user)));
        painter.setFont(theme.font(TextRole::Chip));
        painter.setPen(theme.color(hovered() ? Token::TextPrimary : Token::TintText));
        drawElided(&painter, place({30, 0, width() - 56, height()}), text());
        m_ui.icons->paint(&painter, QStringLiteral("close"), place({width() - 24, 0, 16, height()}), 14,
            theme.color(hovered() ? Token::Icon : Token::TintText));
        if (focusVisible(this))
            paintFocusRing(&painter, theme, QRectF(rect()).adjusted(3, 3, -3, -3), height() / 2.0 - 3);
    }
    void keyPressEvent(QKeyEvent *event) override
    {
        switch (event->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Delete:
        case Qt::Key_Backspace:
            click();
            break;
        default:
            ButtonBase::keyPressEvent(event);
        }
    }
};

ChipBox::ChipBox(const UiContext &context, QWidget *parent)
    : QScrollArea(parent)
    , m_ui(context)
    , m_page(new QWidget)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidget(m_page);
    m_page->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
    hide();
    connect(m_ui.theme, &Theme::changed, this, [this] { arrange(false); });
    connect(m_ui.avatars, &AvatarPainter::loaded, this, [this] {
        for (auto *chip : findChildren<QWidget *>())
            chip->update();
    });
}

void ChipBox::setUsers(const QList<UserId> &users)
{
    const bool grows = users.size() > m_chips.size();
    QList<PersonChip *> chips;
    for (const auto &user : users) {
        const auto it = std::find_if(
            m_chips.begin(), m_chips.end(), [&](const PersonChip *chip) { return chip->user == user; });
        if (it != m_chips.end()) {
            chips.append(*it);
            m_chips.erase(it);
            continue;
        }
        auto *chip = new PersonChip(m_ui, user, m_page);
        connect(chip, &QAbstractButton::clicked, this, [this, user] { emit removed(user); });
        chips.append(chip);
    }
    for (auto *gone : std::as_const(m_chips)) {
        // The focus must not vanish with the chip: it goes to what Tab would reach next.
        if (gone->hasFocus())
            gone->nextInFocusChain()->setFocus(Qt::OtherFocusReason);
        gone->hide();
        gone->deleteLater();
    }
    m_chips = chips;
    setVisible(!m_chips.isEmpty());
    arrange(grows);
}

void ChipBox::arrange(bool toEnd)
{
    const int width = viewport()->width();
    const int row = m_ui.theme->px(28);
    int x = 0;
    int y = 0;
    for (auto *chip : m_chips) {
        const int wide = std::min(chip->sizeHint().width(), std::max(width, 60));
        if (x > 0 && x + wide > width) {
            x = 0;
            y += row + gap;
        }
        chip->setGeometry(
            QStyle::visualRect(layoutDirection(), QRect(0, 0, width, 1), QRect(x, y, wide, row)));
        chip->show();
        x += wide + gap;
    }
    const int height = m_chips.isEmpty() ? 0 : y + row;
    m_page->resize(width, height);
    setFixedHeight(std::min(height, maxRows * (row + gap)));
    if (toEnd)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void ChipBox::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    // Not now: a new height asked for while the layout is at work would be lost.
    if (event->oldSize().width() != event->size().width())
        QMetaObject::invokeMethod(this, [this] { arrange(false); }, Qt::QueuedConnection);
}

} // namespace confab
