#pragma once

#include "ui/common/ui_context.h"

#include <QPlainTextEdit>
#include <QWidget>

class QLabel;

namespace confab {

class Label;

//! A field of several lines with its label above and a counter that appears near the limit. Never takes more
//! than the limit: what would pass it is not entered, and the counter says so.
class TextArea : public QWidget {
    Q_OBJECT
public:
    TextArea(
        const UiContext &context, const QString &label, int limit, int lines = 3, QWidget *parent = nullptr);

    QString text() const;
    void setText(const QString &text); //!< without `edited`
    void setReadOnly(bool readOnly);
    void setPlaceholder(const QString &text);
    void setError(const QString &sentence); //!< empty: none
    QPlainTextEdit *field() const { return m_edit; }

signals:
    void edited();
    void submitted(); //!< Ctrl+Enter

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void restyle();
    void check();

    const UiContext m_ui;
    int m_limit;
    int m_lines;
    Label *m_label;
    Label *m_counter;
    Label *m_note;
    QWidget *m_frame;
    QPlainTextEdit *m_edit;
    bool m_setting = false;
};

} // namespace confab
