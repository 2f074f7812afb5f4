#pragma once

#include "ui/common/ui_context.h"

#include <QPixmap>
#include <QWidget>

namespace confab {

class IconButton;

//! The 48 px above the field that say what is answered or edited.
class ReplyStrip : public QWidget {
    Q_OBJECT
public:
    ReplyStrip(const UiContext &context, QWidget *parent = nullptr);

    void showReply(const QString &name, const QColor &color, const QString &text, const QByteArray &picture = {});
    void showEdit(const QString &text);
    QSize sizeHint() const override;

signals:
    void cancelled();
    void clicked(); //!< to see the message

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    void setPicture(const QByteArray &encoded);
    int pictureSide() const;
    const UiContext m_ui;
    IconButton *m_close;
    QString m_icon;
    QString m_title;
    QString m_text;
    QColor m_color;
    QByteArray m_encoded; //!< of the quoted picture; empty: none
    QPixmap m_picture; //!< null until it is decoded
    bool m_edit = false;
};

} // namespace confab
