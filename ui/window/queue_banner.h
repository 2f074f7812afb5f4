#pragma once

#include "ui/common/ui_context.h"

#include <QWidget>

namespace confab {

class Button;
class Label;

//! Under the header: how many messages wait to be sent, and one button that tries all of them again in their
//! order.
class QueueBanner : public QWidget {
    Q_OBJECT
public:
    explicit QueueBanner(const UiContext &context, QWidget *parent = nullptr);
    void say(int waiting, bool failed);

signals:
    void retryWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const UiContext m_ui;
    Label *m_text;
    Button *m_retry;
};

} // namespace confab
