#include "ui/composer/emoji_grid.h"

#include "ui/composer/emoji_data.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <cmath>

namespace confab {
namespace {

constexpr int headingHeight = 28;
constexpr int edge = 8;

} // namespace

EmojiGrid::EmojiGrid(const UiContext &context, const EmojiData &emoji, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_ui(context)
    , m_emoji(emoji)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Emoji"));
    viewport()->setMouseTracking(true);
    verticalScrollBar()->setSingleStep(cell);
}

void EmojiGrid::showAll(const QStringList &recent)
{
    m_sections.clear();
    Section latest{tr("Recent"), -1, {}};
    for (const auto &text : recent) {
        const auto *known = m_emoji.find(text);
        latest.cells.append({text, known ? known->name : text, {}});
    }
    if (!latest.cells.isEmpty())
        m_sections.append(latest);
    for (const auto &emoji : m_emoji.all()) {
        if (m_sections.isEmpty() || m_sections.last().category != emoji.category)
            m_sections.append({m_emoji.categoryName(emoji.category), emoji.category, {}});
        m_sections.last().cells.append({emoji.text, emoji.name, {}});
    }
    m_current = -1;
    place();
    verticalScrollBar()->setValue(0);
}

void EmojiGrid::showFound(const QList<int> &indexes)
{
    m_sections = {{indexes.isEmpty() ? QString() : tr("Found"), -1, {}}};
    for (const int index : indexes)
        m_sections.last().cells.append({m_emoji.all()[index].text, m_emoji.all()[index].name, {}});
    m_current = indexes.isEmpty() ? -1 : 0;
    place();
    verticalScrollBar()->setValue(0);
}

void EmojiGrid::place()
{
    m_cells.clear();
    m_headings.clear();
    const int columns = std::max(1, (viewport()->width() - 2 * edge) / cell);
    const int left = (viewport()->width() - columns * cell) / 2;
    int y = 0;
    for (const auto &section : std::as_const(m_sections)) {
        if (!section.title.isEmpty()) {
            m_headings.append({section.title, section.category, y});
            y += headingHeight;
        }
        for (qsizetype i = 0; i < section.cells.size(); ++i) {
            auto item = section.cells[i];
            const int column = int(i) % columns;
            const int x = isRightToLeft() ? columns - 1 - column : column;
            item.rect = QRect(left + x * cell, y + int(i) / columns * cell, cell, cell);
            m_cells.append(item);
        }
        y += (int(section.cells.size()) + columns - 1) / columns * cell + 4;
    }
    m_content = y + edge;
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setRange(0, std::max(0, m_content - viewport()->height()));
    viewport()->update();
    accessibleListChanged(this);
}

void EmojiGrid::resizeEvent(QResizeEvent *) { place(); }

void EmojiGrid::scrollContentsBy(int, int) { viewport()->update(); }

void EmojiGrid::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &theme = *m_ui.theme;
    painter.fillRect(event->rect(), theme.color(Token::BgWindow));
    const int offset = -verticalScrollBar()->value();
    const auto visible = event->rect().translated(0, -offset);
    painter.setFont(theme.font(TextRole::Label));
    painter.setPen(theme.color(Token::TextSecondary));
    for (const auto &heading : m_headings)
        if (heading.top < visible.bottom() && heading.top + headingHeight > visible.top())
            painter.drawText(QRect(16, heading.top + offset, viewport()->width() - 32, headingHeight),
                int(Qt::AlignLeading | Qt::AlignVCenter), heading.text);
    // Colour first: text fonts have black glyphs of their own for hearts and the like.
    auto font = theme.font(TextRole::Message);
    auto families = interfaceFamilies();
    families.prepend(families.takeLast());
    font.setFamilies(families);
    font.setPixelSize(24);
    painter.setFont(font);
    painter.setPen(theme.color(Token::TextPrimary));
    const auto first = std::partition_point(
        m_cells.begin(), m_cells.end(), [&](const Cell &c) { return c.rect.bottom() < visible.top(); });
    for (auto it = first; it != m_cells.end() && it->rect.top() <= visible.bottom(); ++it) {
        const auto rect = it->rect.translated(0, offset);
        if (int(it - m_cells.begin()) == m_current) {
            painter.save();
            painter.setPen(hasFocus() ? QPen(theme.color(Token::AccentText), 2) : QPen(Qt::NoPen));
            painter.setBrush(theme.color(Token::BgHover));
            painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), 8, 8);
            painter.restore();
        }
        painter.drawText(rect, Qt::AlignCenter, it->text);
    }
}

QRect EmojiGrid::itemRect(int item) const
{
    if (item < 0 || item >= m_cells.size())
        return {};
    const auto rect = m_cells[item].rect.translated(0, -verticalScrollBar()->value());
    return rect.intersects(viewport()->rect()) ? rect.translated(viewport()->pos()) : QRect();
}

quint64 EmojiGrid::itemKey(int item) const
{
    // The same emoji may be among the recent ones and in its category.
    return quint64(item) + 1;
}

void EmojiGrid::activateItem(int item)
{
    if (item >= 0 && item < m_cells.size())
        emit chosen(m_cells[item].text);
}

int EmojiGrid::cellAt(QPoint pos) const
{
    const auto at = pos + QPoint(0, verticalScrollBar()->value());
    for (qsizetype i = 0; i < m_cells.size(); ++i)
        if (m_cells[i].rect.contains(at))
            return int(i);
    return -1;
}

void EmojiGrid::setCurrent(int index)
{
    if (index < 0 || index >= m_cells.size() || index == m_current)
        return;
    m_current = index;
    const auto rect = m_cells[index].rect;
    auto *bar = verticalScrollBar();
    if (rect.top() - headingHeight < bar->value())
        bar->setValue(std::max(0, rect.top() - headingHeight));
    else if (rect.bottom() + edge > bar->value() + viewport()->height())
        bar->setValue(rect.bottom() + edge - viewport()->height());
    viewport()->update();
    accessibleItemFocused(this, index);
}

void EmojiGrid::moveCurrent(int dx, int dy)
{
    if (m_cells.isEmpty())
        return;
    if (m_current < 0)
        return setCurrent(0);
    if (dy == 0)
        return setCurrent(m_current + (isRightToLeft() ? -dx : dx));
    // The nearest cell in the next row of that direction.
    const auto from = m_cells[m_current].rect.center();
    int best = -1;
    int bestDistance = 0;
    for (int i = m_current; i >= 0 && i < m_cells.size(); i += dy) {
        const auto rect = m_cells[i].rect;
        const bool beyond = dy > 0 ? rect.top() > from.y() : rect.bottom() < from.y();
        if (!beyond)
            continue;
        if (best >= 0 && rect.top() != m_cells[best].rect.top())
            break;
        const int distance = std::abs(rect.center().x() - from.x());
        if (best < 0 || distance < bestDistance) {
            best = i;
            bestDistance = distance;
        }
    }
    if (best >= 0)
        setCurrent(best);
}

void EmojiGrid::takeCurrent() { activateItem(m_current); }

void EmojiGrid::scrollToCategory(int category)
{
    for (const auto &heading : m_headings)
        if (heading.category == category)
            return verticalScrollBar()->setValue(heading.top);
}

void EmojiGrid::mouseMoveEvent(QMouseEvent *event)
{
    const int index = cellAt(event->position().toPoint());
    if (index >= 0 && index != m_current) {
        m_current = index;
        viewport()->update();
    }
}

void EmojiGrid::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        activateItem(cellAt(event->position().toPoint()));
}

void EmojiGrid::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        return moveCurrent(-1, 0);
    case Qt::Key_Right:
        return moveCurrent(1, 0);
    case Qt::Key_Up:
        return moveCurrent(0, -1);
    case Qt::Key_Down:
        return moveCurrent(0, 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        return takeCurrent();
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void EmojiGrid::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    if (m_current < 0)
        setCurrent(0);
}

bool EmojiGrid::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int index = cellAt(help->pos());
        if (index >= 0)
            QToolTip::showText(help->globalPos(), m_cells[index].name, viewport());
        else
            QToolTip::hideText();
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace confab
