#include "ui/contacts/person_list.h"

#include "core/session/session.h"
#include "ui/common/avatar_painter.h"
#include "ui/common/buttons.h"
#include "ui/common/display_text.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/common/presence_text.h"
#include "ui/theme/theme.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollArea>
#include <QStyle>
#include <QToolTip>

namespace confab {

namespace {
constexpr int checkSide = 22;
constexpr int menuSide = 32;
} // namespace

PersonList::PersonList(const UiContext &context, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
{
    setAccessibleName(name);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_clock.setSingleShot(true);
    connect(&m_clock, &QTimer::timeout, this, [this] { refresh(); });
    connect(m_ui.avatars, &AvatarPainter::loaded, this, qOverload<>(&QWidget::update));
    connect(m_ui.theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
    if (m_ui.session) {
        connect(m_ui.session, &Session::presenceChanged, this, [this](const Presence &presence) {
            for (int row = 0; row < m_items.size(); ++row) {
                if (m_items[row].user == presence.user)
                    update(rowRect(row));
            }
            armClock();
        });
        connect(m_ui.session, &Session::presenceForgotten, this, [this] { update(); });
    }
}

QScrollArea *PersonList::scrolled(PersonList *list, QWidget *parent)
{
    auto *area = new QScrollArea(parent);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(list);
    column->addStretch(1);
    area->setWidget(page);
    page->setAutoFillBackground(false);
    area->viewport()->setAutoFillBackground(false);
    return area;
}

void PersonList::setItems(const QList<PersonItem> &items)
{
    if (items == m_items)
        return;
    const auto kept = currentUser();
    const bool resized = items.size() != m_items.size();
    m_items = items;
    m_hovered = -1;
    m_current = -1;
    for (int row = 0; kept && row < m_items.size(); ++row) {
        if (m_items[row].user == *kept)
            m_current = row;
    }
    if (resized)
        updateGeometry();
    accessibleListChanged(this);
    refresh();
}

void PersonList::setTyping(const QList<UserId> &users)
{
    m_typing = users;
    update();
}

void PersonList::refresh()
{
    update();
    armClock();
}

void PersonList::armClock()
{
    if (!m_ui.session || m_detail != Detail::Presence || !isVisible())
        return;
    qint64 next = 0;
    const auto seen = visibleRegion().boundingRect();
    const auto now = m_ui.now();
    for (int row = std::max(0, rowAt(seen.topLeft()));
         row < m_items.size() && rowRect(row).top() <= seen.bottom(); ++row) {
        const auto &user = m_items[row].user;
        const auto lasts =
            presenceTextLasts(m_ui.session->presence(user), m_ui.session->presenceKnown(user), now);
        if (lasts > 0)
            next = next ? std::min(next, lasts) : lasts;
    }
    if (next)
        m_clock.start(int(std::clamp<qint64>(next, 1000, 3'600'000)));
    else
        m_clock.stop();
}

// ---- geometry ----

int PersonList::rowHeight() const { return std::max(52, m_ui.theme->px(40) + 12); }

QRect PersonList::rowRect(int row) const { return {4, row * rowHeight(), width() - 8, rowHeight()}; }

QRect PersonList::menuRect(int row) const
{
    const auto rect = rowRect(row);
    const QRect button(rect.right() - 4 - menuSide, rect.center().y() - menuSide / 2, menuSide, menuSide);
    return QStyle::visualRect(layoutDirection(), rect, button);
}

int PersonList::rowAt(const QPoint &position) const
{
    const int row = position.y() < 0 ? -1 : position.y() / rowHeight();
    return row < m_items.size() ? row : -1;
}

QSize PersonList::sizeHint() const { return {240, int(m_items.size()) * rowHeight()}; }

// ---- looks ----

PersonList::Look PersonList::lookOf(const PersonItem &item) const
{
    const auto &session = *m_ui.session;
    const auto contact = session.contact(item.user);
    const bool self = item.user == session.self().user;
    Look look;
    look.name = self && m_selfIsNotes ? tr("Note to self") : oneLine(contactName(contact), 200);
    if (self && !m_selfIsNotes)
        look.suffix = tr("you");
    look.online = isOnline(session, item.user)
        || (self && !m_selfIsNotes && session.connection().phase == ConnectionPhase::Online);
    if (!item.detail.isEmpty()) {
        look.detail = item.detail;
    } else if (self && m_selfIsNotes) {
        look.detail = tr("Keep things for yourself");
        look.online = false;
    } else if (m_typing.contains(item.user)) {
        look.detail = tr("typing…");
        look.accentDetail = true;
    } else if (m_detail == Detail::Presence) {
        look.detail =
            self ? (look.online ? tr("online") : QString()) : presenceText(session, item.user, m_ui.now());
    }
    if (look.detail.isEmpty() && !contact.username.isEmpty())
        look.detail = '@' + contact.username;
    return look;
}

void PersonList::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    const int first = std::max(0, event->rect().top() / rowHeight());
    const int last = std::min(int(m_items.size()) - 1, event->rect().bottom() / rowHeight());
    for (int row = first; row <= last; ++row)
        paintRow(&painter, row);
}

void PersonList::paintRow(QPainter *painter, int row) const
{
    const auto &theme = *m_ui.theme;
    const auto &item = m_items[row];
    const auto rect = rowRect(row);
    const auto look = lookOf(item);
    const bool lit = item.enabled && (row == m_hovered || (row == m_current && hasFocus()));
    const auto ground = lit ? Token::BgHover : Token::BgWindow;
    const auto place = [&](QRect r) { return QStyle::visualRect(layoutDirection(), rect, r); };
    if (lit) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme.color(Token::BgHover));
        painter->drawRoundedRect(rect, 8, 8);
    }
    painter->setOpacity(item.enabled ? 1 : 0.55);

    int left = rect.left() + 12;
    int right = rect.right() - 12;
    const bool self = m_selfIsNotes && item.user == m_ui.session->self().user;
    auto avatar = AvatarSpec::of(m_ui.session->contact(item.user));
    avatar.self = self;
    m_ui.avatars->paint(
        painter, place({left, rect.center().y() - 17, 36, 36}), avatar, look.online, theme.color(ground));
    left += 48;

    if (m_checkable) {
        const QRectF box =
            place({right - checkSide, rect.center().y() - checkSide / 2, checkSide, checkSide});
        painter->setPen(item.checked ? QPen(Qt::NoPen) : QPen(theme.color(Token::Icon), 1.5));
        painter->setBrush(item.checked ? QBrush(theme.color(Token::Accent)) : QBrush(Qt::NoBrush));
        painter->drawEllipse(box.adjusted(1, 1, -1, -1));
        if (item.checked)
            m_ui.icons->paint(painter, QStringLiteral("check"), box, 14, theme.color(Token::OnAccent));
        right -= checkSide + 12;
    } else if (m_menus && lit) {
        m_ui.icons->paint(painter, QStringLiteral("more"), menuRect(row), 20, theme.color(Token::Icon));
        right -= menuSide - 8;
    }
    if (!item.tag.isEmpty()) {
        painter->setFont(theme.font(TextRole::Meta));
        QFontMetrics metrics(painter->font());
        const int width = metrics.horizontalAdvance(item.tag) + 16;
        const int height = std::max(18, metrics.height() + 2);
        const auto box = place({right - width, rect.center().y() - height / 2, width, height});
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme.color(item.accentTag ? Token::Tint : lit ? Token::BgWindow : Token::BgHover));
        painter->drawRoundedRect(box, height / 2.0, height / 2.0);
        painter->setPen(theme.color(item.accentTag ? Token::TintText : Token::TextSecondary));
        painter->drawText(box, Qt::AlignCenter, item.tag);
        right -= width + 8;
    }

    const int lineOne = theme.px(20);
    const int lineTwo = theme.px(16);
    const int top = rect.top() + (rect.height() - lineOne - lineTwo) / 2;
    painter->setFont(theme.font(TextRole::BodyMedium));
    int suffixWidth = 0;
    if (!look.suffix.isEmpty())
        suffixWidth = QFontMetrics(theme.font(TextRole::Body)).horizontalAdvance(look.suffix) + 5;
    painter->setPen(theme.color(Token::TextPrimary));
    const int used =
        drawElided(painter, place({left, top, std::max(0, right - left - suffixWidth), lineOne}), look.name);
    if (suffixWidth) {
        painter->setFont(theme.font(TextRole::Body));
        painter->setPen(theme.color(Token::TextSecondary));
        drawElided(painter, place({left + used + 5, top, suffixWidth + 8, lineOne}), look.suffix);
    }
    painter->setFont(theme.font(TextRole::Subheader));
    painter->setPen(theme.color(look.accentDetail ? (lit ? Token::TintText : Token::AccentText)
            : look.online && item.detail.isEmpty() && m_detail == Detail::Presence ? Token::Online
                                                                                   : Token::TextSecondary));
    drawElided(painter, place({left, top + lineOne, std::max(0, right - left), lineTwo}), look.detail);
    painter->setOpacity(1);
    if (row == m_current && focusVisible(this))
        paintFocusRing(painter, theme, QRectF(rect).adjusted(3, 3, -3, -3), 6, ground);
}

// ---- moving ----

std::optional<UserId> PersonList::currentUser() const
{
    return m_current >= 0 && m_current < m_items.size() ? std::optional(m_items[m_current].user)
                                                        : std::nullopt;
}

void PersonList::setCurrent(int row)
{
    row = m_items.isEmpty() ? -1 : std::min(row, int(m_items.size()) - 1);
    if (row == m_current)
        return;
    m_current = row;
    update();
    if (row < 0)
        return;
    for (auto *above = parentWidget(); above; above = above->parentWidget()) {
        if (auto *area = qobject_cast<QScrollArea *>(above)) {
            const auto rect = QRect(mapTo(area->widget(), rowRect(row).topLeft()), rowRect(row).size());
            area->ensureVisible(area->viewport()->width() / 2, rect.top(), 0, 4);
            area->ensureVisible(area->viewport()->width() / 2, rect.bottom(), 0, 4);
            break;
        }
    }
    accessibleItemFocused(this, row);
}

void PersonList::moveCurrent(int rows)
{
    if (m_items.isEmpty())
        return;
    const int step = rows < 0 ? -1 : 1;
    int row = m_current < 0 ? (step > 0 ? 0 : int(m_items.size()) - 1)
                            : std::clamp(m_current + rows, 0, int(m_items.size()) - 1);
    while (row >= 0 && row < m_items.size() && !m_items[row].enabled)
        row += step;
    if (row >= 0 && row < m_items.size())
        setCurrent(row);
}

void PersonList::activateCurrent()
{
    if (m_current >= 0)
        activateItem(m_current);
}

void PersonList::keyPressEvent(QKeyEvent *event)
{
    const int page = std::max(1, visibleRegion().boundingRect().height() / rowHeight() - 1);
    switch (event->key()) {
    case Qt::Key_Down:
        return moveCurrent(1);
    case Qt::Key_Up:
        return moveCurrent(-1);
    case Qt::Key_PageDown:
        return moveCurrent(page);
    case Qt::Key_PageUp:
        return moveCurrent(-page);
    case Qt::Key_Home:
        return moveCurrent(-int(m_items.size()));
    case Qt::Key_End:
        return moveCurrent(int(m_items.size()));
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        return activateCurrent();
    default:
        return QWidget::keyPressEvent(event);
    }
}

void PersonList::mousePressEvent(QMouseEvent *event)
{
    m_pressed = rowAt(event->position().toPoint());
    if (m_pressed >= 0 && m_items[m_pressed].enabled) {
        m_current = m_pressed;
        update();
    }
}

void PersonList::mouseReleaseEvent(QMouseEvent *event)
{
    const auto position = event->position().toPoint();
    const int row = rowAt(position);
    const bool same = row >= 0 && row == std::exchange(m_pressed, -1);
    if (!same || event->button() != Qt::LeftButton || !rect().contains(position))
        return;
    if (m_menus && menuRect(row).contains(position))
        requestMenu(row, mapToGlobal(menuRect(row).bottomLeft()));
    else
        activateItem(row);
}

void PersonList::mouseMoveEvent(QMouseEvent *event) { setHovered(rowAt(event->position().toPoint())); }

void PersonList::leaveEvent(QEvent *) { setHovered(-1); }

void PersonList::setHovered(int row)
{
    if (row == m_hovered)
        return;
    for (const int changed : {std::exchange(m_hovered, row), row}) {
        if (changed >= 0)
            update(rowRect(changed));
    }
}

void PersonList::focusInEvent(QFocusEvent *event)
{
    if (m_current < 0 && event->reason() != Qt::MouseFocusReason)
        moveCurrent(1);
    else if (m_current >= 0)
        accessibleItemFocused(this, m_current);
    update();
}

void PersonList::focusOutEvent(QFocusEvent *) { update(); }

void PersonList::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Keyboard) {
        if (m_current >= 0)
            requestMenu(m_current, mapToGlobal(rowRect(m_current).center()));
        return;
    }
    if (const int row = rowAt(event->pos()); row >= 0)
        requestMenu(row, event->globalPos());
}

void PersonList::requestMenu(int row, const QPoint &globalPosition)
{
    if (m_menus)
        emit menuRequested(m_items[row].user, globalPosition);
}

bool PersonList::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int row = rowAt(help->pos());
    if (row >= 0)
        QToolTip::showText(help->globalPos(), isolated(lookOf(m_items[row]).name), this, rowRect(row));
    else
        QToolTip::hideText();
    return true;
}

void PersonList::showEvent(QShowEvent *) { armClock(); }

void PersonList::hideEvent(QHideEvent *) { m_clock.stop(); }

// ---- for screen readers ----

QString PersonList::itemText(int row) const
{
    const auto look = lookOf(m_items[row]);
    QStringList parts{isolated(look.name)};
    for (const auto &part : {look.suffix, look.detail, m_items[row].tag}) {
        if (!part.isEmpty())
            parts.append(part);
    }
    if (m_checkable)
        parts.append(m_items[row].checked ? tr("chosen") : tr("not chosen"));
    return parts.join(QStringLiteral(", "));
}

quint64 PersonList::itemKey(int row) const { return qHash(m_items[row].user); }

bool PersonList::isItemSelected(int row) const
{
    return m_checkable ? m_items[row].checked : row == m_current;
}

void PersonList::activateItem(int row)
{
    if (row >= 0 && row < m_items.size() && m_items[row].enabled) {
        const auto user = m_items[row].user; // a slot may replace the rows
        emit activated(user);
    }
}

void PersonList::focusItem(int row)
{
    setFocus(Qt::OtherFocusReason);
    setCurrent(row);
}

} // namespace confab
