#pragma once

#include "ui/common/accessible_list.h"
#include "ui/common/ui_context.h"

#include <QPointer>
#include <QWidget>

class QHBoxLayout;
class QVBoxLayout;
class QScrollArea;

namespace confab {

//! A dialog inside the window: a card of 360 or 480 px over a dimmed window. Esc and a click beside it close it; Tab
//! stays inside; focus goes back to where it was. Deletes itself once closed. Fill `body()` and `footer()`, then `open()`.
class Sheet : public QWidget, public HasAccessibleRole {
    Q_OBJECT
public:
    enum class Width { Narrow, Wide };

    //! `over`: any widget of the window that is to be covered.
    Sheet(const UiContext &context, QWidget *over, const QString &title, Width width = Width::Narrow);
    ~Sheet() override;

    QVBoxLayout *body() const { return m_body; } //!< scrolls where it does not fit
    QHBoxLayout *footer(); //!< a row of buttons under a divider, made at the first call
    void setTitle(const QString &title);
    void setBodyPadding(int px); //!< 20 at the sides by default

    void open(QWidget *focus = nullptr);
    void closeSheet();
    //! Called by Esc, the close button and a click outside. Override to ask first.
    virtual void reject() { closeSheet(); }

    QAccessible::Role accessibleRole() const override { return QAccessible::Dialog; }

    //! The topmost sheet of the window of `widget`, or null.
    static Sheet *on(const QWidget *widget);

signals:
    void closed();

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool focusNextPrevChild(bool next) override;

    const UiContext m_ui;

private:
    void place();
    QWidget *m_card;
    class Label *m_title;
    QScrollArea *m_scroll;
    QVBoxLayout *m_body;
    QVBoxLayout *m_outer;
    QHBoxLayout *m_footer = nullptr;
    Width m_width;
    qreal m_shade = 0;
    bool m_closing = false;
    QPointer<QWidget> m_before;
};

//! A question with two answers. `danger`: the confirming button is red. `done` runs after the sheet closed on "yes".
void askSheet(const UiContext &context, QWidget *over, const QString &title, const QString &text,
    const QString &confirm, bool danger, std::function<void()> done);

} // namespace confab
