#pragma once

#include "ui/common/accessible_list.h"
#include "ui/media/media_desk.h"
#include "ui/media/view_transform.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

namespace confab {

class Filmstrip;
class OverButton;
class VideoBar;

//! Pictures and videos of a chat, one at a time over the whole window. Gives the focus back where it was and deletes
//! itself once closed.
class MediaViewer : public QWidget, public HasAccessibleRole {
    Q_OBJECT
public:
    //! `over`: any widget of the window that is to be covered.
    MediaViewer(const UiContext &context, QWidget *over);
    ~MediaViewer() override;

    void open(const MediaItem &item);
    void closeViewer();
    const MediaItem &current() const { return m_item; }
    int count() const { return int(m_items.size()); }
    const ViewTransform &view() const { return m_view; }
    bool controlsShown() const { return m_shade > 0; }
    QString caption() const { return m_caption; }
    QAccessible::Role accessibleRole() const override { return QAccessible::Dialog; }

signals:
    void closed();
    void forwardRequested(const confab::ChatId &chat, confab::Seq message);
    void showInChatRequested(const confab::ChatId &chat, confab::Seq message);

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void makeControls();
    void load(MediaTab tab);
    void merge(const QList<MediaItem> &items);
    void showItem(const MediaItem &item);
    void step(int by); //!< 1: older
    void readCaption();
    void updateWants();
    void updateControls();
    void placeControls();
    void paintPicture(QPainter &painter);
    void paintHead(QPainter &painter);
    void paintNote(QPainter &painter);
    void stir(); //!< the user did something: controls come back
    void hideControls();
    void setShade(qreal opacity);
    void toggleFullScreen();
    void save();
    void copy();
    void forward();
    void menu(QPoint globalPos);
    void dragOut();
    bool isVideo() const { return kindOf(m_item.attachment) == MediaKind::Video; }
    QMarginsF insets() const; //!< where the controls are
    QRect shelf() const; //!< between picture and filmstrip
    QRect noteRect(const QString &note) const;
    bool isSavedInstead() const; //!< it cannot be shown here, but elsewhere perhaps
    QSize fittedPixels() const;
    QImage sharpest() const;
    QString noteText() const; //!< what stands in the way of showing it

    const UiContext m_ui;
    QPointer<QWidget> m_before;
    QList<MediaItem> m_items; //!< newest first
    MediaItem m_item;
    MediaId m_media;
    int m_index = -1;
    bool m_more = false; //!< the chat has more than is loaded
    int m_loads = 0;
    ViewTransform m_view;
    QSizeF m_known; //!< size that the view was made for
    QString m_caption;
    qreal m_shade = 1;
    quint64 m_fade = 0;
    quint64 m_turn = 0;
    QTimer m_idle;
    bool m_wasFull = false;
    bool m_fromBubble = false; //!< the video was playing before
    std::optional<QPointF> m_press;
    QPointF m_last;
    bool m_dragged = false;

    OverButton *m_forward, *m_save, *m_copy, *m_rotate, *m_menu, *m_close;
    OverButton *m_previous, *m_next, *m_out, *m_in;
    OverButton *m_play; //!< in the middle of a video that stands still
    OverButton *m_saveNote; //!< below a sentence that it cannot be shown
    Filmstrip *m_film;
    VideoBar *m_video;
};

} // namespace confab
