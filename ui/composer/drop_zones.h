#pragma once

#include "ui/common/ui_context.h"
#include "ui/common/intake.h"

#include <QWidget>

namespace confab {

//! What files are dropped on: lies over the pane while something is dragged across it. Two zones where the drag may hold
//! pictures, one where it does not.
class DropZones : public QWidget {
    Q_OBJECT
public:
    //! Covers `pane` and takes over its drops. `writable`: asked when a drag enters; false: nothing happens.
    DropZones(const UiContext &context, QWidget *pane, std::function<bool()> writable);

signals:
    void dropped(const confab::Intake &intake, bool asFiles);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    QList<QRect> zones() const;
    bool isFileZone(QPoint point) const;

    const UiContext m_ui;
    QWidget *m_pane;
    std::function<bool()> m_writable;
    bool m_visual = false;
    QPoint m_pointer;
};

} // namespace confab
