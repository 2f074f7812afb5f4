#pragma once

#include "ui/common/ui_context.h"
#include "ui/theme/palette.h"

#include <QAbstractButton>
#include <QKeySequence>

namespace confab {

//! The ring of 2 px around what has the keyboard's focus, 1 px off. Draw last; `radius` is the control's own.
void paintFocusRing(QPainter *painter, const Theme &theme, const QRectF &control, qreal radius, Token ground = Token::BgWindow);
//! Whether to draw it: the widget has focus and the keyboard put it there.
bool focusVisible(const QWidget *widget);
//! The user took to the keyboard (Tab does this by itself), or to the pointer: rings appear and vanish.
void setKeyboardMode(QWidget *widget, bool on);

//! Hovered, pressed: shared by all buttons below.
class ButtonBase : public QAbstractButton {
    Q_OBJECT
public:
    ButtonBase(const UiContext &context, QWidget *parent);

protected:
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    bool hovered() const { return m_hovered; }

    const UiContext m_ui;

private:
    bool m_hovered = false;
};

//! An icon of 24 px in a square of 40 with a tool tip. `name` is tool tip and accessible name; a shortcut is only shown.
class IconButton : public ButtonBase {
    Q_OBJECT
public:
    IconButton(const UiContext &context, const QString &icon, const QString &name, QWidget *parent = nullptr);

    void setIconName(const QString &icon);
    void setName(const QString &name, const QKeySequence &shortcut = {});
    void setGlyphSize(int size); //!< 24 by default
    void setMirrored(bool directional) { m_directional = directional; } //!< flips in right-to-left layouts
    void setGround(Token ground) { m_ground = ground; }
    void setSide(int side); //!< 40 by default
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_icon;
    int m_size = 24;
    int m_side = 40;
    bool m_directional = false;
    Token m_ground = Token::BgPanel;
};

//! A button with a label: 36 high, radius 8.
class Button : public ButtonBase {
    Q_OBJECT
public:
    enum class Kind {
        Primary, //!< accent ground: at most one per view
        Secondary, //!< bordered
        Danger, //!< bordered, red label
        Text, //!< like a link
    };
    Button(const UiContext &context, Kind kind, const QString &text, QWidget *parent = nullptr);

    void setIconName(const QString &icon);
    void setTall(bool tall); //!< 40 instead of 36
    void setSmall(bool small); //!< as high as a hint, for a way out beside an error
    void setBusy(bool busy); //!< waits for an answer: disabled, label stays
    void setKind(Kind kind);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override; //!< Enter presses, too

private:
    Kind m_kind;
    QString m_icon;
    bool m_tall = false;
    bool m_small = false;
};

//! On or off, 36×20.
class Switch : public ButtonBase {
    Q_OBJECT
public:
    //! `name`: accessible name.
    Switch(const UiContext &context, const QString &name, QWidget *parent = nullptr);
    QSize sizeHint() const override { return {42, 26}; } //!< with room for the focus ring

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    qreal m_position = 0;
    quint64 m_run = 0;
};

} // namespace confab
