#pragma once

#include "ui/common/ui_context.h"

#include <QWidget>

namespace confab {

//! The strip under the head of the chat list: what is wrong, and "Try now".
class ConnectionBanner : public QWidget {
    Q_OBJECT
public:
    explicit ConnectionBanner(const UiContext &context, QWidget *parent = nullptr);
    void say(const QString &sentence, bool canRetry);

signals:
    void retry();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const UiContext m_ui;
    class Label *m_text;
    class BannerLink *m_link;
};

} // namespace confab
