#pragma once

#include "ui/common/ui_context.h"

#include <QWidget>

namespace confab {

//! A code in large fixed-width type that is selectable by keyboard focus and spelled out for screen readers.
class CodeBox : public QWidget {
    Q_OBJECT
public:
    CodeBox(const UiContext &context, const QString &what, QWidget *parent = nullptr);

    void setCode(const QString &code); //!< empty: dots in its place
    QString code() const { return m_code; }
    void setFaded(bool faded);
    void setLarge(bool large);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void copyRequested(); //!< Ctrl+C

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    QFont font() const;
    const UiContext m_ui;
    QString m_what;
    QString m_code;
    bool m_faded = false;
    bool m_large = false;
};

} // namespace confab
