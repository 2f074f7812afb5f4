#pragma once

#include "ui/common/ui_context.h"
#include "ui/common/intake.h"

#include <QTextEdit>

namespace confab {

//! The text of a message being written: plain text, grows with its lines, tells what Enter and the arrows
//! mean.
class MessageField : public QTextEdit {
    Q_OBJECT
public:
    explicit MessageField(const UiContext &context, QWidget *parent = nullptr);

    QString text() const { return toPlainText(); }
    void setText(const QString &text, int cursor = -1); //!< -1: at the end; is no edit by the user
    bool isComposing() const { return m_composing; } //!< an input method has text that is not committed
    int wantedHeight() const; //!< for all lines, with the padding of the frame
    void setPlaceholder(const QString &text);
    //! Called with keys before the field takes them; true: it was used (completion).
    std::function<bool(QKeyEvent *)> keyHook;

signals:
    void edited(); //!< by the user
    void submitted();
    void editLastWanted(); //!< Up in an empty field
    void replyStepWanted(int step); //!< Ctrl+Up: -1, Ctrl+Down: 1
    void escaped();
    void wantedHeightChanged();
    void pasted(const confab::Intake &intake); //!< files or a picture, which are no text

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    bool enterSends(const QKeyEvent &event) const;
    void restyle();
    void spaceLines();
    void measure();

    const UiContext m_ui;
    QString m_placeholder;
    bool m_composing = false;
    bool m_setting = false;
    int m_wanted = 0;
};

} // namespace confab
