#pragma once

#include "ui/common/ui_context.h"

#include <QWidget>

class QScrollArea;

namespace confab {

class Label;

//! A page of the program before there is a session: the logo, a heading and a card in the middle of the window, which
//! scroll where they do not fit.
class FrontPage : public QWidget {
    Q_OBJECT
public:
    FrontPage(const UiContext &context, const QString &heading, QWidget *parent = nullptr);

    void setHeading(const QString &text);

protected:
    QWidget *card() const { return m_card; } //!< for the subclass to lay out; its width is the subclass's to set
    QScrollArea *scroll() const { return m_scroll; }
    void paintEvent(QPaintEvent *event) override;

    const UiContext m_ui;

private:
    QScrollArea *m_scroll;
    Label *m_heading;
    QWidget *m_card;
};

} // namespace confab
