#include "ui/window/columns.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>

namespace confab {

namespace {
constexpr int grip = 7; // px to take hold of; 1 px is seen
}

//! The line between list and pane. Drag it; a double click puts it back.
class ColumnEdge : public QWidget {
public:
    explicit ColumnEdge(Columns *columns)
        : QWidget(columns)
        , m_columns(columns)
    {
        setCursor(Qt::SplitHCursor);
        setAccessibleName(Columns::tr("Width of the chat list"));
        setFocusPolicy(Qt::NoFocus);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter(this).fillRect(width() / 2, 0, 1, height(), m_columns->m_ui.theme->color(Token::Divider));
    }
    void mousePressEvent(QMouseEvent *event) override { event->accept(); }
    void mouseMoveEvent(QMouseEvent *event) override
    {
        const int x = m_columns->mapFromGlobal(event->globalPosition().toPoint()).x();
        const int width = layoutDirection() == Qt::RightToLeft ? m_columns->width() - x : x;
        m_columns->setListWidth(width * 100 / m_columns->m_ui.theme->scalePercent());
        emit m_columns->listWidthChanged(m_columns->listWidth());
    }
    void mouseDoubleClickEvent(QMouseEvent *) override
    {
        m_columns->setListWidth(metrics::listWidth);
        emit m_columns->listWidthChanged(m_columns->listWidth());
    }

private:
    Columns *m_columns;
};

Columns::Columns(const UiContext &context, QWidget *list, QWidget *pane, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_list(list)
    , m_pane(pane)
    , m_edge(new ColumnEdge(this))
    , m_listWidth(metrics::listWidth)
{
    list->setParent(this);
    pane->setParent(this);
    m_edge->raise();
    connect(m_ui.theme, &Theme::changed, this, [this] {
        m_edge->update();
        arrange();
    });
}

void Columns::setInfo(QWidget *info)
{
    if (m_info == info)
        return;
    if (m_info) {
        m_info->hide();
        m_info->deleteLater();
    }
    m_info = info;
    if (m_info)
        m_info->setParent(this);
    if (!m_info && m_front == Column::Info)
        m_front = Column::Pane;
    arrange();
}

void Columns::setFront(Column column)
{
    if (m_front == column)
        return;
    m_front = column;
    arrange();
}

void Columns::setListWidth(int width)
{
    width = width < metrics::listNarrowBelow ? metrics::listNarrowWidth
                                             : std::clamp(width, metrics::listMinWidth, metrics::listMaxWidth);
    if (m_listWidth == width)
        return;
    m_listWidth = width;
    arrange();
}

void Columns::arrange()
{
    if (width() <= 0 || height() <= 0)
        return;
    const bool one = width() < metrics::oneColumnBelow;
    const auto put = [this](QWidget *widget, int x, int w) {
        widget->setGeometry(QStyle::visualRect(layoutDirection(), rect(), {x, 0, w, height()}));
    };
    // Room is made before anything is shown, so that no column is painted at a width that it will not keep.
    const auto px = [this](int logical) { return m_ui.theme->px(logical); };
    if (one) {
        QWidget *shown = m_front == Column::List ? m_list : m_front == Column::Info && m_info ? m_info : m_pane;
        put(shown, 0, width());
        m_edge->hide();
        for (QWidget *column : {m_list, m_pane, m_info}) {
            if (column)
                column->setVisible(column == shown);
        }
    } else {
        const int roomForList = width() - metrics::paneMinWidth;
        const int list = px(m_listWidth) <= roomForList ? px(m_listWidth)
            : roomForList >= px(metrics::listNarrowBelow) ? roomForList : px(metrics::listNarrowWidth);
        const int rest = width() - list - 1;
        const bool three = m_info && rest >= metrics::paneMinWidth + metrics::infoWidth;
        const int info = m_info ? (three ? metrics::infoWidth : rest) : 0;
        put(m_list, 0, list);
        put(m_edge, list - grip / 2, grip);
        if (m_info)
            put(m_info, width() - info, info);
        if (!m_info || three)
            put(m_pane, list + 1, rest - info);
        m_list->show();
        m_pane->setVisible(!m_info || three);
        if (m_info)
            m_info->show();
        m_edge->show();
        m_edge->raise();
    }
    if (one != m_oneColumn) {
        m_oneColumn = one;
        emit oneColumnChanged(one);
    }
}

void Columns::resizeEvent(QResizeEvent *)
{
    arrange();
}

bool Columns::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutDirectionChange)
        arrange();
    return QWidget::event(event);
}

} // namespace confab
