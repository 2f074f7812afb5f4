#pragma once

#include "ui/common/avatar_painter.h"
#include "ui/common/buttons.h"
#include "ui/common/intake.h"
#include "ui/common/sheet.h"

namespace confab {

class CropView;

//! Chooses the square of a picture that becomes an avatar.
class AvatarCropSheet : public Sheet {
    Q_OBJECT
public:
    static constexpr int side = 640; //!< px of what comes out

    AvatarCropSheet(const UiContext &context, QWidget *over, const AttachSource &source);

signals:
    void cropped(const QByteArray &jpeg);

private:
    void show(const QImage &picture);
    void finish();

    CropView *m_view;
    class QSlider *m_slider;
    class Label *m_note;
    Button *m_done;
    QImage m_picture;
};

//! An avatar that can be changed: a press opens a menu; pictures can also be dropped on it or pasted. Says what was
//! chosen and keeps nothing.
class AvatarEditor : public ButtonBase {
    Q_OBJECT
public:
    AvatarEditor(const UiContext &context, int size, QWidget *parent = nullptr);

    void setAvatar(const AvatarSpec &avatar);
    //! A picture that nobody has stored yet (the new group's).
    void setPicture(const QByteArray &jpeg);
    void setEditable(bool on); //!< else it only shows
    void offer(const Intake &intake); //!< straight to cropping

signals:
    void chosen(const QByteArray &jpeg); //!< AvatarCropSheet::side px square
    void removed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void openMenu();

    AvatarSpec m_avatar;
    QPixmap m_own; //!< of setPicture
    int m_size;
    bool m_editable = true;
    bool m_dragged = false;
};

} // namespace confab
