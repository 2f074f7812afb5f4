#pragma once

#include "ui/media/media_desk.h"

#include <QTimer>
#include <QWidget>

namespace confab {

class Button;

//! The newest pictures and videos of a chat in two rows of four, for the info column, and the way to all of them.
class MediaStrip : public QWidget {
    Q_OBJECT
public:
    static constexpr int most = 8;
    explicit MediaStrip(const UiContext &context, QWidget *parent = nullptr);
    void setChat(const ChatId &chat);
    int shown() const { return int(m_items.size()); }

signals:
    void allRequested();
    void viewerRequested(const confab::MediaItem &item);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    class Tile;
    void load();
    void take(const QList<MediaItem> &items);
    void arrange();
    void updateWants();

    const UiContext m_ui;
    ChatId m_chat;
    QList<MediaItem> m_items; //!< newest first
    QWidget *m_grid;
    QList<Tile *> m_tiles;
    QTimer m_soon; //!< several arrivals are looked at once
    quint64 m_turn = 0;
};

} // namespace confab
