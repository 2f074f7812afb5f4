#pragma once

#include <QMargins>
#include <QWidget>

namespace confab {

//! `child` with a margin that goes when the child is hidden: a nested layout would keep its margins.
class Inset : public QWidget {
    Q_OBJECT
public:
    Inset(QWidget *child, const QMargins &margins, QWidget *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace confab
