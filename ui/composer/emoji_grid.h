#pragma once

#include "ui/common/accessible_list.h"
#include "ui/common/ui_context.h"

#include <QAbstractScrollArea>
#include <QStringList>

namespace confab {

class EmojiData;

//! The grid of the emoji picker: painted, with headings, moved through by the arrow keys.
class EmojiGrid : public QAbstractScrollArea, public AccessibleItems {
    Q_OBJECT
public:
    static constexpr int cell = 40;

    EmojiGrid(const UiContext &context, const EmojiData &emoji, QWidget *parent = nullptr);

    void showAll(const QStringList &recent);
    void showFound(const QList<int> &indexes);
    bool isEmpty() const { return m_cells.isEmpty(); }
    void moveCurrent(int dx, int dy);
    void takeCurrent();
    void scrollToCategory(int category); //!< -1: the recent ones
    int current() const { return m_current; }
    QString currentEmoji() const { return m_cells.value(m_current).text; }

    int itemCount() const override { return int(m_cells.size()); }
    QString itemText(int item) const override { return m_cells.value(item).name; }
    QRect itemRect(int item) const override;
    quint64 itemKey(int item) const override;
    int currentItem() const override { return m_current; }
    void activateItem(int item) override;
    void focusItem(int item) override { setCurrent(item); }

signals:
    void chosen(const QString &emoji);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    struct Cell {
        QString text;
        QString name;
        QRect rect; //!< content coordinates
    };
    struct Heading {
        QString text;
        int category;
        int top;
    };
    struct Section {
        QString title;
        int category;
        QList<Cell> cells;
    };
    void place();
    void setCurrent(int index);
    int cellAt(QPoint viewportPos) const;

    const UiContext m_ui;
    const EmojiData &m_emoji;
    QList<Section> m_sections;
    QList<Cell> m_cells;
    QList<Heading> m_headings;
    int m_current = -1;
    int m_content = 0;
};

} // namespace confab
