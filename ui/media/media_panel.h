#pragma once

#include "ui/media/media_list.h"

#include <QWidget>

namespace confab {

//! All media of one chat, in the info column: a tab each for pictures, videos, files, links and voice messages.
class MediaPanel : public QWidget {
    Q_OBJECT
public:
    MediaPanel(const UiContext &context, const ChatId &chat, QWidget *parent = nullptr);
    MediaList *list() const { return m_list; }
    void setTab(MediaTab tab);

signals:
    void closeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    const UiContext m_ui;
    const ChatId m_chat;
    MediaList *m_list;
    QList<QAbstractButton *> m_tabs;
};

} // namespace confab
