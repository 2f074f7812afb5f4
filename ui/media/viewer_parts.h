#pragma once

#include "ui/common/accessible_list.h"
#include "ui/common/buttons.h"
#include "ui/media/media_desk.h"

#include <QAbstractSlider>

namespace confab {

//! Colours of what lies over pictures: the same in every theme, because the ground is.
namespace over_picture {
inline const QColor ground(0x22, 0x22, 0x22);
inline const QColor note(0x11, 0x11, 0x11, 0xe6);
inline const QColor bar(0x1a, 0x1a, 0x1a);
inline const QColor shade(0, 0, 0, 0xa6);
inline const QColor ink(0xe6, 0xe9, 0xec);
inline const QColor quiet(0xb9, 0xc0, 0xc7);
inline const QColor ring(0x5a, 0xa9, 0xe6);
} // namespace over_picture

//! What fades with the viewer's controls.
class Fading {
public:
    virtual ~Fading() = default;
    void setShade(qreal opacity)
    {
        m_shade = opacity;
        shadeWidget()->setVisible(opacity > 0.01 && m_wanted);
        shadeWidget()->update();
    }
    void setWanted(bool wanted)
    {
        m_wanted = wanted;
        setShade(m_shade);
    }

protected:
    virtual QWidget *shadeWidget() = 0;
    qreal m_shade = 1;
    bool m_wanted = true;
};

//! An icon in white over the picture; `round`: on a dark disc.
class OverButton : public ButtonBase, public Fading {
    Q_OBJECT
public:
    OverButton(const UiContext &context, const QString &icon, const QString &name, QWidget *parent, int side = 40,
        bool round = false);
    void setIconName(const QString &icon);
    void setLabel(const QString &text); //!< instead of an icon
    void setName(const QString &name);

protected:
    void paintEvent(QPaintEvent *event) override;
    QWidget *shadeWidget() override { return this; }

private:
    QString m_icon;
    QString m_label;
    bool m_round;
};

//! The pictures around the current one, small; a click goes there.
class Filmstrip : public QWidget, public Fading, public AccessibleItems {
    Q_OBJECT
public:
    static constexpr int side = 48;
    Filmstrip(const UiContext &context, QWidget *parent);
    void setItems(const QList<MediaItem> &items, int current); //!< of a window around the current one
    QList<MediaWant> wants(qreal dpr) const;

    int itemCount() const override { return int(m_items.size()); }
    QString itemText(int item) const override;
    QRect itemRect(int item) const override;
    quint64 itemKey(int item) const override;
    int currentItem() const override { return m_current; }
    void activateItem(int item) override { emit chosen(item); }
    void focusItem(int item) override { emit chosen(item); }

signals:
    void chosen(int index); //!< in what setItems() was given

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    QWidget *shadeWidget() override { return this; }

private:
    const UiContext m_ui;
    QList<MediaItem> m_items;
    QList<MediaId> m_ids;
    int m_current = -1;
};

//! A line that is dragged: where a video stands, how loud it is. Arrow keys move it.
class OverSlider : public QAbstractSlider, public Fading {
    Q_OBJECT
public:
    OverSlider(const UiContext &context, const QString &name, QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    QWidget *shadeWidget() override { return this; }

private:
    void follow(const QMouseEvent *event);
    const UiContext m_ui;
};

//! Play, place, volume, speed, full screen, for a video.
class VideoBar : public QWidget, public Fading {
    Q_OBJECT
public:
    VideoBar(const UiContext &context, QWidget *parent);
    void setItem(const MediaItem &item);
    void refresh();
    void setShadeAll(qreal opacity);
    OverSlider *place() const { return m_place; }

signals:
    void fullScreenRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    QWidget *shadeWidget() override { return this; }

private:
    const UiContext m_ui;
    MediaItem m_item;
    MediaId m_media;
    OverButton *m_play;
    OverSlider *m_place;
    OverButton *m_mute;
    OverSlider *m_volume;
    OverButton *m_speed;
    OverButton *m_full;
};

} // namespace confab
