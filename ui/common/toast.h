#pragma once

#include "ui/common/ui_context.h"

#include <QWidget>

class QTimer;

namespace confab {

//! A sentence at the bottom of the window for some seconds, with an optional action ("Undo"). A new one takes the place
//! of the old. Announced to screen readers; the pointer over it keeps it.
class Toast : public QWidget {
    Q_OBJECT
public:
    static void show(const UiContext &context, QWidget *over, const QString &sentence, const QString &action = {},
        std::function<void()> done = {}, int ms = 5000);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    Toast(const UiContext &context, QWidget *window, const QString &sentence, const QString &action,
        std::function<void()> done, int ms);
    void place();
    const UiContext m_ui;
    QTimer *m_timer;
};

} // namespace confab
