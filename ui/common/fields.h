#pragma once

#include "ui/common/ui_context.h"
#include "ui/theme/palette.h"

#include <QLineEdit>
#include <QWidget>

namespace confab {

//! A line of text, 40 high, with an icon before and a mark of its state behind.
class TextField : public QLineEdit {
    Q_OBJECT
public:
    enum class State { Plain, Checked, Error };
    explicit TextField(const UiContext &context, QWidget *parent = nullptr);
    void setLeadingIcon(const QString &icon);
    void setTrailingSpace(int px); //!< for a control of the subclass at the end, behind the mark
    void setState(State state);
    State state() const { return m_state; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    const UiContext m_ui;

private:
    void place();
    QString m_icon;
    int m_trailing = 0;
    State m_state = State::Plain;
};

//! Label above, hint at the right of it, field, and a line under it for an error or a confirmation. The line keeps its
//! place when empty, so nothing jumps. Screen readers hear label, hint and error with the field.
class LabeledField : public QWidget {
    Q_OBJECT
public:
    LabeledField(const UiContext &context, const QString &label, const QString &hint = {}, QWidget *parent = nullptr);
    //! With a field of its own kind, which it then owns.
    LabeledField(const UiContext &context, TextField *field, const QString &label, const QString &hint = {},
        QWidget *parent = nullptr);

    TextField *field() const { return m_field; }
    QString text() const { return m_field->text(); }
    void setError(const QString &sentence); //!< empty: none
    void setConfirmed(const QString &sentence); //!< in green, with a check mark
    void setNote(const QString &sentence); //!< neither good nor bad: "Asking the server…"
    void clearState();
    //! A way out beside the error ("Use ines.carvalho"); goes when the user types. Empty: none.
    void setNoteAction(const QString &text);
    bool hasError() const { return m_field->state() == TextField::State::Error; }

signals:
    void edited(const QString &text); //!< by the user; the state was cleared before
    void submitted(); //!< Enter
    void noteActionTriggered();

private:
    void setNote(const QString &sentence, Token color, TextField::State state);
    void describe();
    const UiContext m_ui;
    class Label *m_label;
    class Label *m_hint;
    class Label *m_note;
    class Button *m_action;
    TextField *m_field;
};

//! 36 high, round, magnifying glass, clear button, the shortcut shown while empty.
class SearchField : public QLineEdit {
    Q_OBJECT
public:
    SearchField(const UiContext &context, const QString &placeholder, QWidget *parent = nullptr);
    void setShortcutHint(const QString &text);
    QSize sizeHint() const override;

signals:
    void moved(int rows); //!< Up and Down in the field: move in the list below
    void escaped(); //!< Esc while empty; else it clears

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void place();
    const UiContext m_ui;
    class IconButton *m_clear;
    QString m_hint;
};

} // namespace confab
